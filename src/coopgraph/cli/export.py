"""``coopgraph export``."""

from __future__ import annotations

import sys

import click

from coopgraph.cli.options import place, store_option


@click.command()
@click.option(
    "--format",
    "format_",
    type=click.Choice(["nquads", "trig", "turtle", "jsonld"]),
    default="nquads",
    show_default=True,
    help="N-Quads and TriG keep the named graphs; Turtle and JSON-LD hold the merged graph.",
)
@store_option
def export(format_: str, store: str | None) -> None:
    """Write the graph to standard output. N-Quads are sorted; their SHA-256 is the graph's version.

    \b
    Example:
      coopgraph export --format nquads | sha256sum
    """
    from coopgraph.release.export import export as write
    from coopgraph.store.opening import open_local

    with open_local(place(store)) as graph:
        for piece in write(graph, format_):
            sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()
