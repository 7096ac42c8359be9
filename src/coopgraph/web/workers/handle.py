"""A worker as the server sees it: a connection that answers questions, and a process that can be killed."""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import cast

from coopgraph.errors import CoopgraphError, QueryRefusedError, StoreError
from coopgraph.web.faults import OUT_OF_MEMORY, MemoryLimitError, unpacked
from coopgraph.web.workers.frames import ASK, BREAK, DATA, FAULT, HEADER, SHORT, pack, unpack
from coopgraph.web.workers.question import Question

_OVERFLOWS = {getattr(signal, name, None) for name in ("SIGSEGV", "SIGBUS", "SIGILL")}

_MOST_UNREAD = 1 << 17
"""Bytes taken from a worker before somebody asks for them: a short answer whole, two pieces of a long one."""


class Worker(asyncio.Protocol):
    """One process that answers one question at a time: the server's end of its connection."""

    def __init__(self, kill: Callable[[], None], step_back: Callable[[], None]) -> None:
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._unread = bytearray()
        self._reading = True
        self._connected = True
        self._late = False
        self._wanted: asyncio.Future[None] | None = None
        """Done when more has come, or the connection has ended."""
        self._kill = kill
        self._step_back = step_back
        self.ended: asyncio.Future[int] = self._loop.create_future()
        """The exit status, once the process has ended; a negative one is the signal that ended it."""
        self.usable = True
        """Whether another question can be asked, once this one is answered."""
        self.answering = False
        """Whether more of an answer is to come."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the connection."""
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Take what the process says."""
        self._unread += data
        if len(self._unread) > _MOST_UNREAD and self._reading and self._transport is not None:
            self._transport.pause_reading()
            self._reading = False
        self._wake()

    def connection_lost(self, _: Exception | None) -> None:
        """Note that the process has ended, or was left."""
        self._connected = self.usable = False
        self._wake()

    def ask(self, question: Question) -> None:
        """Send a question."""
        assert self._transport is not None
        self.answering = True
        self._transport.write(pack(ASK, question.to_bytes()))

    async def begin(self) -> tuple[Mapping[str, object], str, bytes]:
        """Return header and entity tag of the reply, and the whole answer where it is short, else its first piece.

        Raises:
            CoopgraphError: what the worker says is wrong, or that it ended instead of answering.
        """
        kind, payload = await self._frame()
        if kind not in (SHORT, HEADER):
            raise StoreError("a worker spoke out of turn; please report the query")
        told, tag, body = payload.split(BREAK, 2)
        header = _read_header(told)
        if kind == HEADER:
            return header, tag.decode(), await self.piece() or b""
        self._finish(bool(header["retiring"]))
        return header, tag.decode(), body

    async def piece(self) -> bytes | None:
        """Return the next bytes of the answer, or None at its end. Raises as ``begin`` does."""
        kind, payload = await self._frame()
        if kind == DATA:
            return payload
        self._finish(bool(payload))
        return None

    def step_back(self) -> None:
        """Let the others go first. A process cannot take this back, so it is the last question of this worker."""
        self.usable = False
        self._step_back()

    def kill(self) -> None:
        """End the process now, whatever it is doing."""
        self.usable = False
        self._kill()
        if self._transport is not None:
            self._transport.abort()

    def give_up(self) -> None:
        """Have whoever waits for more of an answer told by a ``TimeoutError``. The worker is to be killed then."""
        self._late = True
        self._wake()

    def _finish(self, retiring: bool) -> None:
        self.answering = False
        if retiring:
            self.usable = False

    async def _frame(self) -> tuple[bytes, bytes]:
        while (frame := unpack(self._unread)) is None:
            if self._late:
                raise TimeoutError
            if not self._connected:
                raise await self._cause()
            if not self._reading and self._transport is not None:
                self._transport.resume_reading()
                self._reading = True
            self._wanted = self._loop.create_future()
            try:
                await self._wanted
            finally:
                self._wanted = None
        kind, payload = frame
        if kind == FAULT:
            self.answering = False
            raise unpacked(json.loads(payload))
        return kind, payload

    def _wake(self) -> None:
        if self._wanted is not None and not self._wanted.done():
            self._wanted.set_result(None)

    async def _cause(self) -> CoopgraphError:
        """Return what the end of the process means to the one who asked."""
        try:
            status = await asyncio.wait_for(asyncio.shield(self.ended), 5)
        except TimeoutError:
            status = 0
        if -status in _OVERFLOWS:
            return QueryRefusedError(
                "the engine has not room enough on its stack for this query; nest it less, or write "
                "alternatives as VALUES or IN"
            )
        if -status == signal.SIGABRT:
            return MemoryLimitError(OUT_OF_MEMORY)
        return StoreError("the process that answered this query ended before it had; ask again")


@lru_cache(maxsize=256)
def _read_header(told: bytes) -> Mapping[str, object]:
    """Return a header; it is that of other answers, too, and nobody changes it."""
    return cast(Mapping[str, object], json.loads(told))
