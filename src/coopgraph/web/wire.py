"""How responses go out: the head of each together with the beginning of its body.

uvicorn writes them one after the other, and as each goes to the system at once, a short answer is two packets, and
wakes its client twice.
"""

from __future__ import annotations

import asyncio
from typing import Any, cast

from uvicorn.protocols.http.auto import AutoHTTPProtocol


class Together:
    """A transport that keeps what is written until more follows, or until the loop has come round."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._loop = asyncio.get_running_loop()
        self._kept = b""
        self._due: asyncio.Handle | None = None

    def write(self, data: bytes) -> None:
        """Write ``data``, with what is kept before it."""
        if self._due is None:
            self._kept = data
            self._due = self._loop.call_soon(self._flush)
            return
        self._due.cancel()
        self._due = None
        if not self._transport.is_closing():
            self._transport.writelines((self._kept, data))

    def close(self) -> None:
        """Close the connection when everything is written."""
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None
            if not self._transport.is_closing():  # the client has left: uvloop's transport would raise
                self._transport.write(self._kept)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


class Protocol(AutoHTTPProtocol):  # type: ignore[misc, valid-type]
    """HTTP as uvicorn speaks it, over such a transport."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the connection."""
        super().connection_made(cast(asyncio.Transport, Together(cast(asyncio.Transport, transport))))
