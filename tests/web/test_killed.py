"""Killed at any moment, what writes loses no write that was acknowledged, and leaves no half of one."""

from __future__ import annotations

import hashlib
import random
import threading
import time

import pytest

from coopgraph.store.revisions import StoreFolder
from killing import FORKS, GRAPH, Victim, pair, write_without_end

TOKEN = "a token for the killed"
KILLS = 50
SERVERS = 6


@pytest.fixture
def folder(toy, tmp_path):
    """A store that holds the toy world and a pair of facts with the number 0."""
    folder = StoreFolder(tmp_path / "store")
    lines = [
        f'<http://e/{name}> <http://e/n> "0"^^<http://www.w3.org/2001/XMLSchema#integer> <{GRAPH}> .\n'
        for name in "ab"
    ]
    folder.publish(toy.dump_nquads() + "".join(lines).encode(), {})
    return folder


def number_in(folder: StoreFolder) -> int:
    """Return the number that the current revision holds, having seen that the revision is whole."""
    revision = folder.current()
    data = revision.nquads.read_bytes()
    assert hashlib.sha256(data).hexdigest() == revision.version
    with revision.open() as store:
        assert store.dump_nquads() == data
        assert store.count() == revision.triples
        rows = store.select(
            f"SELECT ?n WHERE {{ ?s <http://e/n> ?n GRAPH <{GRAPH}> {{ ?s <http://e/n> ?n }} }}"
        )
    numbers = {str(row["n"]) for row in rows}
    assert (len(rows), len(numbers)) == (2, 1)
    return int(numbers.pop())


def swept(folder: StoreFolder) -> bool:
    """Whether the next publication leaves nothing of what was half written."""
    folder.publish(folder.current().nquads.read_bytes(), {"swept": True})
    return not list((folder.path / "revisions").glob(".new-*"))


def test_a_process_that_writes_is_killed_many_times(folder):
    rng = random.Random(20261130)
    held, unfinished = 0, 0
    for _ in range(KILLS):
        ours, theirs = FORKS.Pipe(duplex=False)
        process = FORKS.Process(target=write_without_end, args=[str(folder.path), held + 1, theirs])
        process.start()
        theirs.close()
        told = []
        for _ in range(rng.choice([1, 2, 3])):  # begun, published, begun …
            assert ours.poll(30)
            told.append(ours.recv())
        time.sleep(rng.uniform(0, 0.2))
        process.kill()
        process.join(10)
        process.close()
        with ours:
            while ours.poll():
                try:
                    told.append(ours.recv())
                except EOFError:
                    break
        published = [number for word, number in told if word == "published"]
        unfinished += told[-1][0] == "begun"
        now = number_in(folder)
        assert max(published, default=held) <= now <= told[-1][1]
        held = now
    assert held > 10  # it was writing indeed
    assert unfinished > 10  # and killed at it
    assert swept(folder)


def test_a_server_that_is_written_to_is_killed_alone_or_with_all_its_processes(folder):
    rng = random.Random(20261130)
    sent = acknowledged = 0
    for turn in range(SERVERS):
        server = Victim(str(folder.path), writes=True, write_token=TOKEN)
        written = threading.Event()

        def write(server: Victim = server, written: threading.Event = written) -> None:
            nonlocal sent, acknowledged
            headers = {"Content_Type": "text/turtle", "Authorization": f"Bearer {TOKEN}"}
            while True:
                sent += 1
                status = server.request("PUT", f"/store?graph={GRAPH}", pair(sent), **headers)
                assert status in (0, 200, 503)  # 503: what the server before was publishing is not finished
                if status == 0:
                    return
                if status == 200:
                    acknowledged = sent
                    written.set()

        writer = threading.Thread(target=write)
        writer.start()
        assert written.wait(30)
        time.sleep(rng.uniform(0, 0.4))
        server.kill(family=turn % 2 == 0)
        writer.join()
        assert acknowledged <= number_in(folder) <= sent
    assert acknowledged >= SERVERS
    time.sleep(1)  # a process that writes may outlive its server for what it is publishing
    assert swept(folder)
