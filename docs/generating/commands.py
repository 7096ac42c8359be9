"""The page of the command line: what each command says when it is asked for help."""

from __future__ import annotations

from click.testing import CliRunner
from generating.markdown import NOTICE, anchor
from generating.product import Product

from coopgraph.cli.group import COMMANDS, coopgraph

_WIDTH = 100


def cli_page(_: Product) -> str:
    """Return ``docs/cli.md``."""
    parts = [
        NOTICE,
        "# Commands",
        "Data goes to standard output, everything else to standard error. Exit codes: 0 done; 1 the data or the "
        "store is at fault; 2 the request is. [architecture](architecture.md#errors) lists them error by error.",
        _help([]),
    ]
    for name, (_module, line) in COMMANDS.items():
        parts += [f"## {anchor(name)}coopgraph {name}", line, _help([name])]
    return "\n\n".join(parts) + "\n"


def _help(arguments: list[str]) -> str:
    outcome = CliRunner().invoke(
        coopgraph,
        [*arguments, "--help"],
        prog_name="coopgraph",
        terminal_width=_WIDTH,
        catch_exceptions=False,
    )
    text = "\n".join(line.rstrip() for line in outcome.stdout.strip().splitlines())
    return f"```text\n{text}\n```"
