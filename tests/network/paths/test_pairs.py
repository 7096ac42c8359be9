"""What lies between two ends: in the bundled documents, and how it is counted by year."""

from __future__ import annotations

import json

import pytest

from coopgraph.errors import NetworkError, NotFoundError
from coopgraph.graph import KnowledgeGraph
from coopgraph.namespaces import ID
from coopgraph.network.pairs import Item, Last, Year
from coopgraph.network.pairs.time import ended, last_dated, undated, years

ITALY, RUSSIA = f"{ID}country/it", f"{ID}country/ru"


@pytest.fixture(scope="module")
def kg(bundled_store):
    with KnowledgeGraph.open(bundled_store) as graph:
        yield graph


def tails(items):
    return {item.thing.rsplit("/", 1)[1] for item in items}


def item(*dates, thing="t"):
    return Item(thing, "event", "", "", dates, (), ())


def test_two_countries_have_all_that_the_documents_tell_of_both(kg):
    pair = kg.pair(ITALY, RUSSIA)
    assert tails(pair.instruments) == {"trentino-sviluppo-technopolis-2015", "provincia-trento-citta-mosca"}
    assert tails(pair.bodies) == {"tf-it-ru-sme", "consiglio-cooperazione-it-ru"}
    assert {"summit-mosca-sochi-2002", "tf-it-ru-sme-25", "forum-mosca-italia-2015"} <= tails(pair.events)
    assert tails(pair.planned) == {"tf-it-ru-sme-2013-torino", "tf-it-ru-sme-2017-ekaterinburg"}
    assert "expo-2015" not in tails(pair.events)
    sides = {(one.person.rsplit("/", 1)[1], one.end) for one in pair.people}
    assert {("berlusconi-silvio", "one"), ("putin-vladimir", "other"), ("gromyko-yury", "other")} <= sides


def test_what_is_undated_or_planned_is_counted_in_no_year(kg):
    pair = kg.pair(ITALY, RUSSIA)
    assert [year for year in pair.years if year.possible] == [
        Year(2002, 1, 1),
        Year(2015, 2, 2),
        Year(2016, 1, 1),
    ]
    assert any(thing.endswith("seminar-smart-city-kazan-vladivostok") for thing in pair.undated)
    assert pair.last == Last("2016-12-02", "2016-12-02", f"{ID}session/tf-it-ru-sme-25")


def test_every_item_and_every_activity_rests_on_a_source_and_its_words(kg):
    pair = kg.pair(ITALY, RUSSIA)
    for one in (*pair.instruments, *pair.events, *pair.planned, *pair.sectors):
        assert any(statement.passages for statement in one.statements), one
    for someone in pair.people:
        for activity in someone.activities:
            assert any(statement.passages for statement in activity.statements)


def test_two_regions_have_what_their_institutions_did(kg):
    pair = kg.pair(f"{ID}region/it-tn", f"{ID}region/ru-mow")
    assert tails(pair.instruments) == {"trentino-sviluppo-technopolis-2015", "provincia-trento-citta-mosca"}
    assert {one.person.rsplit("/", 1)[1] for one in pair.people if one.end == "one"} == {
        "casotto-mauro",
        "farella-raffaele",
    }


def test_two_institutions_have_their_agreement_and_not_the_relation_of_others(kg):
    pair = kg.pair(f"{ID}organization/trentino-sviluppo", f"{ID}organization/technopolis-moscow")
    assert tails(pair.instruments) == {"trentino-sviluppo-technopolis-2015"}
    assert pair.last == Last("2015-10-15", "2015-10-15", f"{ID}agreement/trentino-sviluppo-technopolis-2015")


def test_the_ends_may_be_exchanged(kg):
    here, there = kg.pair(ITALY, RUSSIA), kg.pair(RUSSIA, ITALY)
    assert (here.instruments, here.events, here.years) == (there.instruments, there.events, there.years)


def test_the_result_is_json_with_stable_keys(kg):
    told = kg.pair(ITALY, RUSSIA).to_json()
    assert json.loads(json.dumps(told)) == told
    assert list(told) == [
        "one", "other", "graph_version", "instruments", "bodies", "events", "planned", "people",
        "sectors", "years", "undated", "ended", "last",
    ]  # fmt: skip


def test_ends_are_two_countries_places_or_institutions(kg):
    with pytest.raises(NetworkError, match="coopgraph path"):
        kg.pair(ITALY, f"{ID}person/putin-vladimir")
    with pytest.raises(NetworkError, match="two different"):
        kg.pair(ITALY, ITALY)
    with pytest.raises(NotFoundError, match="search"):
        kg.pair(ITALY, f"{ID}country/zz")


def test_a_year_has_what_is_certain_apart_from_what_may_be():
    assert years([item("2014-05-01"), item("2014/2015"), item("2014-24")]) == (
        Year(2014, 2, 3),
        Year(2015, 1, 2),
    )


def test_sources_that_disagree_leave_a_year_uncertain():
    assert years([item("2014", "2015")]) == (Year(2014, 0, 1), Year(2015, 0, 1))


def test_a_date_open_at_one_end_is_undated():
    assert undated([item("../2013-05-16", thing="a"), item(thing="b"), item("2013", thing="c")]) == ("a", "b")


def test_silence_begins_between_two_days_where_the_last_date_is_imprecise():
    assert last_dated([item("2015", thing="a"), item("2015-10-15", thing="b")]) == Last(
        "2015-10-15", "2015-12-31", "a"
    )
    assert last_dated([item()]) is None


def test_an_instrument_with_a_period_has_ended_on_its_last_day():
    assert ended([item("2010/2014", thing="a"), item("2012", thing="b")]) == (("a", "2014-12-31"),)
