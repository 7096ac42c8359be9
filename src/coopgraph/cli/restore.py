"""``coopgraph restore``."""

from __future__ import annotations

from pathlib import Path

import click

from coopgraph.cli.keeping import keep_beside
from coopgraph.cli.options import kept_revisions, language_option, place, store_folder, store_option
from coopgraph.cli.reports import refusal_in


@click.command()
@click.argument("kept", metavar="PATH", type=click.Path(exists=True, path_type=Path))
@store_option
@language_option
def restore(kept: Path, store: str | None, language: str) -> None:
    """Make the graph kept at PATH the current one of the store.

    PATH is a backup, whose current revision is taken as it is, or an N-Quads file of an export or a release,
    which is checked against the rules first. A server notices within a second. The revision that was current is
    kept, as the one before.

    \b
    Example:
      coopgraph restore /mnt/backup/coopgraph.store
      coopgraph restore releases/2026.1/graph.nq
    """
    if kept.is_dir():
        from coopgraph.store.revisions import StoreFolder

        revision = store_folder(store).adopt(StoreFolder(kept).current())
        click.echo(f"store     {revision.path}\nversion   {revision.version}")
        return
    from coopgraph.ingest.restoring import restore_file
    from coopgraph.store.revisions import Revision

    where = place(store)
    restored = restore_file(kept, where, kept=kept_revisions(store), on_refusal=refusal_in(language))
    if isinstance(restored, Revision):
        keep_beside(restored)
    click.echo(f"store     {where}\nversion   {restored.version}")
