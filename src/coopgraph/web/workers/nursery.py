"""Where the workers of one revision come from: forks of a process that has loaded it.

The server's side of ``zygote``.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from itertools import count

from coopgraph.errors import StoreUnavailableError
from coopgraph.store.revisions import Revision
from coopgraph.web.faults import unpacked
from coopgraph.web.workers.handle import Worker

_END_SECONDS = 10
SLACK_SECONDS = 30
"""A worker ends itself so long after the server should have ended it."""

_MALLOC = (
    "glibc.malloc.trim_threshold=16777216:glibc.malloc.mmap_threshold=4194304:glibc.malloc.top_pad=1048576:"
    "glibc.malloc.tcache_count=500"
)
"""A worker keeps a few megabytes of its memory from one query to the next. By default glibc gives the end of
the heap back to the system after each, and the next begins with page faults: a quarter of a quick query's time.
And by default it keeps 7 pieces of each size at hand; the engine makes some hundred for every query, and looks for the
others among all that is free in the heap of a loaded graph: six tenths of a quick query's time."""


def environment() -> dict[str, str]:
    """Return the environment of a process whose children are workers."""
    return {"GLIBC_TUNABLES": _MALLOC, **os.environ}


class ForkedNursery:
    """The process that holds a revision, in memory or open on the disk, and its children."""

    def __init__(
        self,
        revision: Revision,
        control: socket.socket,
        pid: int,
        process: subprocess.Popen[bytes] | None = None,
    ) -> None:
        """Take over a process.

        Args:
            revision: what it holds, or loads.
            control: the connection to it.
            pid: its number.
            process: the same, where it is a child of this one.
        """
        self.pid = pid
        self._revision = revision
        self._control = control
        self._process = process
        self._numbers = count(1)
        self._workers: dict[str, Worker] = {}
        self._writer: asyncio.StreamWriter | None = None
        self._listening: asyncio.Task[None] | None = None
        self.ended = False
        """Whether the process is no more, and no worker comes from here again."""

    @classmethod
    def loading(
        cls, revision: Revision, seconds: float, megabytes: int, source: str = "memory"
    ) -> ForkedNursery:
        """Start a process that loads ``revision``, or opens it.

        Args:
            revision: what to load.
            seconds: a worker may spend on one answer, delivery included.
            megabytes: a worker may take for one answer.
            source: what workers read: the graph in ``memory``, or the files on ``disk``.
        """
        control, theirs = socket.socketpair()
        with theirs:
            process = subprocess.Popen(
                [
                    *(sys.executable, "-P", "-m", "coopgraph.web.workers.zygote", str(theirs.fileno())),
                    *(str(revision.path.resolve()), revision.version),
                    *(str(seconds + SLACK_SECONDS), str(megabytes), source),
                ],
                pass_fds=[theirs.fileno()],
                env=environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )
        return cls(revision, control, process.pid, process)

    async def ready(self) -> None:
        """Wait until the revision is loaded.

        Raises:
            StoreUnavailableError: it cannot be.
        """
        reader, self._writer = await asyncio.open_connection(sock=self._control.dup())
        line = ""
        with contextlib.suppress(ConnectionError):
            line = (await reader.readline()).decode()
        if line.startswith("failed "):
            raise unpacked(json.loads(line.removeprefix("failed ")))
        if not line:
            raise StoreUnavailableError(
                f"the revision {self._revision.path} could not be loaded: the process that loads it ended "
                f"({await self._status()}); is there memory enough?"
            )
        self._listening = asyncio.create_task(self._listen(reader))

    async def birth(self) -> Worker:
        """Return a new worker.

        Raises:
            StoreUnavailableError: the process is no more.
        """
        number = str(next(self._numbers))
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(self._control, [f"fork {number}\n".encode()], [theirs.fileno()])
            except OSError as error:
                ours.close()
                self.ended = True
                raise StoreUnavailableError(
                    "the graph is being loaded again; ask again in a moment"
                ) from error
        worker = Worker(
            kill=lambda: self._order("kill", number), step_back=lambda: self._order("yield", number)
        )
        await asyncio.get_running_loop().create_connection(lambda: worker, sock=ours)
        self._workers[number] = worker
        return worker

    async def close(self) -> None:
        """End the process and every worker of it."""
        self.ended = True
        if self._listening is None:
            self._kill()  # it is loading, and would hear of its end only afterwards
        with contextlib.suppress(OSError):  # it has ended
            self._control.shutdown(socket.SHUT_WR)  # which is what it ends at
        if self._listening is not None:
            _, late = await asyncio.wait([self._listening], timeout=_END_SECONDS)
            if late:
                self._kill()
                await self._listening
        if self._writer is not None:
            self._writer.transport.abort()
        self._control.close()
        if self._process is not None:
            await asyncio.to_thread(self._process.wait)

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()
        else:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    async def _status(self) -> str:
        if self._process is None:
            return "a fork of the one that writes"
        return f"status {await asyncio.to_thread(self._process.wait)}"

    def _order(self, verb: str, number: str) -> None:
        if not self.ended and self._writer is not None:
            self._writer.write(f"{verb} {number}\n".encode())

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        with contextlib.suppress(ConnectionError):
            while line := (await reader.readline()).decode():
                _, number, status = line.split()
                worker = self._workers.pop(number, None)
                if worker is not None:
                    worker.usable = False
                    worker.ended.set_result(int(status))
        self.ended = True
        for worker in self._workers.values():
            worker.kill()
            worker.ended.set_result(0)
