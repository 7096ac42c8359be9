"""Responses go out whole: a short one is one packet, and a long one keeps its order."""

from __future__ import annotations

import asyncio
import re
import socket
import time
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest

from coopgraph.web.wire import Together

PLAIN = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n\r\n"
HEAVY = (
    b"GET /sparql?query=SELECT+(COUNT(*)+AS+%3Fn)+%7B%3Fa+%3Fp+%3Fb+.+%3Fc+%3Fq+%3Fd+.+%3Fe+%3Fr+%3Ff%7D HTTP/1.1\r\n"
    b"Host: x\r\n\r\n"
)


class Recorder:
    """A transport that notes how it is written to."""

    def __init__(self):
        self.calls = []

    def write(self, data):
        assert not self.is_closing()  # as uvloop's does
        self.calls.append(data)

    def writelines(self, pieces):
        assert not self.is_closing()
        self.calls.append(b"".join(pieces))

    def close(self):
        self.calls.append("closed")

    def is_closing(self):
        return "closed" in self.calls


def test_two_writes_of_one_moment_are_one_and_a_third_is_not_lost():
    async def run():
        found = Recorder()
        together = Together(found)
        together.write(b"head")
        assert found.calls == []
        together.write(b"body")
        assert found.calls == [b"headbody"]
        together.write(b"last")
        await asyncio.sleep(0)
        assert found.calls == [b"headbody", b"last"]
        assert not together.is_closing()

    asyncio.run(run())


def test_a_client_that_leaves_between_head_and_body_is_written_nothing_more():
    async def run():
        faults = []
        asyncio.get_running_loop().set_exception_handler(lambda _, context: faults.append(context))
        for after in (lambda together: None, lambda together: together.write(b"body")):
            found = Recorder()
            together = Together(found)
            together.write(b"head")
            found.calls.append("closed")
            after(together)
            await asyncio.sleep(0)
            assert found.calls == ["closed"]
        assert not faults

    asyncio.run(run())


def test_what_is_kept_goes_out_before_the_connection_is_closed():
    async def run():
        found = Recorder()
        together = Together(found)
        together.write(b"head")
        together.close()
        await asyncio.sleep(0)
        assert found.calls == [b"head", "closed"]

    asyncio.run(run())


@pytest.mark.parametrize("path", ["/sparql?query=ASK%7B%7D", "/healthz"])
def test_a_short_answer_comes_in_one_piece(server, path):
    where = urlsplit(server.url)
    with socket.create_connection((where.hostname, where.port)) as line:
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        head, _, body = line.recv(65536).partition(b"\r\n\r\n")
    assert b"200 OK" in head
    assert body


@contextmanager
def line_to(server):
    """A connection to the server."""
    where = urlsplit(server.url)
    with socket.create_connection((where.hostname, where.port), timeout=20) as line:
        yield line


def statuses(line, number: int) -> list[int]:
    """The statuses of the next responses, and none after them."""
    said, deadline = b"", time.monotonic() + 20
    line.settimeout(0.3)
    while time.monotonic() < deadline:
        try:
            piece = line.recv(65536)
        except TimeoutError:
            if len(found := re.findall(rb"HTTP/1.1 (\d+)", said)) >= number:
                return [int(status) for status in found]
            continue
        if not piece:
            break
        said += piece
    return [int(status) for status in re.findall(rb"HTTP/1.1 (\d+)", said)]


def sent(server, *packets: bytes, number: int = 1) -> list[int]:
    """The statuses of what comes when packets are sent one after the other."""
    with line_to(server) as line:
        for packet in packets:
            line.sendall(packet)
            time.sleep(0.05)
        return statuses(line, number)


def test_requests_in_one_packet_or_in_pieces_are_answered_in_turn(server):
    missing = PLAIN.replace(b"/sparql?query", b"/nothing?query")
    refused = PLAIN.replace(b"ASK", b"ASX")
    assert sent(server, PLAIN + missing + PLAIN, number=3) == [200, 404, 200]
    assert sent(server, missing + PLAIN + refused, number=3) == [404, 200, 400]
    assert sent(server, PLAIN[:30], PLAIN[30:], number=1) == [200]
    assert sent(server, PLAIN, refused, missing, PLAIN, number=4) == [200, 400, 404, 200]


def test_what_comes_behind_a_request_under_way_waits_for_its_answer(server):
    slow = b"GET /sparql?timeout=0.5&query=" + HEAVY.partition(b"query=")[2]
    with line_to(server) as line:
        line.sendall(slow)
        time.sleep(0.1)
        line.sendall(PLAIN)
        time.sleep(0.1)
        line.sendall(PLAIN[:20])
        time.sleep(0.1)
        line.sendall(PLAIN[20:] + PLAIN)
        assert statuses(line, 4) == [504, 200, 200, 200]


def test_a_body_that_looks_like_a_request_is_none(server):
    head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: {len(PLAIN)}"
    assert sent(server, f"{head}\r\n\r\n".encode(), PLAIN) == [400]


def test_the_rest_of_a_body_that_has_been_refused_already_is_no_request(server):
    size = server.running._settings.query_bytes + 10
    head = "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query"
    long = f"{head}\r\nContent-Length: {size + len(PLAIN)}\r\n\r\n".encode() + b"a" * size
    assert sent(server, long, PLAIN) == [413]


def test_the_worker_of_a_client_that_leaves_is_free_again(server):
    def left() -> int:
        return int(re.search(r"abandoned_total (\d+)", server.running.pool.metrics.text({}, ""))[1])

    before = left()
    with line_to(server) as line:
        line.sendall(HEAVY)
        eventually(lambda: server.running.pool.numbers()["idle"] < server.running.pool.numbers()["workers"])
    eventually(lambda: server.running.pool.numbers()["idle"] == server.running.pool.numbers()["workers"])
    assert left() == before + 1


def test_a_connection_is_kept_while_plain_requests_come_and_closed_when_none_do(server, monkeypatch):
    monkeypatch.setattr(server.running._server.config, "timeout_keep_alive", 0.5)
    with line_to(server) as line:
        line.sendall(PLAIN.replace(b"/sparql?query", b"/nothing?query"))
        for _ in range(5):
            time.sleep(0.3)
            line.sendall(PLAIN)
        assert statuses(line, 6) == [404, 200, 200, 200, 200, 200]
        since = time.monotonic()
        line.settimeout(10)
        assert line.recv(1) == b""
        assert time.monotonic() - since < 5


def eventually(true) -> None:
    """Wait until something is true."""
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)
