"""What the server says about itself in RDF: a service description and a VoID dataset. Only what is true.

Reference: SPARQL 1.1 Service Description; Describing Linked Datasets with VoID.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from coopgraph.namespaces import COOP, DCT, FOAF, RDF, XSD
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.media import MediaType
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


Fact: TypeAlias = tuple[str, str, str | int | Text]
"""Subject, predicate and object. An object that is a ``str`` is an IRI."""


def service_description(
    endpoint: str, overview: Overview, examples: Sequence[Fact], media: MediaType
) -> bytes:
    """Return the description of the endpoint at the URL ``endpoint``."""
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
        *_statistics(merged, overview),
    ]
    facts += [(service, SD + "resultFormat", FORMATS + name) for name in RESULT_FORMATS.values()]
    for number, graph in enumerate(overview.graphs):
        node = f"{endpoint}#graph-{number}"
        facts += [
            (dataset, SD + "namedGraph", node),
            (node, RDF + "type", SD + "NamedGraph"),
            (node, SD + "name", graph),
        ]
    return _serialised([*facts, *examples], media)


@lru_cache(maxsize=16)
def dataset_description(home: str, overview: Overview, media: MediaType) -> bytes:
    """Return the VoID description of the graph served at the URL ``home``."""
    dataset = f"{home}#dataset"
    facts: list[Fact] = [
        (home, RDF + "type", VOID + "DatasetDescription"),
        (home, FOAF + "primaryTopic", dataset),
        (dataset, RDF + "type", VOID + "Dataset"),
        (dataset, DCT + "title", Text("coopgraph")),
        (dataset, VOID + "sparqlEndpoint", f"{home}sparql"),
        (dataset, VOID + "vocabulary", COOP),
        *_statistics(dataset, overview),
    ]
    if overview.version:
        facts.append((dataset, DCT + "identifier", Text(overview.version)))
    return _serialised(facts, media)


def _statistics(dataset: str, overview: Overview) -> list[Fact]:
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
    return facts


def _serialised(facts: Iterable[Fact], media: MediaType) -> bytes:
    from rdflib import URIRef

    here = "urn:x-coopgraph:description"
    with EmbeddedStore.in_memory() as store:
        store.add((URIRef(s), URIRef(p), _term(o), here) for s, p, o in facts)
        return store.dump(media)


def _term(value: str | int | Text) -> URIRef | Literal:
    from rdflib import Literal, URIRef

    if isinstance(value, Text):
        return Literal(value.value, lang=value.language or None)
    if isinstance(value, int):
        return Literal(str(value), datatype=URIRef(XSD + "integer"))
    return URIRef(value)
