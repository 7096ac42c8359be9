"""What the server says of the graph it serves: a catalogue of one dataset, in VoID and DCAT-AP 3.

All of it is made from the store and the settings, so it is true of whatever graph is served. A test asks for
everything it names.

Reference: Describing Linked Datasets with VoID; DCAT-AP 3.0 (SEMIC), sections on Catalogue, Dataset, Distribution
and Data Service.
"""

from __future__ import annotations

from functools import lru_cache

from coopgraph.namespaces import COOP, DCT, FOAF, GRAPH_SOURCE, ID, RDF, SHAPES
from coopgraph.settings import Settings
from coopgraph.store.media import GRAPH_TYPES, MediaType
from coopgraph.web.description import (
    FORMATS,
    RESULT_FORMATS,
    SD,
    VOID,
    Fact,
    Text,
    Typed,
    serialised,
    statistics,
)
from coopgraph.web.overview import Overview

DCAT = "http://www.w3.org/ns/dcat#"
DCATAP = "http://data.europa.eu/r5r/"
PROTOCOL = "https://www.w3.org/TR/sparql11-protocol/"
RECONCILIATION = "https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/"

_AUTHORITY = "http://publications.europa.eu/resource/authority/"
_FILE_TYPES = {
    "turtle": "RDF_TURTLE",
    "ntriples": "RDF_N_TRIPLES",
    "jsonld": "JSON_LD",
    "rdfxml": "RDF_XML",
}
_LANGUAGES = {"en": "ENG", "it": "ITA", "ru": "RUS"}
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_INTERNATIONAL = _AUTHORITY + "data-theme/INTR"
_EXAMPLES = ("Agreement", "Person", "Organization", "Event", "Source", "Claim")
_TITLES = {
    "en": "A knowledge graph of bilateral cooperation",
    "it": "Un grafo di conoscenza della cooperazione bilaterale",
    "ru": "Граф знаний о двустороннем сотрудничестве",
}
_ABOUT = (
    "People, institutions, regions, agreements, bodies, events and sectors that tie two countries together; every fact "
    "carries its source, down to the quoted words."
)


@lru_cache(maxsize=16)
def dataset_description(home: str, overview: Overview, settings: Settings, media: MediaType) -> bytes:
    """Return the description of the graph served at the URL ``home``."""
    return serialised(
        [
            *_catalogue(home, settings),
            *_dataset(home, overview, settings),
            *_access(home, overview),
            *_distributions(home, settings),
            *_services(home),
            *_graphs(home, overview),
            *statistics(f"{home}#dataset", overview),
        ],
        media,
    )


def _catalogue(home: str, settings: Settings) -> list[Fact]:
    catalogue, publisher = f"{home}#catalogue", f"{home}#publisher"
    return [
        (home, RDF + "type", VOID + "DatasetDescription"),
        (home, FOAF + "primaryTopic", f"{home}#dataset"),
        (catalogue, RDF + "type", DCAT + "Catalog"),
        *((catalogue, DCT + "title", Text(text, language)) for language, text in _TITLES.items()),
        (catalogue, DCT + "description", Text(_ABOUT, "en")),
        (catalogue, DCT + "publisher", publisher),
        (catalogue, FOAF + "homepage", home),
        (catalogue, DCAT + "dataset", f"{home}#dataset"),
        *((catalogue, DCAT + "service", f"{home}#{name}") for name in ("sparql", "api", "reconciliation")),
        (publisher, RDF + "type", FOAF + "Agent"),
        (publisher, FOAF + "name", Text(settings.publisher)),
    ]


def _dataset(home: str, overview: Overview, settings: Settings) -> list[Fact]:
    dataset, period = f"{home}#dataset", f"{home}#period"
    facts: list[Fact] = [
        (dataset, RDF + "type", VOID + "Dataset"),
        (dataset, RDF + "type", DCAT + "Dataset"),
        *((dataset, DCT + "title", Text(text, language)) for language, text in _TITLES.items()),
        (dataset, DCT + "description", Text(_ABOUT, "en")),
        (dataset, DCT + "publisher", f"{home}#publisher"),
        (dataset, DCAT + "landingPage", home),
        (dataset, FOAF + "homepage", home),
        (dataset, DCAT + "theme", _INTERNATIONAL),
        (dataset, DCT + "conformsTo", COOP.rstrip("#")),
        (dataset, DCT + "conformsTo", SHAPES.rstrip("#")),
        *(
            (dataset, DCAT + "keyword", Text(word, "en"))
            for word in ("bilateral cooperation", "agreements", "provenance")
        ),
        *((dataset, DCT + "spatial", country) for country in overview.countries),
        *((dataset, DCT + "language", f"{_AUTHORITY}language/{_LANGUAGES[tag]}") for tag in _known(overview)),
    ]
    if overview.version:
        facts.append((dataset, DCT + "identifier", Text(overview.version)))
    if settings.licence:
        facts.append((dataset, DCT + "license", settings.licence))
    if len(overview.days) == 2:
        first, last = overview.days
        facts += [
            (dataset, DCT + "temporal", period),
            (period, RDF + "type", DCT + "PeriodOfTime"),
            (period, DCAT + "startDate", Typed(first, "date")),
            (period, DCAT + "endDate", Typed(last, "date")),
        ]
    return facts


def _known(overview: Overview) -> list[str]:
    return [tag for tag in overview.languages if tag in _LANGUAGES]


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
        *((dataset, VOID + "vocabulary", namespace) for namespace in vocabularies(overview)),
        *((dataset, VOID + "feature", FORMATS + RESULT_FORMATS[media.name]) for media in GRAPH_TYPES),
    ]


def vocabularies(overview: Overview) -> list[str]:
    """Return the namespaces of the classes and properties that the graph uses."""
    used = [iri for iri, _ in (*overview.classes, *overview.properties)]
    return sorted({iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] for iri in used})


def _distributions(home: str, settings: Settings) -> list[Fact]:
    facts: list[Fact] = []
    for media in GRAPH_TYPES:
        node = f"{home}#distribution-{media.name}"
        facts += [
            (f"{home}#dataset", DCAT + "distribution", node),
            (node, RDF + "type", DCAT + "Distribution"),
            (node, DCT + "title", Text(f"The merged graph as {media.type}", "en")),
            (node, DCT + "description", Text(f"Ask with the header Accept: {media.type}", "en")),
            (node, DCAT + "accessURL", f"{home}store?default"),
            (node, DCAT + "accessService", f"{home}#sparql"),
            (node, DCAT + "mediaType", _MEDIA_TYPES + media.type),
            (node, DCT + "format", f"{_AUTHORITY}file-type/{_FILE_TYPES[media.name]}"),
            (node, DCATAP + "availability", _AUTHORITY + "planned-availability/AVAILABLE"),
        ]
        if settings.licence:
            facts.append((node, DCT + "license", settings.licence))
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
