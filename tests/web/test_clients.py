"""The tools people already have work against the endpoint."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from rdflib import Graph, Literal
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper

COOP = "PREFIX coop: <https://w3id.org/coopgraph/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
CODES = COOP + "SELECT ?code WHERE { ?c coop:isoCode ?code } ORDER BY ?code"
LABELS = COOP + "CONSTRUCT { ?c skos:prefLabel ?l } WHERE { ?c a coop:Country ; skos:prefLabel ?l }"


@pytest.fixture(params=["GET", POST])
def wrapper(server, request):
    client = SPARQLWrapper(f"{server.url}/sparql")
    client.setMethod(request.param)
    return client


def test_sparqlwrapper_reads_json(wrapper):
    wrapper.setQuery(CODES)
    wrapper.setReturnFormat(JSON)
    answer = wrapper.queryAndConvert()
    assert [row["code"]["value"] for row in answer["results"]["bindings"]] == ["XA", "XB"]


def test_sparqlwrapper_reads_xml(wrapper):
    wrapper.setQuery(CODES)
    wrapper.setReturnFormat(XML)
    answer = wrapper.queryAndConvert()
    assert [node.firstChild.data for node in answer.getElementsByTagName("literal")] == ["XA", "XB"]


def test_sparqlwrapper_reads_csv(wrapper):
    wrapper.setQuery(CODES)
    wrapper.setReturnFormat(CSV)
    assert wrapper.queryAndConvert() == b"code\r\nXA\r\nXB\r\n"


def test_sparqlwrapper_reads_turtle(wrapper):
    wrapper.setQuery(LABELS)
    wrapper.setReturnFormat(TURTLE)
    assert len(Graph().parse(data=wrapper.queryAndConvert(), format="turtle")) == 6


def test_sparqlwrapper_asks(wrapper):
    wrapper.setQuery(COOP + "ASK { ?x a coop:Agreement }")
    wrapper.setReturnFormat(JSON)
    assert wrapper.queryAndConvert()["boolean"] is True


def test_rdflib_reads_the_endpoint_as_a_store(server):
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    store = SPARQLStore(f"{server.url}/sparql", returnFormat="json")
    graph = Graph(store)
    rows = list(graph.query(CODES))
    assert [row.code for row in rows] == [Literal("XA"), Literal("XB")]


@pytest.fixture
def curl(server):
    program = shutil.which("curl")
    if program is None:
        pytest.skip("curl is not installed")

    def run(*arguments: str) -> str:
        command = [program, "--silent", "--show-error", "--fail-with-body", *arguments]
        return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False).stdout

    return run


def test_curl_sends_a_file_as_the_front_page_says(server, curl, tmp_path):
    (tmp_path / "question.rq").write_text(CODES, encoding="utf-8")
    answer = curl(
        "--header",
        "Accept: text/csv",
        "--data-urlencode",
        f"query@{tmp_path / 'question.rq'}",
        f"{server.url}/sparql",
    )
    assert answer.splitlines() == ["code", "XA", "XB"]


def test_curl_gets_and_posts_directly(server, curl):
    url = f"{server.url}/sparql"
    got = curl("--get", "--header", "Accept: text/csv", "--data-urlencode", f"query={CODES}", url)
    posted = curl(
        "--header",
        "Accept: text/csv",
        "--header",
        "Content-Type: application/sparql-query",
        "--data-binary",
        CODES,
        url,
    )
    assert got.splitlines() == posted.splitlines() == ["code", "XA", "XB"]


def test_curl_is_told_what_is_wrong(server, curl):
    assert "line 1, column" in curl("--get", "--data-urlencode", "query=SELECT", f"{server.url}/sparql")
