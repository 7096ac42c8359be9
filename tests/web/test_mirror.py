"""Serving an endpoint: its graph is copied, its version followed, and nothing is lost when it cannot be reached."""

from __future__ import annotations

import logging

import pytest

from coopgraph.errors import SettingsError, StoreError
from coopgraph.settings import Settings
from coopgraph.store.endpoint import Endpoint
from coopgraph.store.remote import RemoteStore
from coopgraph.store.revisions import StoreFolder
from coopgraph.web import mirror as mirrors
from coopgraph.web.mirror import Mirror, followed, mirrored
from coopgraph.web.server import run, serve


@pytest.fixture
def endpoint(server):
    return Endpoint(f"{server.url}/sparql")


def test_the_graph_of_our_own_endpoint_is_served_as_it_is(endpoint, toy_folder, serving):
    with mirrored(endpoint) as mirror, serving(mirror.folder) as copy:
        assert mirror.folder.current().version == toy_folder.current().version
        assert copy.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "text/csv").text.split() == [
            "n",
            str(toy_folder.current().triples),
        ]


def test_another_version_is_copied_and_the_same_is_not(endpoint, tmp_path, monkeypatch):
    said = ["1", "1", "1", "1", "2", "2"]
    monkeypatch.setattr(RemoteStore, "version", lambda _: said.pop(0))
    read = []
    dump = RemoteStore.dump_nquads
    monkeypatch.setattr(RemoteStore, "dump_nquads", lambda store: read.append(1) or dump(store))
    mirror = Mirror(endpoint, StoreFolder(tmp_path / "store"))
    for copies in (1, 1, 1, 2):
        mirror.refresh()
        assert len(read) == copies


def test_a_graph_that_changes_while_it_is_read_is_not_served(endpoint, monkeypatch):
    said = ["1", "2"]
    monkeypatch.setattr(RemoteStore, "version", lambda _: said.pop(0))
    with pytest.raises(StoreError, match="being replaced"), mirrored(endpoint):
        pass


def test_a_graph_being_loaded_elsewhere_says_no_version_and_the_former_is_kept(
    endpoint, tmp_path, monkeypatch
):
    said = ["1", "1", ""]
    monkeypatch.setattr(RemoteStore, "version", lambda _: said.pop(0))
    mirror = Mirror(endpoint, StoreFolder(tmp_path / "store"))
    mirror.refresh()
    monkeypatch.setattr(RemoteStore, "dump_nquads", lambda _: pytest.fail("it was read"))
    mirror.refresh()
    assert mirror.filled


def test_following_goes_on_while_the_endpoint_cannot_be_reached(endpoint, tmp_path, monkeypatch, caplog):
    import asyncio

    monkeypatch.setattr(mirrors, "_LOOK_SECONDS", 0.01)
    mirror = Mirror(Endpoint("http://127.0.0.1:9/sparql"), StoreFolder(tmp_path / "store"))

    async def a_while() -> None:
        async with followed(mirror):
            while len(caplog.records) < 2:
                await asyncio.sleep(0.01)

    with caplog.at_level(logging.WARNING, "coopgraph.web"):
        run(asyncio.wait_for(a_while(), 20))
    assert all("the revision being served is kept" in record.getMessage() for record in caplog.records)


def test_writes_are_refused_where_the_store_is_an_endpoint(endpoint):
    with pytest.raises(SettingsError, match="write to the endpoint itself"):
        serve(Settings(store=endpoint.url, writes=True, write_token="0123456789abcdef", port=0))
