"""The few numbers the front page and the descriptions show, counted once for each version of the graph."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from coopgraph.namespaces import COOP
from coopgraph.store.media import JSON
from coopgraph.store.protocol import RdfDataset, Store

_CLASSES = """
SELECT ?name (COUNT(*) AS ?number) WHERE { ?thing a ?name } GROUP BY ?name ORDER BY ?name
"""
_PROPERTIES = """
SELECT ?name (COUNT(*) AS ?number) WHERE { ?s ?name ?o } GROUP BY ?name ORDER BY ?name
"""
_GRAPHS = "SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?s ?p ?o } } ORDER BY ?graph"
_TOTALS = """
SELECT ?subjects ?objects WHERE {
  { SELECT (COUNT(DISTINCT ?s) AS ?subjects) WHERE { ?s ?p ?o } }
  { SELECT (COUNT(DISTINCT ?o) AS ?objects) WHERE { ?s ?p ?o } }
}
"""


@dataclass(frozen=True)
class Overview:
    """What is in the graph. ``classes`` and ``properties`` pair each IRI with the number of its members or uses."""

    version: str
    triples: int
    subjects: int
    objects: int
    graphs: tuple[str, ...]
    classes: tuple[tuple[str, int], ...]
    properties: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, store: Store, version: str = "") -> Overview:
        """Return the numbers of ``store``."""
        properties = _counts(store, _PROPERTIES)
        (total,) = rows(store, _TOTALS)[1]
        return cls(
            version,
            sum(number for _, number in properties),
            int(total["subjects"]),
            int(total["objects"]),
            tuple(row["graph"] for row in rows(store, _GRAPHS)[1]),
            _counts(store, _CLASSES),
            properties,
        )

    @classmethod
    def from_json(cls, text: bytes) -> Overview:
        """Return the overview whose fields are written in ``text``."""
        values = json.loads(text)
        for name in ("classes", "properties"):
            values[name] = tuple((iri, number) for iri, number in values[name])
        return cls(**{**values, "graphs": tuple(values["graphs"])})

    @property
    def own_classes(self) -> tuple[tuple[str, int], ...]:
        """Our own classes: name without namespace, and number of members."""
        return tuple((iri.removeprefix(COOP), number) for iri, number in self.classes if iri.startswith(COOP))


def rows(
    store: Store, query: str, dataset: RdfDataset | None = None
) -> tuple[tuple[str, ...], list[Mapping[str, str]]]:
    """Return the columns and rows of a SELECT with every term as the text of it, for people to read."""
    found = json.loads(b"".join(store.answer(query, JSON.type, dataset)))
    return tuple(found["head"]["vars"]), [
        {name: _text(term) for name, term in row.items()} for row in found["results"]["bindings"]
    ]


def _text(term: Mapping[str, object]) -> str:
    value = term["value"]
    if isinstance(value, Mapping):  # a triple term of RDF 1.2
        return " ".join(_text(value[part]) for part in ("subject", "predicate", "object"))
    return f"_:{value}" if term["type"] == "bnode" else str(value)


def _counts(store: Store, query: str) -> tuple[tuple[str, int], ...]:
    return tuple((row["name"], int(row["number"])) for row in rows(store, query)[1])
