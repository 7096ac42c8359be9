"""A real server on loopback, on a free port, for tests of several rooms."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from coopgraph.settings import Settings
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.revisions import StoreFolder
from coopgraph.web.app import create_app
from coopgraph.web.server import run, uvicorn_server
from coopgraph.web.workers.pool import Pool
from coopgraph.web.writes.writer import writing


@dataclass
class Answer:
    """What came back, whole."""

    status: int
    headers: dict[str, str] = field(repr=False)
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def type(self) -> str:
        return self.headers["content-type"]


@dataclass
class Server:
    """A running server, and requests to it that hide nothing."""

    url: str
    running: Running
    store: EmbeddedStore | None = None

    def request(self, method: str, path: str, body: bytes | str | None = None, **headers: str) -> Answer:
        connection = http.client.HTTPConnection(self.url.removeprefix("http://"), timeout=20)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, named)
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, response.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self.request("GET", path, **headers)

    def ask(self, query: str, accept: str = "*/*", **more: str) -> Answer:
        return self.get(f"/sparql?{urlencode({'query': query, **more})}", Accept=accept)


class Running:
    """A pool and its application in a thread of their own, on a free port of this machine."""

    def __init__(self, folder: StoreFolder, settings: Settings) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.pool: Pool | None = None
        self._folder, self._settings = folder, settings
        self._started = threading.Event()
        self._thread = threading.Thread(target=run, args=[self._run()])

    def __enter__(self) -> Server:
        self._thread.start()
        assert self._started.wait(60)
        return Server(f"http://127.0.0.1:{self.listener.getsockname()[1]}", self)

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(30)
        self.listener.close()

    async def _run(self) -> None:
        self.pool = Pool(self._folder, self._settings)
        await self.pool.start()
        try:
            async with writing(self._folder, self._settings, self.pool) as self.writer:
                self._server = uvicorn_server(
                    create_app(self.pool, self._settings, self.writer), self._settings.trusted_proxies
                )
                self._started.set()
                await self._server.serve(sockets=[self.listener])
        finally:
            await self.pool.close()


def writable_copy(store: EmbeddedStore, home: Path, token: str) -> Running:
    """A server, to be entered, that takes writes with a token, over a copy of a store in a folder of its own."""
    folder = StoreFolder(home / "store")
    folder.publish(store.dump_nquads(), {})
    return Running(folder, Settings(writes=True, write_token=token, workers=2))
