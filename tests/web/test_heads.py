"""Clients that do not come to the end of the head of their request."""

from __future__ import annotations

import socket
import time
from contextlib import suppress
from urllib.parse import quote, urlsplit

from coopgraph.web import heads


def line_to(server):
    where = urlsplit(server.url)
    return socket.create_connection((where.hostname, where.port), timeout=10)


def test_a_head_without_end_is_refused_and_what_follows_is_dropped_until_the_connection_is_closed(
    serving, monkeypatch
):
    monkeypatch.setattr(heads, "_FAREWELL_SECONDS", 0.3)
    with serving() as server, line_to(server) as line:
        line.sendall(b"GET /healthz HTTP/1.1\r\n")
        since = time.monotonic()
        with suppress(ConnectionError):
            while time.monotonic() < since + 10:
                line.send(b"X-Header: %s\r\n" % (b"x" * 1000))
        assert time.monotonic() < since + 10


def test_a_client_whose_head_is_too_long_hears_so_though_it_says_more_than_is_read(server):
    for _ in range(20):
        with line_to(server) as line:
            line.sendall(b"GET /healthz HTTP/1.1\r\nX: " + b"a" * 1_000_000)
            assert line.recv(65536).startswith(b"HTTP/1.1 431 ")
            assert line.recv(1) == b""


def test_a_client_that_never_comes_to_the_end_of_its_head_is_told_so(serving, monkeypatch):
    monkeypatch.setattr(heads, "HEAD_SECONDS", 0.3)
    with serving() as server:
        with line_to(server) as line:
            line.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET /healthz HT")
            heard = b"".join(iter(lambda: line.recv(65536), b""))
            assert heard.count(b" 200 OK") == 1
            assert heard.endswith(
                b"HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
            )
        with line_to(server) as line:
            assert line.recv(1) == b""


def test_an_answer_that_takes_longer_than_a_head_may_is_not_broken_off(serving, monkeypatch):
    monkeypatch.setattr(heads, "HEAD_SECONDS", 0.2)
    patterns = " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(8))
    endless = quote(f"SELECT (COUNT(*) AS ?n) WHERE {{ {patterns} }}")
    with serving(query_seconds=1) as server, line_to(server) as line:
        line.sendall(f"GET /sparql?query={endless} HTTP/1.1\r\nHost: x\r\n\r\nGET /hea".encode())
        assert line.recv(65536).startswith(b"HTTP/1.1 504")


def test_a_connection_that_is_used_the_short_way_is_not_taken_for_one_that_says_nothing(serving, monkeypatch):
    monkeypatch.setattr(heads, "HEAD_SECONDS", 0.5)
    with serving() as server, line_to(server) as line:
        for _ in range(8):
            line.sendall(b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\n\r\n")
            assert line.recv(65536).startswith(b"HTTP/1.1 200")
            time.sleep(0.1)
