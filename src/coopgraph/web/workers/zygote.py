"""The process that loads a revision once and forks workers from it, each in milliseconds.

It runs one thread only, and loads before it forks, so that no child inherits a lock somebody holds.
Children share its memory until they write to it. Where the graph is to stay on the disk, it opens the
revision's files instead, and its children read what is open.

It takes orders from the server on a socket, one line each: ``fork ID`` with the worker's end of a new
connection attached, ``kill ID``, ``yield ID`` (let quick queries go first). It reports ``ready``,
``failed KIND MESSAGE`` and ``dead ID STATUS``. When the server closes the socket, or dies, it kills its
children and ends.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import signal
import socket
import sys
import warnings
from collections.abc import Collection
from pathlib import Path

from coopgraph.errors import CoopgraphError, StoreUnavailableError
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.leases import take_lease
from coopgraph.store.soundness import check_nquads
from coopgraph.web.faults import packed
from coopgraph.web.workers.confinement import Growth, TimeLimit, confine
from coopgraph.web.workers.kinds import prepare
from coopgraph.web.workers.worker import work


class Zygote:
    """A loaded store, and the workers forked from it by the number the server gave each."""

    def __init__(
        self,
        control: socket.socket,
        store: EmbeddedStore,
        version: str,
        seconds: float,
        megabytes: int,
        files: Collection[int],
    ) -> None:
        self._control = control
        self._store = store
        self._version = version
        self._seconds = seconds
        self._megabytes = megabytes
        self._files = files
        self._children: dict[str, int] = {}

    def run(self) -> None:
        """Take orders until the server closes the connection."""
        woken, waker = socket.socketpair()
        for end in (woken, waker):
            end.setblocking(False)
        signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        pending = b""
        try:
            while True:
                ready, _, _ = select.select([self._control, woken], [], [])
                if woken in ready:
                    with contextlib.suppress(BlockingIOError):
                        woken.recv(4096)
                    self._report_the_dead()
                if self._control in ready:
                    data, attached, _, _ = socket.recv_fds(self._control, 1 << 16, 64)
                    if not data:
                        return
                    *orders, pending = (pending + data).split(b"\n")
                    for order in orders:
                        self._obey(order.decode(), attached)
        finally:
            for pid in self._children.values():
                os.kill(pid, signal.SIGKILL)
            signal.set_wakeup_fd(-1)

    def _obey(self, order: str, attached: list[int]) -> None:
        verb, number = order.split()
        if verb == "fork":
            self._fork(number, attached.pop(0))
        elif number in self._children:  # else it ended by itself, and its process number may be another's
            pid = self._children[number]
            if verb == "kill":
                os.kill(pid, signal.SIGKILL)
            else:
                os.setpriority(os.PRIO_PROCESS, pid, 10)

    def _fork(self, number: str, descriptor: int) -> None:
        pid = fork()
        if pid:
            self._children[number] = pid
            os.close(descriptor)
            return
        status = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            confine(descriptor, self._megabytes, self._files)
            work(
                socket.socket(fileno=descriptor),
                self._store,
                self._version,
                around=TimeLimit(self._seconds),
                grown=Growth().too_much,
            )
            status = 0
        finally:
            os._exit(status)

    def _report_the_dead(self) -> None:
        numbers = {pid: number for number, pid in self._children.items()}
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            number = numbers.get(pid)
            if number is not None:
                del self._children[number]
                self._control.sendall(f"dead {number} {os.waitstatus_to_exitcode(status)}\n".encode())


def fork() -> int:
    """Fork this process, which calls Python in one thread only."""
    with warnings.catch_warnings():
        # The engine leaves threads that sleep, where it has opened files. They are for writing, and a fork only reads.
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def hold(
    control: socket.socket,
    store: EmbeddedStore,
    version: str,
    seconds: float,
    megabytes: int,
    files: Collection[int] = (),
) -> None:
    """Serve forks of this process, which has loaded and prepared ``store``, until the server closes the connection.

    Where the store lies on the disk, ``files`` are the descriptors it reads from.
    """
    control.sendall(b"ready\n")
    gc.enable()
    gc.freeze()  # what is loaded stays shared: no child's collector writes to it
    Zygote(control, store, version, seconds, megabytes, files).run()


def _loaded(revision: Path, version: str) -> tuple[EmbeddedStore, Collection[int]]:
    store = EmbeddedStore.in_memory()
    store.load_nquads(check_nquads(revision / "graph.nq", version))
    return store, ()


def _opened(revision: Path) -> tuple[EmbeddedStore, Collection[int]]:
    from coopgraph.store.embedded_files import open_every_file, raise_limit

    raise_limit()
    store = EmbeddedStore.at(revision / "oxigraph", lease=take_lease(revision))
    return store, open_every_file(store, revision)


def main(arguments: list[str]) -> None:
    """Load a revision and serve forks of it: ``zygote DESCRIPTOR REVISION VERSION SECONDS MEGABYTES FROM``."""
    descriptor, revision, version, seconds, megabytes, source = arguments
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # the server is told too, and lets queries under way finish
    control = socket.socket(fileno=int(descriptor))
    gc.disable()  # next to nothing of what is made here becomes garbage
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the server is gone
        try:
            store, files = _opened(Path(revision)) if source == "disk" else _loaded(Path(revision), version)
            store.ask("ASK {}")
            prepare(store, Path(revision), version)
        except CoopgraphError as error:
            control.sendall(b"failed " + json.dumps(packed(error)).encode() + b"\n")
            return
        except MemoryError:
            full = StoreUnavailableError("the graph does not fit into the memory of this machine")
            control.sendall(b"failed " + json.dumps(packed(full)).encode() + b"\n")
            return
        hold(control, store, version, float(seconds), int(megabytes), files)
    os._exit(0)  # the system takes the memory of a large graph back sooner than Python frees it


if __name__ == "__main__":
    main(sys.argv[1:])
