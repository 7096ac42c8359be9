"""The vocabulary that the loaders use is the one the ontology declares."""

from __future__ import annotations

import subprocess
import sys

import pytest

from coopgraph.errors import NotFoundError
from coopgraph.namespaces import CONCEPT, COOP
from coopgraph.ontology import Vocabulary

SEGMENTS = {
    "Person": "person", "Organization": "organization", "PublicBody": "organization", "TerritorialAuthority": "organization",
    "CooperationBody": "body", "Office": "office", "Place": "place", "Country": "country", "Region": "region", "City": "city",
    "Venue": "venue", "BilateralRelation": "relation", "Agreement": "agreement", "Partnership": "partnership",
    "Provision": "provision", "Event": "event", "EventSeries": "series", "Session": "session", "ThematicTable": "table",
    "Signing": "signing", "Source": "source", "PartyRole": "party-role", "Participation": "participation",
    "Signature": "signature", "RoleHolding": "role-holding", "ReportedFigure": "figure", "Evidence": "evidence",
    "Claim": "claim", "Discrepancy": "discrepancy",
}  # fmt: skip


def test_every_concrete_class_has_its_word_in_iris(vocabulary: Vocabulary) -> None:
    assert {name: vocabulary.segment(name) for name in SEGMENTS} == SEGMENTS
    assert set(vocabulary.classes) - set(SEGMENTS) == {"Undertaking", "Situation"}


def test_an_abstract_class_has_no_word_and_the_message_names_its_subclasses(vocabulary: Vocabulary) -> None:
    with pytest.raises(NotFoundError, match="'Undertaking' is abstract; use one of Agreement, Partnership"):
        vocabulary.segment("Undertaking")


def test_an_unknown_class_is_refused_with_the_closest_name(vocabulary: Vocabulary) -> None:
    with pytest.raises(NotFoundError, match="no class 'Organisation'; did you mean 'Organization'"):
        vocabulary.segment("Organisation")


def test_a_class_is_what_every_class_above_it_is(vocabulary: Vocabulary) -> None:
    assert vocabulary.is_a("TerritorialAuthority", "Organization")
    assert vocabulary.is_a("TerritorialAuthority", "foaf:Agent")
    assert vocabulary.is_a("Session", "Session")
    assert not vocabulary.is_a("Organization", "PublicBody")
    assert not vocabulary.is_a("City", "foaf:Agent")


def test_a_property_knows_its_kind_its_domain_its_range_and_its_list(vocabulary: Vocabulary) -> None:
    role = vocabulary.properties["role"]
    assert (role.iri, role.kind, role.domain, role.code_list) == (
        COOP + "role",
        "object",
        "Situation",
        "role",
    )
    assert vocabulary.properties["latestStatus"].code_list == "event-status"
    assert vocabulary.properties["participant"].range_class == "foaf:Agent"
    assert vocabulary.properties["inEvent"].range_class == "Event"
    ordinal = vocabulary.properties["ordinal"]
    assert (ordinal.kind, ordinal.range, ordinal.range_class) == (
        "datatype",
        "http://www.w3.org/2001/XMLSchema#integer",
        None,
    )
    assert vocabulary.properties["hasSector"].domain is None
    assert vocabulary.properties["signedBy"].shortcut
    assert not vocabulary.properties["signs"].shortcut


def test_codes_are_found_by_scheme_and_slug(vocabulary: Vocabulary) -> None:
    assert vocabulary.codes["role"]["co-chair"] == CONCEPT + "role/co-chair"
    assert {p.code_list for p in vocabulary.properties.values()} - {None} == set(vocabulary.codes)


def test_the_closest_name_ignores_case_and_gives_up_on_nonsense(vocabulary: Vocabulary) -> None:
    assert vocabulary.closest("takesplacein") == "takesPlaceIn"
    assert vocabulary.closest("signatary", vocabulary.codes["role"]) == "signatory"
    assert vocabulary.closest("zzzzzz") is None


def test_a_store_without_ontology_is_refused_with_the_remedy() -> None:
    with pytest.raises(NotFoundError, match="coopgraph build"):
        Vocabulary.from_select(lambda _: [])


def test_the_vocabulary_cannot_be_changed(vocabulary: Vocabulary) -> None:
    with pytest.raises(TypeError):
        vocabulary.codes["role"]["boss"] = "x"  # type: ignore[index]


def test_importing_the_room_does_not_import_rdflib() -> None:
    code = "import sys, coopgraph.ontology; sys.exit('rdflib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
