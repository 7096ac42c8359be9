"""What the built graph says, and does not say, to someone who only asks SPARQL."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from coopgraph.ingest.build import assemble

from .conftest import DATA

Ask = Callable[[str], set[tuple[str, ...]]]
PREFIXES = """
PREFIX coop: <https://w3id.org/coopgraph/ontology#>
PREFIX id: <https://w3id.org/coopgraph/id/>
PREFIX c: <https://w3id.org/coopgraph/concept/>
PREFIX graph: <https://w3id.org/coopgraph/graph/>
"""
AGREEMENT = "<https://w3id.org/coopgraph/id/agreement/trentino-sviluppo-technopolis-2015>"
SEMINAR = "<https://w3id.org/coopgraph/id/event/seminar-smart-city-kazan-vladivostok>"
SESSION_25 = "<https://w3id.org/coopgraph/id/session/tf-it-ru-sme-25>"
NEXT_SESSION = "<https://w3id.org/coopgraph/id/session/tf-it-ru-sme-2017-ekaterinburg>"
FORUM = "<https://w3id.org/coopgraph/id/event/forum-mosca-italia-2015>"


@pytest.fixture(scope="module")
def rows() -> Ask:
    """Ask the bundled graph; every term comes back as the tail of its IRI or the text of its literal."""
    store = assemble([DATA]).store

    def ask(query: str) -> set[tuple[str, ...]]:
        found = store.select(PREFIXES + query)
        return {tuple(str(row.get(v, "")).rsplit("/", 1)[-1] for v in found.variables) for row in found}

    return ask


def test_the_agreement_has_two_parties_and_two_signatories(rows: Ask) -> None:
    assert rows(f"SELECT ?p WHERE {{ {AGREEMENT} coop:hasParty ?p }}") == {
        ("trentino-sviluppo",),
        ("technopolis-moscow",),
    }
    assert rows(f"SELECT ?p WHERE {{ {AGREEMENT} coop:signedBy ?p }}") == {
        ("casotto-mauro",),
        ("ishchenko-igor",),
    }


def test_farella_took_part_in_nothing(rows: Ask) -> None:
    farella = "<https://w3id.org/coopgraph/id/person/farella-raffaele>"
    assert rows(f"SELECT ?e WHERE {{ {farella} coop:participatedIn ?e }}") == set()
    assert rows(f"SELECT ?s WHERE {{ ?s coop:participant {farella} }}") == set()


def test_ice_is_not_counted_as_present_where_it_only_plans_to_be(rows: Ask) -> None:
    ice = "<https://w3id.org/coopgraph/id/organization/ice>"
    assert ("spief-next",) not in rows(f"SELECT ?e WHERE {{ {ice} coop:participatedIn ?e }}")
    assert rows(
        f"SELECT ?e ?m WHERE {{ ?s coop:participant {ice} ; coop:inEvent ?e ; coop:modality ?m }}"
    ) >= {("spief-next", "planned")}


def test_the_seminar_has_a_day_and_month_and_no_bounds(rows: Ask) -> None:
    assert rows(f"SELECT ?d WHERE {{ {SEMINAR} coop:date ?d }}") == {("XXXX-02-04",)}
    assert rows(f"SELECT ?d WHERE {{ {SEMINAR} coop:earliest|coop:latest ?d }}") == set()


def test_session_25_is_planned_in_one_source_and_held_in_another(rows: Ask) -> None:
    query = f"SELECT ?g ?s WHERE {{ GRAPH ?g {{ {SESSION_25} coop:eventStatus ?s }} }}"
    assert rows(query) == {("bergamo-tf-2016", "planned"), ("mise-tf-it-ru", "held")}


def test_what_the_editors_infer_is_no_fact_of_the_graph(rows: Ask) -> None:
    assert rows(f"SELECT ?d WHERE {{ {FORUM} coop:date ?d }}") == set()
    assert rows(f"SELECT ?n WHERE {{ {NEXT_SESSION} coop:ordinal ?n }}") == set()
    claims = "SELECT ?s ?g WHERE { GRAPH ?g { ?c coop:claimStatus <https://w3id.org/coopgraph/concept/claim-status/inferred> ; coop:claimSubject ?s } }"
    found = rows(claims)
    assert {graph for _, graph in found} == {"editorial"}
    assert {"bergamo-tf-2016", "mise-tf-it-ru", "forum-mosca-italia-2015"} <= {
        subject for subject, _ in found
    }


def test_a_participant_acts_in_a_role_that_the_same_source_attests(rows: Ask) -> None:
    query = """SELECT ?s WHERE { ?s coop:inCapacity ?r ; coop:statedIn ?a
               FILTER NOT EXISTS { ?s coop:statedIn ?b . ?r coop:statedIn ?b } }"""
    assert rows(query) == set()


def test_events_in_lombardy_are_found_through_venues_and_cities(rows: Ask) -> None:
    query = "SELECT ?e WHERE { ?e coop:hostRegion <https://w3id.org/coopgraph/id/region/it-25> }"
    assert rows(query) == {
        ("tf-it-ru-sme-25",),
        ("forum-mosca-italia-2015",),
        ("signing-trentino-sviluppo-technopolis-2015",),
        ("expo-2015",),
    }


def test_the_tables_of_session_25_have_seven_six_and_six_sectors(rows: Ask) -> None:
    query = f"""SELECT ?t (COUNT(DISTINCT ?x) AS ?n) WHERE {{
        ?t a coop:ThematicTable ; coop:partOfEvent {SESSION_25} ; coop:hasSector ?x }} GROUP BY ?t"""
    assert rows(query) == {
        (f"tf-it-ru-sme-25-table-{n}", count) for n, count in ((1, "7"), (2, "6"), (3, "6"))
    }
