"""Where the workers of one revision come from on systems that cannot fork: each opens the store on disk.

They start in a tenth of a second, answer some times slower than from memory, and are not confined
by the kernel: there it is the engine's own text that must not ask for a file or another endpoint.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import cast

from coopgraph.errors import StoreUnavailableError
from coopgraph.store.revisions import Revision
from coopgraph.web.workers.handle import Worker
from coopgraph.web.workers.nursery import SLACK_SECONDS

_START_SECONDS = 60
_SECRET = 32
"""Characters of the secret a worker is known by."""


class SpawnedNursery:
    """Starts each worker as a process of its own, which connects back with a secret it was given."""

    def __init__(self, revision: Revision, seconds: float, megabytes: int) -> None:
        """Prepare for ``revision``; see ``ForkedNursery``. Where the system has no such limits, its own hold."""
        self.pid = 0
        self._revision = revision
        self._limits = (str(seconds + SLACK_SECONDS), str(megabytes))
        self._awaited: dict[str, asyncio.Future[asyncio.WriteTransport]] = {}
        self._server: asyncio.Server | None = None
        self._watching: set[asyncio.Task[None]] = set()
        self._processes: set[subprocess.Popen[bytes]] = set()
        self.ended = False
        """Whether no worker comes from here again."""

    async def ready(self) -> None:
        """Listen for workers, on this machine only."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Stranger(self._welcome), "127.0.0.1", 0)

    async def birth(self) -> Worker:
        """Return a new worker.

        Raises:
            StoreUnavailableError: it did not start.
        """
        assert self._server is not None
        secret = secrets.token_hex(_SECRET // 2)
        arrival: asyncio.Future[asyncio.WriteTransport] = asyncio.get_running_loop().create_future()
        self._awaited[secret] = arrival
        port = self._server.sockets[0].getsockname()[1]
        process = subprocess.Popen(
            [
                *(sys.executable, "-P", "-m", "coopgraph.web.workers.spawning"),
                *(str(self._revision.path.resolve()), self._revision.version, str(port), *self._limits),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
        )
        self._processes.add(process)
        assert process.stdin is not None
        with process.stdin as secretly:
            secretly.write(secret.encode())
        try:
            transport = await asyncio.wait_for(arrival, _START_SECONDS)
        except TimeoutError as error:
            process.kill()
            raise StoreUnavailableError(
                f"no worker could be started on {self._revision.path} within {_START_SECONDS} seconds"
            ) from error
        finally:
            del self._awaited[secret]
        worker = Worker(process.kill, step_back=lambda: None)
        transport.set_protocol(worker)  # it says nothing before it is asked
        worker.connection_made(transport)
        watch = asyncio.create_task(self._watch(process, worker))
        self._watching.add(watch)
        watch.add_done_callback(self._watching.discard)
        return worker

    async def close(self) -> None:
        """End every worker."""
        self.ended = True
        if self._server is not None:
            self._server.close()
        for process in self._processes:
            process.kill()
        await asyncio.gather(*self._watching)
        await asyncio.sleep(0)  # for the connections to close

    async def _watch(self, process: subprocess.Popen[bytes], worker: Worker) -> None:
        status = await asyncio.to_thread(process.wait)
        self._processes.discard(process)
        worker.kill()  # closes the connection, too
        worker.ended.set_result(status)

    def _welcome(self, secret: str, transport: asyncio.WriteTransport) -> None:
        arrival = self._awaited.get(secret)
        if arrival is None or arrival.done():
            transport.abort()
        else:
            arrival.set_result(transport)


class _Stranger(asyncio.Protocol):
    """A connection that has yet to say the secret by which it is known. Nothing is said to it before."""

    def __init__(self, welcome: Callable[[str, asyncio.WriteTransport], None]) -> None:
        self._welcome = welcome
        self._said = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.WriteTransport, transport)
        self._patience = asyncio.get_running_loop().call_later(_START_SECONDS, self._transport.abort)

    def data_received(self, data: bytes) -> None:
        self._said += data
        if len(self._said) >= _SECRET:
            self._patience.cancel()
            self._welcome(self._said.decode("ascii", "replace"), self._transport)

    def connection_lost(self, _: Exception | None) -> None:
        self._patience.cancel()


def main(arguments: list[str]) -> None:
    """Answer questions about a revision on disk: ``spawning REVISION VERSION PORT SECONDS MEGABYTES``.

    The secret comes on standard input.
    """
    # Not above: the server, which imports this module, starts sooner without what answers questions.
    from coopgraph.store.embedded import EmbeddedStore
    from coopgraph.web.names import kept_beside
    from coopgraph.web.workers.worker import work

    path, version, port, seconds, megabytes = arguments
    secret = sys.stdin.buffer.read()
    with socket.create_connection(("127.0.0.1", int(port))) as connection:
        connection.sendall(secret)
        with EmbeddedStore.at(f"{path}/oxigraph", read_only=True) as store:
            kept_beside(store, Path(path), version)
            if not hasattr(os, "fork"):
                work(connection, store, version)
                return
            from coopgraph.web.workers.confinement import TimeLimit, limit_memory

            limit_memory(int(megabytes))
            work(connection, store, version, around=TimeLimit(float(seconds)))


if __name__ == "__main__":
    main(sys.argv[1:])
