"""A projection that gives its members draws the network that its own rows give, tie for tie."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgraph.errors import NetworkError
from coopgraph.ingest.build import assemble, bundled_dossiers
from coopgraph.network import Conditions, project
from coopgraph.network.members import members_query
from coopgraph.queries import Catalogue
from coopgraph.resources import resource
from coopgraph.store.embedded import EmbeddedStore

CATALOGUE = Catalogue.load([resource("queries")])
NAMES = [query.name for query in CATALOGUE.family("networks") if members_query(query)]
COOP = "https://w3id.org/coopgraph/ontology#"
BASE = "https://w3id.org/coopgraph/"


def plain(query):
    """The projection without its members: the store makes the pairs."""
    return replace(
        query, source="\n".join(line for line in query.source.splitlines() if not line.startswith("#="))
    )


def assert_alike(store, name, conditions=None):
    query = CATALOGUE.get(name)
    quick, slow = (project(store, each, conditions=conditions) for each in (query, plain(query)))
    assert dict(quick.graph.nodes(data=True)) == dict(slow.graph.nodes(data=True))
    assert list(quick.graph) == list(slow.graph)
    assert nx.to_dict_of_dicts(quick.graph) == nx.to_dict_of_dicts(slow.graph)
    assert list(quick.edges()) == [(*sorted((s, t)), data) for s, t, data in slow.edges()]
    assert quick.summary() == slow.summary()
    assert quick.size == slow.size


@pytest.mark.parametrize("name", NAMES)
def test_members_and_pairs_make_the_same_network_of_the_small_world(world, name):
    assert_alike(world, name)


@pytest.fixture(scope="module")
def bundled() -> EmbeddedStore:
    return assemble([bundled_dossiers()]).store


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "conditions",
    [
        {},
        {"side": "IT"},
        {"region": "IT-32"},
        {"minimum_sources": 1},
        {"minimum_sources": 2},
        {"since": "2013", "until": "2015", "reading": "certainly"},
        {"since": "2013", "until": "2015"},
        {"sector": "startups-innovation"},
    ],
    ids=str,
)
def test_members_and_pairs_make_the_same_network_of_the_bundled_graph_under_every_condition(
    bundled, name, conditions
):
    assert_alike(bundled, name, Conditions(**conditions))


def test_the_projections_that_grow_large_give_their_members():
    large = ("co-participation", "co-participation-institutions", "region-links", "ties-b")
    assert {f"networks/{name}" for name in large} <= set(NAMES)


@st.composite
def worlds(draw):
    """N-Quads of a world in which anybody may take part in anything, several documents saying so."""
    rdf_type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    person = draw(st.integers(1, 5))
    lines = []

    def say(subject, predicate, value, source):
        lines.append(f"<{subject}> <{predicate}> {value} <{BASE}graph/source/s{source}> .")

    for number in range(person):
        kind = "Person" if number % 2 else "Organization"
        say(f"{BASE}id/a{number}", rdf_type, f"<{COOP}{kind}>", 0)
        for place in sorted(draw(st.sets(st.integers(0, 2), max_size=2))):
            say(f"{BASE}id/a{number}", COOP + "locatedIn", f"<{BASE}id/region{place}>", 0)
            say(f"{BASE}id/region{place}", rdf_type, f"<{COOP}Region>", 0)
    parts = draw(st.lists(st.tuples(*(st.integers(0, n) for n in (3, 4, 2, 2, 2))), max_size=14))
    for number, (event, who, source, modality, kind) in enumerate(parts):
        part = f"{BASE}id/part{number}"
        actor = f"<{BASE}id/a{who % person}>"
        if kind == 2:
            say(part, COOP + "undertaking", f"<{BASE}id/u{event}>", source)
            say(part, COOP + "party", actor, source)
        else:
            say(part, COOP + "inEvent", f"<{BASE}id/e{event}>", source)
            say(part, COOP + ("participant", "onBehalfOf")[kind], actor, source)
            if kind:
                say(part, COOP + "participant", f"<{BASE}id/a{(who + 1) % person}>", source)
            said = f"<{BASE}concept/modality/{('actual', 'planned', 'actual')[modality]}>"
            say(part, COOP + "modality", said, source)
        say(part, COOP + "statedIn", f"<{BASE}id/source/s{source}>", source)
    for event in draw(st.sets(st.integers(0, 3))):
        edtf = "<http://id.loc.gov/datatypes/edtf/EDTF>"
        say(f"{BASE}id/e{event}", COOP + "date", f'"2015-0{event + 1}"^^{edtf}', 0)
        say(f"{BASE}id/e{event}", COOP + "partOfEvent", f"<{BASE}id/e{(event + 1) % 4}>", 1)
    return ("\n".join(sorted(set(lines))) + "\n").encode()


@settings(max_examples=30, deadline=None)
@given(data=worlds(), least=st.integers(0, 2))
@pytest.mark.parametrize("name", NAMES)
def test_members_and_pairs_make_the_same_network_of_any_world(name, data, least):
    store = EmbeddedStore.in_memory()
    store.load_nquads(data)
    assert_alike(store, name, Conditions(minimum_sources=least))


def test_one_agent_or_one_actor_ties_no_regions_and_what_states_such_a_part_does_not_count():
    kinds = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    based = [("a", 0), ("a", 2), ("b", 1)]  # one of them in two regions
    parts = [("one", "a", 0), ("one", "b", 1), ("two", "a", 1)]
    facts = [
        *((f"r{region}", kinds, f"{COOP}Region") for region in range(3)),
        *((who, COOP + "locatedIn", f"{BASE}id/r{region}") for who, region in based),
    ]
    for number, (agent, actor, source) in enumerate(parts):
        facts += [
            (f"p{number}", COOP + "inEvent", f"{BASE}id/e"),
            (f"p{number}", COOP + "modality", f"{BASE}concept/modality/actual"),
            (f"p{number}", COOP + "participant", f"{BASE}id/{agent}"),
            (f"p{number}", COOP + "onBehalfOf", f"{BASE}id/{actor}"),
            (f"p{number}", COOP + "statedIn", f"{BASE}id/source/s{source}"),
        ]
    store = EmbeddedStore.in_memory()
    store.load_nquads(
        "".join(f"<{BASE}id/{s}> <{p}> <{o}> <{BASE}graph/s> .\n" for s, p, o in facts).encode()
    )
    assert_alike(store, "networks/region-links")
    ties = project(store, CATALOGUE.get("networks/region-links")).graph.edges(data="sources")
    assert {(s[-2:], t[-2:], *sources) for s, t, sources in ties} == {
        ("r0", "r1", f"{BASE}id/source/s1"),
        ("r1", "r2", f"{BASE}id/source/s1"),
    }


def test_a_literal_among_the_members_is_refused(world, written):
    query = written(
        "#= SELECT ?member ?via ?date ?stated WHERE { ?via coop:date ?member }\n"
        "SELECT ?source ?target ?via ?date ?stated WHERE { ?source coop:partOfEvent ?target, ?via ; coop:date ?date ; coop:statedIn ?stated }",
        "source", "target", "via", "date", "stated",
    )  # fmt: skip
    with pytest.raises(NetworkError, match=r"for a member or a via.*never nodes"):
        project(world, query)


def test_names_are_the_same_for_many_nodes_as_for_few(world, monkeypatch):
    from coopgraph.network import describing

    query = CATALOGUE.get("networks/ties-b")
    few = dict(project(world, query).graph.nodes(data=True))
    monkeypatch.setattr(describing, "_MANY", 0)
    assert dict(project(world, query).graph.nodes(data=True)) == few
