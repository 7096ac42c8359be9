"""What is kept beside a revision once it is published, so that nobody waits for it later."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coopgraph.store.revisions import Revision


def keep_beside(revision: Revision) -> None:
    """Keep the names of a revision, filed for search, and its overview, in its folder."""
    from coopgraph.release.counting import overview_for
    from coopgraph.resolution.keeping import directory_for

    with revision.open() as store:
        directory_for(store.select, revision.version, revision.path)
        overview_for(store, revision.version, revision.path)
