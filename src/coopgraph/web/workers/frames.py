"""What a worker and the server say to each other over their socket: frames of a kind, a length and bytes.

The server sends one ``ASK`` frame per query. The worker replies with a ``SHORT`` answer, which is its header and its
body in one; or with a ``HEADER``, any number of ``DATA`` frames and an ``END``; or, where the query fails, with
a ``FAULT`` in place of what is missing. Headers and faults are JSON. After a header, on a line of its own, stands the
entity tag: what is before it is the same from one quick answer to the next, and need be written and read only once.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator, Mapping
from struct import Struct

ASK, SHORT, HEADER, DATA, END, FAULT, HOLD = b"a", b"s", b"h", b"d", b"e", b"x", b"o"

RETIRING = b"retiring"
"""What an ``END`` says of a worker that ends now."""

BREAK = b"\n"
"""What follows a header, and what follows its tag."""

PREFIX = Struct("!cI")
"""The kind of a frame and the number of bytes that follow."""

_AT_ONCE = 1 << 16


def pack(kind: bytes, payload: bytes = b"") -> bytes:
    """Return a frame as bytes."""
    return PREFIX.pack(kind, len(payload)) + payload


def pack_json(kind: bytes, value: Mapping[str, object]) -> bytes:
    """Return a frame whose bytes are ``value`` as JSON."""
    return pack(kind, json.dumps(value).encode())


def unpack(unread: bytearray) -> tuple[bytes, bytes] | None:
    """Take the first frame off ``unread``, and return its kind and bytes; None when it is not whole yet."""
    if len(unread) < PREFIX.size:
        return None
    kind, length = PREFIX.unpack_from(unread)
    end = PREFIX.size + length
    if len(unread) < end:
        return None
    payload = bytes(unread[PREFIX.size : end])
    del unread[:end]
    return kind, payload


class Frames:
    """The frames that come on a connection, one after another until the other side has closed it."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._unread = bytearray()

    def __iter__(self) -> Iterator[tuple[bytes, bytes]]:
        return self

    def __next__(self) -> tuple[bytes, bytes]:
        """Wait for the next frame, and return its kind and its bytes."""
        while (frame := unpack(self._unread)) is None:
            piece = self._connection.recv(_AT_ONCE)
            if not piece:
                raise StopIteration
            self._unread += piece
        return frame
