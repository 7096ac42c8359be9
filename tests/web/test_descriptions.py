"""What the server says about itself, in HTML and RDF, is true."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef

from coopgraph.settings import Settings
from coopgraph.store.media import GRAPH_TYPES, SELECT_TYPES
from coopgraph.store.revisions import StoreFolder
from coopgraph.web.description import RESULT_FORMATS
from served import Running

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = Namespace("http://rdfs.org/ns/void#")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

pytestmark = pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph is deprecated"
)  # rdflib's own JSON-LD parser


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


def test_an_endpoint_that_takes_updates_says_so_with_the_formats_it_reads(server, toy, tmp_path):
    folder, token = StoreFolder(tmp_path / "store"), "a token for what is said"
    folder.publish(toy.dump_nquads(), {})
    with Running(folder, Settings(writes=True, write_token=token, workers=1)) as writable:
        said = Graph().parse(data=writable.get("/sparql").body, format="turtle")
        languages = {str(o).removeprefix(str(SD)) for o in said.objects(None, SD.supportedLanguage)}
        assert languages == {"SPARQL11Query", "SPARQL11Update"}
        may = {"Authorization": f"Bearer {token}"}
        formats = {str(o).rsplit("/", 1)[1] for o in said.objects(None, SD.inputFormat)}
        assert formats == {RESULT_FORMATS[media.name] for media in GRAPH_TYPES}
        for media in GRAPH_TYPES:
            document = writable.ask("CONSTRUCT { <http://e/s> <http://e/p> 1 } {}", media.type).body
            answer = writable.request("PUT", f"/store/{media.name}", document, Content_Type=media.type, **may)
            assert answer.status == 201
        update = "INSERT DATA { GRAPH <http://e/g> { <http://e/s> <http://e/p> 2 } }"
        answer = writable.request("POST", "/sparql", update, Content_Type="application/sparql-update", **may)
        assert answer.status == 200
    said = Graph().parse(data=server.get("/sparql").body, format="turtle")
    assert list(said.objects(None, SD.supportedLanguage)) == [SD.SPARQL11Query]
    assert not list(said.objects(None, SD.inputFormat))


def test_the_graphs_named_in_the_description_are_those_that_can_be_had(server):
    graph = Graph().parse(data=server.get("/sparql").body, format="turtle")
    names = list(graph.objects(None, SD.name))
    assert len(names) == 4
    for name in names:
        answer = server.get(f"/store?graph={quote(str(name), safe='')}", Accept="application/n-triples")
        assert (answer.status, len(answer.text.splitlines())) == (200, server.store.count(str(name)))


def test_the_union_default_graph_is_the_truth(server):
    """The advertised feature: plain patterns see every triple of every named graph."""
    missing = "ASK { GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } }"
    assert server.ask(missing, "text/csv").text == "false"


def test_the_front_page_shows_counts_and_version_and_links_to_the_form(server):
    page = server.get("/", Accept=BROWSER)
    assert (page.status, page.type) == (200, "text/html; charset=utf-8")
    assert f"{server.store.count()} facts in 4 graphs" in page.text
    assert server.running.pool.revision.version in page.text
    assert 'href="./sparql"' in page.text
    assert '<tr><td><a href="./ontology#Agreement">Agreement</a></td><td class="number">1</td>' in page.text


def test_the_front_page_is_void_for_machines(server):
    graph = Graph().parse(data=server.get("/", Accept="*/*").body, format="turtle")
    dataset = URIRef(f"{server.url}/#dataset")
    assert (dataset, VOID.triples, Literal(server.store.count())) in graph
    assert (dataset, VOID.sparqlEndpoint, URIRef(f"{server.url}/sparql")) in graph


def test_the_server_says_that_it_is_well(server):
    assert (server.get("/healthz").status, server.get("/healthz").body) == (200, b"ok\n")


def test_a_host_that_is_no_host_is_never_repeated(server):
    answer = server.get("/sparql", Host='a">b', Accept="text/turtle")
    assert (URIRef(f"{server.url}/sparql"), RDF.type, SD.Service) in Graph().parse(
        data=answer.body, format="turtle"
    )


@pytest.mark.parametrize(("path", "subject"), [("/", "/#dataset"), ("/sparql", "/sparql#default-graph")])
def test_every_statistic_is_what_a_query_counts(server, path, subject):
    graph = Graph().parse(data=server.get(path, Accept="text/turtle").body, format="turtle")
    dataset = URIRef(f"{server.url}{subject}")

    def counted(pattern: str) -> Literal:
        (row,) = server.store.select(
            f"SELECT (COUNT({pattern.partition('|')[0]}) AS ?n) WHERE {{ {pattern.partition('|')[2]} }}"
        )
        return row["n"]

    for name, pattern in {
        "triples": "*|?s ?p ?o",
        "distinctSubjects": "DISTINCT ?s|?s ?p ?o",
        "distinctObjects": "DISTINCT ?o|?s ?p ?o",
        "properties": "DISTINCT ?p|?s ?p ?o",
        "classes": "DISTINCT ?o|?s a ?o",
    }.items():
        assert graph.value(dataset, VOID[name]) == counted(pattern)
    properties = {
        graph.value(n, VOID.property): graph.value(n, VOID.triples)
        for n in graph.objects(dataset, VOID.propertyPartition)
    }
    classes = {
        graph.value(n, VOID["class"]): graph.value(n, VOID.entities)
        for n in graph.objects(dataset, VOID.classPartition)
    }
    assert len(properties) == int(graph.value(dataset, VOID.properties)) > 20
    assert len(classes) == int(graph.value(dataset, VOID.classes)) > 5
    for iri, number in properties.items():
        assert number == counted(f"*|?s <{iri}> ?o")
    for iri, number in classes.items():
        assert number == counted(f"*|?s a <{iri}>")


def test_void_is_found_where_it_is_looked_for_without_a_name(server):
    at_home = server.get("/", Accept="application/n-triples")
    assert server.get("/.well-known/void", Accept="application/n-triples").body == at_home.body


def test_every_example_query_runs_and_finds_something_in_the_bundled_graph(server, serving, bundled_store):
    sh = Namespace("http://www.w3.org/ns/shacl#")
    graph = Graph().parse(data=server.get("/sparql").body, format="turtle")
    examples = list(graph.subjects(RDF.type, sh.SPARQLExecutable))
    assert len(examples) > 20
    without_rows = set()
    with serving(StoreFolder(bundled_store)) as bundled:
        for example in examples:
            assert (example, URIRef("https://schema.org/target"), URIRef(f"{server.url}/sparql")) in graph
            assert graph.value(example, RDFS.comment).language == "en"
            (text,) = [o for form in ("select", "ask", "construct") for o in graph.objects(example, sh[form])]
            answer = bundled.ask(str(text), "text/csv" if (example, sh.select, text) in graph else "*/*")
            assert answer.status == 200, (example, answer.text)
            if len(answer.text.splitlines()) < 2:
                without_rows.add(example.rsplit("#example-", 1)[1])
    assert without_rows == WITHOUT_ROWS


WITHOUT_ROWS = {
    "actors-tenures", "agreements-signed-at-sessions", "places-took-part-never-hosted", "quality-figures-conflict",
}  # fmt: skip
"""Questions to which the bundled graph knows no answer."""


def test_what_the_front_page_counts_is_kept_with_the_revision_for_the_next_server(serving, toy, tmp_path):
    folder = StoreFolder(tmp_path / "store")
    kept = folder.publish(toy.dump_nquads(), {}).path / "overview.json"
    with serving(folder) as server:
        first = server.get("/", Accept=BROWSER).text
        assert f"{toy.count()} facts" in first
    text = kept.read_text(encoding="utf-8")
    kept.write_text(text.replace(f'"triples": {toy.count()}', '"triples": 987654'), encoding="utf-8")
    with serving(folder) as server:
        assert "987654 facts" in server.get("/", Accept=BROWSER).text
    kept.write_text(text[:100], encoding="utf-8")
    with serving(folder) as server:
        assert server.get("/", Accept=BROWSER).text == first
    assert kept.read_text(encoding="utf-8") == text
