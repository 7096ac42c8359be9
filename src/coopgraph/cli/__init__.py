"""The command line: data on standard output, everything else on standard error."""

from coopgraph.cli.group import main

__all__ = ["main"]
