"""A graph as a data set that catalogues list, in VoID and DCAT-AP 3: what it is about, and the files that hold it.

Values that DCAT-AP takes from other vocabularies are told with their class, so that the description is valid by itself.

Reference: DCAT-AP 3.0 (SEMIC), sections on Dataset, Distribution and Checksum.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coopgraph.namespaces import COOP, DCT, FOAF, RDF, SHAPES, SKOS
from coopgraph.release.describing import VOID, Fact, Text, Typed, statistics
from coopgraph.release.overview import Overview
from coopgraph.store.media import JSONLD, NQUADS, NTRIPLES, RDFXML, TRIG, TURTLE

DCAT = "http://www.w3.org/ns/dcat#"
DCATAP = "http://data.europa.eu/r5r/"
SPDX = "http://spdx.org/rdf/terms#"
TITLES = {
    "en": "A knowledge graph of bilateral cooperation",
    "it": "Un grafo di conoscenza della cooperazione bilaterale",
    "ru": "Граф знаний о двустороннем сотрудничестве",
}
ABOUT = (
    "People, institutions, regions, agreements, bodies, events and sectors that tie two countries together; every fact "
    "carries its source, down to the quoted words."
)
_AUTHORITY = "http://publications.europa.eu/resource/authority/"
_INTERNATIONAL = _AUTHORITY + "data-theme/INTR"
_AVAILABLE = _AUTHORITY + "planned-availability/AVAILABLE"
_LANGUAGES = {"en": "ENG", "it": "ITA", "ru": "RUS"}
_FILE_TYPES = {
    TURTLE.type: "RDF_TURTLE",
    NTRIPLES.type: "RDF_N_TRIPLES",
    JSONLD.type: "JSON_LD",
    RDFXML.type: "RDF_XML",
    NQUADS.type: "RDF_N_QUADS",
    TRIG.type: "RDF_TRIG",
    "text/csv": "CSV",
}
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_CLASSES = {
    DCT + "conformsTo": DCT + "Standard",
    DCT + "format": DCT + "MediaTypeOrExtent",
    DCT + "language": DCT + "LinguisticSystem",
    DCT + "license": DCT + "LicenseDocument",
    DCT + "spatial": DCT + "Location",
    DCAT + "landingPage": FOAF + "Document",
    DCAT + "mediaType": DCT + "MediaType",
    DCAT + "theme": SKOS + "Concept",
    DCATAP + "availability": SKOS + "Concept",
    FOAF + "homepage": FOAF + "Document",
    SPDX + "algorithm": SPDX + "ChecksumAlgorithm",
}


@dataclass(frozen=True)
class Measured:
    """A file of the graph: its path, what it holds, its media type, size in bytes and SHA-256."""

    path: str
    about: str
    type: str
    size: int
    sha256: str

    @classmethod
    def of(cls, path: str, about: str, media: str, data: bytes) -> Measured:
        """Return a file that holds ``data``."""
        return cls(path, about, media, len(data), hashlib.sha256(data).hexdigest())


def dataset_facts(dataset: str, overview: Overview, licence: str = "") -> list[Fact]:
    """Return what there is in the graph ``overview``, told of the IRI ``dataset``; ``licence`` is an IRI."""
    facts: list[Fact] = [
        (dataset, RDF + "type", VOID + "Dataset"),
        (dataset, RDF + "type", DCAT + "Dataset"),
        (dataset, DCT + "description", Text(ABOUT, "en")),
        (dataset, DCAT + "theme", _INTERNATIONAL),
        (_INTERNATIONAL, SKOS + "prefLabel", Text("International issues", "en")),
        (dataset, DCT + "conformsTo", COOP.rstrip("#")),
        (dataset, DCT + "conformsTo", SHAPES.rstrip("#")),
        *(
            (dataset, DCAT + "keyword", Text(word, "en"))
            for word in ("bilateral cooperation", "agreements", "provenance")
        ),
        *((dataset, DCT + "spatial", country) for country in overview.countries),
        *(
            (dataset, DCT + "language", f"{_AUTHORITY}language/{_LANGUAGES[tag]}")
            for tag in overview.languages
            if tag in _LANGUAGES
        ),
        *((dataset, VOID + "vocabulary", namespace) for namespace in vocabularies(overview)),
        *statistics(dataset, overview),
    ]
    if overview.version:
        facts.append((dataset, DCT + "identifier", Text(overview.version)))
    if licence:
        facts.append((dataset, DCT + "license", licence))
    if len(overview.days) == 2:
        period, (first, last) = f"{dataset.partition('#')[0]}#period", overview.days
        facts += [
            (dataset, DCT + "temporal", period),
            (period, RDF + "type", DCT + "PeriodOfTime"),
            (period, DCAT + "startDate", Typed(first, "date")),
            (period, DCAT + "endDate", Typed(last, "date")),
        ]
    return facts


def vocabularies(overview: Overview) -> list[str]:
    """Return the namespaces of the classes and properties that the graph uses."""
    used = [iri for iri, _ in (*overview.classes, *overview.properties)]
    return sorted({iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] for iri in used})


def file_facts(dataset: str, folder: str, files: Sequence[Measured], licence: str = "") -> list[Fact]:
    """Return the ``files`` at the URL ``folder`` as distributions of ``dataset``, with size and checksum."""
    facts: list[Fact] = []
    here = dataset.partition("#")[0]
    for file in files:
        node, checksum = f"{here}#file-{file.path}", f"{here}#checksum-{file.path}"
        facts += [
            *distribution_facts(dataset, node, file.type, licence),
            (node, DCT + "title", Text(file.path)),
            (node, DCT + "description", Text(file.about, "en")),
            (node, DCAT + "accessURL", folder + file.path),
            (node, DCAT + "downloadURL", folder + file.path),
            (node, DCAT + "byteSize", Typed(str(file.size), "nonNegativeInteger")),
            (node, SPDX + "checksum", checksum),
            (checksum, RDF + "type", SPDX + "Checksum"),
            (checksum, SPDX + "algorithm", SPDX + "checksumAlgorithm_sha256"),
            (checksum, SPDX + "checksumValue", Typed(file.sha256, "hexBinary")),
        ]
        if file.type in (NQUADS.type, TRIG.type, JSONLD.type):
            facts.append((dataset, VOID + "dataDump", folder + file.path))
    return facts


def distribution_facts(dataset: str, node: str, media: str, licence: str = "") -> list[Fact]:
    """Return what every distribution of ``dataset`` says: its media type, format, availability and licence."""
    return [
        (dataset, DCAT + "distribution", node),
        (node, RDF + "type", DCAT + "Distribution"),
        (node, DCAT + "mediaType", _MEDIA_TYPES + media),
        (node, DCT + "format", f"{_AUTHORITY}file-type/{_FILE_TYPES[media]}"),
        (node, DCATAP + "availability", _AVAILABLE),
        (_AVAILABLE, SKOS + "prefLabel", Text("available", "en")),
        *([(node, DCT + "license", licence)] if licence else []),
    ]


def with_classes(facts: Iterable[Fact]) -> list[Fact]:
    """Return ``facts``, and of every value that a property takes from another vocabulary its class."""
    said = list(facts)
    return said + [
        (value, RDF + "type", _CLASSES[predicate])
        for _, predicate, value in said
        if predicate in _CLASSES and isinstance(value, str)
    ]
