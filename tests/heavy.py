"""Queries that never end, asked of a server, and waiting for what becomes of it."""

from __future__ import annotations

import socket
import time
from urllib.parse import urlencode

ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(8)) + " }"
"""Counts for centuries, and gives nothing before."""

FLOOD = "SELECT * WHERE { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(8)) + " }"
"""Gives rows for centuries."""

HOARD = "SELECT * WHERE { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(8)) + " } ORDER BY ?c7"
"""Holds ever more in memory."""


def path(query: str, **more: str) -> str:
    return f"/sparql?{urlencode({'query': query, **more})}"


def opened(server, query: str, **more: str) -> socket.socket:
    """A connection on which the query has been sent."""
    host, port = server.url.removeprefix("http://").split(":")
    connection = socket.create_connection((host, int(port)), timeout=30)
    connection.sendall(
        f"GET {path(query, **more)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAccept: text/csv\r\n\r\n".encode()
    )
    return connection


def until(true, seconds=10):
    """Wait until something is the case, for so long at most."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.02)


def idle(server) -> int:
    return server.running.pool.numbers()["idle"]
