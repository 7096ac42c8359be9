"""The W3C SHACL test suite: its cases, and one case run by the compiled checker or by pySHACL."""

from __future__ import annotations

import tarfile
from collections import Counter
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import pyoxigraph as ox
import rdflib
from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import SH
from rdflib.term import Node

from coopgraph.store.embedded import EmbeddedStore
from coopgraph.validation import reference
from coopgraph.validation.compiled import compile_shapes, find
from coopgraph.validation.compiled.terms import path as path_of
from coopgraph.validation.shapes import Shapes

ARCHIVE = (
    Path(__file__).resolve().parents[4] / "shared/suites/w3c-shacl-tests/data-shapes-test-suite-tests.tar.gz"
)
_ROOT = "data-shapes-test-suite/tests/"
_BASE = "http://suite.invalid/"
_MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
_SHT = Namespace("http://www.w3.org/ns/shacl-test#")

Result = tuple[str, str, str, str, str, str]


@dataclass(frozen=True)
class Case:
    """One entry of a manifest. ``name`` is its file below ``tests``; ``expected`` is absent where a failure is."""

    name: str
    data: str
    shapes: str
    expected: Counter[Result] | None

    @property
    def group(self) -> str:
        return self.name.rpartition("/")[0]


@cache
def _files() -> dict[str, bytes]:
    with tarfile.open(ARCHIVE) as archive:
        return {
            entry.name.partition(_ROOT)[2]: archive.extractfile(entry).read()  # type: ignore[union-attr]
            for entry in archive
            if entry.isfile() and entry.name.endswith(".ttl")
        }


def graph(name: str) -> Graph:
    """Return a file of the suite as rdflib reads it, with literals as they are written."""
    before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        return Graph().parse(data=_files()[name], format="turtle", publicID=_BASE + name)
    finally:
        rdflib.NORMALIZE_LITERALS = before


def store(name: str) -> EmbeddedStore:
    """Return a file of the suite in a store, blank nodes and all."""
    engine = ox.Store()
    engine.load(BytesIO(_files()[name]), ox.RdfFormat.TURTLE, base_iri=_BASE + name)
    return EmbeddedStore(engine, name)


@cache
def cases() -> tuple[Case, ...]:
    """Return every case of the suite, sorted by name."""
    found = []
    for name in sorted(_files()):
        manifest = graph(name)
        for head in manifest.objects(None, _MF.entries):
            found.extend(_case(manifest, name, entry) for entry in Collection(manifest, head))
    return tuple(found)


def _case(manifest: Graph, name: str, entry: Node) -> Case:
    action, result = manifest.value(entry, _MF.action), manifest.value(entry, _MF.result)

    def file(kind: Node) -> str:
        return str(manifest.value(action, kind)).removeprefix(_BASE) or name

    expected = None
    if result != _SHT.Failure:
        expected = Counter(_expected(manifest, one) for one in manifest.objects(result, SH.result))
    return Case(name.removesuffix(".ttl"), file(_SHT.dataGraph), file(_SHT.shapesGraph), expected)


def _expected(manifest: Graph, result: Node) -> Result:
    route = manifest.value(result, SH.resultPath)
    shape, component, severity = (
        manifest.value(result, kind)
        for kind in (SH.sourceShape, SH.sourceConstraintComponent, SH.resultSeverity)
    )
    return (
        _text(manifest.value(result, SH.focusNode)),
        "" if route is None else path_of(manifest, route).text,
        _text(manifest.value(result, SH.value)),
        _text(severity),
        _text(component),
        _text(shape),
    )


def outcome(case: Case) -> tuple[Counter[Result], tuple[str, ...]]:
    """Return what the compiled checker finds, and why it hands shapes over where it does."""
    shapes = Shapes(graph(case.shapes), ())
    findings = find(store(case.data), compile_shapes(shapes))
    return _results(shapes, findings), tuple(one.reason for one in findings.handed_over)


def reference_outcome(case: Case) -> Counter[Result]:
    """Return what pySHACL finds."""
    shapes = Shapes(graph(case.shapes), ())
    return _results(shapes, reference.find(store(case.data), shapes))


def _results(shapes: Shapes, findings: object) -> Counter[Result]:
    found: Counter[Result] = Counter()
    for one in findings:  # type: ignore[attr-defined]
        severity = shapes.graph.value(one.shape, SH.severity, default=SH.Violation)
        route = "" if one.path is None else _path(shapes.graph, one.path)
        found[
            _text(one.focus), route, _text(one.value), _text(severity), _text(one.component), _text(one.shape)
        ] += 1
    return found


def _path(shapes: Graph, node: Node) -> str:
    known = isinstance(node, URIRef) or (node, None, None) in shapes
    return path_of(shapes, node).text if known else "_:"


def _text(node: Node | None) -> str:
    """Return a term as text; one blank node is as good as another, and a literal is as the store keeps it."""
    if node is None:
        return ""
    if isinstance(node, BNode):
        return "_:"
    if isinstance(node, Literal):
        usual = Literal(str(node), lang=node.language, datatype=node.datatype, normalize=True)
        row = next(iter(EmbeddedStore.in_memory().select(f"SELECT ?x WHERE {{ BIND({usual.n3()} AS ?x) }}")))
        return row["x"].n3()
    return str(node)


__all__ = ["ARCHIVE", "RDF", "Case", "cases", "outcome", "reference_outcome"]
