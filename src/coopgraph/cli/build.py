"""``coopgraph build``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coopgraph.cli.keeping import keep_beside
from coopgraph.cli.options import (
    catalogue,
    clear_progress,
    kept_revisions,
    language_option,
    place,
    progress,
    store_option,
)
from coopgraph.cli.reports import refusal_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coopgraph.errors import CoopgraphError
    from coopgraph.ingest.build import Built
    from coopgraph.store.revisions import Revision


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@store_option
@click.option(
    "--texts",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with the texts of the sources: every passage is checked against them.",
)
@click.option("--lock", is_flag=True, help="Write the offsets found in the texts beside the dossiers.")
@click.option(
    "--quarantine",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="A folder in which a refused graph is set aside, with the report on it.",
)
@click.option(
    "--discard-writes",
    is_flag=True,
    help="Build although what was written over HTTP, or loaded, is not in the files and is lost.",
)
@click.option("--no-networks", is_flag=True, help="Do not draw and measure the standing networks in advance.")
@language_option
def build(
    paths: tuple[Path, ...],
    store: str | None,
    texts: Path | None,
    lock: bool,
    quarantine: Path | None,
    discard_writes: bool,
    no_networks: bool,
    language: str,
) -> None:
    """Turn dossiers into a checked graph, as one new revision of the store.

    PATHS are dossiers, entities and editorial files, or folders of them; without any, the bundled
    Italy–Russia dossiers. Whatever is wrong, the store stays as it was.

    \b
    Example:
      coopgraph build data/italy-russia --texts texts/ --store coopgraph.store
    """
    if lock and texts is None:
        raise click.UsageError("--lock writes what is found in the texts; name their folder with --texts")
    from coopgraph.ingest.build import build as build_store
    from coopgraph.ingest.build import bundled_dossiers
    from coopgraph.store.revisions import Revision

    where = place(store)
    built = build_store(
        list(paths) or [bundled_dossiers()],
        where,
        texts=texts,
        lock=lock,
        quarantine=quarantine,
        on_refusal=refusal_in(language),
        discard_writes=discard_writes,
        kept=kept_revisions(store),
        progress=progress(),
    )
    networks: Mapping[str, CoopgraphError | None] = {}
    if isinstance(built.revision, Revision):
        networks = {} if no_networks else _draw_networks(built.revision)
        keep_beside(built.revision)
    clear_progress()
    click.echo(f"store     {where}")
    _tell(built, networks, lock)


def _draw_networks(revision: Revision) -> Mapping[str, CoopgraphError | None]:
    from coopgraph.network.standing import materialise

    return materialise(revision, catalogue(), progress())


def _tell(built: Built, networks: Mapping[str, CoopgraphError | None], locked: bool) -> None:
    """Print what was built: version and counts, and on standard error what a curator had better do."""
    revision, compiled, report = built.revision, built.compiled, built.report
    click.echo(f"version   {revision.version}")
    click.echo(
        f"graph     {revision.triples} triples in {revision.graphs} named graphs ({revision.quads} quads)"
    )
    left_out = f", {compiled.left_out} left out by review" if compiled.left_out else ""
    click.echo(f"sources   {compiled.sources}, claims {compiled.claims}{left_out}")
    passages = compiled.passages
    click.echo(
        f"passages  {passages.checked} checked against their texts, {passages.locked} located by the lock file, "
        f"{passages.unlocated} not located"
    )
    if passages.unlocked and not locked:
        click.echo(
            f"          {passages.unlocked} are not in the lock file; write them with --lock", err=True
        )
    faulty = {name: error for name, error in networks.items() if error is not None}
    if networks:
        click.echo(f"networks  {len(networks) - len(faulty)} drawn and measured in advance")
    for name, error in faulty.items():
        click.echo(f"          {name} is not: {error}", err=True)
    click.echo(
        f"check     {len(report.violations)} violations, {len(report.warnings)} warnings, {len(report.infos)} infos"
        + ("" if not report.results else "; see coopgraph check")
    )
