"""What a worker and the server say to each other over their socket: frames of a kind, a length and bytes.

The server sends one ``ASK`` frame per query. The worker replies with a ``HEADER``, any number of
``DATA`` frames and an ``END``; or, where the query fails, with a ``FAULT`` in place of what is missing.
Questions, headers and faults are JSON.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Mapping
from struct import Struct

ASK, HEADER, DATA, END, FAULT = b"a", b"h", b"d", b"e", b"x"

PREFIX = Struct("!cI")
"""The kind of a frame and the number of bytes that follow."""


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


def receive(connection: socket.socket) -> tuple[bytes, bytes] | None:
    """Return the kind and the bytes of the next frame, or None when the other side has closed."""
    prefix = _exactly(connection, PREFIX.size)
    if prefix is None:
        return None
    kind, length = PREFIX.unpack(prefix)
    payload = _exactly(connection, length)
    return None if payload is None else (kind, payload)


def _exactly(connection: socket.socket, length: int) -> bytes | None:
    pieces = bytearray()
    while len(pieces) < length:
        piece = connection.recv(min(length - len(pieces), 1 << 20))
        if not piece:
            return None
        pieces += piece
    return bytes(pieces)
