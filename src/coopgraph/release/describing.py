"""What can be said of a graph in RDF: facts, their text, and the statistics of VoID.

Reference: Describing Linked Datasets with the VoID Vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from coopgraph.namespaces import XSD
from coopgraph.release.overview import Overview
from coopgraph.store.embedded_quads import sorted_triples
from coopgraph.store.media import MediaType

if TYPE_CHECKING:
    from rdflib import Literal, URIRef

VOID = "http://rdfs.org/ns/void#"


@dataclass(frozen=True)
class Text:
    """A text, in a language where it is in one."""

    value: str
    language: str = ""


@dataclass(frozen=True)
class Typed:
    """A literal of a datatype of XML Schema, by its local name."""

    value: str
    datatype: str


Fact: TypeAlias = tuple[str, str, str | int | Text | Typed]
"""Subject, predicate and object. An object that is a ``str`` is an IRI."""


def statistics(dataset: str, overview: Overview) -> list[Fact]:
    """Return how many triples, terms, members of each class and uses of each property there are."""
    numbers = {
        "triples": overview.triples,
        "distinctSubjects": overview.subjects,
        "distinctObjects": overview.objects,
        "classes": len(overview.classes),
        "properties": len(overview.properties),
    }
    facts: list[Fact] = [(dataset, VOID + name, number) for name, number in numbers.items()]
    where = dataset.partition("#")[0]
    for kind, counted, partitions in (
        ("class", "entities", overview.classes),
        ("property", "triples", overview.properties),
    ):
        for position, (iri, number) in enumerate(partitions):
            node = f"{where}#{kind}-{position}"
            facts += [
                (dataset, f"{VOID}{kind}Partition", node),
                (node, VOID + kind, iri),
                (node, VOID + counted, number),
            ]
    return [*facts, *_uses(dataset, overview)]


def _uses(dataset: str, overview: Overview) -> list[Fact]:
    """Return, for each class, how often its members use each property."""
    where = dataset.partition("#")[0]
    nodes = {iri: f"{where}#class-{position}" for position, (iri, _) in enumerate(overview.classes)}
    places = {iri: position for position, (iri, _) in enumerate(overview.properties)}
    facts: list[Fact] = []
    for kind, iri, number in overview.uses:
        node = f"{nodes[kind]}-property-{places[iri]}"
        facts += [
            (nodes[kind], VOID + "propertyPartition", node),
            (node, VOID + "property", iri),
            (node, VOID + "triples", number),
        ]
    return facts


def serialised(facts: Iterable[Fact], media: MediaType) -> bytes:
    """Return facts in a format for graphs; the same facts give the same bytes."""
    from rdflib import URIRef

    return sorted_triples(((URIRef(s), URIRef(p), _term(o)) for s, p, o in facts), media)


def _term(value: str | int | Text | Typed) -> URIRef | Literal:
    from rdflib import Literal, URIRef

    if isinstance(value, Typed):
        return Literal(value.value, datatype=URIRef(XSD + value.datatype), normalize=False)

    if isinstance(value, Text):
        return Literal(value.value, lang=value.language or None)
    if isinstance(value, int):
        return Literal(str(value), datatype=URIRef(XSD + "integer"))
    return URIRef(value)
