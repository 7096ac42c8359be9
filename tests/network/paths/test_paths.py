"""Paths in worlds that can be drawn, and as NetworkX finds them."""

from __future__ import annotations

import itertools
import json
import random

import networkx as nx
import pytest

from coopgraph.errors import NetworkError, NotFoundError


def test_the_shortest_path_comes_first_and_every_hop_has_its_words(world):
    w = world()
    w.event("forum", "ada", "bo")
    w.event("seminar", "bo", "cy")
    (path,) = w.paths("ada", "cy").paths
    assert [actor.rsplit("/", 1)[1] for actor in path.actors] == ["ada", "bo", "cy"]
    for hop, event in zip(path.hops, ("forum", "seminar"), strict=True):
        (tie,) = hop.ties
        assert (tie.relation, tie.thing.rsplit("/", 1)[1]) == ("participation", event)
        quoted = {passage.quotation for one in tie.statements for passage in one.passages}
        assert len(quoted) == 2
        assert all(f"participation/{event}-" in words for words in quoted)


def test_people_of_one_event_are_not_led_through_a_third(world):
    w = world()
    w.event("forum", "ada", "bo", "cy")
    assert w.drawn("ada", "cy") == ["ada cy"]


def test_a_part_of_an_event_is_the_same_occasion(world):
    w = world()
    w.event("forum", "bo", "cy")
    w.event("signing", "ada", "bo", part_of="forum")
    assert w.drawn("ada", "cy") == ["ada cy"]
    (hop,) = w.paths("ada", "cy").paths[0].hops
    assert hop.ties[0].thing.endswith("/forum")
    assert w.paths("ada", "bo").paths[0].hops[0].ties[0].thing.endswith("/signing")


def test_planned_participation_makes_no_hop_unless_asked_for(world):
    w = world()
    w.event("forum", "ada", "bo", modality="planned")
    assert w.drawn("ada", "bo") == []
    assert w.drawn("ada", "bo", modality=("actual", "planned")) == ["ada bo"]


def test_a_large_event_is_no_stepping_stone_unless_asked_for(world):
    w = world()
    w.event("fair", "ada", "bo", "cy", "di")
    w.event("dinner", "di", "ed")
    found = w.paths("ada", "ed", hub_size=3)
    assert not found
    assert list(found.explored.hubs.values()) == ["4 participants or parties"]
    assert w.drawn("ada", "ed", hub_size=4) == ["ada di ed"]
    assert w.drawn("ada", "ed", hub_size=3, through_hubs=True) == ["ada di ed"]


def test_of_equally_long_paths_the_one_through_smaller_things_comes_first(world):
    w = world()
    w.event("large", "ada", "bo", "x", "y", "z")
    w.event("small", "ada", "cy")
    w.event("other", "bo", "ed")
    w.event("another", "cy", "ed")
    assert w.drawn("ada", "ed") == ["ada cy ed", "ada bo ed"]


def test_dates_of_a_time_respecting_path_never_go_backwards(world):
    w = world()
    w.event("late", "ada", "bo", date="2015")
    w.event("early", "bo", "cy", date="2012")
    assert w.drawn("ada", "cy") == ["ada bo cy"]
    assert w.drawn("ada", "cy", time_respecting=True) == []
    assert w.drawn("cy", "ada", time_respecting=True) == ["cy bo ada"]


def test_an_unknown_date_fits_between_any_but_does_not_turn_time_back(world):
    w = world()
    w.event("first", "ada", "bo", date="2015-06")
    w.event("undated", "bo", "cy", date="XXXX-02-04")
    w.event("last", "cy", "di", date="2015")
    w.event("before", "cy", "ed", date="2014")
    assert w.drawn("ada", "di", time_respecting=True) == ["ada bo cy di"]
    assert w.drawn("ada", "ed", time_respecting=True) == []


def test_a_window_keeps_what_may_fall_in_it(world):
    w = world()
    w.event("forum", "ada", "bo", date="2013-23")
    assert w.drawn("ada", "bo", since="2013-11", until="2014") == ["ada bo"]
    assert w.drawn("ada", "bo", since="2014") == []


def test_a_relation_that_is_not_asked_for_makes_no_hop(world):
    w = world()
    w.role("ada", "agency")
    w.role("bo", "agency")
    assert w.drawn("ada", "bo") == ["ada agency bo"]
    assert w.drawn("ada", "bo", via=("participation", "party")) == []


def test_what_was_explored_is_told_when_there_is_no_path(world):
    w = world()
    w.event("one", "ada", "bo")
    w.event("two", "cy", "di")
    found = w.paths("ada", "di")
    assert not found
    assert found.explored.complete
    assert found.explored.from_source == (1, 1)
    w.event("chain", "bo", "x")
    w.event("chain2", "x", "cy")
    assert w.drawn("ada", "di", max_hops=3) == []
    assert w.drawn("ada", "di", max_hops=4) == ["ada bo x cy di"]


def test_the_result_is_json_with_stable_keys(world):
    w = world()
    w.event("forum", "ada", "bo", date="2015")
    once, again = (json.dumps(w.paths("ada", "bo").to_json()) for _ in range(2))
    assert once == again
    told = json.loads(once)
    assert list(told) == ["source", "target", "conditions", "graph_version", "paths", "explored"]
    (tie,) = told["paths"][0]["hops"][0]["ties"]
    assert (tie["relation"], tie["dates"]) == ("participation", ["2015"])
    assert tie["statements"][0]["passages"][0]["quotation"].startswith("words of")


@pytest.mark.parametrize(
    ("conditions", "remedy"),
    [
        ({"via": ("partie",)}, "did you mean 'party'"),
        ({"via": ("country",)}, "--through-hubs"),
        ({"max_hops": 0}, "at least 1"),
        ({"since": "soon"}, "since"),
        ({"modality": ("plan",)}, "planned"),
    ],
)
def test_a_condition_that_cannot_be_met_is_refused_with_a_remedy(world, conditions, remedy):
    w = world()
    w.event("forum", "ada", "bo")
    with pytest.raises(NetworkError, match=remedy):
        w.paths("ada", "bo", **conditions)


def test_ends_must_be_two_actors_that_the_graph_holds(world):
    w = world()
    w.event("forum", "ada", "bo")
    with pytest.raises(NetworkError, match="no actor"):
        w.paths("ada", "event/forum")
    with pytest.raises(NetworkError, match="two different"):
        w.paths("ada", "ada")
    with pytest.raises(NotFoundError, match="search"):
        w.paths("ada", "nobody")


@pytest.mark.parametrize("seed", range(6))
def test_the_paths_are_those_a_search_of_the_whole_network_finds(world, seed):
    """Every event of two is its own occasion, so that simple paths of NetworkX are paths here."""
    drawn, w = random.Random(seed), world()
    ties = [pair for pair in itertools.combinations("abcdefgh", 2) if drawn.random() < 0.3]
    graph = nx.Graph(ties)
    for person in "abcdefgh":
        w.say(f"person/{person}", "a", "Person")
    for number, pair in enumerate(ties):
        w.event(f"e{number}", *pair)
    graph.add_nodes_from("ah")
    expected = sorted(" ".join(path) for path in nx.all_simple_paths(graph, "a", "h", cutoff=5))
    found = w.drawn("a", "h", max_hops=5, paths=1000)
    assert sorted(found) == expected
    assert [len(path) for path in found] == sorted(len(path) for path in found)
    fewer = w.drawn("a", "h", max_hops=5, paths=2)
    assert fewer == found[:2]
