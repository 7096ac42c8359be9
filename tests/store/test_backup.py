"""A backup is a store by itself, taken while others read and write, and restored the same way."""

from __future__ import annotations

import threading

import pytest

from coopgraph.errors import StoreUnavailableError
from coopgraph.store.revisions import StoreFolder


def graph(number: int) -> bytes:
    return b"".join(b'<http://e/%d> <http://e/p> "%d" <http://e/g> .\n' % (n, number) for n in range(50))


@pytest.fixture
def folders(tmp_path):
    store, backup = StoreFolder(tmp_path / "store"), StoreFolder(tmp_path / "backup")
    store.publish(graph(1), {"writes": 3})
    return store, backup


def test_a_backup_is_a_store_with_the_same_revision(folders):
    store, backup = folders
    copy = backup.adopt(store.current())
    assert (copy.version, copy.manifest) == (store.current().version, {"writes": 3})
    with backup.open() as one, store.open() as other:
        assert one.dump_nquads() == other.dump_nquads()
    again = backup.adopt(store.current())
    assert again.path == copy.path


def test_a_backup_is_kept_when_the_store_goes_on_or_is_gone(folders, tmp_path):
    store, backup = folders
    copy = backup.adopt(store.current())
    for number in range(2, 6):
        store.publish(graph(number), {})
    assert backup.current() == copy
    restored = StoreFolder(tmp_path / "new").adopt(copy)
    assert restored.version == copy.version
    assert store.adopt(copy).version == copy.version
    assert store.current().nquads.read_bytes() == copy.nquads.read_bytes()


def test_backups_taken_while_revisions_are_published_are_whole(folders):
    store, backup = folders
    done = threading.Event()

    def publish() -> None:
        number = 2
        while not done.is_set():
            store.publish(graph(number), {})
            number += 1

    publisher = threading.Thread(target=publish)
    publisher.start()
    try:
        versions = set()
        for _ in range(5):
            copy = backup.adopt(store.current())
            with backup.open() as opened:
                assert opened.dump_nquads() == copy.nquads.read_bytes()
                (row,) = opened.select("SELECT (COUNT(DISTINCT ?o) AS ?n) WHERE { ?s ?p ?o }")
                assert int(row["n"]) == 1
            versions.add(copy.version)
    finally:
        done.set()
        publisher.join()
    assert len(versions) > 1


def test_a_backup_that_has_gone_bad_is_not_restored(folders):
    store, backup = folders
    copy = backup.adopt(store.current())
    store.publish(graph(2), {})
    copy.nquads.write_bytes(graph(1)[:-60])
    before = store.current()
    with pytest.raises(StoreUnavailableError, match="damaged"):
        store.adopt(backup.current())
    assert store.current() == before


def test_a_folder_of_something_else_takes_no_backup(folders, tmp_path):
    store, _ = folders
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "one.jpg").touch()
    with pytest.raises(StoreUnavailableError, match="not empty"):
        StoreFolder(tmp_path / "photos").adopt(store.current())
