"""The few numbers the front page and the descriptions show, counted once for each version of the graph."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coopgraph.namespaces import COOP, ID, SKOS
from coopgraph.provenance.labels import labels
from coopgraph.store.media import JSON
from coopgraph.store.protocol import Store

_CLASSES = """
SELECT ?name (COUNT(*) AS ?number) WHERE { ?thing a ?name } GROUP BY ?name ORDER BY ?name
"""
_PROPERTIES = """
SELECT ?name (COUNT(*) AS ?number) WHERE { ?s ?name ?o } GROUP BY ?name ORDER BY ?name
"""
_USES = """
SELECT ?class ?name (COUNT(*) AS ?number) WHERE {
  ?thing a ?class ; ?name ?o
} GROUP BY ?class ?name ORDER BY ?class ?name
"""
_GRAPHS = """
SELECT ?name (COUNT(*) AS ?number) WHERE { GRAPH ?name { ?s ?p ?o } } GROUP BY ?name ORDER BY ?name
"""
_DAYS = f"""
SELECT (MIN(?day) AS ?first) (MAX(?day) AS ?last) WHERE {{
  ?thing <{COOP}earliest>|<{COOP}latest> ?day FILTER NOT EXISTS {{ ?thing a <{COOP}Source> }}
}}
"""
_COUNTRIES = f"SELECT DISTINCT ?name WHERE {{ ?relation <{COOP}pairsCountry> ?name }} ORDER BY ?name"
_LANGUAGES = f"""
SELECT DISTINCT (LANG(?label) AS ?name) WHERE {{
  ?thing <{SKOS}prefLabel> ?label FILTER(LANG(?label) != "")
}} ORDER BY ?name
"""
_EXAMPLES = f"""
SELECT ?class (MIN(STR(?thing)) AS ?name) WHERE {{
  ?thing a ?class FILTER(STRSTARTS(STR(?thing), "{ID}") && STRSTARTS(STR(?class), "{COOP}"))
}} GROUP BY ?class ORDER BY ?class
"""
_TOTALS = """
SELECT ?subjects ?objects WHERE {
  { SELECT (COUNT(DISTINCT ?s) AS ?subjects) WHERE { ?s ?p ?o } }
  { SELECT (COUNT(DISTINCT ?o) AS ?objects) WHERE { ?s ?p ?o } }
}
"""


@dataclass(frozen=True)
class Overview:
    """What is in the graph.

    Attributes:
        graphs: each named graph with the number of its triples.
        classes: each class with the number of its members.
        properties: each property with the number of its uses.
        uses: each class with each property of its members, and how often it is used there.
        days: the first and the last day of anything dated but the sources; empty where nothing is.
        countries: the countries whose relations the graph is about.
        languages: of the labels.
        examples: for each class of ours, one thing.
        labels: of the examples and of the named graphs; a short name where a thing has none.
    """

    version: str
    triples: int
    subjects: int
    objects: int
    graphs: tuple[tuple[str, int], ...]
    classes: tuple[tuple[str, int], ...]
    properties: tuple[tuple[str, int], ...]
    uses: tuple[tuple[str, str, int], ...] = ()
    days: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    examples: tuple[tuple[str, str], ...] = ()
    labels: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, store: Store, version: str = "") -> Overview:
        """Return the numbers of ``store``."""
        properties, graphs = _counts(store, _PROPERTIES), _counts(store, _GRAPHS)
        examples = tuple((row["class"], row["name"]) for row in _rows(store, _EXAMPLES))
        shown = {iri for _, iri in examples} | {iri for iri, _ in graphs}
        (total,) = _rows(store, _TOTALS)
        return cls(
            version,
            sum(number for _, number in properties),
            int(total["subjects"]),
            int(total["objects"]),
            graphs,
            _counts(store, _CLASSES),
            properties,
            tuple((row["class"], row["name"], int(row["number"])) for row in _rows(store, _USES)),
            tuple(row[end] for row in _rows(store, _DAYS) for end in ("first", "last") if end in row),
            _names(store, _COUNTRIES),
            _names(store, _LANGUAGES),
            examples,
            tuple(labels(store.select, shown).items()),
        )

    @classmethod
    def from_json(cls, text: bytes) -> Overview:
        """Return the overview whose fields are written in ``text``."""
        return cls(**{name: _frozen(value) for name, value in json.loads(text).items()})

    @property
    def own_classes(self) -> tuple[tuple[str, int], ...]:
        """Our own classes: name without namespace, and number of members."""
        return tuple((iri.removeprefix(COOP), number) for iri, number in self.classes if iri.startswith(COOP))


def _rows(store: Store, query: str) -> list[Mapping[str, str]]:
    """Return the rows of a SELECT with every term as the text of it."""
    found = json.loads(b"".join(store.answer(query, JSON.type)))
    return [{name: term["value"] for name, term in row.items()} for row in found["results"]["bindings"]]


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value


def _names(store: Store, query: str) -> tuple[str, ...]:
    return tuple(row["name"] for row in _rows(store, query))


def _counts(store: Store, query: str) -> tuple[tuple[str, int], ...]:
    return tuple((row["name"], int(row["number"])) for row in _rows(store, query))
