"""``coopgraph backup``."""

from __future__ import annotations

from pathlib import Path

import click

from coopgraph.cli.options import store_folder, store_option


@click.command()
@click.argument("directory", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@store_option
def backup(directory: Path, store: str | None) -> None:
    """Copy the current revision into DIR, which becomes a store by itself. Also while it is served and written to.

    A second backup into the same DIR adds a revision, and keeps the one before.

    \b
    Example:
      coopgraph backup /mnt/backup/coopgraph.store
    """
    from coopgraph.store.revisions import StoreFolder

    copy = StoreFolder(directory).adopt(store_folder(store).current())
    click.echo(f"backup    {copy.path}\nversion   {copy.version}")
