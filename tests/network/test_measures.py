"""Measures on networks whose values have closed forms, one published network, and any network renamed."""

from __future__ import annotations

import math

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgraph.errors import NetworkError
from coopgraph.network.measures import MEASURES


def values(network_of, graph, name, **options):
    mode = options.pop("mode", "one")
    sides = options.pop("sides", {})
    table = network_of(graph, mode, **sides).measures([name], **options)
    column = table.columns[4] if len(table.columns) == 5 else name
    return table.column(column)


N = 7


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("degree", N - 1),
        ("strength", N - 1),
        ("betweenness", 0),
        ("closeness", 1),
        ("harmonic", 1),
        ("eigenvector", 1 / math.sqrt(N)),
        ("pagerank", 1 / N),
        ("clustering", 1),
        ("k-core", N - 1),
        ("components", 1),
        ("communities", 1),
        ("articulation-points", False),
        ("constraint", ((2 * N - 3) / (N - 1)) ** 2 / (N - 1)),
        ("effective-size", 1),
        ("community-stability", 1),
        ("concentration", 1 / (N - 1)),
    ],
)
def test_in_a_complete_network_all_are_alike(network_of, name, value):
    found = values(network_of, nx.complete_graph(N), name)
    assert list(found.values()) == pytest.approx([value] * N)


@pytest.mark.parametrize(
    ("name", "centre", "leaf"),
    [
        ("degree", N - 1, 1),
        ("betweenness", 1, 0),
        ("closeness", 1, (N - 1) / (2 * N - 3)),
        ("harmonic", 1, (1 + (N - 2) / 2) / (N - 1)),
        ("eigenvector", 1 / math.sqrt(2), 1 / math.sqrt(2 * (N - 1))),
        ("clustering", 0, 0),
        ("k-core", 1, 1),
        ("articulation-points", True, False),
        ("constraint", 1 / (N - 1), 1),
        ("effective-size", N - 1, 1),
        ("pagerank", (0.15 / N + 0.85 * (N - 1) * 0.15 / N) / (1 - 0.85**2), None),
    ],
)
def test_in_a_star_the_centre_is_everything(network_of, name, centre, leaf):
    found = values(network_of, nx.star_graph(N - 1), name)
    assert found["0"] == pytest.approx(centre)
    if leaf is not None:
        assert found["3"] == pytest.approx(leaf)


def test_on_a_path_betweenness_counts_the_pairs_on_either_side(network_of):
    found = values(network_of, nx.path_graph(N), "betweenness")
    pairs = (N - 1) * (N - 2) / 2
    assert [found[str(i)] for i in range(N)] == pytest.approx([i * (N - 1 - i) / pairs for i in range(N)])


def test_on_a_path_closeness_and_harmonic_follow_the_distances(network_of):
    path = nx.path_graph(4)
    assert values(network_of, path, "closeness")["0"] == pytest.approx(3 / (1 + 2 + 3))
    assert values(network_of, path, "harmonic")["1"] == pytest.approx((1 + 1 + 1 / 2) / 3)


def test_on_a_path_the_inner_nodes_are_cut_points_and_every_tie_a_bridge(network_of):
    table = network_of(nx.path_graph(4)).measures(["articulation-points"])
    assert list(table.column("articulation-points").values()) == [False, True, True, False]
    assert table.facts["bridges"] == 3


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_of_an_empty_network_is_an_empty_table(network_of, name):
    assert len(network_of(nx.empty_graph(0)).measures([name])) == 0


@pytest.mark.parametrize("name", MEASURES)
def test_without_ties_a_measure_is_nought_or_undefined_and_never_an_error(network_of, name):
    rows = network_of(nx.empty_graph(3)).measures([name]).rows
    assert len(rows) == 3
    assert len({row[4:] for row in rows}) == (3 if name in ("components", "communities") else 1)


def test_reciprocity_counts_the_ties_that_are_returned(network_of):
    table = network_of(nx.DiGraph([("a", "b"), ("b", "a"), ("a", "c")])).measures(["reciprocity"])
    assert table.column("reciprocity") == {"a": 2 / 3, "b": 1.0, "c": 0.0}
    assert table.facts["reciprocity"] == 2 / 3
    assert network_of(nx.path_graph(2)).measures(["reciprocity"]).column("reciprocity") == {
        "0": None,
        "1": None,
    }


def test_a_node_that_chance_places_is_told_from_one_that_stays(network_of):
    graph = nx.barbell_graph(6, 1)
    table = network_of(graph).measures(["community-stability"], weight=None)
    stability = table.column("community-stability")
    assert stability["6"] <= min(value for node, value in stability.items() if node != "6")
    assert table.facts["least modularity"] <= table.facts["greatest modularity"]


def test_two_cliques_joined_by_a_tie_are_two_communities_of_known_modularity(network_of):
    table = network_of(nx.barbell_graph(5, 0)).measures(["communities"])
    assert list(table.column("communities").values()) == [1] * 5 + [2] * 5
    assert table.facts["modularity"] == pytest.approx(20 / 21 - 1 / 2)


@pytest.mark.parametrize(
    ("graph", "components", "density", "isolated"),
    [
        (nx.complete_graph(4), (4,), 1.0, 0),
        (nx.path_graph(3), (3,), 2 / 3, 0),
        (nx.empty_graph(2), (1, 1), 0.0, 2),
        (nx.empty_graph(0), (), 0.0, 0),
        (nx.DiGraph([("a", "b")]), (2,), 1 / 2, 0),
    ],
)
def test_the_summary_gives_size_and_shape(network_of, graph, components, density, isolated):
    summary = network_of(graph).summary()
    assert (summary.components, summary.density, summary.isolated) == (components, density, isolated)
    assert summary.rows()[0] == ("nodes", str(graph.number_of_nodes()))


def test_components_are_numbered_by_falling_size(network_of):
    graph = nx.disjoint_union(nx.path_graph(2), nx.path_graph(3))
    assert list(values(network_of, graph, "components").values()) == [2, 2, 1, 1, 1]


def test_brokerage_roles_follow_the_sides_of_the_three(network_of):
    sides = {"0": "IT", "1": "IT", "2": "RU", "3": "IT", "4": "RU"}
    table = network_of(nx.star_graph(4), **sides).measures(["brokerage"])
    centre = dict(zip(table.columns, table.rows[0], strict=True))
    assert (centre["coordinator"], centre["itinerant"], centre["gatekeeper"], centre["liaison"]) == (
        1,
        1,
        4,
        0,
    )


def test_in_a_directed_network_a_gatekeeper_is_told_from_a_representative(network_of):
    graph = nx.DiGraph([("a", "b"), ("b", "c")])
    inward = network_of(graph, a="RU", b="IT", c="IT").measures(["brokerage"])
    assert inward.column("gatekeeper")["b"] == 1
    outward = network_of(graph, a="IT", b="IT", c="RU").measures(["brokerage"])
    assert outward.column("representative")["b"] == 1


def test_a_broker_of_no_side_has_no_roles_and_is_counted(network_of):
    table = network_of(nx.path_graph(3), **{"0": "IT", "2": "RU"}).measures(["brokerage"])
    assert table.column("liaison") == {"0": 0, "1": None, "2": 0}
    assert table.facts["without side"] == 1


def test_the_ei_index_goes_from_within_to_across(network_of):
    sides = {"0": "IT", "1": "RU", "2": "RU"}
    table = network_of(nx.path_graph(3), **sides).measures(["ei-index"])
    assert table.column("ei-index") == {"0": 1.0, "1": 0.0, "2": -1.0}
    assert table.facts["ei-index"] == 0.0


@settings(deadline=None)
@given(st.integers(1, 8), st.integers(1, 8), st.integers(0, 6))
def test_assortativity_is_that_of_networkx(network_of, one, other, between):
    graph = nx.disjoint_union(nx.complete_graph(one + 1), nx.complete_graph(other + 1))
    graph.add_edges_from((i % (one + 1), one + 1 + i % (other + 1)) for i in range(between))
    sides = {str(node): "IT" if node <= one else "RU" for node in graph}
    nx.set_node_attributes(graph, {node: sides[str(node)] for node in graph}, "side")
    found = network_of(graph, **sides).measures(["assortativity"]).facts["assortativity by side"]
    assert found == pytest.approx(nx.attribute_assortativity_coefficient(graph, "side"))


def test_zachary_karate_club_has_its_published_figures(network_of):
    graph = nx.karate_club_graph()
    nx.set_edge_attributes(graph, 1, "weight")
    network = network_of(nx.relabel_nodes(graph, {i: f"{i:02d}" for i in graph}))
    table = network.measures(
        ["degree", "betweenness", "clustering", "communities", "k-core", "articulation-points"], seed=3
    )
    degree, between, core = table.column("degree"), table.column("betweenness"), table.column("k-core")
    summary = network.summary()
    assert (summary.nodes, summary.ties) == (34, 78)
    assert (degree["00"], degree["33"]) == (16, 17)  # Zachary 1977: the instructor and the officer
    assert between["00"] == pytest.approx(0.4376, abs=5e-5)
    assert between["33"] == pytest.approx(0.3041, abs=5e-5)
    assert table.facts["mean clustering"] == pytest.approx(0.5706, abs=5e-5)
    assert table.facts["transitivity"] == pytest.approx(0.2557, abs=5e-5)
    assert max(core.values()) == 4
    assert table.column("articulation-points")["00"] is True
    assert 0.40 < table.facts["modularity"] <= 0.41979  # the optimum, Brandes et al. 2008


def test_burt_measures_of_the_karate_club_are_those_of_networkx(network_of):
    graph = nx.karate_club_graph()
    network = network_of(graph)
    table = network.measures(["constraint", "effective-size"])
    for node in (0, 5, 11, 33):
        expected = sum(nx.local_constraint(graph, node, other, "weight") for other in graph[node])
        assert table.column("constraint")[str(node)] == pytest.approx(expected)
    assert table.column("effective-size")["0"] == pytest.approx(nx.effective_size(graph)[0])


@pytest.mark.parametrize("directed", [False, True])
def test_pagerank_solves_its_equation_also_with_stranded_nodes(network_of, directed):
    graph = nx.gnp_random_graph(30, 0.05, seed=5, directed=directed)
    for source, target in graph.edges():
        graph.edges[source, target]["weight"] = 1 + (source * target) % 3
    rank = values(network_of, graph, "pagerank")
    out = dict(graph.out_degree(weight="weight") if directed else graph.degree(weight="weight"))
    stranded = sum(rank[str(v)] for v in graph if not out[v])
    for v in graph:
        before = graph.pred[v] if directed else graph.adj[v]
        flow = sum(rank[str(u)] * data["weight"] / out[u] for u, data in before.items())
        assert rank[str(v)] == pytest.approx(0.15 / 30 + 0.85 * (flow + stranded / 30), abs=1e-9)
    assert sum(rank.values()) == pytest.approx(1)


def test_betweenness_estimated_from_pivots_is_within_its_bound(network_of):
    network = network_of(nx.karate_club_graph())
    exact = network.measures(["betweenness"])
    estimate = network.measures(["betweenness"], pivots=20, seed=1)
    bound = estimate.facts["betweenness bound"]
    for node, value in exact.column("betweenness").items():
        assert abs(estimate.column("betweenness")[node] - value) <= bound
    assert estimate.column("betweenness") != exact.column("betweenness")


STABLE = [name for name in MEASURES if name not in ("components", "communities", "community-stability")]


@settings(max_examples=25, deadline=None)
@given(data=st.data())
@pytest.mark.parametrize("name", STABLE)
def test_renaming_the_nodes_changes_no_measure(network_of, name, data):
    size = data.draw(st.integers(1, 9))
    possible = [(i, j) for i in range(size) for j in range(i)]
    ties = data.draw(st.lists(st.sampled_from(possible), unique=True)) if possible else []
    graph = nx.empty_graph(size)
    graph.add_edges_from((i, j, {"weight": 1 + (i + j) % 3}) for i, j in ties)
    order = data.draw(st.permutations(range(size)))
    sides = {str(node): "IT" if node % 2 else "RU" for node in graph}
    renamed = nx.relabel_nodes(graph, dict(enumerate(order)))
    new_sides = {str(order[node]): sides[str(node)] for node in graph}
    try:
        before = network_of(graph, **sides).measures([name])
    except NetworkError:
        with pytest.raises(NetworkError):
            network_of(renamed, **new_sides).measures([name])
        return
    after = network_of(renamed, **new_sides).measures([name])
    for column in before.columns[4:]:
        moved = after.column(column)
        for node, value in before.column(column).items():
            assert moved[str(order[int(node)])] == pytest.approx(value, abs=1e-6)
    for fact, value in before.facts.items():
        assert after.facts[fact] == pytest.approx(value, abs=1e-6)


def test_eigenvector_centrality_that_does_not_settle_is_an_error_with_a_remedy(network_of):
    with pytest.raises(NetworkError, match=r"does not settle on networks/made.*ask for pagerank"):
        network_of(nx.DiGraph([("a", "b"), ("b", "c")])).measures(["eigenvector"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"names": ["fame"]}, "no measure 'fame'; choose among: degree"),
        ({"names": ["degree"], "weight": "length"}, "'weight' and 'newman', or none"),
        ({"names": ["betweenness"], "pivots": 1}, "from 1 pivots"),
    ],
)
def test_a_request_that_cannot_be_met_says_what_can(network_of, arguments, message):
    with pytest.raises(NetworkError, match=message):
        network_of(nx.path_graph(3)).measures(**arguments)


def test_newmans_weight_is_refused_for_a_two_mode_network(network_of):
    with pytest.raises(NetworkError, match="two-mode"):
        network_of(nx.path_graph(3), "two").measures(["strength"], weight="newman")


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_says_its_meaning_and_whether_it_is_normalised(name):
    text = MEASURES[name].__doc__ or ""
    assert len(text.splitlines()[0]) > 20
    assert "Reference:" in text or name == "components"
