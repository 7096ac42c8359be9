"""What the server says about itself, in HTML and RDF, is true."""

from __future__ import annotations

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from coopgraph.store.media import GRAPH_TYPES, SELECT_TYPES
from coopgraph.web.description import RESULT_FORMATS

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = Namespace("http://rdfs.org/ns/void#")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own JSON-LD parser


@pytest.mark.parametrize("path", ["/", "/sparql"])
@pytest.mark.parametrize("media", GRAPH_TYPES, ids=lambda media: media.name)
def test_a_description_comes_in_every_format_for_graphs(server, path, media):
    answer = server.get(path, Accept=media.type)
    assert (answer.status, answer.type) == (200, media.content_type)
    assert len(Graph().parse(data=answer.body, format=media.type)) > 5


def test_the_service_description_names_the_endpoint_and_its_graphs(server):
    graph = Graph().parse(data=server.get("/sparql").body, format="turtle")
    endpoint = URIRef(f"{server.url}/sparql")
    assert (endpoint, RDF.type, SD.Service) in graph
    assert (endpoint, SD.endpoint, endpoint) in graph
    assert {str(o) for o in graph.objects(None, SD.name)} == set(server.store.graphs())
    assert {str(o) for o in graph.objects(endpoint, SD.feature)} == {str(SD.UnionDefaultGraph)}
    assert (None, VOID.triples, Literal(server.store.count())) in graph


def test_every_format_it_advertises_is_answered(server):
    assert {m.name for m in (*SELECT_TYPES, *GRAPH_TYPES)} == set(RESULT_FORMATS)
    graph = Graph().parse(data=server.get("/sparql").body, format="turtle")
    said = {str(o).rsplit("/", 1)[1] for o in graph.objects(None, SD.resultFormat)}
    assert said == set(RESULT_FORMATS.values())
    for media in SELECT_TYPES:
        assert server.ask("SELECT * {}", media.type).type == media.content_type
    for media in GRAPH_TYPES:
        assert server.ask("CONSTRUCT WHERE { ?s ?p ?o }", media.type).type == media.content_type


def test_the_union_default_graph_is_the_truth(server):
    """The advertised feature: plain patterns see every triple of every named graph."""
    missing = "ASK { GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } }"
    assert server.ask(missing, "text/csv").text == "false"


def test_the_front_page_shows_counts_and_version_and_links_to_the_form(server):
    page = server.get("/", Accept=BROWSER)
    assert (page.status, page.type) == (200, "text/html; charset=utf-8")
    assert f"{server.store.count()} facts in 4 graphs" in page.text
    assert "5e1f" in page.text
    assert 'href="/sparql"' in page.text
    assert "<tr><td>Agreement</td><td>1</td></tr>" in page.text


def test_the_front_page_is_void_for_machines(server):
    graph = Graph().parse(data=server.get("/", Accept="*/*").body, format="turtle")
    dataset = URIRef(f"{server.url}/#dataset")
    assert (dataset, VOID.triples, Literal(server.store.count())) in graph
    assert (dataset, VOID.sparqlEndpoint, URIRef(f"{server.url}/sparql")) in graph


def test_the_server_says_that_it_is_well(server):
    assert (server.get("/healthz").status, server.get("/healthz").body) == (200, b"ok\n")


def test_a_host_that_is_no_host_is_never_repeated(server):
    answer = server.get("/sparql", Host='a">b', Accept="text/turtle")
    assert (URIRef(f"{server.url}/sparql"), RDF.type, SD.Service) in Graph().parse(data=answer.body, format="turtle")
