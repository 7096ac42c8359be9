"""The server's side of writing: one change at a time, from a bounded queue, by a process that can be killed."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator

from coopgraph.errors import CoopgraphError, StoreTimeoutError, StoreUnavailableError
from coopgraph.settings import Settings
from coopgraph.store.revisions import Revision, StoreFolder
from coopgraph.web.faults import OUT_OF_MEMORY, MemoryLimitError, OverloadedError, unpacked
from coopgraph.web.workers.frames import ASK, DATA, FAULT, HOLD, PREFIX, pack
from coopgraph.web.workers.nursery import SLACK_SECONDS, ForkedNursery, environment
from coopgraph.web.workers.pool import Pool
from coopgraph.web.writes.authority import Authority
from coopgraph.web.writes.change import Change, Written

_END_SECONDS = 10


class Writer:
    """Hands changes to the scribe, and has the pool serve what it publishes. Make it, and ``close`` it."""

    def __init__(self, folder: StoreFolder, settings: Settings, pool: Pool) -> None:
        """Read the token. Raises ``SettingsError`` as ``Authority`` does."""
        self.authority = Authority(settings)
        self._folder = folder
        self._settings = settings
        self._pool = pool
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._hatch: socket.socket | None = None
        """Where the process takes the connections of its forks, on systems that fork."""

    async def warm_up(self) -> None:
        """Start the process, so that the first change need not wait for it."""
        async with self._turn:
            with contextlib.suppress(CoopgraphError):  # said to whoever sends a change
                await self._scribe()

    async def write(self, change: Change, documents: list[bytes]) -> Written:
        """Have a change checked and published, and return when new questions are answered from it.

        It is carried through even when the client that asked for it leaves.

        Raises:
            OverloadedError: too many changes are waiting.
            StoreTimeoutError: it took too long to check, and nothing was changed.
            CoopgraphError: it is refused or cannot be published, and nothing was changed.
        """
        if self._waiting > self._settings.queue_length:
            raise OverloadedError(
                f"{self._waiting} changes are waiting already; send it again in a few seconds"
            )
        return await asyncio.shield(asyncio.ensure_future(self._write(change, documents)))

    async def close(self) -> None:
        """End the process, once it has finished what it is publishing."""
        async with self._turn:
            if self._streams is not None:
                self._streams[1].transport.abort()
            if self._hatch is not None:
                self._hatch.close()
            if self._process is not None:
                try:
                    await asyncio.to_thread(self._process.wait, _END_SECONDS)
                except subprocess.TimeoutExpired:
                    await self._kill()

    async def _write(self, change: Change, documents: list[bytes]) -> Written:
        self._waiting += 1
        try:
            async with self._turn:
                scribe = await self._ask(change, documents)
                async with self._pool.loading:  # before anybody else finds it on the disk
                    written = Written(
                        **json.loads(await self._frame(scribe))
                    )  # being published, it is not stopped
                    if written.version != self._pool.revision.version:
                        await self._pool.take_over(self._holder)
        finally:
            self._waiting -= 1
        self._pool.metrics.count("writes")
        return written

    async def _holder(self, revision: Revision) -> ForkedNursery | None:
        """Return a process that holds a revision, forked from the one that has just published it, if it has."""
        if self._hatch is None or self._streams is None:
            return None
        reader, writer = self._streams
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self._hatch, [b"."], [theirs.fileno()])
        writer.write(
            pack(HOLD, json.dumps({"name": revision.path.name, "version": revision.version}).encode())
        )
        pid = 0
        with contextlib.suppress(CoopgraphError):  # it has ended; the revision is on the disk
            pid = int(await self._frame(reader))
        if pid:
            return ForkedNursery(revision, ours, pid)
        ours.close()
        return None

    async def _ask(self, change: Change, documents: list[bytes]) -> asyncio.StreamReader:
        """Have a change checked, and return where the outcome of its publication comes."""
        reader, writer = await self._scribe()
        for piece in (pack(ASK, change.to_json()), *(pack(DATA, document) for document in documents)):
            writer.write(piece)
        limit = self._settings.write_seconds
        try:
            async with asyncio.timeout(limit):
                await self._frame(reader)
        except TimeoutError as error:
            await self._kill()
            raise StoreTimeoutError(
                f"the change was stopped after {limit} seconds, before it was checked, and nothing was changed; "
                "change less at once, or begin its WHERE with the most selective pattern"
            ) from error
        return reader

    async def _scribe(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Return the connection to the process, which is started when there is none."""
        if self._process is not None and self._process.poll() is not None:
            await self._kill()  # it has ended by itself
        if self._streams is None:
            ours, theirs = socket.socketpair()
            hatch, entrance = socket.socketpair()
            seconds = self._settings.query_seconds + self._settings.download_seconds + SLACK_SECONDS
            with theirs, entrance:
                self._process = subprocess.Popen(
                    [
                        *(sys.executable, "-P", "-m", "coopgraph.web.writes.scribe"),
                        *(str(theirs.fileno()), str(entrance.fileno())),
                        *(str(self._folder.path.resolve()), str(self._settings.query_megabytes)),
                        *(str(self._settings.kept_revisions), str(seconds)),
                    ],
                    pass_fds=[theirs.fileno(), entrance.fileno()],
                    env=environment(),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                )
            if hasattr(os, "fork") and self._settings.answer_from == "memory":
                self._hatch = hatch
            else:
                hatch.close()
            self._streams = await asyncio.open_connection(sock=ours)
            await self._frame(self._streams[0])
        return self._streams

    async def _frame(self, reader: asyncio.StreamReader) -> bytes:
        """Return the bytes of the next frame, or raise the fault it tells of."""
        try:
            kind, length = PREFIX.unpack(await reader.readexactly(PREFIX.size))
            payload = await reader.readexactly(length) if length else b""
        except (asyncio.IncompleteReadError, ConnectionError) as gone:
            status = await self._kill()
            if -status == signal.SIGABRT:  # the engine, where memory ends; publishing needs little
                raise MemoryLimitError(OUT_OF_MEMORY) from gone
            raise StoreUnavailableError(
                f"the process that writes ended (status {status}) before it said that the change is published; "
                "ask what the graph holds, and send the change again if it is not there"
            ) from gone
        if kind == FAULT:
            raise unpacked(json.loads(payload))
        return payload

    async def _kill(self) -> int:
        assert self._process is not None
        self._process.kill()
        status = await asyncio.to_thread(self._process.wait)
        if self._streams is not None:
            self._streams[1].transport.abort()
        if self._hatch is not None:
            self._hatch.close()
        self._process = self._streams = self._hatch = None
        return status


@contextlib.asynccontextmanager
async def writing(folder: StoreFolder, settings: Settings, pool: Pool) -> AsyncIterator[Writer | None]:
    """Give a writer where the settings enable writing, else None; close it afterwards."""
    if not settings.writes:
        yield None
        return
    writer = Writer(folder, settings, pool)
    warming = asyncio.create_task(writer.warm_up())
    try:
        yield writer
    finally:
        await warming
        await writer.close()
