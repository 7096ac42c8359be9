"""The reply of a worker: a file-like object that the engine writes into while it finds the answer."""

from __future__ import annotations

import json
import socket
from functools import lru_cache
from typing import IO, cast

from coopgraph.web.encodings import Compressor
from coopgraph.web.workers.frames import BREAK, DATA, END, HEADER, PREFIX, RETIRING, SHORT, pack

PIECE = 1 << 16
"""Bytes of an answer that are sent at once. No byte is sent before there are so many, or all: until
then a query that fails is answered with an error and its status."""

_WORTH_COMPRESSING = 1024


class Reply:
    """One answer on its way. The headers are set before the first ``write``."""

    def __init__(self, connection: socket.socket, encoding: str) -> None:
        self.headers: dict[str, object] = {}
        self._connection = connection
        self._encoding = encoding
        self._compressor: Compressor | None = None
        self._waiting = bytearray()
        self._begun = False

    @property
    def output(self) -> IO[bytes]:
        """This reply, as the type the engine writes to."""
        return cast(IO[bytes], self)

    def write(self, data: bytes) -> int:
        """Take the next bytes of the answer."""
        self._waiting += data
        if len(self._waiting) >= PIECE:
            self._send(self._taken())
        return len(data)

    def flush(self) -> None:
        """Do nothing: pieces are sent when they are full."""

    def finish(self, retiring: bool) -> None:
        """Send what is left, and say that the answer is whole and whether this worker now ends."""
        last = self._taken() + (self._compressor.finish() if self._compressor else b"")
        if self._begun:
            self._send(last, pack(END, RETIRING if retiring else b""))
        else:
            self._connection.sendall(pack(SHORT, self._header(retiring) + last))

    def _taken(self) -> bytes:
        data = bytes(self._waiting)
        self._waiting.clear()
        if self._encoding and not self._begun and len(data) >= _WORTH_COMPRESSING:
            self._compressor = Compressor(self._encoding)
        return self._compressor.compress(data) if self._compressor else data

    def _header(self, retiring: bool = False) -> bytes:
        tag = str(self.headers.pop("etag", ""))
        encoding = self._encoding if self._compressor else ""
        values = (*self.headers.items(), ("encoding", encoding), ("retiring", retiring))
        header = _header_of(values) if "more" not in self.headers else json.dumps(dict(values)).encode()
        return b"".join((header, BREAK, tag.encode(), BREAK))

    def _send(self, data: bytes, after: bytes = b"") -> None:
        head = b""
        if not self._begun:
            self._begun = True
            head = pack(HEADER, self._header())
        if data:
            head += PREFIX.pack(DATA, len(data))
        self._connection.sendall(b"".join((head, data, after)))


@lru_cache(maxsize=64)
def _header_of(values: tuple[tuple[str, object], ...]) -> bytes:
    return json.dumps(dict(values)).encode()
