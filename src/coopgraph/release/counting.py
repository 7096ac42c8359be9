"""The overview of a revision on disk: counted once, and kept in its folder, for counting looks at every statement."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from pathlib import Path

from coopgraph.provenance import labels
from coopgraph.release import overview
from coopgraph.release.overview import Overview
from coopgraph.store.protocol import Store
from coopgraph.version import __version__

FILE = "overview.json"
"""In the folder of a revision."""


def overview_for(store: Store, graph_version: str, folder: Path) -> Overview:
    """Return the overview of a revision: as its folder keeps it, else counted, and kept for the next time.

    Args:
        store: the revision.
        graph_version: its version.
        folder: its folder.
    """
    found = kept_overview(graph_version, folder)
    if found is None:
        found = Overview.of(store, graph_version)
        keep_overview(found, folder)
    return found


def kept_overview(graph_version: str, folder: Path) -> Overview | None:
    """Return the overview that the folder of a revision keeps.

    None where it keeps none, or one that is damaged or was counted by another version of the software.
    """
    with suppress(OSError, ValueError, KeyError, TypeError):
        said = json.loads((folder / FILE).read_bytes())
        if said["key"] == _key(graph_version):
            return Overview.from_json(json.dumps(said["overview"]).encode())
    return None


def keep_overview(counted: Overview, folder: Path) -> None:
    """Keep an overview in the folder of its revision; where others own the folder, do nothing."""
    said = {"key": _key(counted.version), "overview": asdict(counted)}
    aside = folder / f".{FILE}-{os.getpid()}"
    with suppress(OSError):
        try:
            aside.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
            aside.replace(folder / FILE)  # so that nobody reads half of it
        finally:
            aside.unlink(missing_ok=True)


def _key(graph_version: str) -> dict[str, str]:
    return {"graph_version": graph_version, "coopgraph": __version__, "code_sha256": _code()}


@cache
def _code() -> str:
    """Return a digest of the code that counts, which changes between versions in a checkout."""
    files = [Path(str(module.__file__)) for module in (overview, labels)]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
