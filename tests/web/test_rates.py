"""One address may send so many requests a minute, however it dresses them."""

from __future__ import annotations

import socket
import time
from urllib.parse import urlencode, urlsplit

import pytest

from coopgraph.web import rates
from coopgraph.web.rates import Rates, neighbourhood


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def asked_as(server, forwarded):
    return server.get("/sparql?query=ASK%7B%7D", X_Forwarded_For=forwarded)


def until(true):
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.02)


def limited(server):
    lines = server.get("/metrics", X_Forwarded_For="198.51.100.1").text.splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("coopgraph_limited_total"))


# the bucket


def test_a_minutes_worth_may_come_at_once_and_then_one_at_a_time(clock):
    bucket = Rates(3, clock)
    assert [bucket.wait("a") for _ in range(3)] == [0, 0, 0]
    assert bucket.wait("a") == pytest.approx(20)
    clock.now += 19
    assert bucket.wait("a") == pytest.approx(1)
    clock.now += 1
    assert bucket.wait("a") == 0
    assert bucket.wait("a") == pytest.approx(20)


def test_what_is_refused_does_not_count_against_the_address(clock):
    bucket = Rates(1, clock)
    assert bucket.wait("a") == 0
    for _ in range(100):
        assert bucket.wait("a") == pytest.approx(60)
    clock.now += 60
    assert bucket.wait("a") == 0


def test_one_address_does_not_take_from_another(clock):
    bucket = Rates(1, clock)
    assert [bucket.wait("a"), bucket.wait("b")] == [0, 0]


@pytest.mark.parametrize("rate", [1, 7, 60, 6000])
def test_who_asks_as_fast_as_can_be_gets_the_rate_and_one_minute_more(clock, rate):
    bucket, taken = Rates(rate, clock), 0
    for _ in range(20 * rate):
        clock.now += 600 / (20 * rate)
        taken += not bucket.wait("a")
    assert 11 * rate - 1 <= taken <= 11 * rate


def test_an_address_is_forgotten_when_its_bucket_is_full_again(clock):
    bucket = Rates(60, clock)
    for number in range(500):
        bucket.wait(str(number))
    assert len(bucket) == 500
    clock.now += 1.5
    bucket.wait("a")
    assert len(bucket) == 1


def test_a_crowd_of_addresses_takes_bounded_memory(clock, monkeypatch):
    monkeypatch.setattr(rates, "_MOST_ADDRESSES", 1000)
    bucket = Rates(1, clock)
    for number in range(5000):
        bucket.wait(str(number))
        bucket.wait("steady")
        assert len(bucket) <= 1000
    clock.now += 60
    bucket.wait("a")
    assert len(bucket) == 1


@pytest.mark.parametrize(
    ("host", "counted"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2::", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::/64"),
        ("::no address", "::no address"),
        ("unknown", "unknown"),
        ("", ""),
    ],
)
def test_an_address_is_counted_by_what_one_customer_is_given(host, counted):
    assert neighbourhood(host) == counted


# the server


def test_one_request_too_many_is_told_when_to_come_back(serving):
    with serving(client_rate=5) as server:
        for path in ("/", "/sparql?query=ASK%7B%7D", "/store?default", "/nowhere", "/queries"):
            assert server.get(path).status != 429
        answer = server.ask("ASK {}", Origin="https://example.org")
        assert (answer.status, answer.type) == (429, "application/problem+json")
        assert 1 <= int(answer.headers["retry-after"]) <= 12
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.json["type"].endswith("problem/too-many-requests")
        assert (
            server.request("POST", "/sparql", "ASK {}", Content_Type="application/sparql-query").status == 429
        )
        head = server.request("HEAD", "/sparql?query=ASK%7B%7D")
        assert (head.status, head.body) == (429, b"")
        assert limited(server) == 3


def test_what_a_type_of_problem_means_is_said(server):
    answer = server.get("/problem/too-many-requests", Accept="application/json")
    assert answer.json["status"] == 429


def test_whether_the_server_lives_is_always_answered(serving):
    with serving(client_rate=1) as server:
        assert [server.get("/healthz").status for _ in range(5)] == [200] * 5
        assert [server.get("/readyz").status for _ in range(5)] == [200] * 5
        assert [server.ask("ASK {}").status for _ in range(2)] == [200, 429]


def test_without_the_setting_nobody_is_limited(server):
    assert {server.get("/healthz").status for _ in range(200)} == {200}
    assert {server.ask("ASK {}").status for _ in range(200)} == {200}


def test_requests_sent_together_on_one_connection_are_counted_one_by_one(serving):
    with serving(client_rate=4) as server:
        where = urlsplit(server.url)
        request = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\n\r\n"
        last = request.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
        with socket.create_connection((where.hostname, where.port), timeout=20) as connection:
            connection.sendall(request * 9 + last)
            read = b"".join(iter(lambda: connection.recv(65536), b""))
        assert read.count(b"HTTP/1.1 200 ") == 4
        assert read.count(b"HTTP/1.1 429 ") == 6


def test_preliminary_requests_of_browsers_count_too(serving):
    with serving(client_rate=1) as server:
        asking = {"Origin": "https://example.org", "Access_Control_Request_Method": "GET"}
        answers = [server.request("OPTIONS", "/sparql", **asking) for _ in range(2)]
        assert [answer.status for answer in answers] == [200, 429]


@pytest.mark.parametrize(
    "forwarded",
    [
        [f"203.0.113.{n}, 192.0.2.1" for n in range(4)],  # what a client invents, before what the proxy saw
        [f"192.0.2.1:{4000 + n}" for n in range(4)],
        [f"2001:db8:1:2::{n:x}" for n in range(4)],
        [f"2001:db8:1:2:{n:x}::" for n in range(4)],
        ["::ffff:192.0.2.1", "192.0.2.1", "::FFFF:192.0.2.1", "192.0.2.1"],
    ],
)
def test_behind_a_proxy_one_client_cannot_pass_for_several(serving, forwarded):
    with serving(client_rate=2) as server:
        answers = [asked_as(server, one) for one in forwarded]
        assert [answer.status for answer in answers] == [200, 200, 429, 429]


def test_behind_a_proxy_several_clients_are_told_apart(serving):
    with serving(client_rate=1) as server:
        everyone = ("192.0.2.1", "192.0.2.2", "2001:db8:1:2::1", "2001:db8:1:3::1")
        assert [asked_as(server, one).status for one in everyone] == [200] * 4


@pytest.mark.parametrize("trusted", ["none", "10.0.0.0/8"])
def test_who_is_no_trusted_proxy_speaks_for_nobody_else(serving, trusted):
    with serving(client_rate=2, trusted_proxies=trusted) as server:
        answers = [asked_as(server, f"192.0.2.{n}") for n in range(4)]
        assert [answer.status for answer in answers] == [200, 200, 429, 429]


def test_queries_at_once_are_counted_by_the_same_address(serving):
    endless = "SELECT (COUNT(*) AS ?n) WHERE { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(8)) + " }"
    request = f"GET /sparql?{urlencode({'query': endless})} HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 2001:db8:1:2::1\r\n\r\n"
    with serving(client_queries=1) as server:
        where = urlsplit(server.url)
        with socket.create_connection((where.hostname, where.port), timeout=20) as connection:
            connection.sendall(request.encode())
            until(lambda: server.running.pool.numbers()["idle"] == 3)
            assert asked_as(server, "2001:db8:1:2::2").status == 429
            assert asked_as(server, "2001:db8:1:3::1").status == 200
