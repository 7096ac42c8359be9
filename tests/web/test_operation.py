"""What an operator sees: health, numbers, lines in the log."""

from __future__ import annotations

import json
import re
from urllib.parse import urlencode

import pytest

ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(8)) + " }"


def test_it_is_well_and_ready(server):
    for path, body in (("/healthz", b"ok\n"), ("/readyz", b"ready\n")):
        assert (server.get(path).status, server.get(path).body) == (200, body)
        assert server.request("HEAD", path).body == b""


def test_the_numbers_are_in_the_format_prometheus_reads(serving):
    with serving() as server:
        server.ask("ASK {}")
        server.ask("SELECT")
        server.ask(ENDLESS, timeout="0.2")
        server.get("/nowhere")
        text = server.get("/metrics").text
    line = re.compile(r'coopgraph_[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.e+-]+')
    declared = set()
    for each in text.splitlines():
        if each.startswith("# TYPE "):
            name = each.split()[2]
            assert name not in declared
            declared.add(name)
        elif not each.startswith("# HELP "):
            assert line.fullmatch(each), each
            assert re.sub(r"(_bucket|_sum|_count)?(\{.*)? .*", "", each) in declared
    assert 'coopgraph_responses_total{route="/sparql",status="200"} 1\n' in text
    assert 'coopgraph_responses_total{route="/sparql",status="400"} 1\n' in text
    assert 'coopgraph_responses_total{route="other",status="404"} 1\n' in text
    assert "coopgraph_timeouts_total 1\n" in text
    assert "coopgraph_sparql_seconds_count 3\n" in text
    assert "coopgraph_workers 4\n" in text
    assert server.running.pool.revision.version in text


@pytest.fixture
def lines(capfd):
    """Give the lines of JSON that have been written to standard error since the last look."""

    def read() -> list[dict[str, object]]:
        return [json.loads(line) for line in capfd.readouterr().err.splitlines() if line.startswith("{")]

    return read


def test_every_request_is_a_line_of_json_where_the_operator_wants_it(serving, lines):
    with serving(access_log=True) as server:
        server.ask("ASK {}", "text/csv")
        server.ask("ASK {  }", "text/csv")
        server.get("/nowhere%0A%22")
    first, second, third = lines()
    assert first | {"time": "", "ms": 0, "query_hash": ""} == {
        "time": "", "event": "request", "client": "127.0.0.1", "method": "GET", "path": "/sparql", "status": 200,
        "bytes": 4, "ms": 0, "cut": False, "query_hash": "",
    }  # fmt: skip
    assert first["query_hash"] != second["query_hash"]
    assert "query" not in first
    assert (third["status"], "query_hash" in third) == (404, False)


def test_without_the_wish_only_slow_queries_are_written_and_those_whole(serving, lines):
    with serving(slow_query_seconds=1) as server:
        server.ask("ASK {}")
        server.ask(ENDLESS, timeout="1.2")
    (line,) = lines()
    assert (line["event"], line["query"], line["status"]) == ("slow query", ENDLESS, 504)
    assert line["ms"] >= 1200


def test_an_answer_that_broke_off_is_marked(serving, lines):
    flood = "SELECT * WHERE { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(8)) + " }"
    with serving(access_log=True) as server:
        with pytest.raises(Exception, match="IncompleteRead"):
            server.ask(flood, "text/csv", timeout="0.5")
        assert "coopgraph_cut_total 1\n" in server.get("/metrics").text
    assert [line["cut"] for line in lines()] == [True, False]


def test_one_graph_is_read_by_its_name(server):
    gazette = "https://w3id.org/coopgraph/graph/source/gazette-1"
    for query, graph in ((urlencode({"graph": gazette}), gazette), ("default", None)):
        answer = server.get(f"/store?{query}", Accept="application/n-triples")
        assert (answer.status, answer.type) == (200, "application/n-triples")
        assert len(answer.text.splitlines()) == server.store.count(graph)
        assert server.get(f"/store?{query}", Accept="*/*").type == "text/turtle; charset=utf-8"
        tag = answer.headers["etag"]
        assert server.get(f"/store?{query}", Accept="application/n-triples", If_None_Match=tag).status == 304
    assert server.get("/store?graph=http://e/none").status == 404
    assert server.get("/store?default", Accept="application/pdf").status == 406


@pytest.mark.parametrize(
    "query", ["", "graph=", "default&graph=http://e/g", "graph=a&graph=b", "default=x", "graph=%FF"]
)
def test_a_request_that_does_not_say_which_graph_is_refused(server, query):
    assert server.get(f"/store?{query}").status == 400
