"""From a location, as users write it, to a store. The one place that tells a folder from a URL."""

from __future__ import annotations

import re
from pathlib import Path

from coopgraph.errors import StoreUnavailableError
from coopgraph.store.protocol import Store
from coopgraph.store.revisions import StoreFolder


def open_store(location: str | Path, memory: bool = False) -> Store:
    """Return the store at ``location``, for reading. Close it.

    Args:
        location: a store folder.
        memory: load the graph into memory, which costs a second per 200,000 triples and then answers
            several times faster. For servers.

    Raises:
        StoreUnavailableError: there is no store there, or this version cannot open that kind.
    """
    return folder(location).open(memory)


def folder(location: str | Path) -> StoreFolder:
    """Return the store folder that ``location`` names; nothing is touched on disk.

    Raises:
        StoreUnavailableError: the location is a URL.
    """
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:/", str(location)):
        raise StoreUnavailableError(
            f"{location} is a URL, and this version of coopgraph opens folders only; give a folder"
        )
    return StoreFolder(location)
