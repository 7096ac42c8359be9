"""What the endpoint says about itself in RDF: a service description with statistics. Only what is true.

Reference: SPARQL 1.1 Service Description; Describing Linked Datasets with VoID.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from coopgraph.namespaces import PREFIXES, RDF, SH, XSD
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.media import GRAPH_TYPES, MediaType
from coopgraph.web.overview import Overview

if TYPE_CHECKING:
    from rdflib import Literal, URIRef

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
FORMATS = "http://www.w3.org/ns/formats/"

RESULT_FORMATS = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF_XML",
}
"""The W3C's names of the formats the endpoint answers in; a test asks for each."""


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


def service_description(
    endpoint: str, overview: Overview, examples: Sequence[Fact], media: MediaType, writable: bool = False
) -> bytes:
    """Return the description of the endpoint at the URL ``endpoint``; ``writable`` says whether it takes updates."""
    service, dataset, merged = endpoint, f"{endpoint}#dataset", f"{endpoint}#default-graph"
    facts: list[Fact] = [
        (service, RDF + "type", SD + "Service"),
        (service, SD + "endpoint", endpoint),
        (service, SD + "supportedLanguage", SD + "SPARQL11Query"),
        (service, SD + "feature", SD + "UnionDefaultGraph"),
        (service, SD + "defaultDataset", dataset),
        (dataset, RDF + "type", SD + "Dataset"),
        (dataset, RDF + "type", VOID + "Dataset"),
        (dataset, SD + "defaultGraph", merged),
        (merged, RDF + "type", SD + "Graph"),
        *statistics(merged, overview),
    ]
    facts += [(service, SD + "resultFormat", FORMATS + name) for name in RESULT_FORMATS.values()]
    for prefix, namespace in PREFIXES.items():
        node = f"{endpoint}#prefix-{prefix}"
        facts += [
            (service, SH + "declare", node),
            (node, SH + "prefix", Text(prefix)),
            (node, SH + "namespace", Typed(namespace, "anyURI")),
        ]
    if writable:
        facts.append((service, SD + "supportedLanguage", SD + "SPARQL11Update"))
        facts += [
            (service, SD + "inputFormat", FORMATS + RESULT_FORMATS[media.name]) for media in GRAPH_TYPES
        ]
    for number, (graph, _) in enumerate(overview.graphs):
        node = f"{endpoint}#graph-{number}"
        facts += [
            (dataset, SD + "namedGraph", node),
            (node, RDF + "type", SD + "NamedGraph"),
            (node, SD + "name", graph),
        ]
    return serialised([*facts, *examples], media)


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

    here = "urn:x-coopgraph:description"
    with EmbeddedStore.in_memory() as store:
        store.add((URIRef(s), URIRef(p), _term(o), here) for s, p, o in facts)
        return store.dump(media)


def _term(value: str | int | Text | Typed) -> URIRef | Literal:
    from rdflib import Literal, URIRef

    if isinstance(value, Typed):
        return Literal(value.value, datatype=URIRef(XSD + value.datatype), normalize=False)

    if isinstance(value, Text):
        return Literal(value.value, lang=value.language or None)
    if isinstance(value, int):
        return Literal(str(value), datatype=URIRef(XSD + "integer"))
    return URIRef(value)
