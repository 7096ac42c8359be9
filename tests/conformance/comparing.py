"""Whether an answer is the one a W3C test expects: by value of the literals, whatever blank nodes are called."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Hashable, Mapping
from decimal import Decimal
from pathlib import Path

from rdflib import RDF, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.query import Result
from rdflib.term import Node

from coopgraph.sparql import inspect
from coopgraph.store.embedded import EmbeddedStore

RS = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
_RESULTS = {".srx": "xml", ".srj": "json", ".tsv": "tsv"}
_TYPES = {".srj": "application/sparql-results+json", ".tsv": "text/tab-separated-values"}
Rows = list[Mapping[str, Node]]


def differs(store: EmbeddedStore, query: str, expected: Path) -> str:
    """Return ``passed``, or what is wrong with the store's answer to ``query``."""
    form = inspect(query).form
    if form in ("construct", "describe"):
        found = Graph()
        for triple in store.construct(query):
            found.add(triple)
        return "passed" if same_graph(found, Graph().parse(expected)) else "failed: another graph"
    if expected.suffix == ".csv":
        return _as_csv(b"".join(store.answer(query, "text/csv")), expected.read_bytes())
    wanted = _expected(expected)
    if form == "ask":
        right = wanted is store.ask(query)
        return "passed" if right else f"failed: the answer is not {wanted}"
    if expected.suffix in _TYPES:  # the tests of these formats: read what we write
        body = b"".join(store.answer(query, _TYPES[expected.suffix]))
        rows = _rows(Result.parse(io.BytesIO(body), format=_RESULTS[expected.suffix]))
    else:
        rows = [*store.select(query).rows]
    assert isinstance(wanted, list)
    return (
        "passed"
        if same_rows(rows, wanted)
        else f"failed: {len(rows)} rows where {len(wanted)} are expected, or others"
    )


def same_graph(found: Graph, expected: Graph) -> bool:
    """Return whether two graphs are the same but for the names of blank nodes."""
    return isomorphic(_by_value(found), _by_value(expected))


def same_rows(found: Rows, expected: Rows) -> bool:
    """Return whether two answers have the same rows, each as often, in any order."""
    if any(isinstance(term, BNode) for row in (*found, *expected) for term in row.values()):
        return isomorphic(_drawn(found), _drawn(expected))
    return Counter(map(_row, found)) == Counter(map(_row, expected))


def _row(row: Mapping[str, Node]) -> frozenset[tuple[str, Hashable]]:
    return frozenset((name, _value(term)) for name, term in row.items())


def _value(term: Node) -> Hashable:
    if not isinstance(term, Literal):
        return str(term), isinstance(term, URIRef)
    if term.language:
        return str(term), term.language.lower()
    datatype = term.datatype or XSD.string
    value = Literal(str(term), datatype=datatype).value
    if isinstance(value, float):
        return repr(value), datatype
    if isinstance(value, int | Decimal) and datatype != XSD.string:
        return format(Decimal(value).normalize(), "f"), datatype
    return str(value if value is not None else term), datatype


def _by_value(graph: Graph) -> Graph:
    """Return a graph whose literals are spelt by their values."""
    found = Graph()
    for s, p, o in graph:
        found.add((s, p, Literal(repr(_value(o))) if isinstance(o, Literal) else o))
    return found


def _drawn(rows: Rows) -> Graph:
    """Return rows as a graph, so that blank nodes are compared as those of graphs are."""
    graph = Graph()
    for row in rows:
        node = BNode()
        graph.add((node, RDF.type, RS.ResultSet))
        for name, term in row.items():
            graph.add((node, URIRef(f"urn:column:{name}"), term))
    return _by_value(graph)


def _expected(path: Path) -> bool | Rows:
    if path.suffix in _RESULTS:
        result = Result.parse(io.BytesIO(path.read_bytes()), format=_RESULTS[path.suffix])
        return bool(result.askAnswer) if result.type == "ASK" else _rows(result)
    graph = Graph().parse(path)
    answer = graph.value(None, RS.boolean)
    boolean = next((o for _, _, o in graph.triples((None, RS.boolean, None))), answer)
    if boolean is not None:
        return bool(boolean.toPython())
    return [
        {
            str(graph.value(b, RS.variable)): graph.value(b, RS.value)
            for b in graph.objects(solution, RS.binding)
        }
        for solution in graph.objects(None, RS.solution)
    ]


def _rows(result: Result) -> Rows:
    return [{str(name): term for name, term in row.items()} for row in result.bindings]


def _as_csv(found: bytes, expected: bytes) -> str:
    """Compare two CSV documents by their columns; they tell neither numbers from strings nor blank nodes by name."""
    mine, theirs = (_table(body.decode()) for body in (found, expected))
    return "passed" if mine == theirs else "failed: another table"


def _table(text: str) -> Counter[frozenset[tuple[str, str]]]:
    rows = csv.DictReader(io.StringIO(text))
    return Counter(frozenset((name, _cell(cell)) for name, cell in row.items()) for row in rows)


def _cell(cell: str) -> str:
    return "_:" if cell.startswith("_:") else _number(cell)


def _number(cell: str) -> str:
    try:
        return str(float(cell))
    except ValueError:
        return cell
