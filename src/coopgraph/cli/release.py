"""``coopgraph release``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from coopgraph.cli.options import place, store_option


@click.command()
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", required=True, help="What the release is called, such as 2026.1.")
@click.option(
    "--date", default="", metavar="YYYY-MM-DD", help="When it is released. Never taken from the clock."
)
@click.option(
    "--since",
    metavar="A",
    help="The release before, as coopgraph diff takes it: CHANGES.md tells what changed.",
)
@click.option("--title", help="Title of the data set. Default: that of coopgraph.")
@click.option("--author", "authors", multiple=True, help="Who made the data; repeatable.")
@click.option(
    "--licence", default="Apache-2.0", show_default=True, help="Licence of the data, by its SPDX identifier."
)
@store_option
def release(
    directory: Path,
    name: str,
    date: str,
    since: str | None,
    title: str | None,
    authors: tuple[str, ...],
    licence: str,
    store: str | None,
) -> None:
    """Write the graph into DIR as files that others can keep, check and cite.

    N-Quads, TriG, JSON-LD, tables of nodes, edges and sources, the report of the check, the changes, a
    citation, a manifest with checksums, and a description of all of it (RO-Crate). The same graph under
    the same name and date gives the same bytes.

    \b
    Example:
      coopgraph release releases/2026.1 --name 2026.1 --date 2026-11-30
    """
    from coopgraph.release.diff import find_state
    from coopgraph.release.edition import Edition
    from coopgraph.release.export import version
    from coopgraph.release.writing import write_release
    from coopgraph.store.opening import folder, open_local

    where = place(store)
    former = find_state(since, folder(str(where))) if since else None
    with open_local(where) as graph:
        edition = Edition(
            name=name,
            version=version(graph.dump_nquads()),
            date=date,
            title=title or Edition.title,
            authors=authors or Edition.authors,
            licence=licence,
        )
        write_release(directory, edition, graph, former)
    found = json.loads((directory / "manifest.json").read_text(encoding="utf-8"))
    click.echo(f"release   {directory}")
    click.echo(f"version   {found['graph']['version']}")
    for file in found["files"]:
        click.echo(f"{file['bytes']:>10}  {file['sha256'][:16]}  {file['path']}")
