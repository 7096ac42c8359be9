"""``coopgraph export``."""

from __future__ import annotations

import sys

import click

from coopgraph.cli.options import catalogue, place, store_option


@click.command()
@click.option(
    "--format",
    "format_",
    type=click.Choice(["nquads", "trig", "turtle", "jsonld", "ntriples", "rdfxml"]),
    help="N-Quads (the default) and TriG keep the named graphs; the others hold the merged graph. "
    "A profile is written as Turtle unless another of these is named.",
)
@click.option(
    "--profile",
    metavar="NAME",
    help="Say it in another vocabulary: org, schema-org, web-annotation, rdf-1-2, or a query profiles/NAME "
    "of your own.",
)
@store_option
def export(format_: str | None, profile: str | None, store: str | None) -> None:
    """Write the graph to standard output. N-Quads are sorted; their SHA-256 is the graph's version.

    \b
    Example:
      coopgraph export --format nquads | sha256sum
      coopgraph export --profile org
    """
    from coopgraph.release.export import export as write
    from coopgraph.release.profiles import export_profile
    from coopgraph.store.opening import open_local

    with open_local(place(store)) as graph:
        if profile is not None:
            sys.stdout.buffer.write(export_profile(graph, catalogue(), profile, format_ or "turtle"))
        else:
            for piece in write(graph, format_ or "nquads"):
                sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()
