"""A query without rows is told why: what a researcher would write by habit, and what the graph has instead."""

from __future__ import annotations

import pytest

from coopgraph.namespaces import BASE
from coopgraph.provenance.absence import why_nothing
from coopgraph.queries import Catalogue
from coopgraph.resources import resource
from coopgraph.store.opening import open_version

AGREEMENT = "agreement/trentino-sviluppo-technopolis-2015"
HABITS = {
    "a misspelt property": ("?s coop:partecipant ?who", "coop:partecipant; did you mean coop:participant?"),
    "a misspelt class": ("?s a coop:Persons", "coop:Persons; did you mean coop:Person?"),
    "a misspelt code": (
        f"?s coop:hasSector <{BASE}concept/sector/energi>",
        f"did you mean <{BASE}concept/sector/energy>?",
    ),
    "a term there never was": ("?s coop:zzz ?o", "coop:zzz; /ontology lists the terms there are"),
    "another's class": ("?s a <https://schema.org/Organization>", "nothing of <https://schema.org/Organization>"),
    "a thing at the address of a server": (
        f"<http://127.0.0.1:8000/id/{AGREEMENT}> ?p ?o",
        f"its name here is <{BASE}id/{AGREEMENT}>",
    ),
    "a thing without /id": (f"<{AGREEMENT}> ?p ?o", f"its name here is <{BASE}id/{AGREEMENT}>"),
    "a thing by another name": (f"<{BASE}id/person/mauro> ?p ?o", "'coopgraph search'"),
    "a name without its language": ('?s skos:prefLabel "Trentino Sviluppo"', 'the graph has "Trentino Sviluppo"@it'),
    "the same as a condition": ('?s skos:prefLabel ?n FILTER(?n = "Trentino Sviluppo")', '"Trentino Sviluppo"@it'),
    "a name of nobody": ('?s skos:prefLabel "Nobody"@en', "find a name in any spelling by /search"),
    "another code": ('?s coop:isoCode "IT-99"', 'no coop:isoCode is "IT-99"'),
    "a language no name is in": ('?s skos:prefLabel ?n FILTER(LANG(?n) = "de")', 'in the language "de"; the graph has en, it, ru'),
    "a day as a value": ('?e coop:date "2015-10-15"^^xsd:date', 'the graph has "2015-10-15"^^edtf:EDTF'),
    "a day compared": ('?e coop:date ?d FILTER(?d > "2015-01-01"^^xsd:date)', "compare coop:earliest and coop:latest"),
    "a year taken": ("?e coop:date ?d FILTER(YEAR(?d) = 2015)", "compare coop:earliest and coop:latest"),
    "a property of something else": ("?a a coop:Agreement ; coop:participant ?p", "no coop:Agreement has coop:participant"),
    "the name other graphs use": ("?a rdfs:label ?l ; a coop:Event", "no coop:Event has rdfs:label; SELECT DISTINCT ?property { ?thing a coop:Event"),
    "a shortcut the other way round": (f"<id/{AGREEMENT}> coop:participatedIn ?x", f"id:{AGREEMENT} has coop:participatedIn"),
}  # fmt: skip


@pytest.fixture(scope="module")
def store(bundled_store):
    with open_version(bundled_store, memory=True).store as store:
        yield store


@pytest.mark.parametrize(("where", "told"), HABITS.values(), ids=HABITS)
def test_a_habit_that_finds_nothing_is_told_what_the_graph_has(store, where, told):
    query = f"BASE <{BASE}> SELECT * WHERE {{ {where} }}"
    assert not store.select(query).rows
    (reason,) = [one for one in why_nothing(store.select, query) if told in one]
    assert "  " not in reason


def test_a_prefix_that_stands_for_something_else_is_told_once(store):
    query = f"PREFIX coop: <{BASE}ontology/> SELECT * {{ ?s a coop:Event ; coop:date ?d }}"
    assert why_nothing(store.select, query) == (
        f"the prefix coop: is declared as <{BASE}ontology/>; in this graph it is <{BASE}ontology#>",
    )


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s a coop:Event ; coop:earliest ?d FILTER(?d > '2999-01-01'^^xsd:date) }",
        "SELECT * { ?s a coop:Event OPTIONAL { ?s rdfs:label ?l } FILTER(false) }",
        'SELECT * { ?s skos:prefLabel "Trentino Sviluppo"@it ; a coop:Organization FILTER(xsd:integer("1") = 2) }',
    ],
)
def test_nothing_is_said_against_a_query_whose_parts_are_all_there(store, query):
    assert not store.select(query).rows
    assert why_nothing(store.select, query) == ()


@pytest.mark.parametrize(
    "query", Catalogue.load([resource("queries")]).questions(), ids=lambda query: query.name
)
def test_no_question_of_the_catalogue_is_told_that_a_name_in_it_is_unknown(store, query):
    text = query.bind({p.name: p.sample() for p in query.parameters if p.required})
    assert [
        one
        for one in why_nothing(store.select, text)
        if "did you mean" in one or "in this graph it is" in one
    ] == []
