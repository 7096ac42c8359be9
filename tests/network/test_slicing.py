"""A network period by period: what is in each slice, what arrives, what falls silent."""

from __future__ import annotations

import datetime

import pytest

from coopgraph.errors import NetworkError
from coopgraph.network import Conditions, project
from coopgraph.network.slicing import _windows, histories, slices


def ends(network):
    return {"-".join(end.rsplit("/", 1)[1] for end in pair) for pair in network.graph.edges()}


@pytest.fixture
def yearly(world, projection):
    return slices(world, projection("co-participation"), every="year")


def test_each_year_has_the_ties_dated_in_it(yearly):
    assert {each.name: ends(each.network) for each in yearly.slices} == {
        "2015": {"ada-boris"},
        "2016": {"ada-boris", "ada-elena", "boris-elena", "ada-carla"},
    }


def test_a_tie_arrives_once_and_is_last_seen_once(yearly):
    table = yearly.table()
    at = table.columns.index
    assert [row[at("arrived")] for row in table.rows] == [1, 3]
    assert [row[at("last seen")] for row in table.rows] == [0, 4]
    assert [row[at("new nodes")] for row in table.rows] == [2, 2]
    assert table.facts["undated ties"] == 1


def test_every_slice_is_what_the_conditions_give(world, projection, yearly):
    for each in yearly.slices:
        asked = Conditions(since=each.first.isoformat(), until=each.last.isoformat(), dated=True)
        alone = project(world, projection("co-participation"), conditions=asked)
        assert list(alone.edges()) == list(each.network.edges())
        assert each.network.metadata() == alone.metadata()
        assert each.network.parameters["dated"] == "yes"


def test_the_store_is_asked_as_often_for_many_slices_as_for_few(world, projection):
    asked = []

    class Counting:
        def __getattr__(self, name):
            return getattr(world, name)

        def answer(self, text, media_type):
            asked.append(text)
            return world.answer(text, media_type)

    slices(Counting(), projection("co-participation"), every="month")
    assert len(asked) == len(set(asked))
    assert sum("?member" in text for text in asked) == 1


def test_windows_roll_by_one_period():
    day = datetime.date
    found = list(_windows(day(2014, 6, 1), day(2016, 2, 1), "year", 2))
    assert found == [
        ("2014–2015", day(2014, 1, 1), day(2015, 12, 31)),
        ("2015–2016", day(2015, 1, 1), day(2016, 12, 31)),
    ]
    assert [name for name, *_ in _windows(day(2015, 12, 5), day(2016, 4, 1), "quarter", 1)] == [
        "2015-Q4", "2016-Q1", "2016-Q2",
    ]  # fmt: skip
    assert list(_windows(day(2016, 2, 5), day(2016, 2, 9), "month", 1)) == [
        ("2016-02", day(2016, 2, 1), day(2016, 2, 29))
    ]


def test_a_window_longer_than_everything_is_one_slice(world, projection):
    found = slices(world, projection("co-participation"), every="year", window=10).slices
    assert len(found) == 1


def test_measures_of_all_slices_are_a_panel(yearly):
    panel = yearly.measures(["degree"])
    assert panel.columns == ("period", "node", "label", "type", "side", "degree")
    assert [row[0] for row in panel.rows] == ["2015"] * 2 + ["2016"] * 4


def test_a_tie_has_a_history_of_arrival_and_silence(world, projection):
    table = histories(project(world, projection("co-participation")))
    rows = {
        f"{row[0]}-{row[2]}".replace("https://w3id.org/coopgraph/id/person/", ""): row for row in table.rows
    }
    at = table.columns.index
    both = rows["ada-boris"]
    assert (both[at("times")], both[at("first")][:4], both[at("last")][:4]) == (2, "2015", "2016")
    assert both[at("longest silence")] > 100
    assert rows["boris-carla"][4:] == (None, None, 0, None, None)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"every": "week"}, "year, quarter or month"),
        ({"window": 0}, "one period at least"),
        ({"every": "month", "conditions": Conditions(since="1000")}, "there are 12.* slices; give since"),
    ],
)
def test_what_cannot_be_sliced_is_refused(world, projection, arguments, message):
    with pytest.raises(NetworkError, match=message):
        slices(world, projection("co-participation"), **arguments)


def test_a_projection_without_dates_cannot_be_sliced(world, projection):
    with pytest.raises(NetworkError, match="--every cannot be met"):
        slices(world, projection("ties-a"))


def test_where_nothing_is_dated_there_are_no_slices(world, written):
    query = written(
        "SELECT ?source ?target ?date WHERE { ?source coop:partOfEvent ?target OPTIONAL { ?source coop:never ?date } }",
        "source", "target", "date",
    )  # fmt: skip
    with pytest.raises(NetworkError, match="nothing can be sliced"):
        slices(world, query)
