"""Files of a revision that were changed by others: nobody is served a part for the whole, and publishing mends it."""

from __future__ import annotations

import asyncio

import pytest
from click.testing import CliRunner

from coopgraph.cli.group import coopgraph
from coopgraph.errors import StoreUnavailableError
from coopgraph.release.diff import find_state
from coopgraph.store.revisions import StoreFolder
from coopgraph.web.workers.nursery import ForkedNursery


def graph(*numbers: int) -> bytes:
    return b"".join(b'<http://e/%d> <http://e/p> "x" <http://e/g> .\n' % n for n in numbers)


@pytest.fixture
def folder(tmp_path) -> StoreFolder:
    folder = StoreFolder(tmp_path / "store")
    folder.publish(graph(*range(100)), {})
    return folder


@pytest.fixture
def short(folder) -> StoreFolder:
    """A store whose graph.nq has lost its last lines: still N-Quads, and not the graph that was published."""
    nquads = folder.current().nquads
    nquads.write_bytes(b"".join(nquads.read_bytes().splitlines(keepends=True)[:60]))
    return folder


@pytest.fixture
def torn(folder) -> StoreFolder:
    """A store of which the engine's files are damaged, and graph.nq is not."""
    (folder.current().path / "oxigraph" / "CURRENT").write_bytes(b"MANIF")
    return folder


def test_a_shortened_graph_is_not_loaded(short):
    with pytest.raises(StoreUnavailableError, match=r"graph\.nq has not the SHA-256.*coopgraph restore"):
        short.open(memory=True)


def test_a_shortened_graph_is_not_served(short):
    async def load():
        nursery = ForkedNursery.loading(short.current(), 1, 100)
        try:
            await nursery.ready()
        finally:
            await nursery.close()

    with pytest.raises(StoreUnavailableError, match="damaged"):
        asyncio.run(load())


def test_a_shortened_graph_is_not_exported_nor_told_apart(short):
    result = CliRunner().invoke(coopgraph, ["export", "--store", str(short.path)])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "damaged" in result.stderr
    with pytest.raises(StoreUnavailableError, match="damaged"):
        find_state(str(short.path), short)


def test_damaged_files_of_the_engine_are_named_with_the_remedy(torn):
    with pytest.raises(StoreUnavailableError, match=r"damaged.*coopgraph build"):
        torn.open()


@pytest.mark.parametrize("damaged", ["short", "torn"])
@pytest.mark.parametrize("numbers", [range(100), range(1, 101)], ids=["the same graph", "a graph like it"])
def test_publishing_over_a_damaged_revision_makes_a_whole_one(request, damaged, numbers):
    folder = request.getfixturevalue(damaged)
    folder.publish(graph(*numbers), {})
    expected = b"".join(sorted(graph(*numbers).splitlines(keepends=True)))
    assert folder.current().nquads.read_bytes() == expected
    with folder.open() as on_disk, folder.open(memory=True) as loaded:
        assert on_disk.dump_nquads() == loaded.dump_nquads() == expected
