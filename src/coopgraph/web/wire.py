"""Connections: HTTP as uvicorn speaks it, with the short way in before it.

Responses of uvicorn go out with the head and the beginning of the body together. It writes them one after the other,
and as each goes to the system at once, a short answer would be two packets, and wake its client twice.
"""

from __future__ import annotations

import asyncio
from functools import lru_cache, partial
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import STATUS_LINE

from coopgraph.web.accesslog import SINCE
from coopgraph.web.door import Door, Plain
from coopgraph.web.endpoint import OUTCOME, Begun, Headers, Told
from coopgraph.web.heads import Impatient

_PATIENCE_SECONDS = 0.02
"""A worker whose client has left may finish in so long: most do, and it takes less than to start another."""

_MOST_BEHIND = 1 << 16
"""Bytes that may wait behind a request before the connection is no longer read."""


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

    def write_eof(self) -> None:
        """Say that nothing more will be written."""
        self._flush()
        self._transport.write_eof()

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


class Protocol(Impatient):
    """One connection. A plain request is answered here when nothing is before it; all else is uvicorn's.

    Of uvicorn's protocol this relies on what asyncio and httptools call, on ``on_response_complete``, and on the
    attributes of its keep-alive timeout.
    """

    def __init__(self, door: Door, **given: Any) -> None:
        super().__init__(**given)
        self._door = door
        self._whole: asyncio.Transport
        self._reading = self._paused = False
        self._unanswered = 0
        self._asking: asyncio.Task[Told | Begun] | None = None
        self._behind = b""
        self._ending = False
        self._latest = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the connection."""
        self._whole = cast(asyncio.Transport, transport)
        super().connection_made(cast(asyncio.Transport, Together(self._whole)))

    def data_received(self, data: bytes) -> None:
        """Take what the client says next."""
        if self._asking is not None:
            self._behind += data
            if len(self._behind) > _MOST_BEHIND:
                self._whole.pause_reading()
            return
        if not (self._unanswered or self._reading or self._paused):
            plain = self._door.read(data)
            if plain is not None:
                self._short_way(plain, data)
                return
        super().data_received(data)

    def connection_lost(self, exc: Exception | None) -> None:
        """Note that the client has left."""
        if self._asking is not None:
            self.loop.call_later(_PATIENCE_SECONDS, self._asking.cancel)
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """Note that a request has begun that takes the long way."""
        self._reading = True
        self._unanswered += 1
        super().on_message_begin()

    def on_message_complete(self) -> None:
        """Note that it has been read."""
        self._reading = False
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Note that it has been answered."""
        self._unanswered -= 1
        super().on_response_complete()

    def pause_writing(self) -> None:
        """Note that the client does not read as fast as it is written to."""
        self._paused = True
        super().pause_writing()

    def resume_writing(self) -> None:
        """Note that it does again."""
        self._paused = False
        super().resume_writing()

    def shutdown(self) -> None:
        """End the connection when what is asked has been answered."""
        if self._asking is not None:
            self._ending = True
        else:
            super().shutdown()

    def timeout_keep_alive_handler(self) -> None:
        """Close the connection, unless a request has come the short way meanwhile."""
        left = self._latest + self.timeout_keep_alive - self.loop.time()
        if self._asking is not None or left > 0:
            self._expect_more(left if left > 0 else self.timeout_keep_alive)
        else:
            super().timeout_keep_alive_handler()

    def _expect_more(self, seconds: float) -> None:
        self.timeout_keep_alive_task = self.loop.call_later(seconds, self.timeout_keep_alive_handler)

    def _short_way(self, plain: Plain, data: bytes) -> None:
        if self._unheard is not None:
            self.heard()
        told = self._door.at_hand(plain)
        if told is not None:
            self._answer(plain, told)
        else:
            self._asking = self.loop.create_task(self._door.ask(plain, self.client[0] if self.client else ""))
            self._asking.add_done_callback(partial(self._asked, plain, data))

    def _asked(self, plain: Plain, data: bytes, asking: asyncio.Task[Told | Begun]) -> None:
        self._asking = None
        found = None if asking.cancelled() else asking.exception() or asking.result()
        if found is None or self._whole.is_closing():  # the client has left
            if isinstance(found, Begun):
                found.answer.close()
            self._door.left(plain, self.client)
            return
        if isinstance(found, Told):
            self._answer(plain, found)
        else:  # a long answer, or why there is none: the long way tells it
            former, self.app_state = self.app_state, {**self.app_state, OUTCOME: found, SINCE: plain.since}
            super().data_received(data)
            self.app_state = former
        self._go_on()

    def _go_on(self) -> None:
        if self._behind:
            behind, self._behind = self._behind, b""
            self._whole.resume_reading()
            self.data_received(behind)
        if self._ending:
            self.shutdown()

    def _answer(self, plain: Plain, told: Told) -> None:
        self._whole.write(_head(self.server_state.default_headers, told) + told.body)
        self._latest = self.loop.time()
        if self.timeout_keep_alive_task is None:
            self._expect_more(self.timeout_keep_alive)
        self._door.answered(plain, self.client, told)


def _head(defaults: list[tuple[bytes, bytes]], told: Told) -> bytes:
    """Return the head of a response as uvicorn and the layers of the application write it."""
    tag = f"etag: {told.etag}\r\n" if told.etag else ""
    length = f"content-length: {len(told.body)}\r\n" if told.status != 304 else ""
    own = f"{tag}{length}\r\n".encode("latin-1")
    return b"".join((STATUS_LINE[told.status], _default_lines(tuple(defaults)), _lines(told.headers), own))


@lru_cache(maxsize=4)
def _default_lines(headers: tuple[tuple[bytes, bytes], ...]) -> bytes:
    return b"".join(b"%s: %s\r\n" % header for header in headers)


@lru_cache(maxsize=256)
def _lines(headers: Headers) -> bytes:
    """Return the lines of headers; a request with an ``Origin`` would have been answered otherwise, and they say so."""
    by_origin = {**dict(headers), "Vary": f"{dict(headers)['Vary']}, Origin"}
    return "".join(f"{name.lower()}: {value}\r\n" for name, value in by_origin.items()).encode("latin-1")
