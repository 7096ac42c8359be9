"""A checked graph as the next revision of a store folder, or as the content of an endpoint."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from coopgraph.store.endpoint import Endpoint
from coopgraph.store.revisions import Revision, StoreFolder

if TYPE_CHECKING:
    from coopgraph.store.remote_loading import Published


def published(
    where: Path | Endpoint,
    nquads: bytes,
    manifest: Mapping[str, object],
    follows: Revision | None,
    kept: int = 1,
) -> Revision | Published:
    """Publish a graph. An endpoint is loaded graph by graph: see ``store.remote_loading.publish``.

    Args:
        manifest: what is said of the revision; an endpoint keeps none of it.
        follows: the revision it was made from, which has to be the current one still.
        kept: how many former revisions a folder keeps.

    Raises:
        StoreError: another revision has been published meanwhile.
        StoreLockedError: another process is publishing to the store.
        StoreUnavailableError: the store cannot be written, or holds something else.
    """
    if isinstance(where, Path):
        return StoreFolder(where, kept).publish(nquads, manifest, follows)
    from coopgraph.store.remote import RemoteStore
    from coopgraph.store.remote_loading import publish

    with RemoteStore(where) as remote:
        return publish(remote, nquads)


def with_a_write(manifest: Mapping[str, object]) -> dict[str, object]:
    """Return a manifest that says that one change more was made by hand, which no build from files knows of."""
    count = manifest.get("writes", 0)
    return {**manifest, "writes": (count if isinstance(count, int) else 0) + 1}
