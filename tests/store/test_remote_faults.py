"""What an endpoint's refusals, silences and half answers become; each made by a small server on loopback."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from coopgraph.errors import (
    QueryRefusedError,
    QuerySyntaxError,
    SettingsError,
    StoreError,
    StoreTimeoutError,
    StoreUnavailableError,
)
from coopgraph.settings import Settings
from coopgraph.store.endpoint import Endpoint
from coopgraph.store.opening import open_store, place_of
from coopgraph.store.remote import RemoteStore
from coopgraph.store.remote_faults import refusal

NO = b'{"head":{},"boolean":false}'
ROW = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"1"}}]}}'
QUERY = "SELECT ?x WHERE { ?s ?p ?x }"
Reply = tuple[int, dict[str, str], bytes]


@pytest.fixture
def answering() -> Iterator[Callable[[Reply], str]]:
    """Return a function that starts an endpoint which gives one reply to every SELECT; it gives back its address."""
    servers: list[HTTPServer] = []

    def start(reply: Reply) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = self.rfile.read(int(self.headers["Content-Length"]))
                status, headers, body = reply if b"query=SELECT" in asked else (200, {}, NO)
                self.send_response(status)
                self.send_header("Content-Length", headers.get("Content-Length", str(len(body))))
                for name in headers.keys() - {"Content-Length"}:
                    self.send_header(name, headers[name])
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        server = HTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        return f"http://127.0.0.1:{server.server_address[1]}/sparql"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("reply", "error", "message"),
    [
        ((400, {}, b"Parse error at line 1"), QuerySyntaxError, "Parse error at line 1"),
        ((401, {}, b"who?"), StoreUnavailableError, "--store-user"),
        ((403, {}, b"no"), StoreUnavailableError, "COOPGRAPH_STORE_PASSWORD"),
        ((404, {}, b"nothing"), StoreUnavailableError, "no such SPARQL endpoint"),
        ((413, {}, b"long"), QueryRefusedError, "too long"),
        ((429, {"Retry-After": "7"}, b"busy"), StoreUnavailableError, "again in 7 seconds"),
        ((503, {}, b"down"), StoreUnavailableError, "busy or down"),
        ((504, {}, b"late"), StoreTimeoutError, "ask for less"),
        ((500, {}, b"oh"), StoreError, "its own log"),
        ((200, {}, b"<html>Welcome</html>"), StoreError, "not what SPARQL 1.1 describes"),
        ((200, {"Content-Length": "1000"}, ROW), StoreUnavailableError, "broke off"),
        ((200, {"X-SPARQL-MaxRows": "1"}, ROW), StoreError, "may not be whole"),
        ((200, {"X-SQL-State": "S1TAT"}, ROW), StoreTimeoutError, "a part of the answer"),
    ],
    ids=lambda value: str(value[0]) if isinstance(value, tuple) else None,
)
def test_a_reply_that_is_no_answer_is_an_error(answering, reply, error, message):
    with RemoteStore(Endpoint(answering(reply), seconds=5)) as store, pytest.raises(error, match=message):
        store.select(QUERY)


def test_an_answer_that_breaks_off_is_not_passed_on_as_if_whole(answering):
    with RemoteStore(Endpoint(answering((200, {"Content-Length": "1000"}, ROW)), seconds=5)) as store:
        pieces = store.answer(QUERY, "application/sparql-results+json")
        with pytest.raises(StoreUnavailableError, match="broke off"):
            list(pieces)


def test_an_endpoint_that_is_silent_is_given_up_in_time():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/sparql"
        with pytest.raises(StoreTimeoutError, match="within 1 seconds"):
            RemoteStore(Endpoint(address, seconds=1))


def test_an_endpoint_that_is_not_there_is_named():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(StoreUnavailableError, match=rf"127\.0\.0\.1:{port}/sparql cannot be reached"):
        open_store(f"http://127.0.0.1:{port}/sparql")


@pytest.mark.parametrize(
    ("body", "error", "message"),
    [
        ("Virtuoso 37000 Error SP030: SPARQL compiler, line 2: syntax error at '}'\n\nSPARQL query:\nx", QuerySyntaxError, "at line 2: syntax error at '}'$"),
        ("Virtuoso 22023 Error SR066: Unsupported case\n\nSPARQL query:\nx", StoreError, "cannot do this: Unsupported case; reword"),
        ("Virtuoso S1T00 Error SR171: Transaction timed out", StoreTimeoutError, "gave up"),
        ("Virtuoso 42000 Error The estimated execution time 900 (sec) exceeds the limit", StoreTimeoutError, "gave up"),
        ("Virtuoso 42000 Error SR186:SECURITY: no permission to write", StoreUnavailableError, "--store-user"),
    ],
)  # fmt: skip
def test_what_virtuoso_says_is_understood(body, error, message):
    found = refusal(500, body, "http://e/sparql")
    assert type(found) is error
    with pytest.raises(error, match=message):
        raise found


def test_a_problem_document_of_another_coopgraph_keeps_its_words():
    body = (
        '{"type": "https://w3id.org/coopgraph/problem/query-refused", "detail": "no query leaves this store"}'
    )
    found = refusal(400, body, "http://e/sparql")
    assert (type(found), str(found)) == (QueryRefusedError, "no query leaves this store")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"store": "http://dba:dba@e/sparql"}, "which logs would show"),
        ({"store": "ftp://e/sparql"}, "begins with http"),
        ({"store": "http://e/sparql", "store_update": "e/update"}, "begins with http"),
        ({"store": "http://e/sparql", "store_user": "dba"}, "COOPGRAPH_STORE_PASSWORD"),
        ({"store": "http://e/sparql", "store_default_graph": "union"}, "one of auto, own, merged"),
    ],
)
def test_settings_that_cannot_reach_an_endpoint_are_refused_before_anything_is_sent(settings, message):
    with pytest.raises(SettingsError, match=message):
        place_of(Settings(**settings))


def test_a_password_is_shown_nowhere():
    settings = Settings(store="http://e/sparql", store_user="dba", store_password="secret")
    assert "secret" not in f"{settings!r} {place_of(settings)!r} {place_of(settings)}"
