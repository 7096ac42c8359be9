"""The rules kept by code: each has faults that break it, and things that look like faults and are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rdflib import Literal, URIRef

from coopgraph.resources import resource
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.validation.check import check
from coopgraph.validation.coded.names import normalised

StoreOf = Callable[[str], EmbeddedStore]
CLASSES = "ex:o { coop:PublicBody rdfs:subClassOf coop:Organization . coop:Organization a rdfs:Class } "
SHORTCUTS = "<https://w3id.org/coopgraph/graph/shortcuts>"


def found(store: EmbeddedStore) -> list[tuple[str, str, object]]:
    """What the coded rules find: number, tail of the focus, value."""
    return [
        (r.rule, str(r.focus).rpartition("/")[2], r.value)
        for r in check(store).results
        if r.rule in {"R32", "R46", "R51"}
    ]


@pytest.mark.parametrize("code", ["IT-99", "RU-XXX", "IT"])
def test_a_code_of_the_list_is_known_and_another_of_its_country_is_not(store_of: StoreOf, code: str) -> None:
    store = store_of(f'ex:g {{ ex:place coop:isoCode "{code}" . ex:known coop:isoCode "IT-25" , "RU-MOW" }}')
    assert found(store) == ([] if code == "IT" else [("R32", "place", Literal(code))])


def test_nuts_codes_are_judged_on_the_levels_the_list_has(store_of: StoreOf) -> None:
    store = store_of(
        'ex:g { ex:wrong coop:nutsCode "ITZ9" . ex:right coop:nutsCode "ITC4" . ex:finer coop:nutsCode "ITC4C" }'
    )
    assert found(store) == [("R32", "wrong", Literal("ITZ9"))]


def test_codes_of_a_country_outside_the_list_are_not_judged(store_of: StoreOf) -> None:
    assert found(store_of('ex:g { ex:place coop:isoCode "FR-ZZZ" ; coop:nutsCode "FRZ9" }')) == []


def test_people_who_share_a_variant_in_any_order_are_named_once(store_of: StoreOf) -> None:
    store = store_of(
        'ex:g { ex:p1 a coop:Person ; skos:prefLabel "Adel Nagumanov"@en ; skos:altLabel "Adel’ Nagumanov"@it .'
        ' ex:p2 a coop:Person ; skos:altLabel "NAGUMANOV, Adél"@it }'
    )
    (result,) = [r for r in check(store).results if r.rule == "R46"]
    assert (str(result.focus), result.value) == ("http://example.org/p1", URIRef("http://example.org/p2"))
    assert result.message["en"] == "http://example.org/p2 is called ‘Adel Nagumanov’ too"
    assert set(result.message) == {"en", "it"}


def test_organizations_of_different_classes_may_not_share_a_name(store_of: StoreOf) -> None:
    store = store_of(
        CLASSES + 'ex:g { ex:a a coop:PublicBody ; skos:prefLabel "I.C.E."@it .'
        ' ex:b a coop:Organization ; skos:altLabel "i c e"@en . ex:c a coop:PublicBody ; skos:prefLabel "ICE"@it }'
    )
    assert found(store) == [("R46", "a", URIRef("http://example.org/b"))]


def test_a_person_and_an_organization_or_two_misprints_may_share_a_name(store_of: StoreOf) -> None:
    store = store_of(
        'ex:g { ex:a a coop:Person ; skos:prefLabel "Ferrero"@it ; skos:hiddenLabel "Fererro"@it .'
        ' ex:b a coop:Organization ; skos:prefLabel "Ferrero"@it .'
        ' ex:c a coop:Person ; skos:prefLabel "Anna Verdi"@it ; skos:hiddenLabel "Fererro"@it }'
    )
    assert found(store) == []


def test_a_name_is_compared_without_accents_capitals_and_punctuation() -> None:
    assert normalised("Città d’Arte S.p.A.", any_order=False) == "citta d arte s p a"
    assert normalised("—", any_order=True) == ""


PARTY = "ex:g { ex:role coop:undertaking ex:deal ; coop:party ex:alfa } "
DRAWN = f"{SHORTCUTS} {{ ex:deal coop:hasParty ex:alfa }} "


def test_shortcuts_that_follow_are_right(store_of: StoreOf) -> None:
    assert found(store_of(PARTY + DRAWN)) == []


def test_a_shortcut_that_follows_from_nothing_is_stale(store_of: StoreOf) -> None:
    store = store_of(PARTY + f"{SHORTCUTS} {{ ex:deal coop:hasParty ex:alfa ; coop:signedBy ex:ada }}")
    assert found(store) == [("R51", "deal", URIRef("http://example.org/ada"))]


def test_a_shortcut_that_is_not_drawn_is_missing(store_of: StoreOf) -> None:
    store = store_of(PARTY + "ex:h { ex:role2 coop:undertaking ex:deal ; coop:party ex:beta } " + DRAWN)
    missing = {str(value).rpartition("/")[2] for _, _, value in found(store)}
    assert missing == {"beta", "alfa"}  # hasParty beta, and the two cooperatesWith


def test_a_graph_without_shortcuts_is_not_judged(store_of: StoreOf) -> None:
    assert found(store_of(PARTY)) == []


def test_a_source_that_states_a_shortcut_breaks_the_rule(store_of: StoreOf) -> None:
    store = store_of(
        PARTY + 'ex:h { ex:deal coop:signedBy ex:ada } ex:o { coop:signedBy coop:constructQuery "…" }'
    )
    (result,) = [r for r in check(store).results if r.rule == "R51"]
    assert result.severity == "Violation"
    assert result.path == "https://w3id.org/coopgraph/ontology#signedBy"
    assert "another" not in result.message["en"]
    assert "other than that of the shortcuts" in result.message["en"]


def test_the_shipped_places_break_no_coded_rule() -> None:
    from coopgraph.ingest.build import assemble, bundled_dossiers

    assert found(assemble([bundled_dossiers()]).store) == []
    assert (resource("ontology") / "places").is_dir()
