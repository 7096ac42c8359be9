"""``coopgraph export``."""

from __future__ import annotations

import sys
from pathlib import Path
from shutil import copyfileobj
from typing import TYPE_CHECKING

import click

from coopgraph.cli.options import catalogue, place, settings_of, store_option

if TYPE_CHECKING:
    from coopgraph.store.embedded import EmbeddedStore


@click.command()
@click.option(
    "--format",
    "format_",
    type=click.Choice(["nquads", "trig", "turtle", "jsonld", "ntriples", "rdfxml"]),
    help="N-Quads (the default) and TriG keep the named graphs; the others hold the merged graph. "
    "A profile is written as Turtle, nanopub as TriG, unless another of these is named.",
)
@click.option(
    "--profile",
    metavar="NAME",
    help="Say it in another vocabulary: nanopub, org, schema-org, web-annotation, rdf-1-2, or a query "
    "profiles/NAME of your own.",
)
@click.option(
    "--author",
    help="Who makes the nanopublications, a name or an IRI. Default: the setting publisher, else this program.",
)
@click.option(
    "--date",
    metavar="YYYY-MM-DD",
    help="The day they are made. Default: that on which the store's revision was published.",
)
@store_option
def export(
    format_: str | None, profile: str | None, author: str | None, date: str | None, store: str | None
) -> None:
    """Write the graph to standard output. N-Quads are sorted; their SHA-256 is the graph's version.

    \b
    Example:
      coopgraph export --format nquads | sha256sum
      coopgraph export --profile org
    """
    from coopgraph.release.export import export as write
    from coopgraph.release.profiles import export_profile
    from coopgraph.store.opening import open_local
    from coopgraph.store.revisions import StoreFolder

    if profile is None and (author or date):
        raise click.UsageError("--author and --date are for a profile, such as --profile nanopub")
    where = place(store)
    if isinstance(where, Path) and profile is None and format_ in (None, "nquads"):
        with (
            StoreFolder(where).current().sound_nquads().open("rb") as lines
        ):  # they lie there as they are written here
            copyfileobj(lines, sys.stdout.buffer)
        return
    with open_local(where) as graph:
        if profile is not None:
            about = _about(graph, author, date, store)
            sys.stdout.buffer.write(export_profile(graph, catalogue(), profile, format_ or "", about))
        else:
            for piece in write(graph, format_ or "nquads"):
                sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()


def _about(graph: EmbeddedStore, author: str | None, date: str | None, store: str | None) -> dict[str, str]:
    """Return what a profile may say of the export itself. Nothing is taken from the clock."""
    from coopgraph.release.export import version
    from coopgraph.release.profiles import named_by_hash
    from coopgraph.settings import Settings
    from coopgraph.store.revisions import StoreFolder
    from coopgraph.version import __version__

    settings, where = settings_of(store), place(store)
    named = settings.publisher if settings.publisher != Settings().publisher else f"coopgraph {__version__}"
    published = StoreFolder(where).current().published.date().isoformat() if isinstance(where, Path) else ""
    return {
        "creator": author or named,
        "created": date or published,
        "licence": settings.licence,
        "version": named_by_hash(version(graph.dump_nquads())),
    }
