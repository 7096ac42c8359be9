"""From a location, as users write it, to a store. The one place that tells a folder from a URL."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coopgraph.errors import StoreUnavailableError
from coopgraph.store.endpoint import Endpoint, is_url
from coopgraph.store.protocol import Store
from coopgraph.store.revisions import Revision, StoreFolder

if TYPE_CHECKING:
    from coopgraph.settings import Settings
    from coopgraph.store.embedded import EmbeddedStore

Location = str | Path | Endpoint
"""A store folder, or an endpoint: its URL, or with all that is needed to reach it."""


@dataclass(frozen=True)
class Opened:
    """A store that is open, the version of the graph in it ("" where none is said), and a folder's revision."""

    store: Store
    version: str
    revision: Revision | None = None


def open_store(location: Location, memory: bool = False) -> Store:
    """Return the store at ``location``. Close it.

    Args:
        location: a store folder, which is opened for reading, or an endpoint of the SPARQL 1.1 Protocol.
        memory: load a folder's graph into memory, which costs a second per 200,000 triples and then
            answers several times faster. For servers.

    Raises:
        StoreUnavailableError: there is no store there.
        SettingsError: the URL cannot be used.
    """
    return open_version(location, memory).store


def open_version(location: Location, memory: bool = False) -> Opened:
    """Return the store at ``location`` with the version of its graph. Takes and raises what ``open_store`` does."""
    where = place(location)
    if isinstance(where, Path):
        kept = StoreFolder(where)
        opened, revision = kept.open(memory), kept.current()
        return Opened(opened, revision.version, revision)
    from coopgraph.store.remote import RemoteStore  # SPARQLWrapper and rdflib are slow to import

    remote = RemoteStore(where)
    return Opened(remote, remote.version())


def open_local(location: Location) -> EmbeddedStore:
    """Return the graph at ``location`` in an embedded store: a folder's is opened, an endpoint's is copied.

    For work that reads the whole graph, or that asks more of SPARQL than every engine answers rightly.
    Raises as ``open_store`` does.
    """
    where = place(location)
    if isinstance(where, Path):
        return StoreFolder(where).open()
    remote = open_store(where)
    try:
        return local(remote)
    finally:
        remote.close()


def local(store: Store) -> EmbeddedStore:
    """Return ``store`` itself when it is embedded, else its graph, copied into memory."""
    from coopgraph.store.embedded import EmbeddedStore

    if isinstance(store, EmbeddedStore):
        return store
    from coopgraph.store.remote import RemoteStore

    assert isinstance(store, RemoteStore)  # there are two kinds
    return store.copy()


def place(location: Location) -> Path | Endpoint:
    """Return a location as what it is. Nothing is touched, on disk or in the network."""
    if isinstance(location, Endpoint):
        return location
    return Endpoint(str(location)) if is_url(str(location)) else Path(location)


def place_of(settings: Settings) -> Path | Endpoint:
    """Return the store that the settings name, with all that is needed to reach it."""
    if not is_url(settings.store):
        return Path(settings.store)
    return Endpoint(
        settings.store,
        settings.store_update,
        settings.store_graphs,
        settings.store_user,
        settings.store_password,
        settings.store_seconds,
        settings.store_default_graph,
        settings.store_token,
    )


def folder(location: str | Path, kept: int = 1) -> StoreFolder:
    """Return the store folder that ``location`` names, to keep so many former revisions; nothing is touched on disk.

    Raises:
        StoreUnavailableError: the location is a URL.
    """
    if is_url(str(location)):
        raise StoreUnavailableError(
            f"{location} is the URL of an endpoint, and this needs a store folder; give one"
        )
    return StoreFolder(location, kept)
