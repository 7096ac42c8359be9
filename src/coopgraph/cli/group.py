"""``coopgraph``: the commands by name. Each is imported when it is called, so ``--help`` is instant."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import click

from coopgraph.cli.exits import exit_code
from coopgraph.errors import CoopgraphError
from coopgraph.version import __version__

# name → (module, what it does in one line)
COMMANDS: dict[str, tuple[str, str]] = {
    "build": ("build", "Turn dossiers into a checked graph, as a new revision of the store."),
    "check": ("check", "Check a graph, or dossiers before building, against every rule."),
    "sparql": ("sparql", "Answer a SPARQL query."),
    "query": ("query", "Answer a question of the catalogue."),
    "show": ("show", "Show everything known about one thing, each fact with its source."),
    "why": ("why", "Show who says so, where, and in which words."),
    "search": ("search", "Find things by any spelling or script."),
    "network": ("network", "Project, measure and export a network."),
    "path": ("path", "Show how two actors are connected, every hop with its source."),
    "pair": ("pair", "Show everything between two countries, regions or institutions."),
    "load": ("load", "Put RDF files into a graph of the store, as a new revision."),
    "export": ("export", "Write the graph as N-Quads, TriG, Turtle or JSON-LD."),
    "diff": ("diff", "Show in plain words what changed between two states of the graph."),
    "release": ("release", "Write the graph as files that can be kept and cited."),
    "backup": ("backup", "Copy the current revision into another folder, also while it is served."),
    "restore": ("restore", "Make a backup, or the graph in an N-Quads file, the current one."),
    "serve": ("serve", "Serve the graph: pages, the SPARQL endpoint, the API."),
}


class _Group(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command = getattr(import_module(f"coopgraph.cli.{COMMANDS[name][0]}"), name)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            close = difflib.get_close_matches(args[0], COMMANDS, 1)
            if close:
                raise click.UsageError(
                    f"No such command '{args[0]}'. Did you mean '{close[0]}'?", ctx
                ) from error
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        # The one-line texts stand here, so that listing the commands imports none of them.
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CoopgraphError as error:
            click.echo(f"coopgraph: {error}", err=True)
            ctx.exit(exit_code(error))
        except BrokenPipeError:
            # The reader of a pipe has gone (``| head``): nobody is left to tell. Python would complain
            # once more when it flushes standard output at exit, so that goes nowhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="coopgraph")
def coopgraph() -> None:
    """A knowledge graph of bilateral cooperation: every fact carries its source.

    \b
    Example:
      coopgraph build
      coopgraph query agreements/signatories
    """


def main() -> None:
    """Run the command line on the arguments of the process."""
    coopgraph(prog_name="coopgraph")
