"""``void.ttl``: a release described in VoID and DCAT-AP 3, beside its files."""

from __future__ import annotations

from collections.abc import Sequence

from coopgraph.namespaces import DCT, FOAF, RDF
from coopgraph.release.dataset import Measured, dataset_facts, file_facts, with_classes
from coopgraph.release.describing import Fact, Text, Typed, serialised
from coopgraph.release.edition import Edition
from coopgraph.release.overview import Overview
from coopgraph.store.media import TURTLE

PATH = "void.ttl"
ABOUT = "what the graph is about, its statistics, and its files, in VoID and DCAT-AP 3"
# Taken out again when all is written: the IRIs in the file are relative to where it lies, wherever that will be.
_HERE = "urn:x-coopgraph:release/"


def void(edition: Edition, overview: Overview, files: Sequence[Measured]) -> bytes:
    """Return the description of a release of ``files`` of the graph ``overview``, as Turtle."""
    dataset, licence = f"{_HERE}#dataset", f"https://spdx.org/licenses/{edition.licence}"
    facts: list[Fact] = [
        (dataset, DCT + "title", Text(f"{edition.title}, release {edition.name}", "en")),
        *dataset_facts(dataset, overview, licence),
        *file_facts(dataset, _HERE, files, licence),
    ]
    for number, name in enumerate(edition.authors, 1):
        author = f"{_HERE}#author-{number}"
        facts += [
            (dataset, DCT + ("publisher" if number == 1 else "creator"), author),
            (author, RDF + "type", FOAF + "Agent"),
            (author, FOAF + "name", Text(name)),
        ]
    if edition.date:
        facts.append((dataset, DCT + "issued", Typed(edition.date, "date")))
    return serialised(with_classes(facts), TURTLE).replace(f"<{_HERE}".encode(), b"<")
