"""One server for all tests of this room, over the toy world, and a way to have others with other settings."""

from __future__ import annotations

import pytest

from coopgraph.graph import KnowledgeGraph
from coopgraph.settings import Settings
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.revisions import StoreFolder
from served import Running
from store_contract import TOY


@pytest.fixture(scope="session")
def toy():
    with EmbeddedStore.in_memory() as store:
        store.load_trig(TOY)
        yield store


@pytest.fixture(scope="session")
def toy_folder(toy, tmp_path_factory):
    folder = StoreFolder(tmp_path_factory.mktemp("served") / "store")
    folder.publish(toy.dump_nquads(), {})
    return folder


@pytest.fixture(scope="session")
def server(toy, toy_folder):
    with Running(toy_folder, Settings(query_bytes=20_000)) as running:
        running.store = toy
        yield running


@pytest.fixture
def serving(toy_folder):
    """Give a context manager: a server with the settings given, over the toy world unless told otherwise."""

    def start(folder: StoreFolder = toy_folder, **settings: object) -> Running:
        return Running(folder, Settings(**settings))

    return start


@pytest.fixture(scope="session")
def serving_bundled(bundled_store):
    """Give a context manager: a server with the settings given, over the bundled graph."""

    def start(**settings: object) -> Running:
        return Running(StoreFolder(bundled_store), Settings(**settings))

    return start


@pytest.fixture(scope="session")
def bundled(bundled_store):
    """The bundled graph, to ask what is true."""
    with KnowledgeGraph.open(bundled_store, memory=True) as kg:
        yield kg


@pytest.fixture(scope="session")
def bundled_server(bundled_store):
    """A server over the bundled graph."""
    with Running(StoreFolder(bundled_store), Settings(workers=2)) as server:
        yield server
