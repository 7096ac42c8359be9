"""Entity tags, the cache, compression: the same answer for less, and never a stale one."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from coopgraph.store.revisions import StoreFolder
from coopgraph.web.cache import Cache, Kept
from coopgraph.web.workers.question import Question

COOP = "PREFIX coop: <https://w3id.org/coopgraph/ontology#>\n"
CODES = COOP + "SELECT ?code WHERE { ?c coop:isoCode ?code } ORDER BY ?code"
ALL = "SELECT * WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o"


def path(query: str, **more: str) -> str:
    return f"/sparql?{urlencode({'query': query, **more})}"


def metric(server, name: str) -> float:
    lines = server.get("/metrics").text.splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith(f"coopgraph_{name} "))


# entity tags


@pytest.mark.parametrize(
    "query", [CODES, ALL, "ASK {}", "DESCRIBE <https://w3id.org/coopgraph/id/country/xa>"]
)
def test_an_answer_the_client_has_is_not_sent_again(serving, query):
    with serving() as server:
        tags = []
        for _ in range(3):  # by the worker, then from the cache
            answer = server.get(path(query), Accept="*/*")
            tags.append(answer.headers["etag"])
            assert answer.headers["cache-control"] == "no-cache"
            again = server.get(path(query), Accept="*/*", If_None_Match=f'"other", {tags[0]}')
            assert (again.status, again.body, again.headers["etag"]) == (304, b"", tags[0])
        assert len(set(tags)) == 1
        assert server.get(path(query), Accept="*/*", If_None_Match='"other"').status == 200


def test_304_needs_no_earlier_question(serving):
    with serving() as server:
        tag = server.get(path(CODES), Accept="text/csv").headers["etag"]
    with serving() as server:
        assert server.get(path(CODES), Accept="text/csv", If_None_Match=tag).status == 304
        assert metric(server, "cached_total") == 0


def test_tags_tell_formats_datasets_queries_and_encodings_apart(server):
    gazette = "https://w3id.org/coopgraph/graph/source/gazette-1"
    answers = [
        server.get(path(ALL), Accept="text/csv"),
        server.get(path(ALL), Accept="text/tab-separated-values"),
        server.get(path(ALL), Accept="text/html"),
        server.get(path(ALL + " "), Accept="text/csv"),
        server.get(path(ALL, **{"default-graph-uri": gazette}), Accept="text/csv"),
        server.get(path(ALL, **{"named-graph-uri": gazette}), Accept="text/csv"),
        server.get(path(ALL), Accept="text/csv", Accept_Encoding="gzip"),
        server.get(path(ALL), Accept="text/csv", Accept_Encoding="zstd"),
    ]
    assert len({a.headers["etag"] for a in answers}) == len(answers)


def test_what_an_answer_depends_on_is_said_with_304_too(server):
    first = server.get(path(ALL), Accept="text/csv")
    again = server.get(path(ALL), Accept="text/csv", If_None_Match=first.headers["etag"])
    assert again.status == 304
    assert first.headers["vary"] == again.headers["vary"]
    assert {"Accept", "Accept-Encoding"} <= set(again.headers["vary"].split(", "))


@pytest.mark.parametrize("function", ["RAND()", "NOW()", "UUID()", "StrUUID ( )", "BNODE()"])
def test_what_differs_each_time_is_never_kept(server, function):
    query = f"SELECT ({function} AS ?x) {{}}"
    answers = [server.get(path(query), Accept="application/n-triples, text/csv") for _ in range(2)]
    assert [a.headers.get("etag") for a in answers] == [None, None]
    assert answers[0].headers["cache-control"] == "no-store"
    assert answers[0].body != answers[1].body


# the cache


def test_the_second_answer_comes_from_the_cache_and_is_the_same(serving):
    with serving() as server:
        first, second = server.get(path(ALL), Accept="text/csv"), server.get(path(ALL), Accept="text/csv")
        assert metric(server, "cached_total") == 1
        assert (first.body, first.headers["etag"]) == (second.body, second.headers["etag"])
        assert metric(server, "cache_bytes") > len(first.body)


def test_without_room_nothing_is_kept(serving):
    with serving(cache_megabytes=0) as server:
        assert server.get(path(CODES)).body == server.get(path(CODES)).body
        assert metric(server, "cached_total") == 0


def test_errors_are_not_kept(serving):
    with serving() as server:
        assert [server.get(path("SELECT")).status for _ in range(2)] == [400, 400]
        assert metric(server, "cached_total") == 0


def test_another_version_of_the_graph_is_another_key():
    cache, question = Cache(1 << 20), Question("ASK {}")
    cache.put("1", question, Kept("text/csv", 'W/"a"', "", b"true"))
    assert cache.get("1", question).body == b"true"
    assert cache.get("1", Question("ASK {}", match='W/"a"')).body == b"true"
    assert cache.get("2", question) is None
    assert cache.get("1", Question("ASK {}", accept="text/csv")) is None


def test_the_cache_keeps_its_bound_and_what_was_used_last():
    cache = Cache(64 * 1024)
    for number in range(200):
        cache.put("1", Question(str(number)), Kept("text/csv", 'W/"a"', "", b"x" * 500))
        cache.get("1", Question("0"))
    assert 0 < cache.bytes <= 64 * 1024
    assert cache.get("1", Question("0")) is not None
    assert cache.get("1", Question("1")) is None
    cache.put("1", Question("big"), Kept("text/csv", 'W/"a"', "", b"x" * 60_000))
    assert cache.get("1", Question("big")) is None


def test_after_a_new_revision_tags_and_answers_are_new(serving, tmp_path):
    import time

    folder = StoreFolder(tmp_path / "store")

    def publish(number: int) -> None:
        folder.publish(f"<http://e/s> <http://e/p> <http://e/{number}> <http://e/g> .\n".encode(), {})

    publish(1)
    with serving(folder) as server:
        old = server.get(path("SELECT ?o WHERE { ?s ?p ?o }"), Accept="text/csv")
        publish(2)
        end = time.monotonic() + 30
        while (new := server.get(path("SELECT ?o WHERE { ?s ?p ?o }"), Accept="text/csv")).body == old.body:
            assert time.monotonic() < end
            assert new.headers["etag"] == old.headers["etag"]
        assert new.headers["etag"] != old.headers["etag"]
        conditional = server.get(
            path("SELECT ?o WHERE { ?s ?p ?o }"), Accept="text/csv", If_None_Match=old.headers["etag"]
        )
        assert (conditional.status, conditional.body) == (200, new.body)


# compression: test_encodings.py


def test_an_encoding_is_kept_by_itself_and_never_given_to_who_asked_for_another(serving):
    with serving() as server:
        for encoding in ("zstd", "gzip", "identity"):
            first, again = (
                server.get(path(ALL), Accept="text/csv", Accept_Encoding=encoding) for _ in range(2)
            )
            assert (first.body, first.headers["etag"]) == (again.body, again.headers["etag"])
            assert first.headers.get("content-encoding", "identity") == encoding
            assert again.headers.get("content-encoding", "identity") == encoding
            assert first.headers["vary"] == again.headers["vary"]
        assert metric(server, "cached_total") == 3
        tag = server.get(path(ALL), Accept="text/csv", Accept_Encoding="zstd").headers["etag"]
        held = {"Accept": "text/csv", "If_None_Match": tag}
        assert server.get(path(ALL), Accept_Encoding="zstd", **held).status == 304
        assert server.get(path(ALL), Accept_Encoding="gzip", **held).status == 200
