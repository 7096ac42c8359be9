"""A query runs in a process that can be killed: time, memory, departures, crashes, and what others notice of them."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import socket
from pathlib import Path

import pytest

from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.revisions import StoreFolder
from heavy import ENDLESS, FLOOD, HOARD, idle, opened, path, until


def read_raw(connection: socket.socket) -> bytes:
    pieces = b""
    while piece := connection.recv(1 << 16):
        pieces += piece
    return pieces


# time


def test_a_query_whose_time_is_over_is_an_error_with_a_hint_and_never_a_short_answer(server):
    answer = server.ask(ENDLESS, timeout="0.5")
    assert (answer.status, answer.type) == (504, "application/problem+json")
    assert answer.json["type"].endswith("problem/store-timeout")
    assert "0.5 seconds" in answer.json["detail"]
    assert "LIMIT" in answer.json["detail"]


def test_the_time_of_the_settings_holds_for_who_asks_for_more(serving):
    with serving(query_seconds=1) as server:
        assert "1 seconds" in server.ask(ENDLESS, timeout="60").json["detail"]
        assert server.ask("ASK {}").json["boolean"] is True


def test_a_client_may_ask_for_less_in_a_header_and_is_told_that_it_was_heard(server):
    answer = server.get(path(ENDLESS), Prefer="respond-async, wait=1")
    assert (answer.status, "1 seconds" in answer.json["detail"]) == (504, True)
    answer = server.get(path("ASK { FILTER(true) }"), Prefer="wait=1")
    assert (answer.status, answer.headers["preference-applied"]) == (200, "wait=1")


@pytest.mark.parametrize("seconds", ["0", "-1", "soon", "nan", "inf", ""])
def test_a_time_that_is_none_is_refused(server, seconds):
    answer = server.ask("ASK {}", timeout=seconds)
    assert (answer.status, "seconds" in answer.json["detail"]) == (400, True)


def test_a_person_with_a_browser_sees_that_the_time_is_over_beside_the_query(server):
    answer = server.get(path(ENDLESS, timeout="0.5"), Accept="text/html")
    assert (answer.status, answer.type) == (504, "text/html; charset=utf-8")
    assert "0.5 seconds" in answer.text
    assert "?a7" in answer.text


def test_an_answer_cut_by_the_clock_is_seen_to_be_cut(server):
    connection = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=30)
    connection.request("GET", path(FLOOD, timeout="1"), headers={"Accept": "text/csv"})
    response = connection.getresponse()
    assert response.status == 200
    with pytest.raises(http.client.IncompleteRead):
        response.read()
    connection.close()


# clients that leave


@pytest.mark.parametrize("query", [ENDLESS, FLOOD], ids=["before the first byte", "while reading"])
def test_a_client_that_leaves_frees_its_worker(server, query):
    until(lambda: idle(server) == 4)
    connection = opened(server, query)
    until(lambda: idle(server) < 4)
    if query is FLOOD:
        assert connection.recv(100).startswith(b"HTTP/1.1 200")
    connection.close()
    until(lambda: idle(server) == 4)


def test_a_client_that_stops_reading_is_cut_off_after_a_while(serving):
    with serving(download_seconds=1) as server:
        with opened(server, FLOOD) as connection:
            until(lambda: idle(server) < 4)
            until(lambda: idle(server) == 4)
            assert not read_raw(connection).endswith(b"\r\n0\r\n\r\n")  # a row may end in 0
        assert server.ask("ASK {}").status == 200


def test_head_of_an_endless_answer_has_no_body_and_frees_the_worker(server):
    answer = server.request("HEAD", path(FLOOD), Accept="text/csv")
    assert (answer.status, answer.body) == (200, b"")
    until(lambda: idle(server) == 4)


# the others


def test_a_quick_question_is_answered_while_slow_ones_run(server):
    with opened(server, ENDLESS, timeout="20"), opened(server, ENDLESS, timeout="20"):
        until(lambda: idle(server) == 2)
        for number in range(20):
            assert server.ask(f"ASK {{ FILTER({number} = {number}) }}").json["boolean"] is True
        assert idle(server) == 2
    until(lambda: idle(server) == 4)


def test_beyond_the_queue_clients_are_told_to_come_back(serving):
    with serving(workers=1, queue_length=1) as server:
        with opened(server, ENDLESS), opened(server, ENDLESS):
            until(lambda: server.running.pool.numbers()["waiting"] == 1)
            answer = server.ask("ASK {}")
            assert (answer.status, answer.type) == (503, "application/problem+json")
            assert int(answer.headers["retry-after"]) > 0
            assert answer.json["type"].endswith("problem/overloaded")
        until(lambda: server.ask("ASK {}").status == 200)


def test_a_query_that_waited_too_long_is_told_so(serving):
    with serving(workers=1, queue_seconds=1) as server, opened(server, ENDLESS):
        until(lambda: idle(server) == 0)
        answer = server.ask("ASK {}")
        assert (answer.status, "1 seconds" in answer.json["detail"]) == (503, True)


def test_one_client_can_be_held_to_so_many_queries_at_once(serving):
    with serving(client_queries=1) as server:
        with opened(server, ENDLESS):
            until(lambda: idle(server) == 3)
            answer = server.ask("ASK {}")
            assert (answer.status, answer.headers["retry-after"]) == (429, "1")
        until(lambda: server.ask("ASK {}").status == 200)


# memory and crashes


def test_a_query_that_needs_too_much_memory_is_refused_and_nobody_else_notices(serving):
    with serving(query_megabytes=64) as server:
        answer = server.ask(HOARD)
        assert (answer.status, answer.json["type"].rsplit("/", 1)[1]) == (400, "memory-limit")
        until(lambda: idle(server) == 4)
        assert server.ask("ASK {}").json["boolean"] is True


@pytest.mark.parametrize(
    ("number", "status", "word"),
    [(signal.SIGSEGV, 400, "stack"), (signal.SIGABRT, 400, "memory"), (signal.SIGKILL, 500, "ended")],
)
def test_a_crash_is_an_error_for_one_query_only(server, number, status, word):
    until(lambda: idle(server) == 4)
    with opened(server, ENDLESS, timeout="20") as connection:
        until(lambda: idle(server) == 3)
        os.kill(busy_worker(server), number)
        head, _, body = read_raw(connection).partition(b"\r\n\r\n")
    assert head.startswith(f"HTTP/1.1 {status} ".encode())
    assert word in json.loads(body)["detail"]
    until(lambda: idle(server) == 4)
    assert server.ask("ASK {}").json["boolean"] is True


def test_when_the_process_that_holds_the_graph_dies_another_takes_its_place(serving):
    with serving() as server:
        os.kill(server.running.pool.holder, signal.SIGKILL)
        until(lambda: server.get("/readyz").status == 503)
        until(lambda: server.get("/readyz").status == 200, 30)
        assert server.ask("ASK {}").json["boolean"] is True


def busy_worker(server) -> int:
    """The process number of the one worker that is using the processor."""
    parent = server.running.pool.holder
    before = ticks_of_children(parent)  # one that is being made is not among them yet
    spent: dict[int, int] = {}

    def somebody_works() -> bool:
        spent.update({pid: ticks - before.get(pid, 0) for pid, ticks in ticks_of_children(parent).items()})
        return max(spent.values()) > 5

    until(somebody_works)
    return max(spent, key=spent.__getitem__)


def ticks_of_children(parent: int) -> dict[int, int]:
    """The time of the processor that each child of a process has used."""
    found = {}
    for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split():
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # it has ended meanwhile
            found[int(pid)] = int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11])
    return found


# another revision


def test_a_revision_published_while_serving_takes_over_without_a_lost_request(serving, tmp_path):
    folder = StoreFolder(tmp_path / "store")

    def publish(number: int) -> None:
        with EmbeddedStore.in_memory() as store:
            lines = [f"<http://e/s> <http://e/p{n}> <http://e/{number}> <http://e/g> .\n" for n in range(99)]
            store.load_nquads("".join(lines).encode())
            folder.publish(store.dump_nquads(), {})

    def seen() -> str:
        answer = server.ask("SELECT ?o WHERE { ?s ?p ?o }", "text/csv")
        assert answer.status == 200
        return answer.text.split()[1]

    publish(1)
    with serving(folder) as server:
        assert seen() == "http://e/1"
        with opened(server, ENDLESS, timeout="3") as slow:
            publish(2)
            answers = []
            until(lambda: answers.append(seen()) or answers[-1] == "http://e/2", 30)
            assert sorted(answers) == answers  # never back to the older one, from the cache or otherwise
            assert b"HTTP/1.1 504" in slow.recv(1 << 16)  # it ran to the end of its time
        assert server.get("/metrics").text.count("coopgraph_revisions_total 1\n") == 1


def test_a_revision_that_cannot_be_loaded_leaves_the_one_being_served(serving, tmp_path, caplog):
    folder = StoreFolder(tmp_path / "store")
    for number in (1, 2):
        folder.publish(f"<http://e/s> <http://e/p> <http://e/{number}> <http://e/g> .\n".encode(), {})
        if number == 1:
            running = serving(folder)
            server = running.__enter__()
    try:
        (folder.path / "current").write_text("000009-none\n", encoding="utf-8")
        until(lambda: "is kept" in caplog.text)
        assert server.ask("SELECT ?o WHERE { ?s ?p ?o }", "text/csv").status == 200
    finally:
        running.__exit__()


# where processes cannot be forked


def test_without_fork_each_worker_reads_the_disk_and_the_rest_is_the_same(serving, monkeypatch):
    monkeypatch.delattr(os, "fork")
    with serving(workers=2) as server:
        assert server.running.pool.holder == 0
        assert server.ask("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }", "text/csv").status == 200
        assert server.ask(ENDLESS, timeout="0.5").status == 504
        until(lambda: idle(server) == 2)
        with opened(server, FLOOD) as connection:
            assert connection.recv(100).startswith(b"HTTP/1.1 200")
        until(lambda: idle(server) == 2)
        assert server.ask("ASK { ?s ?p ?o }").json["boolean"] is True
