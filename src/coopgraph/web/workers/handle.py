"""A worker as the server sees it: a connection that answers questions, and a process that can be killed."""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import Callable, Mapping
from typing import cast

from coopgraph.errors import CoopgraphError, QueryRefusedError, StoreError
from coopgraph.web.faults import OUT_OF_MEMORY, MemoryLimitError, unpacked
from coopgraph.web.workers.frames import ASK, DATA, FAULT, HEADER, pack, unpack
from coopgraph.web.workers.question import Question

_OVERFLOWS = {getattr(signal, name, None) for name in ("SIGSEGV", "SIGBUS", "SIGILL")}

_AT_ONCE = 1 << 17
"""Bytes read at once: a short answer whole, and two pieces of a long one."""


class Worker:
    """One process that answers one question at a time."""

    def __init__(
        self,
        streams: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        kill: Callable[[], None],
        step_back: Callable[[], None],
    ) -> None:
        self._reader, self._writer = streams
        self._unread = bytearray()
        self._kill = kill
        self._step_back = step_back
        self.ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        """The exit status, once the process has ended; a negative one is the signal that ended it."""
        self.usable = True
        """Whether another question can be asked, once this one is answered."""
        self.answering = False
        """Whether more of an answer is to come."""

    def ask(self, question: Question) -> None:
        """Send a question."""
        self.answering = True
        self._writer.write(pack(ASK, question.to_json()))

    async def header(self) -> Mapping[str, object]:
        """Return the header of the reply.

        Raises:
            CoopgraphError: what the worker says is wrong, or that it ended instead of answering.
        """
        kind, payload = await self._frame()
        if kind != HEADER:
            raise StoreError("a worker spoke out of turn; please report the query")
        return cast(Mapping[str, object], json.loads(payload))

    async def piece(self) -> bytes | None:
        """Return the next bytes of the answer, or None at its end. Raises as ``header`` does."""
        kind, payload = await self._frame()
        if kind == DATA:
            return payload
        self.answering = False
        if payload:  # it retires
            self.usable = False
        return None

    def step_back(self) -> None:
        """Let the others go first. A process cannot take this back, so it is the last question of this worker."""
        self.usable = False
        self._step_back()

    def kill(self) -> None:
        """End the process now, whatever it is doing."""
        self.usable = False
        self._kill()
        self._writer.transport.abort()

    async def _frame(self) -> tuple[bytes, bytes]:
        while (frame := unpack(self._unread)) is None:
            try:
                piece = await self._reader.read(_AT_ONCE)
            except ConnectionError:
                piece = b""
            if not piece:
                self.usable = False
                raise await self._cause()
            self._unread += piece
        kind, payload = frame
        if kind == FAULT:
            self.answering = False
            raise unpacked(json.loads(payload))
        return kind, payload

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
