"""What a reader needs to know of a node: a readable name, its kind, its side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopgraph.namespaces import COOP
from coopgraph.network.tsv import answered, spoken, text_of

if TYPE_CHECKING:
    from coopgraph.store.protocol import Store

_BATCH = 500
"""IRIs named in one query: far below what endpoints refuse, and few round trips."""
_MANY = 2_000
"""Above so many, asking for everything once is quicker than naming each."""

_LABELS = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT DISTINCT ?thing ?label WHERE {
  %s
  ?thing skos:prefLabel|dct:title ?label .
}"""

_TYPES = """PREFIX coop: <https://w3id.org/coopgraph/ontology#>
SELECT DISTINCT ?thing ?type WHERE {
  %s
  ?thing a ?type .
}"""

_CLASSES = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?class ?above WHERE { ?class rdfs:subClassOf/rdfs:subClassOf* ?above . FILTER(?class != ?above) }"""

# An institution's country is stated; a person's side is the one the situations give, or else that of
# the institution a document sees the person in. The first of these that says anything decides. One query each:
# as branches of a UNION, engines evaluate them for everything before they look at the things named.
_SIDES = tuple(
    "PREFIX coop: <https://w3id.org/coopgraph/ontology#>\n"
    "SELECT DISTINCT ?thing ?code WHERE {\n  %s\n  "
    f"{pattern}\n  ?country a coop:Country ; coop:isoCode ?code .\n}}"
    for pattern in (
        "?thing coop:country ?country .",
        "?thing coop:within+ ?country .",
        "?thing a coop:Country . BIND(?thing AS ?country)",
        "?situation coop:participant|coop:party|coop:holder|coop:onBehalfOf ?thing . ?situation coop:side ?country .",
        "?holding coop:holder ?thing . ?holding coop:inOrganization ?body . ?body coop:country ?country .",
    )
)


@dataclass(frozen=True)
class Described:
    """A node as people read it. ``type`` is a local name of the ontology; ``sides`` are country codes."""

    label: str
    type: str
    sides: tuple[str, ...]


def describe(store: Store, iris: Iterable[str], languages: Sequence[str]) -> dict[str, Described]:
    """Return the name, most specific class and side of each thing, in the order of the IRIs."""
    wanted = sorted(set(iris))
    labels = labels_of(store, wanted, languages)
    types = _types(store, wanted)
    sides = _sides(store, wanted)
    return {iri: Described(labels[iri], types[iri], sides[iri]) for iri in wanted}


def labels_of(store: Store, iris: Iterable[str], languages: Sequence[str]) -> dict[str, str]:
    """Return one label for each thing: by preference of language, else any, else the end of its IRI."""
    wanted = sorted(set(iris))
    found: dict[str, list[tuple[int, str, str]]] = {}
    for thing, label in _rows(store, _LABELS, wanted):
        words, language = spoken(label)
        rank = languages.index(language) if language in languages else len(languages)
        found.setdefault(thing, []).append((rank, language, words))
    return {iri: min(found[iri])[2] if iri in found else _end(iri) for iri in wanted}


def _types(store: Store, wanted: Sequence[str]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for thing, kind in _rows(store, _TYPES, wanted):
        found.setdefault(thing, set()).add(text_of(kind))
    above: dict[str, set[str]] = {}
    for row in store.select(_CLASSES):
        above.setdefault(str(row["class"]), set()).add(str(row["above"]))
    return {iri: _most_specific(found.get(iri, set()), above) for iri in wanted}


def _most_specific(types: set[str], above: Mapping[str, set[str]]) -> str:
    """Return the local name of the class that no other class of the thing lies below; ours before others'."""
    covered = set().union(*(above.get(kind, set()) for kind in types))
    left = sorted(types - covered or types, key=lambda kind: (not kind.startswith(COOP), kind))
    return _end(left[0]) if left else ""


def _sides(store: Store, wanted: Sequence[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for text in _SIDES:
        more: dict[str, set[str]] = {}
        for thing, code in _rows(store, text, [iri for iri in wanted if iri not in found]):
            more.setdefault(thing, set()).add(text_of(code))
        found.update(more)
    return {iri: tuple(sorted(found.get(iri, ()))) for iri in wanted}


def _rows(store: Store, text: str, wanted: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Yield what the rows say of the things wanted: the thing, and the cell beside it."""
    from rdflib import URIRef

    if len(wanted) > _MANY:
        named = {f"<{iri}>".encode(): iri for iri in wanted}
        for thing, cell in answered(store, text % ""):
            if thing in named:
                yield named[thing], cell
        return
    for start in range(0, len(wanted), _BATCH):
        values = " ".join(URIRef(iri).n3() for iri in wanted[start : start + _BATCH])
        for thing, cell in answered(store, text % f"VALUES ?thing {{ {values} }}"):
            yield text_of(thing), cell


def _end(iri: str) -> str:
    """Return the last part of an IRI, for want of a label: to read, never to parse."""
    return iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]
