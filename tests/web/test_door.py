"""The short way in answers as the application itself does, and asks as much of who comes."""

from __future__ import annotations

import pytest

from coopgraph.web.door import Door

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
    found = {name: value for name, value in answer.headers.items() if name not in OWN}
    return found | {"vary": found.get("vary", "").removesuffix(", Origin").removesuffix("Origin")}


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


def test_reading_the_endpoint_goes_through_the_door_and_nothing_else_does():
    door = Door(None, None, "/sparql", None)

    def plain(method: str = "GET", path: str = "/sparql", kind: str = "http", *headers: bytes) -> bool:
        return door._plain(
            {"type": kind, "path": path, "method": method, "headers": [(h, b"") for h in headers]}
        )

    assert plain()
    assert plain("HEAD")
    assert plain("GET", "/sparql", "http", b"accept")
    assert not plain("POST")
    assert not plain("OPTIONS")
    assert not plain("GET", "/store")
    assert not plain("GET", "/sparql", "http", b"accept", b"origin")
    assert not plain("GET", "/sparql", "websocket")


def test_a_fault_of_ours_is_told_through_the_door_as_elsewhere_and_the_server_lives_on(server, monkeypatch):
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(server.running.pool, "ask", broken)
        short = server.ask("ASK { <x:never-asked-before> ?p ?o }")
    assert (short.status, short.type) == (500, "application/problem+json")
    assert server.ask("ASK {}").status == 200
