"""The tools people already have work against the endpoint."""

from __future__ import annotations

import json
import shutil
import subprocess
from urllib.parse import urlencode

import pytest
from rdflib import Graph, Literal
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import Unauthorized

from coopgraph.errors import StoreUnavailableError
from coopgraph.store.endpoint import Endpoint
from coopgraph.store.remote import RemoteStore
from served import writable_copy

TOKEN = "a-token-for-the-clients"

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


# --- clients that write, and forms of browsers ------------------------------------------------------


@pytest.fixture(scope="module")
def writable(toy, tmp_path_factory):
    with writable_copy(toy, tmp_path_factory.mktemp("clients"), TOKEN) as running:
        yield running


def test_rdflib_writes_and_takes_back(writable):
    from rdflib import URIRef
    from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore

    address = f"{writable.url}/sparql"
    store = SPARQLUpdateStore(address, address, auth=("curator", TOKEN), context_aware=True)
    graph = Graph(store, URIRef("http://e/rdflib"))
    one, other = ((URIRef("http://e/s"), URIRef("http://e/p"), Literal(text)) for text in ("città", "другой"))
    graph.add(one)
    graph.add(other)
    assert set(graph) == {one, other}
    graph.remove(other)
    assert set(graph) == {one}


def test_sparqlwrapper_writes(writable):
    client = SPARQLWrapper(f"{writable.url}/sparql")
    client.setMethod(POST)
    client.setReturnFormat(JSON)
    client.addCustomHttpHeader("Authorization", f"Bearer {TOKEN}")
    client.setQuery("INSERT DATA { GRAPH <http://e/wrapper> { <http://e/s> <http://e/p> 2, 3 } }")
    assert client.queryAndConvert()["added"] == 2
    client.setQuery("ASK { GRAPH <http://e/wrapper> { ?s ?p 3 } }")
    assert client.queryAndConvert()["boolean"] is True


def test_sparqlwrapper_takes_the_token_for_a_password(writable):
    client = SPARQLWrapper(f"{writable.url}/sparql")
    client.setMethod(POST)
    client.setReturnFormat(JSON)
    client.setCredentials("curator", TOKEN)
    client.setQuery("INSERT DATA { GRAPH <http://e/basic> { <http://e/s> <http://e/p> 2 } }")
    assert client.queryAndConvert()["added"] == 1
    client.setCredentials("curator", "another token, not that")
    with pytest.raises(Unauthorized):
        client.queryAndConvert()


def test_our_own_client_writes_with_a_token(writable):
    with RemoteStore(Endpoint(f"{writable.url}/sparql", token=TOKEN)) as store:
        store.update("INSERT DATA { GRAPH <http://e/own> { <http://e/s> <http://e/p> 5 } }")
        assert store.count("http://e/own") == 1
    with RemoteStore(Endpoint(f"{writable.url}/sparql", token="stranger")) as store:
        with pytest.raises(StoreUnavailableError, match="401"):
            store.update("INSERT DATA { GRAPH <http://e/own> { <http://e/s> <http://e/p> 6 } }")
        assert store.count("http://e/own") == 1


def test_curl_sends_an_update_as_the_documentation_says(writable, curl, tmp_path):
    (tmp_path / "change.ru").write_text(
        "INSERT DATA { GRAPH <http://e/curl> { <http://e/s> <http://e/p> 'è' } }", encoding="utf-8"
    )
    update = ("--data-urlencode", f"update@{tmp_path / 'change.ru'}", f"{writable.url}/sparql")
    assert json.loads(curl(*update))["status"] == 401
    assert json.loads(curl("--header", f"Authorization: Bearer {TOKEN}", *update))["added"] == 1
    assert json.loads(curl("--user", f"curator:{TOKEN}", *update))["added"] == 0  # it is there


def test_curl_puts_a_file_as_the_documentation_says(writable, curl, tmp_path):
    (tmp_path / "notes.ttl").write_text("<http://e/s> <http://e/p> 4 .", encoding="utf-8")
    place = f"{writable.url}/store/notes"
    authority = ("--header", f"Authorization: Bearer {TOKEN}")
    said = curl(*authority, "--header", "Content-Type: text/turtle", "-T", str(tmp_path / "notes.ttl"), place)
    assert json.loads(said)["added"] == 1
    form = ("--form", f"notes=@{tmp_path / 'notes.ttl'}")
    assert json.loads(curl(*authority, *form, place))["added"] == 0
    assert json.loads(curl(*authority, "--request", "DELETE", place))["removed"] == 1
    assert json.loads(curl(place))["status"] == 404


def test_a_form_as_yasgui_sends_it_from_another_origin(server):
    """The requests of @triply/yasgui: a preflight, and a form whose answer the page may read."""
    origin = {"Origin": "https://yasgui.example"}
    preflight = server.request(
        "OPTIONS",
        "/sparql",
        **origin,
        Access_Control_Request_Method="POST",
        Access_Control_Request_Headers="x-custom",
    )
    assert (preflight.status, preflight.headers["access-control-allow-origin"]) == (200, "*")
    assert "POST" in preflight.headers["access-control-allow-methods"]
    accept = "application/sparql-results+json,*/*;q=0.9"
    form = {"Content-Type": "application/x-www-form-urlencoded; charset=UTF-8", "Accept": accept}
    body = urlencode({"query": "PREFIX coop: <https://w3id.org/coopgraph/ontology#>\r\n" + CODES})
    answer = server.request("POST", "/sparql", body, **form, **origin)
    assert (answer.status, answer.type) == (200, "application/sparql-results+json")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert len(answer.json["results"]["bindings"]) == 2


@pytest.mark.parametrize("path", ["/id/person/casotto-mauro", "/id/country/ru", "/ontology", "/concept/role"])
def test_pyld_reads_a_thing_at_its_address_and_its_json_by_the_context_in_link(bundled_server, path):
    from pyld import jsonld
    from rdflib import Graph

    loader = jsonld.requests_document_loader(timeout=20)
    expected = len(Graph().parse(f"{bundled_server.url}{path}"))
    for address in (path, f"{path}.json"):
        options = {"format": "application/n-quads", "documentLoader": loader}
        quads = jsonld.to_rdf(f"{bundled_server.url}{address}", options)
        assert quads.count("\n") == expected
