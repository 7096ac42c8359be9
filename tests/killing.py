"""Servers that can be killed at any moment, forked in milliseconds from a process that has imported what they need."""

from __future__ import annotations

import http.client
import multiprocessing
import os
import signal
import socket
import time
from contextlib import suppress
from itertools import count
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from coopgraph.settings import Settings
from coopgraph.store.revisions import StoreFolder
from coopgraph.web.server import serve
from coopgraph.web.writes.change import Change
from coopgraph.web.writes.scribe import Scribe

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(
    [
        "killing",
        "coopgraph.web.app",
        "coopgraph.validation.compiled.running",
        "uvicorn.protocols.http.httptools_impl",
    ]
)
GRAPH = "http://e/count"


def serve_quietly(settings: Settings) -> None:
    """Run a server in a group of processes of its own, which says nothing."""
    os.setsid()
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    serve(settings)


def write_without_end(folder: str, first: int, told: Connection) -> None:
    """Write one number after another as the process that writes for a server does, telling each when it is published."""
    scribe = Scribe(StoreFolder(folder), megabytes=0)
    for number in count(first):
        told.send(("begun", number))
        made, _ = scribe.prepare(Change("put", GRAPH, media=("turtle",)), [pair(number).encode()])
        scribe.publish(made)
        told.send(("published", number))


def pair(number: int) -> str:
    """Return two facts that are written together, as Turtle."""
    return f"<http://e/a> <http://e/n> {number} . <http://e/b> <http://e/n> {number} ."


class Victim:
    """A server in another process. ``kill`` leaves it no time for anything."""

    def __init__(self, store: str, **settings: object) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.process: BaseProcess = FORKS.Process(
            target=serve_quietly, args=[Settings(store=store, port=self.port, workers=1, **settings)]
        )
        self.process.start()
        end = time.monotonic() + 30
        while self.request("GET", "/readyz") != 200:
            assert time.monotonic() < end, "it does not start"
            time.sleep(0.01)

    def request(self, method: str, path: str, body: str | None = None, **headers: str) -> int:
        """Return the status of the answer; 0 where there is none."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, {k.replace("_", "-"): v for k, v in headers.items()})
            answer = connection.getresponse()
            answer.read()
            return answer.status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()

    def kill(self, family: bool) -> None:
        """Kill the server, or with it every process it has started."""
        with suppress(ProcessLookupError):
            (os.killpg if family else os.kill)(self.process.pid, signal.SIGKILL)
        self.process.join(10)
        assert self.process.exitcode == -signal.SIGKILL
        self.process.close()
