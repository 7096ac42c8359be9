"""Requests that do not come to the end of their heads.

uvicorn waits for the head of a request as long as it takes, and keeps all of it in memory.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_BYTES = 1 << 16
"""How much of a request's head may come before its end does; what comes at once with the end is taken."""
HEAD_SECONDS = 30
"""How long a client may take for the head of its request, from when it connects or begins another."""


class Impatient(HttpToolsProtocol):
    """HTTP as uvicorn speaks it, for clients that come to the end of what they ask."""

    _unheard: asyncio.TimerHandle | None = None
    _head_bytes = 0
    _refused = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take the connection, and wait for a request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take what the client sends, and refuse a head without end."""
        if self._refused:
            return
        super().data_received(data)
        if self.scope is not None and (self.cycle is None or self.cycle.scope is not self.scope):
            self._head_bytes += len(data)
            if self._head_bytes > HEAD_BYTES and not self.transport.is_closing():
                self._end(_TOO_LARGE)
            elif self._unheard is None:
                self._wait()
        elif self._unheard is not None:
            self.heard()

    def heard(self) -> None:
        """Note that a head has come to its end."""
        if self._unheard is not None:
            self._unheard.cancel()
        self._unheard, self._head_bytes = None, 0

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self.heard()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._unheard = self.loop.call_later(HEAD_SECONDS, self._end, _TOO_LATE)

    def _end(self, answer: bytes) -> None:
        answering = self.cycle is not None and not self.cycle.response_complete
        if answering and answer is _TOO_LATE:
            self._wait()  # for the answer to the request before this one
            return
        if answering or self.scope is None:  # who has said nothing is told nothing
            self.transport.close()
            return
        self._refused = True
        self.transport.write(answer)
        self.transport.write_eof()
        self.loop.call_later(_FAREWELL_SECONDS, self.transport.close)


_FAREWELL_SECONDS = 2
"""How long what comes is read and dropped after a refusal: a connection closed upon it would take the refusal along."""

_ENDED = b"content-length: 0\r\nconnection: close\r\n\r\n"
_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\n" + _ENDED
_TOO_LATE = b"HTTP/1.1 408 Request Timeout\r\n" + _ENDED
