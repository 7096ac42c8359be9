"""The JSON-LD context names every term and gives its values their types."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rdflib import RDF, SKOS, XSD, Graph, Literal, URIRef

from coopgraph.namespaces import COOP, EDTF
from coopgraph.ontology import Vocabulary


@pytest.fixture(scope="module")
def context(folder: Path) -> dict[str, object]:
    return json.loads((folder / "context.jsonld").read_text(encoding="utf-8"))["@context"]


def test_every_class_and_property_is_in_the_context_under_its_own_iri(
    context: dict[str, object], vocabulary: Vocabulary
) -> None:
    for name in [*vocabulary.classes, *vocabulary.properties]:
        entry = context[name]
        assert (entry["@id"] if isinstance(entry, dict) else entry) == f"coop:{name}"
    ours = {key for key, entry in context.items() if "coop:" in json.dumps(entry)}
    assert ours == {*vocabulary.classes, *vocabulary.properties}


def test_object_properties_point_and_numbers_are_numbers(
    context: dict[str, dict[str, str]], vocabulary: Vocabulary
) -> None:
    for name, prop in vocabulary.properties.items():
        if prop.kind == "object":
            assert context[name]["@type"] == "@id"
        elif prop.range in {str(XSD.decimal), str(XSD.integer)}:
            assert context[name]["@type"] == prop.range.replace(str(XSD), "xsd:")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # inside rdflib's own parser
def test_a_document_expands_to_the_right_triples(context: dict[str, object]) -> None:
    document = {
        "@context": context,
        "id": "https://w3id.org/coopgraph/id/session/s",
        "type": "Session",
        "prefLabel": {"it": "Sessione", "en": "Session"},
        "altLabel": {"it": ["La 25esima", "La XXV"]},
        "ordinal": 25,
        "date": "2016-12-01/2016-12-02",
        "earliest": "2016-12-01",
        "eventStatus": "https://w3id.org/coopgraph/concept/event-status/held",
    }
    graph = Graph().parse(data=json.dumps(document), format="json-ld")
    session = URIRef("https://w3id.org/coopgraph/id/session/s")
    expected = Graph()
    for predicate, value in (
        (RDF.type, URIRef(COOP + "Session")),
        (SKOS.prefLabel, Literal("Sessione", lang="it")),
        (SKOS.prefLabel, Literal("Session", lang="en")),
        (SKOS.altLabel, Literal("La 25esima", lang="it")),
        (SKOS.altLabel, Literal("La XXV", lang="it")),
        (URIRef(COOP + "ordinal"), Literal(25)),
        (URIRef(COOP + "date"), Literal("2016-12-01/2016-12-02", datatype=URIRef(EDTF + "EDTF"))),
        (URIRef(COOP + "earliest"), Literal("2016-12-01", datatype=XSD.date)),
        (URIRef(COOP + "eventStatus"), URIRef("https://w3id.org/coopgraph/concept/event-status/held")),
    ):
        expected.add((session, predicate, value))
    assert set(graph) == set(expected)
