"""A store folder: publishing is atomic, readers are safe, writers take turns, errors change nothing."""

from __future__ import annotations

import errno
import hashlib
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coopgraph.errors import StoreError, StoreLockedError, StoreUnavailableError, UnreadableSourceError
from coopgraph.store import revisions
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.opening import open_store
from coopgraph.store.revisions import StoreFolder
from store_contract import SOURCE_1, TOY, StoreContract


def graph(number: int) -> bytes:
    """A graph of a few lines that no other number gives."""
    return b"".join(
        b'<http://ex/%d> <http://ex/p> "%d" <%s> .\n' % (n, number, SOURCE_1.encode()) for n in range(50)
    )


@pytest.fixture
def folder(tmp_path) -> StoreFolder:
    return StoreFolder(tmp_path / "coopgraph.store")


def files(path: Path) -> dict[str, bytes]:
    found = (p for p in path.rglob("*") if p.is_file() and "LOG" not in p.name)
    return {str(p.relative_to(path)): p.read_bytes() for p in found}


def run(script: str, *arguments: object) -> str:
    """Return what a process of its own writes to stderr."""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False).stderr


class TestLoadedRevision(StoreContract):
    """A revision loaded into memory is a store like any other."""

    @pytest.fixture
    def store(self, folder):
        folder.publish(b"", {})
        with folder.open(memory=True) as store:
            yield store


def test_a_published_graph_is_read_back_with_its_version_and_counts(folder):
    toy = EmbeddedStore.in_memory()
    toy.load_trig(TOY)
    revision = folder.publish(toy.dump_nquads(), {"ontology": "0.1.0"})
    assert revision == folder.current()
    assert revision.version == hashlib.sha256(toy.dump_nquads()).hexdigest()
    assert (revision.triples, revision.graphs) == (toy.count(), len(toy.graphs()))
    assert revision.quads == len(toy.dump_nquads().splitlines())
    assert revision.manifest == {"ontology": "0.1.0"}
    for memory in (False, True):
        with open_store(folder.path, memory=memory) as store:
            assert store.dump_nquads() == revision.nquads.read_bytes()


def test_whoever_may_read_the_folder_may_read_the_revision(folder):
    """A server often runs as another user than the one who builds."""
    revision = folder.publish(graph(1), {})
    assert revision.path.stat().st_mode == folder.path.stat().st_mode


def test_the_version_depends_on_the_facts_and_not_on_their_order(folder, tmp_path):
    lines = graph(1).splitlines(keepends=True)
    random.Random(1).shuffle(lines)
    shuffled = StoreFolder(tmp_path / "other").publish(b"".join(lines) + lines[0], {})
    assert shuffled.version == folder.publish(graph(1), {}).version


def test_publishing_the_same_graph_again_writes_nothing(folder):
    first = folder.publish(graph(1), {"a": 1})
    before = files(folder.path)
    assert folder.publish(graph(1), {"a": 1}) == first
    assert files(folder.path) == before


def test_the_revision_before_is_kept_and_older_ones_are_deleted(folder):
    for number in range(4):
        folder.publish(graph(number), {})
    assert len(list((folder.path / "revisions").iterdir())) == 2


def test_a_reader_keeps_its_revision_however_many_are_published(folder):
    folder.publish(graph(0), {})
    with folder.open() as reader:
        for number in range(1, 4):
            folder.publish(graph(number), {})
        assert reader.ask('ASK { ?s ?p "0" }')
        assert len(list((folder.path / "revisions").iterdir())) == 3
    folder.publish(graph(4), {})
    assert len(list((folder.path / "revisions").iterdir())) == 2


def test_a_revision_on_disk_cannot_be_written(folder):
    folder.publish(graph(1), {})
    with folder.open() as store, pytest.raises(StoreUnavailableError, match="reading only"):
        store.update("CLEAR ALL")


def test_a_graph_made_from_a_revision_that_is_no_longer_the_current_one_is_refused(folder):
    former = folder.publish(graph(1), {})
    current = folder.publish(graph(2), {})
    with pytest.raises(StoreLockedError, match=r"another process has published to .* meanwhile"):
        folder.publish(graph(3), {}, former)
    assert folder.current() == current


def test_a_graph_with_blank_nodes_is_refused(folder):
    with pytest.raises(StoreError, match="blank node"):
        folder.publish(b'_:b <http://ex/p> "x" <http://ex/g> .\n', {})
    with pytest.raises(StoreError, match="blank node"):
        folder.publish(b"<http://ex/s> <http://ex/p> _:b <http://ex/g> .\n", {})
    assert not folder.path.exists()


def test_a_graph_that_is_not_nquads_leaves_the_store_as_it_was(folder):
    folder.publish(graph(1), {})
    before = files(folder.path)
    with pytest.raises(UnreadableSourceError):
        folder.publish(b"what is this?\n", {})
    assert files(folder.path) == before


@pytest.mark.parametrize("failing", ["_sync", "_write"])
def test_a_full_disk_leaves_the_store_as_it_was_and_says_so(folder, monkeypatch, failing):
    folder.publish(graph(1), {})
    before = files(folder.path)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(revisions, failing, full)
    with pytest.raises(StoreUnavailableError, match=r"No space left on device.*nothing was changed"):
        folder.publish(graph(2), {})
    monkeypatch.undo()
    assert folder.current().version == hashlib.sha256(b"".join(sorted(graph(1).splitlines(True)))).hexdigest()
    assert {k: v for k, v in files(folder.path).items() if k in before} == before
    folder.publish(graph(2), {})


def test_a_limit_on_file_size_leaves_the_store_as_it_was(folder):
    """The same with the system itself refusing to write, inside the engine."""
    former = folder.publish(graph(1), {})
    script = (
        "import resource, signal, sys\nfrom coopgraph.store.revisions import StoreFolder\n"
        "from coopgraph.errors import StoreUnavailableError\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "line = b'<http://ex/%d> <http://ex/p> \"x\" <http://ex/g> .\\n'\n"
        "data = b''.join(line % n for n in range(20000))\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "try:\n    StoreFolder(sys.argv[1]).publish(data, {})\n"
        "except StoreUnavailableError as error:\n    sys.exit(f'refused: {error}')\n"
    )
    assert run(script, folder.path).startswith("refused: ")
    assert folder.current() == former


def test_a_folder_that_cannot_be_made_is_an_error_that_names_it(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreUnavailableError, match="file"):
        StoreFolder(tmp_path / "file" / "store").publish(graph(1), {})
    with pytest.raises(StoreUnavailableError, match="a store is a folder"):
        StoreFolder(tmp_path / "file").publish(graph(1), {})


def test_an_unwritable_folder_is_an_error_that_names_it(tmp_path):
    tmp_path.chmod(0o500)
    script = (
        "import os, sys\nfrom coopgraph.store.revisions import StoreFolder\n"
        "from coopgraph.errors import StoreUnavailableError\n"
        "if os.geteuid() == 0:\n    os.setuid(65534)\n"  # root may write anywhere
        "try:\n    StoreFolder(sys.argv[1]).publish(b'', {})\n"
        "except StoreUnavailableError as error:\n    sys.exit(str(error))\n"
    )
    said = run(script, tmp_path / "s")
    tmp_path.chmod(0o700)
    assert "Permission denied" in said
    assert said.startswith(f"the store {tmp_path / 's'} cannot be used")


def test_a_folder_of_other_things_is_never_written_to(tmp_path):
    (tmp_path / "holiday.jpg").write_bytes(b"x")
    for use in (lambda f: f.publish(graph(1), {}), lambda f: f.current()):
        with pytest.raises(StoreUnavailableError, match="no coopgraph store"):
            use(StoreFolder(tmp_path))
    assert files(tmp_path) == {"holiday.jpg": b"x"}


def test_an_absent_store_is_an_error_with_the_remedy(folder):
    with pytest.raises(StoreUnavailableError, match="make one with coopgraph build"):
        open_store(folder.path)
    folder.path.mkdir()
    with pytest.raises(StoreUnavailableError, match="no graph yet"):
        open_store(folder.path)
    assert list(folder.path.iterdir()) == []


def test_a_store_of_another_format_is_not_guessed_at(folder):
    folder.publish(graph(1), {})
    (folder.path / "format").write_text("coopgraph-store 99\n")
    with pytest.raises(StoreUnavailableError, match="coopgraph-store 99"):
        folder.current()


def test_a_damaged_revision_is_an_error_and_not_a_traceback(folder):
    revision = folder.publish(graph(1), {})
    (revision.path / "revision.json").write_text("{")
    with pytest.raises(StoreUnavailableError, match="damaged"):
        open_store(folder.path)


@pytest.mark.parametrize("graph_name", ["", " _:g"])
def test_a_fact_that_belongs_to_no_graph_is_refused_and_not_lost(folder, graph_name):
    line = f"<http://ex/s> <http://ex/p> <http://ex/o>{graph_name} .\n".encode()
    with pytest.raises(UnreadableSourceError):
        folder.publish(graph(1) + line, {})


def test_a_second_writer_is_told_which_process_holds_the_store(folder):
    folder.publish(graph(1), {})
    script = (
        "import sys\nfrom coopgraph.store.revisions import StoreFolder\n"
        "with StoreFolder(sys.argv[1])._locked():\n    print('held', flush=True)\n    sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, folder.path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(StoreLockedError, match=f"pid {other.pid}"):
            folder.publish(graph(2), {})
        with folder.open() as reader:  # readers are not in the way, nor is anything in theirs
            assert reader.count() == 50
        other.stdin.close()
        other.wait(10)
    folder.publish(graph(2), {})


def test_killing_a_publisher_at_any_moment_leaves_a_whole_revision(folder):
    folder.publish(graph(0), {})
    script = (
        "import sys\nsys.path.insert(0, sys.argv[2])\nfrom test_revisions import graph\n"
        "from coopgraph.store.revisions import StoreFolder\nprint('go', flush=True)\n"
        "for n in range(1, 10_000):\n    StoreFolder(sys.argv[1]).publish(graph(n), {})\n"
    )
    moments = random.Random(7)
    for _ in range(5):
        with subprocess.Popen(
            [sys.executable, "-c", script, folder.path, str(Path(__file__).parent)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[1])])},
        ) as other:
            assert other.stdout.readline() == b"go\n"
            time.sleep(moments.uniform(0.02, 0.4))
            other.kill()
            other.wait()
        revision = folder.current()
        assert hashlib.sha256(revision.nquads.read_bytes()).hexdigest() == revision.version
        with folder.open() as store:
            assert store.dump_nquads() == revision.nquads.read_bytes()
    folder.publish(graph(-1), {})
    assert not list((folder.path / "revisions").glob(".new-*"))
