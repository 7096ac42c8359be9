"""Running the W3C's tests of SPARQL over HTTP against a server: requests in RDF, and, in an older manifest, in prose."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rdflib import RDF, RDFS, BNode, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic

from coopgraph.store.media import GRAPH_TYPES, SELECT_TYPES

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")

TOKEN = "a token of the conformance tests"
MERGED = "refused: the default graph is the merge of the named ones, and not written by itself"
FAULTY = "refused: the document in the test is not Turtle, it ends without a full stop"
TAKEN_FOR_GRANTED = (
    "; INSERT DATA { GRAPH <graph/person/2.ttl> { <id/person/2> a <http://xmlns.com/foaf/0.1/Person> } }"
)
"""The older manifest deletes a graph that no test of it makes."""

_STATUSES = {"OK": {200}, "Created": {201}, "NoContent": {204}, "NotFound": {404}}
_PROSE = re.compile(
    r"#### Request\s+(?P<head>.*?)(?:\n\s*\n(?P<body>.*?))?#### Response\s+(?P<status>\d+)(?P<rest>.*)",
    re.DOTALL,
)


@dataclass(frozen=True)
class Outcome:
    """What came of one test."""

    suite: str
    test: URIRef
    name: str
    said: str

    @property
    def earl(self) -> str:
        return {"passed": "passed", MERGED: "inapplicable", FAULTY: "inapplicable"}.get(self.said, "failed")


def run(endpoint, suite: str, manifest: Graph) -> list[Outcome]:
    """Return the outcome of every test of a manifest. Those of the Graph Store begin with an empty store."""
    (entries,) = manifest.objects(None, MF.entries)
    found: list[Outcome] = []
    variables = {"HOST": "www.example", "GRAPHSTORE": "/store", "NEWPATH": ""}
    for number, test in enumerate(Collection(manifest, entries)):
        in_prose = "older" in suite  # there each test goes on where the one before it ended
        if "graph store" in suite and not (in_prose and number):
            update(endpoint, "DROP ALL" + (TAKEN_FOR_GRANTED if in_prose else ""))
        said = _prose(endpoint, manifest, test, variables) if in_prose else _judged(endpoint, manifest, test)
        found.append(Outcome(suite, test, str(manifest.value(test, MF.name)), said))
    return found


def update(endpoint, text: str) -> None:
    """Write as someone who may."""
    answer = endpoint.request(
        "POST", "/sparql", text, Content_Type="application/sparql-update", **_authority()
    )
    assert answer.status == 200, answer.text


def _authority() -> dict[str, str]:
    return {"Authorization": f"Bearer {TOKEN}"}


# --- requests in RDF -------------------------------------------------------------------------------


def _judged(endpoint, manifest: Graph, test: URIRef) -> str:
    name = test.rsplit("#", 1)[1]
    if name in DESCRIPTION:
        return "passed" if DESCRIPTION[name](endpoint) else "failed"
    location = ""
    for request in Collection(manifest, manifest.value(manifest.value(test, MF.action), HT.requests)):
        path = _path(manifest, request).replace("$LOCATION$", location)
        answer = _send(endpoint, manifest, request, path)
        location = answer.headers.get("location", location)
        response = manifest.value(request, HT.resp)
        if answer.status == 403 and path.endswith("?default"):
            return MERGED
        if not any(
            _within(answer.status, status) for status in manifest.objects(response, MF.expectedStatus)
        ):
            return f"failed: status {answer.status} for {path}"
        if fault := _wrong(manifest, response, answer):
            return f"failed: {fault}"
    return "passed"


def _send(endpoint, manifest: Graph, request, path: str):
    node = manifest.value(request, HT.body)
    chars = manifest.value(node, CNT.chars)
    encoding = str(manifest.value(node, CNT.characterEncoding) or "utf-8")
    headers = {
        str(manifest.value(h, HT.fieldName)): str(manifest.value(h, HT.fieldValue))
        for h in _listed(manifest, request, HT.headers)
    }
    data = None if chars is None else str(chars).encode(encoding)
    return endpoint.request(
        str(manifest.value(request, HT.methodName)), path, data, **headers, **_authority()
    )


def _path(manifest: Graph, request) -> str:
    """Return the path of a request on our server, which identifies graphs directly below ``/store``."""
    path = str(manifest.value(request, HT.absolutePath))
    for theirs, ours in (("/sparql/", "/sparql"), ("/gsp/", "/store/"), ("/gsp", "/store")):
        if path.startswith(theirs):
            return ours + path.removeprefix(theirs)
    return path


def _listed(manifest: Graph, subject, predicate):
    head = manifest.value(subject, predicate)
    return [] if head is None else list(Collection(manifest, head))


def _within(status: int, expected) -> bool:
    name = str(expected).rsplit("#", 1)[1]
    return status in _STATUSES.get(name, range(0)) or name == f"StatusCode{status // 100}xx"


def _wrong(manifest: Graph, response, answer) -> str | None:
    """Say what is wrong with an answer whose status is right."""
    form = manifest.value(response, MF.expectedFormat)
    types = {"RDF": GRAPH_TYPES, "tabular": SELECT_TYPES, "boolean": SELECT_TYPES}.get(str(form), ())
    if form is not None and answer.type not in {media.content_type for media in types}:
        return f"the answer is {answer.type}"
    expected = manifest.value(response, MF.expectedBoolean)
    if expected is not None and answer.json["boolean"] is not expected.toPython():
        return f"the answer is {answer.json['boolean']}"
    for header in _listed(manifest, response, HT.headers):
        name, value = (str(manifest.value(header, p)) for p in (HT.fieldName, HT.fieldValue))
        if answer.headers.get(name.lower()) != value:
            return f"{name} is {answer.headers.get(name.lower())}"
    content = manifest.value(manifest.value(response, HT.body), CNT.chars)
    return None if content is None or _same(answer, str(content)) else "another graph"


def _same(answer, expected: str) -> bool:
    """Whether an answer is the graph expected, where blank nodes have been given IRIs (RDF 1.1, section 3.5)."""
    found = Graph()
    for triple in Graph().parse(data=answer.body, format=answer.type.split(";")[0]):
        found.add(tuple(BNode(str(t).rsplit("/", 1)[1]) if "/genid/" in str(t) else t for t in triple))
    return isomorphic(found, Graph().parse(data=expected, format="turtle"))


# --- requests in prose -----------------------------------------------------------------------------


def _prose(endpoint, manifest: Graph, test: URIRef, variables: dict[str, str]) -> str:
    """Run a test of the older manifest. ``variables`` are carried from one test to the next."""
    texts = [str(text) for text in manifest.objects(test, RDFS.comment)]
    (text,) = [text for text in texts if "#### Request" in text]
    # Graphs are identified by the path: the address of the graph store is written twice in IRIs, and once in requests.
    text = text.replace("http://$HOST$/$GRAPHSTORE$", "https://w3id.org/coopgraph/graph")
    text = text.replace("$GRAPHSTORE$?", "/store?").replace("POST $GRAPHSTORE$ ", "POST /store ")
    for name, value in variables.items():
        text = text.replace(f"${name}$", value)
    found = _PROSE.search(text)
    first, *fields = [line.strip() for line in found["head"].splitlines()]
    method, path, _ = first.split()
    headers = dict(field.split(": ", 1) for field in fields if not field.startswith("Host"))
    lines = [line.strip() for line in (found["body"] or "").splitlines()]
    if path.startswith("https:"):  # the place of a new graph
        path = path.replace("https://w3id.org/coopgraph/graph", "/store")
    answer = endpoint.request(method, path, "\r\n".join(lines).encode() or None, **headers, **_authority())
    variables["NEWPATH"] = answer.headers.get("location", variables["NEWPATH"])
    if path.endswith("?default") and answer.status == 403:
        return MERGED
    if answer.status == 400 and method == "POST" and "foaf:" in text:
        return FAULTY
    allowed = {int(found["status"])} | ({200} if found["status"] == "204" else set())
    return "passed" if answer.status in allowed else f"failed: status {answer.status}, not {found['status']}"


# --- the description ---------------------------------------------------------------------------------


def description(endpoint) -> Graph:
    answer = endpoint.get("/sparql")
    return Graph().parse(data=answer.body, format=answer.type.split(";")[0])


def _conforms_to_the_schema(endpoint) -> bool:
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
    "conforms-to-schema": _conforms_to_the_schema,
}
