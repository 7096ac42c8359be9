"""Every file of a store is open before a process gives up opening any."""

from __future__ import annotations

import os

import pytest

from coopgraph.errors import StoreUnavailableError
from coopgraph.store.embedded import EmbeddedStore

pytest.importorskip("resource", reason="the system has no limit on open files")
from coopgraph.store.embedded_files import open_every_file, raise_limit


@pytest.fixture
def revision(tmp_path):
    """The folder of a revision in more files than the engine opens by itself."""
    lines = [
        f"<http://e/s{n}> <http://e/p{n % 3}> <http://e/o{n % 7}> <http://e/g{n % 2}> .\n" for n in range(600)
    ]
    with EmbeddedStore.at(tmp_path / "oxigraph", read_only=False) as store:
        for third in range(3):
            store.load_nquads("".join(lines[third::3]).encode())
        (tmp_path / "graph.nq").write_bytes(store.dump_nquads())
    return tmp_path


def tables(folder) -> set[int]:
    return {path.stat().st_ino for path in (folder / "oxigraph").glob("*.sst")}


def test_every_file_is_open_and_no_other_descriptor_is_named(revision):
    raise_limit()
    with EmbeddedStore.at(revision / "oxigraph") as store:
        found = open_every_file(store, revision)
        assert len(found) == len(tables(revision)) > 16
        assert {os.fstat(number).st_ino for number in found} == tables(revision)


def test_a_file_that_cannot_be_brought_to_be_open_is_an_error_with_a_remedy(revision, monkeypatch):
    monkeypatch.setattr("coopgraph.store.embedded_files._LINES", 200)
    (revision / "oxigraph" / "999999.sst").write_bytes(b"of nobody")
    with (
        EmbeddedStore.at(revision / "oxigraph") as store,
        pytest.raises(StoreUnavailableError, match=r"^1 of \d+ files .*coopgraph backup"),
    ):
        open_every_file(store, revision)


def test_an_empty_graph_has_all_its_files_open_too(tmp_path):
    with EmbeddedStore.at(tmp_path / "oxigraph", read_only=False):
        (tmp_path / "graph.nq").write_bytes(b"")
    with EmbeddedStore.at(tmp_path / "oxigraph") as store:
        assert len(open_every_file(store, tmp_path)) == len(tables(tmp_path))
