"""``coopgraph restore``."""

from __future__ import annotations

from pathlib import Path

import click

from coopgraph.cli.options import store_folder, store_option


@click.command()
@click.argument("directory", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@store_option
def restore(directory: Path, store: str | None) -> None:
    """Make the current revision of the backup in DIR the current one of the store.

    A server notices within a second. The revision that was current is kept, as the one before.

    \b
    Example:
      coopgraph restore /mnt/backup/coopgraph.store
    """
    from coopgraph.store.revisions import StoreFolder

    revision = store_folder(store).adopt(StoreFolder(directory).current())
    click.echo(f"store     {revision.path}\nversion   {revision.version}")
