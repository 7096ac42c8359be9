"""Who asks is told to the endpoint's own addresses, and to nobody else."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from coopgraph.errors import SettingsError
from coopgraph.settings import Settings, load_settings
from coopgraph.store.endpoint import Endpoint
from coopgraph.store.opening import place_of
from coopgraph.store.remote_access import opener


@pytest.fixture
def listening() -> Iterator[Callable[[str], tuple[str, list[str | None]]]]:
    """Give a function that starts a server, which sends on to an address if given one, and notes who asks."""
    servers = []

    def start(onward: str = "") -> tuple[str, list[str | None]]:
        told: list[str | None] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                told.append(self.headers.get("Authorization"))
                self.send_response(302 if onward else 200)
                if onward:
                    self.send_header("Location", onward)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        server = HTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        return f"http://127.0.0.1:{server.server_address[1]}/sparql", told

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_a_token_goes_to_the_endpoint(listening):
    url, told = listening()
    opener(Endpoint(url, token="abc.DEF-1")).open(url).close()
    assert told == ["Bearer abc.DEF-1"]


def test_and_to_nobody_the_endpoint_sends_on_to(listening):
    elsewhere, told_elsewhere = listening()
    url, told = listening(elsewhere)
    opener(Endpoint(url, token="abc")).open(url).close()
    assert (told, told_elsewhere) == (["Bearer abc"], [None])


def test_its_addresses_for_updates_and_graphs_are_its_own(listening):
    (url, asked), (update, updated), (graphs, written) = listening(), listening(), listening()
    opened = opener(Endpoint(url, update, graphs, token="abc"))
    for address in (url, update, graphs + "?default"):
        opened.open(address).close()
    assert asked == updated == written == ["Bearer abc"]


@pytest.mark.parametrize("token", ["two words", "line\nbreak", "häßlich", 'quo"te'])
def test_what_is_no_token_is_refused_before_anything_is_sent(token):
    with pytest.raises(SettingsError, match="no bearer token"):
        Endpoint("http://e/sparql", token=token)


def test_a_token_and_a_user_are_not_both_taken():
    with pytest.raises(SettingsError, match="not both"):
        Endpoint("http://e/sparql", user="dba", password="dba", token="abc")


def test_a_token_comes_from_the_settings_and_is_shown_nowhere(tmp_path):
    settings = load_settings({"COOPGRAPH_STORE_TOKEN": "geheim"}, tmp_path, store="http://e/sparql")
    where = place_of(settings)
    assert isinstance(where, Endpoint)
    assert where.token == "geheim"
    assert "geheim" not in f"{settings!r} {where!r} {where}"
    assert Settings().store_token == ""
