"""What the endpoint says about itself in RDF: a service description with statistics. Only what is true.

Reference: SPARQL 1.1 Service Description; Describing Linked Datasets with VoID.
"""

from __future__ import annotations

from collections.abc import Sequence

from coopgraph.namespaces import PREFIXES, RDF, SH
from coopgraph.release.describing import VOID, Fact, Text, Typed, serialised, statistics
from coopgraph.release.overview import Overview
from coopgraph.store.media import GRAPH_TYPES, MediaType

SD = "http://www.w3.org/ns/sparql-service-description#"
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
