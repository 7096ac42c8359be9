"""What the server says about itself in RDF: a service description and a VoID dataset. Only what is true.

Reference: SPARQL 1.1 Service Description; Describing Linked Datasets with VoID.
"""

from __future__ import annotations

from coopgraph.namespaces import COOP, DCT, RDF, XSD
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.media import MediaType
from coopgraph.web.overview import Overview

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


def service_description(endpoint: str, overview: Overview, media: MediaType) -> bytes:
    """Return the description of the endpoint at the URL ``endpoint``."""
    service, dataset, merged = endpoint, f"{endpoint}#dataset", f"{endpoint}#default-graph"
    facts: list[tuple[str, str, str | int]] = [
        (service, RDF + "type", SD + "Service"),
        (service, SD + "endpoint", endpoint),
        (service, SD + "supportedLanguage", SD + "SPARQL11Query"),
        (service, SD + "feature", SD + "UnionDefaultGraph"),
        (service, SD + "defaultDataset", dataset),
        (dataset, RDF + "type", SD + "Dataset"),
        (dataset, SD + "defaultGraph", merged),
        (merged, RDF + "type", SD + "Graph"),
        (merged, VOID + "triples", overview.triples),
    ]
    facts += [(service, SD + "resultFormat", FORMATS + name) for name in RESULT_FORMATS.values()]
    for number, graph in enumerate(overview.graphs):
        node = f"{endpoint}#graph-{number}"
        facts += [
            (dataset, SD + "namedGraph", node),
            (node, RDF + "type", SD + "NamedGraph"),
            (node, SD + "name", graph),
        ]
    return _serialised(facts, media)


def dataset_description(home: str, overview: Overview, media: MediaType) -> bytes:
    """Return the VoID description of the graph served at the URL ``home``."""
    dataset = f"{home}#dataset"
    facts: list[tuple[str, str, str | int]] = [
        (home, RDF + "type", VOID + "DatasetDescription"),
        (home, "http://xmlns.com/foaf/0.1/primaryTopic", dataset),
        (dataset, RDF + "type", VOID + "Dataset"),
        (dataset, VOID + "sparqlEndpoint", f"{home}sparql"),
        (dataset, VOID + "triples", overview.triples),
        (dataset, VOID + "vocabulary", COOP),
    ]
    for name, count in overview.classes:
        partition = f"{home}#class-{name}"
        facts += [
            (dataset, VOID + "classPartition", partition),
            (partition, VOID + "class", COOP + name),
            (partition, VOID + "entities", count),
        ]
    texts = {"title": "coopgraph", "identifier": overview.version}
    return _serialised(facts, media, {(dataset, DCT + key): value for key, value in texts.items() if value})


def _serialised(
    facts: list[tuple[str, str, str | int]], media: MediaType, texts: dict[tuple[str, str], str] | None = None
) -> bytes:
    from rdflib import Literal, URIRef

    here = "urn:x-coopgraph:description"
    integer = URIRef(XSD + "integer")
    with EmbeddedStore.in_memory() as store:
        store.add(
            (
                URIRef(s),
                URIRef(p),
                URIRef(o) if isinstance(o, str) else Literal(str(o), datatype=integer),
                here,
            )
            for s, p, o in facts
        )
        store.add((URIRef(s), URIRef(p), Literal(text), here) for (s, p), text in (texts or {}).items())
        return store.dump(media)
