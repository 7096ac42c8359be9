"""What the server says of the graph it serves: a catalogue of one dataset, in VoID and DCAT-AP 3.

All of it is made from the store and the settings, so it is true of whatever graph is served. A test asks for
everything it names.

Reference: Describing Linked Datasets with VoID; DCAT-AP 3.0 (SEMIC), sections on Catalogue, Dataset, Distribution
and Data Service.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from coopgraph.namespaces import COOP, DCT, FOAF, GRAPH_SOURCE, ID, RDF
from coopgraph.release.dataset import (
    ABOUT,
    DCAT,
    TITLES,
    Measured,
    dataset_facts,
    distribution_facts,
    file_facts,
    with_classes,
)
from coopgraph.release.describing import VOID, Fact, Text, serialised
from coopgraph.release.overview import Overview
from coopgraph.settings import Settings
from coopgraph.store.media import GRAPH_TYPES, MediaType
from coopgraph.web.description import FORMATS, RESULT_FORMATS, SD

PROTOCOL = "https://www.w3.org/TR/sparql11-protocol/"
RECONCILIATION = "https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/"
_EXAMPLES = ("Agreement", "Person", "Organization", "Event", "Source", "Claim")


@lru_cache(maxsize=16)
def dataset_description(
    home: str, overview: Overview, files: Sequence[Measured], settings: Settings, media: MediaType
) -> bytes:
    """Return the description of the graph served at the URL ``home``, and of the ``files`` of it under ``exports/``."""
    dataset, licence = f"{home}#dataset", settings.licence
    facts = [
        *_catalogue(home, settings),
        *((dataset, DCT + "title", Text(text, language)) for language, text in TITLES.items()),
        (dataset, DCT + "publisher", f"{home}#publisher"),
        (dataset, DCAT + "landingPage", home),
        (dataset, FOAF + "homepage", home),
        *dataset_facts(dataset, overview, licence),
        *_access(home, overview),
        *_distributions(home, licence),
        *file_facts(dataset, f"{home}exports/", files, licence),
        *_services(home),
        *_graphs(home, overview),
    ]
    return serialised(with_classes(facts), media)


def _catalogue(home: str, settings: Settings) -> list[Fact]:
    catalogue, publisher = f"{home}#catalogue", f"{home}#publisher"
    return [
        (home, RDF + "type", VOID + "DatasetDescription"),
        (home, FOAF + "primaryTopic", f"{home}#dataset"),
        (catalogue, RDF + "type", DCAT + "Catalog"),
        *((catalogue, DCT + "title", Text(text, language)) for language, text in TITLES.items()),
        (catalogue, DCT + "description", Text(ABOUT, "en")),
        (catalogue, DCT + "publisher", publisher),
        (catalogue, FOAF + "homepage", home),
        (catalogue, DCAT + "dataset", f"{home}#dataset"),
        *((catalogue, DCAT + "service", f"{home}#{name}") for name in ("sparql", "api", "reconciliation")),
        (publisher, RDF + "type", FOAF + "Agent"),
        (publisher, FOAF + "name", Text(settings.publisher)),
    ]


def _access(home: str, overview: Overview) -> list[Fact]:
    """Return how to get at single things, and at all of them."""
    dataset = f"{home}#dataset"
    examples = {kind.removeprefix(COOP): thing for kind, thing in overview.examples}
    return [
        (dataset, VOID + "sparqlEndpoint", f"{home}sparql"),
        (dataset, VOID + "uriSpace", Text(ID)),
        (dataset, VOID + "uriLookupEndpoint", f"{home}api/search?q="),
        (dataset, VOID + "dataDump", f"{home}store?default"),
        *((dataset, VOID + "exampleResource", examples[name]) for name in _EXAMPLES if name in examples),
        *((dataset, VOID + "feature", FORMATS + RESULT_FORMATS[media.name]) for media in GRAPH_TYPES),
    ]


def _distributions(home: str, licence: str) -> list[Fact]:
    facts: list[Fact] = []
    for media in GRAPH_TYPES:
        node = f"{home}#distribution-{media.name}"
        facts += [
            *distribution_facts(f"{home}#dataset", node, media.type, licence),
            (node, DCT + "title", Text(f"The merged graph as {media.type}", "en")),
            (node, DCT + "description", Text(f"Ask with the header Accept: {media.type}", "en")),
            (node, DCAT + "accessURL", f"{home}store?default"),
            (node, DCAT + "accessService", f"{home}#sparql"),
        ]
    return facts


def _services(home: str) -> list[Fact]:
    facts: list[Fact] = []
    for name, title, endpoint, description, standard in (
        ("sparql", "SPARQL endpoint", "sparql", "sparql", PROTOCOL),
        ("api", "JSON API", "api", "api/openapi.json", "https://spec.openapis.org/oas/v3.1.0"),
        ("reconciliation", "Reconciliation service", "reconcile", "reconcile", RECONCILIATION),
    ):
        service = f"{home}#{name}"
        facts += [
            (service, RDF + "type", DCAT + "DataService"),
            (service, DCT + "title", Text(title, "en")),
            (service, DCT + "publisher", f"{home}#publisher"),
            (service, DCAT + "endpointURL", f"{home}{endpoint}"),
            (service, DCAT + "endpointDescription", f"{home}{description}"),
            (service, DCT + "conformsTo", standard),
            (service, DCAT + "servesDataset", f"{home}#dataset"),
        ]
    return facts


def _graphs(home: str, overview: Overview) -> list[Fact]:
    """Return the named graphs, each with its size, and those of sources with their source."""
    facts: list[Fact] = []
    for number, (graph, triples) in enumerate(overview.graphs):
        node = f"{home}#graph-{number}"
        facts += [
            (f"{home}#dataset", VOID + "subset", node),
            (node, RDF + "type", VOID + "Dataset"),
            (node, SD + "name", graph),
            (node, VOID + "triples", triples),
            (node, VOID + "dataDump", f"{home}store?graph={graph}"),
        ]
        if graph.startswith(GRAPH_SOURCE):
            facts.append((node, DCT + "source", f"{ID}source/{graph.removeprefix(GRAPH_SOURCE)}"))
    return facts
