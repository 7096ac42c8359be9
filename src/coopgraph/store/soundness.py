"""Whether the files of a revision are still those that were published. Disks forget, and people truncate."""

from __future__ import annotations

import hashlib
from pathlib import Path

from coopgraph.errors import StoreError, StoreUnavailableError
from coopgraph.store.embedded import EmbeddedStore


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, two gigabytes a second where the processor helps."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_nquads(nquads: Path, version: str) -> Path:
    """Return ``nquads``, the ``graph.nq`` of a revision, if its SHA-256 is the version it was published as.

    Raises:
        StoreUnavailableError: it is not; a part of it would pass for the whole.
    """
    if sha256(nquads) != version:
        raise StoreUnavailableError(
            f"the revision {nquads.parent} is damaged: its graph.nq has not the SHA-256 it was published with; "
            "restore a backup with coopgraph restore, or make the graph again with coopgraph build"
        )
    return nquads


def is_sound(folder: Path, version: str) -> bool:
    """Whether the revision in ``folder`` has the graph it was published with, and an engine opens its store."""
    try:
        check_nquads(folder / "graph.nq", version)
        EmbeddedStore.at(folder / "oxigraph").close()
    except (StoreError, OSError):
        return False
    return True
