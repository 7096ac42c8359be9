"""The short way in answers as the application itself does, and asks as much of who comes."""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

import pytest

from coopgraph.settings import Settings
from coopgraph.web.door import Door
from coopgraph.web.protocol import _unescaped
from coopgraph.web.workers.question import Question

ROUNDS = [
    ("/sparql?query=SELECT+*+%7B%3Fs+%3Fp+%3Fo%7D+ORDER+BY+%3Fs+%3Fp+%3Fo", {}),
    ("/sparql?query=ASK%7B%7D&timeout=3", {"Accept": "text/csv", "Prefer": "wait=2"}),
    ("/sparql?query=ASK%7B%7D", {"Accept-Encoding": "gzip, deflate"}),
    ("/sparql?query=SELECT", {}),
    ("/sparql?query=ASK%7B%7D&query=ASK%7B%7D", {}),
    ("/sparql?query=%FF", {}),
    ("/sparql?query=", {}),
    ("/sparql?query=ASK%7B%7D", {"Accept": "image/png"}),
    ("/sparql?query=ASK%7B%7D", {"Accept": "text/html"}),
    ("/sparql?query=ASK%7BSERVICE+%3Cx%3A%3E+%7B%7D%7D", {}),
    ("/sparql?update=CLEAR+ALL", {}),
    ("/sparql", {"Accept": "text/turtle"}),
    ("/sparql/", {}),
]
OWN = {"date", "access-control-allow-origin", "access-control-expose-headers"}


def others(answer):
    """The headers that do not depend on where the request comes from."""
    return {name: value for name, value in answer.headers.items() if name not in OWN}


@pytest.mark.parametrize(("path", "headers"), ROUNDS)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_request_through_the_door_is_answered_as_one_with_an_origin_is_by_the_application(
    server, method, path, headers
):
    short = server.request(method, path, **headers)
    whole = server.request(method, path, Origin="https://elsewhere.example", **headers)
    assert (short.status, short.body) == (whole.status, whole.body)
    assert others(short) == others(whole)
    assert whole.headers["access-control-allow-origin"] == "*"


def door(**settings: object) -> Door:
    return Door(None, None, None, Settings(**settings))


def request(*headers: str, line: str = "GET /sparql?query=ASK%7B%7D HTTP/1.1") -> bytes:
    return "\r\n".join((line, "Host: x", *headers, "", "")).encode()


def test_a_plain_request_is_read_from_its_bytes():
    found = door().read(
        request(
            "accept: text/csv", "Accept:  */*;q=0.1 ", "ACCEPT-ENCODING: gzip", 'If-None-Match: W/"1"',
            "Connection: keep-alive", "User-Agent: x/1 (y; z)",
            line="GET /sparql?query=ASK+%7B%3Fs%20a%20%3C%C3%A8%3E%7D&default-graph-uri=x%3Ay&timeout=3 HTTP/1.1",
        )
    )  # fmt: skip
    assert found
    assert found.question == Question(
        "ASK {?s a <è>}", accept="text/csv, */*;q=0.1", encoding="gzip", default=("x:y",), match='W/"1"'
    )
    assert found.asked.seconds == 3


@pytest.mark.parametrize(
    "data",
    [
        request(line="POST /sparql?query=ASK%7B%7D HTTP/1.1"),
        request(line="HEAD /sparql?query=ASK%7B%7D HTTP/1.1"),
        request(line="GET /sparql?query=ASK%7B%7D HTTP/1.0"),
        request(line="GET  /sparql?query=ASK%7B%7D HTTP/1.1"),
        request(line="GET /sparql?query=ASK {} HTTP/1.1"),
        request(line="GET /sparql?query=ASK%7B%7D#x HTTP/1.1"),
        request(line="GET /sparql/?query=ASK%7B%7D HTTP/1.1"),
        request(line="GET //sparql?query=ASK%7B%7D HTTP/1.1"),
        request(line="GET http://x/sparql?query=ASK%7B%7D HTTP/1.1"),
        request(line="GET /sparql HTTP/1.1"),
        request(line="GET /sparql?query= HTTP/1.1"),
        request(line="GET /sparql?query=%20 HTTP/1.1"),
        request(line="GET /sparql?query=%FF HTTP/1.1"),
        request(line="GET /sparql?query=ASK%7B%7D&query=ASK%7B%7D HTTP/1.1"),
        request(line="GET /sparql?update=CLEAR+ALL HTTP/1.1"),
        request(line="GET /sparql?query=ASK%7B%7D&format=html HTTP/1.1"),
        request(line="GET /sparql?query=ASK%7B%7D&revision=1 HTTP/1.1"),
        request("Accept: text/html"),
        request("Accept: text/csv", "accept: TEXT/HTML;q=0.9"),
        request("Origin: https://elsewhere.example"),
        request("Prefer: wait=2"),
        request("Accept-Datetime: Thu, 31 May 2007 20:35:00 GMT"),
        request("Connection: close"),
        request("Connection: Upgrade", "Upgrade: websocket"),
        request("Expect: 100-continue"),
        request("Content-Length: 0"),
        request("Content-Length: 4") + b"ASK1",
        request("Transfer-Encoding: chunked"),
        request("Transfer-Encoding : chunked"),
        request("Accept: text/csv", " folded"),
        request("X: \x00"),
        request("X: è"),
        request("No colon"),
        request("X: a\rContent-Length: 4"),
        request("X: a\nContent-Length: 4"),
        request() + request(),
        request()[:-1],
        request()[:-2],
        b"\r\n" + request(),
        request("X: " + "a" * 70_000),
        b"",
    ],
)
def test_a_request_that_says_more_takes_the_long_way(data):
    assert door().read(data) is None


def test_where_it_matters_who_asks_a_request_that_tells_it_takes_the_long_way():
    forwarded = request("X-Forwarded-For: 192.0.2.1")
    assert door().read(forwarded)
    assert not door(client_queries=2).read(forwarded)
    assert not door(access_log=True).read(forwarded)
    assert door(client_queries=2).read(request())
    assert not door(client_rate=60).read(request())


def test_a_fault_of_ours_is_told_through_the_door_as_elsewhere_and_the_server_lives_on(server, monkeypatch):
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(server.running.pool, "ask", broken)
        short = server.ask("ASK { <x:never-asked-before> ?p ?o }")
    assert (short.status, short.type) == (500, "application/problem+json")
    assert server.ask("ASK {}").status == 200


@pytest.mark.parametrize(
    "text",
    [
        *(b"", b"%", b"%%", b"%4", b"%zz", b"%4a%4A", b"a=b", b"=41", b"%3D41", b"a%20", b"a ", b"%09 ", b"_", b"%5F"),
        *(b"a=\n%41", b"=\r\n%41", b"%0A", b"%0D%0A.", b"%00", b"%e2%82%ac", b"%2541", b"a%=41", b"%=3D", b"=%3D="),
        bytes(range(256)) + b"%41",
    ],
)  # fmt: skip
def test_what_is_escaped_is_read_as_by_the_standard_library(text):
    assert _unescaped(text) == unquote_to_bytes(text)
