"""The W3C's tests of SPARQL over HTTP, driven against a running server; outcomes are in ``docs/conformance.md``.

To write the outcomes anew: ``COOPGRAPH_WRITE_CONFORMANCE=1 python -m pytest tests/conformance/test_protocol.py``.
"""

from __future__ import annotations

import os
import tarfile
from dataclasses import dataclass
from urllib.parse import unquote

import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection

from conftest import ROOT, SHARED
from coopgraph.settings import Settings
from coopgraph.store.media import GRAPH_TYPES, SELECT_TYPES
from coopgraph.store.revisions import StoreFolder
from served import Running

ARCHIVE = SHARED / "suites" / "w3c-sparql-tests" / "sparql.tar.gz"
PAGE = ROOT / "docs" / "conformance.md"
EARL = ROOT / "docs" / "conformance-http.ttl"
START, END = "<!-- http outcomes -->\n", "<!-- end of http outcomes -->"

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
DATA = "http://kasei.us/2009/09/sparql/data/"
REFUSED = "refused: this server is read-only"
NOT_OFFERED = "not offered: a graph is named by `?graph=` only"

SUITES = {
    "protocol": "sparql11/protocol/manifest.ttl",
    "service description": "sparql11/service-description/manifest.ttl",
    "graph store, direct": "sparql11/graph-store-protocol/manifest-direct.ttl",
    "graph store, indirect": "sparql11/graph-store-protocol/manifest-indirect.ttl",
}
STATUSES = {"OK": {200}, "Created": {201}, "NoContent": {204}, "NotFound": {404}}


@dataclass(frozen=True)
class Outcome:
    """What came of one test."""

    suite: str
    test: URIRef
    name: str
    said: str

    @property
    def earl(self) -> str:
        return {"passed": "passed", REFUSED: "inapplicable", NOT_OFFERED: "inapplicable"}.get(
            self.said, "failed"
        )


@pytest.fixture(scope="module")
def suite():
    """Give the files of the suite by their path."""
    if not ARCHIVE.is_file():
        pytest.skip("the W3C's tests (../shared/suites/w3c-sparql-tests) are not here")
    with tarfile.open(ARCHIVE) as archive:
        names = [n for n in archive.getnames() if any(n.endswith(path) for path in SUITES.values())]
        names += [n for n in archive.getnames() if n.startswith("sparql/sparql11/protocol/data")]
        return {name.removeprefix("sparql/"): archive.extractfile(name).read().decode() for name in names}


@pytest.fixture(scope="module")
def endpoint(suite, tmp_path_factory):
    """A server that holds the graphs the protocol tests name: data0 to data3."""
    lines = [f"<{DATA}data0.rdf> <{RDF.type}> <http://xmlns.com/foaf/0.1/Document> <{DATA}data0.rdf> ."]
    for number in (1, 2, 3):
        graph = Graph().parse(data=suite[f"sparql11/protocol/data{number}.nt"], format="nt")
        lines += [f"{s.n3()} {p.n3()} {o.n3()} <{DATA}data{number}.rdf> ." for s, p, o in graph]
    folder = StoreFolder(tmp_path_factory.mktemp("conformance") / "store")
    folder.publish(("\n".join(lines) + "\n").encode(), {})
    with Running(folder, Settings(workers=1)) as server:
        yield server


@pytest.fixture(scope="module")
def outcomes(suite, endpoint):
    return tuple(
        Outcome(name, test, str(manifest.value(test, MF.name)), judged(endpoint, manifest, test))
        for name, path in SUITES.items()
        for manifest in [Graph().parse(data=suite[path], format="turtle", publicID=f"http://w3c.test/{path}")]
        for (entries,) in [list(manifest.objects(None, MF.entries))]
        for test in Collection(manifest, entries)
    )


def judged(endpoint, manifest: Graph, test: URIRef) -> str:
    """Run one test and say what came of it."""
    if test.rsplit("#", 1)[1] in DESCRIPTION:
        return "passed" if DESCRIPTION[test.rsplit("#", 1)[1]](endpoint) else "failed"
    requests = manifest.value(manifest.value(test, MF.action), HT.requests)
    for request in Collection(manifest, requests):
        answer = send(endpoint, manifest, request)
        response = manifest.value(request, HT.resp)
        if not any(within(answer.status, status) for status in manifest.objects(response, MF.expectedStatus)):
            if (test, MF.requires, MF.DirectGraphIdentification) in manifest and answer.status == 404:
                return NOT_OFFERED
            method = str(manifest.value(request, HT.methodName))
            media = content_type(manifest, request)
            writes = method in ("PUT", "DELETE") or "gsp" in path_of(manifest, request) or "update" in media
            writes = writes or str(body_of(manifest, request)).startswith("update=")
            return REFUSED if writes and answer.status in (403, 405) else f"failed: status {answer.status}"
        fault = wrong(manifest, response, answer)
        if fault:
            return f"failed: {fault}"
    return "passed"


def send(endpoint, manifest: Graph, request):
    body = body_of(manifest, request)
    node = manifest.value(request, HT.body)
    encoding = str(manifest.value(node, CNT.characterEncoding) or "utf-8")
    headers = {
        str(manifest.value(h, HT.fieldName)): str(manifest.value(h, HT.fieldValue))
        for h in listed(manifest, request, HT.headers)
    }
    path = path_of(manifest, request).replace("/sparql/", "/sparql").replace("/gsp", "/store", 1)
    data = None if body is None else body.encode(encoding)
    return endpoint.request(str(manifest.value(request, HT.methodName)), path, data, **headers)


def path_of(manifest: Graph, request) -> str:
    return str(manifest.value(request, HT.absolutePath))


def body_of(manifest: Graph, request) -> str | None:
    chars = manifest.value(manifest.value(request, HT.body), CNT.chars)
    return None if chars is None else str(chars)


def content_type(manifest: Graph, request) -> str:
    headers = listed(manifest, request, HT.headers)
    return " ".join(str(manifest.value(h, HT.fieldValue)) for h in headers)


def listed(manifest: Graph, subject, predicate):
    first = manifest.value(subject, predicate)
    return [] if first is None else list(Collection(manifest, first))


def within(status: int, expected) -> bool:
    name = str(expected).rsplit("#", 1)[1]
    return status in STATUSES.get(name, range(0)) or name == f"StatusCode{status // 100}xx"


def wrong(manifest: Graph, response, answer) -> str | None:
    """Say what is wrong with an answer whose status is right."""
    form = manifest.value(response, MF.expectedFormat)
    types = {"RDF": GRAPH_TYPES, "tabular": SELECT_TYPES, "boolean": SELECT_TYPES}.get(str(form), ())
    if form is not None and answer.type not in {media.content_type for media in types}:
        return f"the answer is {answer.type}"
    expected = manifest.value(response, MF.expectedBoolean)
    if expected is not None and answer.json["boolean"] is not expected.toPython():
        return f"the answer is {answer.json['boolean']}"
    return None


def description(endpoint) -> Graph:
    answer = endpoint.get("/sparql")
    return Graph().parse(data=answer.body, format=answer.type.split(";")[0])


def conforms_to_the_schema(endpoint) -> bool:
    """Ranges and cardinalities of the specification, section 3 of SPARQL 1.1 Service Description."""
    graph = description(endpoint)
    (service,) = graph.subjects(RDF.type, SD.Service)
    ranges = {
        SD.defaultDataset: SD.Dataset, SD.defaultGraph: SD.Graph, SD.namedGraph: SD.NamedGraph,
    }  # fmt: skip
    typed = all((o, RDF.type, kind) in graph for p, kind in ranges.items() for o in graph.objects(None, p))
    named = all(graph.value(g, SD.name) is not None for g in graph.subjects(RDF.type, SD.NamedGraph))
    single = len(list(graph.objects(service, SD.endpoint))) == 1
    known = all(str(o).startswith(str(SD)) for o in graph.objects(service, SD.feature))
    return typed and named and single and known and (service, SD.supportedLanguage, SD.SPARQL11Query) in graph


DESCRIPTION = {
    "returns-rdf": lambda endpoint: len(description(endpoint)) > 0,
    "has-endpoint-triple": lambda e: (None, SD.endpoint, URIRef(f"{e.url}/sparql")) in description(e),
    "conforms-to-schema": conforms_to_the_schema,
}


def table(outcomes) -> str:
    lines = ["| suite | tests | passed | refused or not offered | failed |", "|---|---|---|---|---|"]
    for suite in SUITES:
        earl = [o.earl for o in outcomes if o.suite == suite]
        counts = [earl.count(kind) for kind in ("passed", "inapplicable", "failed")]
        lines.append(f"| {suite} | {len(earl)} | " + " | ".join(map(str, counts)) + " |")
    lines += ["", "| test | outcome |", "|---|---|"]
    lines += [
        f"| {o.suite}: {' '.join(o.name.split()).replace('|', '&#124;')} | {o.said} |" for o in outcomes
    ]
    return "\n".join(lines) + "\n"


def earl(outcomes) -> str:
    lines = [
        "@prefix earl: <http://www.w3.org/ns/earl#> .",
        "@prefix doap: <http://usefulinc.com/ns/doap#> .",
        "",
        '<https://w3id.org/coopgraph/> a doap:Project , earl:TestSubject ; doap:name "coopgraph" .',
    ]
    lines += [
        f"\n[] a earl:Assertion ; earl:assertedBy <https://w3id.org/coopgraph/> ; earl:mode earl:automatic ;\n"
        f"  earl:subject <https://w3id.org/coopgraph/> ; earl:test <{o.test}> ;\n"
        f"  earl:result [ a earl:TestResult ; earl:outcome earl:{o.earl} ] ."
        for o in outcomes
    ]
    return "\n".join(lines) + "\n"


def test_every_test_passes_or_asks_for_a_write(outcomes):
    assert [o for o in outcomes if o.earl == "failed"] == []
    assert {o.suite: 0 for o in outcomes} == dict.fromkeys(SUITES, 0)


def test_all_tests_of_queries_and_of_descriptions_pass(outcomes):
    said = {
        o.test.rsplit("#", 1)[1]: o.said for o in outcomes if o.suite in ("protocol", "service description")
    }
    assert len(said) == 37
    assert {name for name, said in said.items() if said != "passed"} == {
        "update_dataset_default_graph", "update_dataset_default_graphs", "update_dataset_named_graphs",
        "update_dataset_full", "update_post_form", "update_post_direct", "update_base_uri",
    }  # fmt: skip


def test_the_outcomes_in_the_documentation_are_those_that_came_out(outcomes):
    if os.environ.get("COOPGRAPH_WRITE_CONFORMANCE"):
        before, _, after = PAGE.read_text(encoding="utf-8").partition(START)
        PAGE.write_text(before + START + table(outcomes) + END + after.partition(END)[2], encoding="utf-8")
        EARL.write_text(earl(outcomes), encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    assert page.partition(START)[2].partition(END)[0] == table(outcomes)
    assert EARL.read_text(encoding="utf-8") == earl(outcomes)
    assert len(Graph().parse(data=EARL.read_text(encoding="utf-8"), format="turtle")) > 7 * len(outcomes)


def test_what_the_graph_store_tests_would_have_written_is_read_as_they_say(endpoint):
    """The reading halves of the indirect tests, on graphs that are there."""
    graph = f"{DATA}data1.rdf"
    for encoded in (graph, graph.replace(":", "%3A").replace("/", "%2F")):
        answer = endpoint.get(f"/store?graph={encoded}", Accept="text/turtle")
        assert (answer.status, answer.type) == (200, "text/turtle; charset=utf-8")
        assert (URIRef(graph), RDF.type, None) in Graph().parse(data=answer.body, format="turtle")
        head = endpoint.request("HEAD", f"/store?graph={encoded}", Accept="text/turtle")
        assert (head.status, head.body, head.headers["content-length"]) == (200, b"", str(len(answer.body)))
    assert unquote("%2531") == "%31"
    assert endpoint.get("/store?graph=http://kasei.us/2009/09/sparql/data/data%2531.rdf").status == 404
    assert endpoint.get("/store?graph=http://kasei.us/2009/09/sparql/data/data%31.rdf").status == 200
    assert endpoint.request("HEAD", "/store?graph=http%3A%2F%2Fwww.example%2Fnone").status == 404
