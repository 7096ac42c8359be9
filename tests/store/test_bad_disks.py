"""Where the disk is full, read-only or cuts files short, the fault is said and the store is as it was."""

from __future__ import annotations

import subprocess
import sys

import pytest

from coopgraph.errors import StoreUnavailableError
from coopgraph.store.revisions import StoreFolder
from disks import fill, read_only, small_disk

SMALL = b'<http://e/s> <http://e/p> "small" <http://e/g> .\n'


def large(lines: int = 40_000) -> bytes:
    return b"".join(b'<http://e/s%d> <http://e/p> "%040d" <http://e/g> .\n' % (n, n) for n in range(lines))


def content(folder: StoreFolder) -> bytes:
    revision = folder.current()
    with revision.open() as store:
        assert store.dump_nquads() == revision.nquads.read_bytes()
    return revision.nquads.read_bytes()


@pytest.fixture
def disk(tmp_path):
    with small_disk(tmp_path / "disk", megabytes=6) as place:
        yield place


def test_a_full_disk_is_said_and_nothing_is_lost(disk):
    folder = StoreFolder(disk / "store")
    folder.publish(SMALL, {})
    with pytest.raises(StoreUnavailableError, match=r"disk"):
        folder.publish(large(), {})
    assert content(folder) == SMALL
    assert [p.name for p in (folder.path / "revisions").iterdir()] == [folder.current().path.name]
    folder.publish(SMALL.replace(b"small", b"other"), {})
    assert b"other" in content(folder)


@pytest.mark.parametrize("leave", [0, 4_096, 40_000, 200_000])
def test_wherever_the_disk_becomes_full_the_former_revision_stands(disk, leave):
    folder = StoreFolder(disk / "store")
    folder.publish(SMALL, {})
    ballast = fill(disk, leave)
    with pytest.raises(StoreUnavailableError, match=r"No space left.*|disk"):
        folder.publish(SMALL + large(2_000), {})
    assert content(folder) == SMALL
    ballast.unlink()
    folder.publish(SMALL + large(100), {})
    assert len(content(folder).splitlines()) == 101


def test_a_store_that_cannot_be_made_leaves_nothing_behind(disk):
    with pytest.raises(StoreUnavailableError, match="disk"):
        StoreFolder(disk / "store").publish(large(), {})
    assert not (disk / "store").exists()


def test_a_disk_that_is_read_only_is_read_and_said(disk):
    folder = StoreFolder(disk / "store")
    folder.publish(SMALL, {})
    with read_only(disk):
        with pytest.raises(StoreUnavailableError, match=r"Read-only file system.*permissions"):
            folder.publish(large(10), {})
        assert content(folder) == SMALL
    folder.publish(large(10), {})


LIMITED = """
import resource, signal, sys
from coopgraph.errors import StoreUnavailableError
from coopgraph.store.revisions import StoreFolder
folder = StoreFolder(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
try:
    folder.publish(b"".join(b'<http://e/s%d> <http://e/p> "%040d" <http://e/g> .\\n' % (n, n) for n in range(40_000)), {})
except StoreUnavailableError as error:
    print("refused:", error)
"""


def test_files_that_may_not_grow_are_said_and_nothing_is_lost(tmp_path):
    folder = StoreFolder(tmp_path / "store")
    folder.publish(SMALL, {})
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(folder.path)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.startswith("refused: "), done.stderr
    assert content(folder) == SMALL
    assert [p.name for p in (folder.path / "revisions").iterdir()] == [folder.current().path.name]
