"""One real server on loopback, on a free port, over the toy world."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from dataclasses import dataclass, field
from urllib.parse import urlencode

import pytest
import uvicorn

from coopgraph.settings import Settings
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.web.app import create_app
from store_contract import TOY


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
    store: EmbeddedStore

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


@pytest.fixture(scope="session")
def server():
    store = EmbeddedStore.in_memory()
    store.load_trig(TOY)
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    app = create_app(store, Settings(query_bytes=20_000), version="5e1f")
    running = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]})
    thread.start()
    yield Server(f"http://127.0.0.1:{listener.getsockname()[1]}", store)
    running.should_exit = True
    thread.join(20)
    listener.close()
    store.close()
