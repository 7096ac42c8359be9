"""Responses go out whole: a short one is one packet, and a long one keeps its order."""

from __future__ import annotations

import asyncio
import socket
from urllib.parse import urlsplit

import pytest

from coopgraph.web.wire import Together


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
