"""Measures written back into the store, as observations in a named graph of their own.

A revision never changes, so storing makes a new one: the same graph, and one named graph more,
``…/graph/measures/{network}-{digest}``. The digest is of everything the figures depend on: projection, conditions,
measures and options, and the graph they were taken from, stored measures left out. So the same measures of
the same graph are the same graph again, nothing is written twice, and measures are never taken for facts to measure.
Withdrawing them gives back the very version there was before. A build starts from the
sources and therefore holds none: a stored figure is never older than its graph.

The terms are schema.org's: ``Dataset``, and for each value an ``Observation`` with ``observationAbout`` (the node, or
the dataset for what is said of the whole network), ``variableMeasured`` (the measure's name) and ``value``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from coopgraph.errors import NetworkError, NotFoundError
from coopgraph.namespaces import DCT, GRAPH, PROV, RDF
from coopgraph.network.exports.fields import conditions

if TYPE_CHECKING:
    from coopgraph.network.model import Network, Table, Value
    from coopgraph.store.revisions import Revision, StoreFolder

GRAPH_MEASURES = GRAPH + "measures/"
_SCHEMA = "https://schema.org/"
_MARK = f" <{GRAPH_MEASURES}".encode()


def store_measures(folder: StoreFolder, network: Network, table: Table) -> tuple[Revision, str]:
    """Publish a revision that holds the measures as well, and return it with the IRI of their graph.

    Raises:
        NetworkError: the network was not projected from the current revision of this folder.
        StoreError: as for ``StoreFolder.publish``.
    """
    current = folder.current()
    if network.graph_version != current.version:
        raise NetworkError(
            f"{network.name} was projected from another graph than the current one of {folder.path}; project it again"
        )
    lines = current.nquads.read_bytes().splitlines(keepends=True)
    base = hashlib.sha256(b"".join(_facts(lines))).hexdigest()
    graph, added = observations(replace(network, graph_version=base), table)
    kept = [line for line in lines if f" <{graph}> .".encode() not in line]
    return folder.publish(b"".join([*kept, added]), current.manifest), graph


def withdraw_measures(folder: StoreFolder, graph: str | None = None) -> Revision:
    """Publish a revision without one graph of measures, or without any, and return it.

    Raises:
        NotFoundError: the current revision holds no such graph.
        StoreError: as for ``StoreFolder.publish``.
    """
    current = folder.current()
    lines = current.nquads.read_bytes().splitlines(keepends=True)
    mark = _MARK if graph is None else f" <{graph}> .".encode()
    left = [line for line in lines if mark not in line] if graph else list(_facts(lines))
    if len(left) == len(lines):
        raise NotFoundError(
            f"the store {folder.path} holds no measures{f' in the graph {graph}' if graph else ''}"
        )
    return folder.publish(b"".join(left), current.manifest)


def observations(network: Network, table: Table) -> tuple[str, bytes]:
    """Return the IRI of the graph of a network's measures, and the graph as N-Quads."""
    said: dict[str, Any] = conditions(network, table)
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]
    graph = f"{GRAPH_MEASURES}{network.name.rsplit('/', 1)[-1]}-{digest}"
    lines = [
        (graph, RDF + "type", f"<{_SCHEMA}Dataset>"),
        (graph, RDF + "type", f"<{PROV}Entity>"),
        (graph, DCT + "title", f'"{_escaped(network.projection.title)}"@en'),
        (graph, DCT + "identifier", f'"{digest}"'),
        (graph, _SCHEMA + "measurementTechnique", f'"{_escaped(text)}"'),
    ]
    for number, row in enumerate(table.rows):
        for column, value in zip(table.columns[4:], row[4:], strict=True):
            lines += _observation(graph, f"{number}-{_slug(column)}", str(row[0]), column, value)
    for name, value in table.facts.items():
        lines += _observation(graph, f"all-{_slug(name)}", graph, name, value)
    return graph, "".join(f"<{s}> <{p}> {o} <{graph}> .\n" for s, p, o in lines).encode("utf-8")


def _observation(
    graph: str, key: str, about: str, measure: str, value: Value
) -> Iterator[tuple[str, str, str]]:
    """Yield the triples of one observation; none where the measure is not defined."""
    if value is None:
        return
    iri = f"{graph}/{key}"
    yield iri, RDF + "type", f"<{_SCHEMA}Observation>"
    yield iri, _SCHEMA + "isPartOf", f"<{graph}>"
    yield iri, _SCHEMA + "observationAbout", f"<{about}>"
    yield iri, _SCHEMA + "variableMeasured", f'"{_escaped(measure)}"'
    yield iri, _SCHEMA + "value", _literal(value)


def _literal(value: str | int | float | bool) -> str:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    if isinstance(value, bool):
        return f'"{str(value).lower()}"^^<{xsd}boolean>'
    if isinstance(value, int):
        return f'"{value}"^^<{xsd}integer>'
    if isinstance(value, float):
        return f'"{value!r}"^^<{xsd}double>'
    return f'"{_escaped(value)}"'


def _facts(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the lines of a graph that are no stored measures."""
    return (line for line in lines if not (_MARK in line and line.rsplit(b" <", 1)[1].startswith(_MARK[2:])))


def _slug(text: str) -> str:
    return "".join(char if char.isalnum() and char.isascii() else "-" for char in text)


def _escaped(text: str) -> str:
    for mark, written in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(mark, written)
    return text
