"""The W3C's SPARQL 1.1 suites of queries, updates and syntax, driven through an embedded store."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from rdflib import RDF, RDFS, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from conformance.comparing import differs, same_graph
from coopgraph.errors import CoopgraphError, QueryRefusedError, QuerySyntaxError
from coopgraph.store.embedded import EmbeddedStore

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")

QUERY = (
    *(
        "aggregates",
        "bind",
        "bindings",
        "cast",
        "construct",
        "csv-tsv-res",
        "exists",
        "functions",
        "grouping",
    ),
    *("json-res", "negation", "project-expression", "property-path", "subquery", "service", "entailment"),
)
UPDATE = (
    *(
        "add",
        "basic-update",
        "clear",
        "copy",
        "delete",
        "delete-data",
        "delete-insert",
        "delete-where",
        "drop",
    ),
    *("move", "update-silent"),
)
SYNTAX = ("syntax-query", "syntax-update-1", "syntax-update-2", "syntax-fed")
ENTAILMENT = "not offered: inference regimes are no part of this endpoint; the loader writes what it infers"
SERVICE = "refused: SERVICE asks another endpoint, and no query leaves the store"
LOAD = "refused: LOAD fetches a document, and no update leaves the store"
_FORMATS = {".ttl": ox.RdfFormat.TURTLE, ".rdf": ox.RdfFormat.RDF_XML, ".nt": ox.RdfFormat.N_TRIPLES}


@dataclass(frozen=True)
class Outcome:
    """What came of one test: ``passed``, a reason for not answering, or ``failed: …``."""

    suite: str
    test: str
    name: str
    said: str

    @property
    def earl(self) -> str:
        """The outcome in the words of EARL."""
        if self.said == "passed":
            return "passed"
        return "failed" if self.said.startswith("failed") else "inapplicable"


def extracted(archive: Path, folder: Path) -> Path:
    """Return the folder of the SPARQL 1.1 suites after unpacking the archive into ``folder``."""
    with tarfile.open(archive) as found:
        found.extractall(folder, filter="data")
    return folder / "sparql" / "sparql11"


def run(suites: Path, names: tuple[str, ...]) -> list[Outcome]:
    """Return the outcome of every test of the suites named, in the order of their manifests."""
    return [outcome for name in names for outcome in _run(suites / name / "manifest.ttl", name)]


def _run(path: Path, suite: str) -> Iterator[Outcome]:
    manifest = Graph().parse(path, publicID=path.as_uri())
    entries = manifest.value(next(manifest.subjects(RDF.type, MF.Manifest)), MF.entries)
    assert entries is not None
    for test in Collection(manifest, entries):
        kinds = {str(kind).rpartition("#")[2] for kind in manifest.objects(test, RDF.type)}
        if not manifest.value(test, MF.action):
            continue  # listed and not described
        said = ENTAILMENT if suite == "entailment" else _attempt(manifest, test, kinds)
        yield Outcome(suite, str(test), str(manifest.value(test, MF.name)), said)


def _attempt(manifest: Graph, test: Node, kinds: set[str]) -> str:
    try:
        if "UpdateEvaluationTest" in kinds:
            return _updates(manifest, test)
        if kinds & {"QueryEvaluationTest", "CSVResultFormatTest"}:
            return _answers(manifest, test)
        return _reads(manifest, test, kinds)
    except QueryRefusedError as error:
        reason = SERVICE if "SERVICE" in str(error) else LOAD if "LOAD" in str(error) else None
        return reason or f"failed: refused: {error}"
    except CoopgraphError as error:
        return f"failed: {error}"


# --- the three kinds of test ---------------------------------------------------------------------


def _answers(manifest: Graph, test: Node) -> str:
    action = manifest.value(test, MF.action)
    query = manifest.value(action, QT.query)
    expected = _path(manifest.value(test, MF.result))
    data = [(path, None) for path in map(_path, manifest.objects(action, QT.data))]
    data += [(_path(graph), str(graph)) for graph in manifest.objects(action, QT.graphData)]
    with _store(data) as store:
        return differs(store, _text(query), expected)


def _updates(manifest: Graph, test: Node) -> str:
    action, result = manifest.value(test, MF.action), manifest.value(test, MF.result)
    with _store(_dataset(manifest, action)) as store, _store(_dataset(manifest, result)) as wanted:
        store.update(_text(manifest.value(action, UT.request)))
        graphs = {g for s in (store, wanted) for g in s.graphs()}
        for graph in (None, *sorted(graphs)):
            if not same_graph(_content(store, graph), _content(wanted, graph)):
                return f"failed: {graph or 'the default graph'} is not as it should be"
    return "passed"


def _reads(manifest: Graph, test: Node, kinds: set[str]) -> str:
    negative = any(kind.startswith("Negative") for kind in kinds)
    try:
        action = manifest.value(test, MF.action)
        _read(_text(action), _path(action).suffix == ".ru")
    except QuerySyntaxError as error:
        return "passed" if negative else f"failed: {error}"
    return "failed: it is not refused" if negative else "passed"


def _read(text: str, update: bool) -> None:
    """Let the store read a text. What goes wrong after it is understood is no matter here."""
    with EmbeddedStore.in_memory() as store:
        try:
            if update:
                store.update(text)
            else:
                for media in ("text/csv", "text/turtle"):
                    try:
                        store.answer(text, media)
                        return
                    except QueryRefusedError as error:
                        if "cannot be answered as" not in str(error):
                            raise
        except (QuerySyntaxError, QueryRefusedError) as error:
            if "holds no graph" not in str(error):
                raise
        except CoopgraphError:
            return


# --- data ------------------------------------------------------------------------------------------


def _dataset(manifest: Graph, node: Node | None) -> list[tuple[Path, str | None]]:
    data = [(path, None) for path in map(_path, manifest.objects(node, UT.data))]
    for graph in manifest.objects(node, UT.graphData):
        content = manifest.value(graph, UT.graph) or manifest.value(graph, UT.data)
        data.append((_path(content), str(manifest.value(graph, RDFS.label))))
    return data


def _store(data: list[tuple[Path, str | None]]) -> EmbeddedStore:
    """Return a store with files in its default graph and in named graphs.

    Our loaders write the default graph themselves, so the engine is filled directly.
    """
    engine = ox.Store()
    for path, graph in data:
        home = ox.NamedNode(graph) if graph else ox.DefaultGraph()
        engine.load(path.read_bytes(), _FORMATS[path.suffix], base_iri=path.as_uri(), to_graph=home)
    return EmbeddedStore(engine, "the test's data")


def _content(store: EmbeddedStore, graph: str | None) -> Graph:
    where = f"GRAPH <{graph}> {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
    found = Graph()
    for triple in store.construct(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {where} }}"):
        found.add(triple)
    return found


def _path(iri: Node | None) -> Path:
    assert isinstance(iri, URIRef)
    return Path(URIRef(iri).removeprefix("file://"))


def _text(iri: Node | None) -> str:
    """Return a query under the base that is the address of its file, as the suite asks."""
    return f"BASE <{iri}>\n" + _path(iri).read_text(encoding="utf-8")
