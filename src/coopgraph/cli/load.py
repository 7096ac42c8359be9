"""``coopgraph load``."""

from __future__ import annotations

from pathlib import Path

import click

from coopgraph.cli.options import kept_revisions, language_option, place, store_option
from coopgraph.cli.reports import refusal_in


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--graph", metavar="IRI", required=True, help="The graph to load into.")
@click.option("--add", is_flag=True, help="Add to what the graph holds; without it, that is replaced.")
@store_option
@click.option(
    "--quarantine",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="A folder in which a refused graph is set aside, with the report on it.",
)
@language_option
def load(
    files: tuple[Path, ...], graph: str, add: bool, store: str | None, quarantine: Path | None, language: str
) -> None:
    """Put RDF files into a graph of the store, as a new revision.

    FILES are Turtle, N-Triples, RDF/XML or JSON-LD, told apart by their suffixes. The rules are asked about what
    changes and what stands beside it; whatever is wrong, the store stays as it was.

    \b
    Example:
      coopgraph load notes.ttl --graph https://w3id.org/coopgraph/graph/editorial --add
    """
    from coopgraph.ingest.loading import load as load_files

    where = place(store)
    loaded = load_files(
        files,
        graph,
        where,
        keep=add,
        quarantine=quarantine,
        kept=kept_revisions(store),
        on_refusal=refusal_in(language),
    )
    click.echo(f"store     {where}")
    if loaded.revision is not None:
        click.echo(f"version   {loaded.revision.version}")
    click.echo(f"graph     <{graph}>: {loaded.changed.added} triples added, {loaded.changed.removed} removed")
