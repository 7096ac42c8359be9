"""The engine of large networks gives what NetworkX gives, and the same digits again."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgraph.errors import NetworkError
from coopgraph.network.measures import MEASURES, fast
from coopgraph.network.measures.outcome import Options

pytest.importorskip("scipy", reason="the extra networks is not installed")

EQUAL = [name for name in fast.names() if name not in ("communities", "community-stability")]


@st.composite
def graphs(draw):
    size = draw(st.integers(1, 14))
    possible = [(i, j) for i in range(size) for j in range(i)]
    ties = draw(st.lists(st.sampled_from(possible), unique=True, max_size=40)) if possible else []
    graph = nx.empty_graph(size)
    graph.add_edges_from((i, j, {"weight": draw(st.integers(1, 4))}) for i, j in ties)
    return graph, {str(i): draw(st.sampled_from(["", "IT", "RU", "KZ", "IT RU"])) for i in range(size)}


def both(network, name, **options):
    """A measure by NetworkX and by the engine; an error is a result too."""
    from coopgraph.network.measures import _integers

    chosen = Options(network.name, **options)
    found = []
    for measure in (
        lambda: MEASURES[name](_integers(network), chosen),
        lambda: fast.Engine(network, chosen).measure(name),
    ):
        try:
            found.append(measure())
        except NetworkError as error:
            found.append(str(error))
    return found


@settings(max_examples=40, deadline=None)
@given(drawn=graphs(), weight=st.sampled_from(["weight", None]))
@pytest.mark.parametrize("name", EQUAL)
def test_a_measure_is_that_of_networkx(network_of, name, drawn, weight):
    graph, sides = drawn
    slow, quick = both(network_of(graph, **sides), name, weight=weight)
    if isinstance(slow, str):
        assert slow == quick
        return
    assert list(quick.columns) == list(slow.columns)
    for column, values in slow.columns.items():
        assert quick.columns[column] == pytest.approx(values, abs=1e-7, nan_ok=False)
        assert {k: type(v) for k, v in quick.columns[column].items()} == {
            k: type(v) for k, v in values.items()
        }
    assert dict(quick.facts) == pytest.approx(dict(slow.facts), abs=1e-7)


@pytest.mark.parametrize("name", EQUAL)
def test_a_measure_of_a_network_of_a_thousand_is_that_of_networkx(network_of, name):
    graph = nx.barabasi_albert_graph(1200, 2, seed=2)
    for one, other in graph.edges:
        graph.edges[one, other]["weight"] = 1 + (one + other) % 3
    sides = {str(node): ("IT", "RU", "KZ")[node % 3] for node in graph}
    slow, quick = both(network_of(graph, **sides), name, pivots=50, seed=3)
    for column, values in slow.columns.items():
        assert quick.columns[column] == pytest.approx(values, abs=1e-7)
    assert dict(quick.facts) == pytest.approx(dict(slow.facts), abs=1e-7)


def test_leiden_is_no_worse_than_louvain_and_repeats(network_of):
    pytest.importorskip("networkit", reason="the extra networks is not installed")
    drawn = nx.barabasi_albert_graph(1500, 3, seed=1)
    graph = nx.relabel_nodes(drawn, {node: f"{node:04d}" for node in drawn})
    network = network_of(graph)
    slow, quick = both(network, "communities", seed=4)
    again = both(network, "communities", seed=4)[1]
    assert quick.facts["modularity"] > slow.facts["modularity"] - 0.02
    assert again == quick
    assert again.facts["modularity"] == pytest.approx(
        nx.community.modularity(drawn, parts_of(quick.columns["communities"]))
    )


def test_leiden_finds_two_cliques_and_its_communities_hang_together(network_of):
    pytest.importorskip("networkit", reason="the extra networks is not installed")
    found = fast.Engine(network_of(nx.barbell_graph(5, 0)), Options("made")).measure("communities")
    assert list(found.columns["communities"].values()) == [1] * 5 + [2] * 5
    drawn = nx.barabasi_albert_graph(800, 2, seed=1)
    network = network_of(nx.relabel_nodes(drawn, {node: f"{node:04d}" for node in drawn}))
    parts = parts_of(fast.Engine(network, Options("made")).measure("communities").columns["communities"])
    assert all(nx.is_connected(drawn.subgraph(part)) for part in parts)


def test_stability_is_one_where_no_seed_matters(network_of):
    pytest.importorskip("networkit", reason="the extra networks is not installed")
    found = fast.Engine(network_of(nx.barbell_graph(6, 0)), Options("made")).measure("community-stability")
    assert set(found.columns["community-stability"].values()) == {1.0}


def parts_of(column):
    parts: dict[int, set[int]] = {}
    for node, part in column.items():
        parts.setdefault(part, set()).add(node)
    return list(parts.values())


def test_a_large_network_is_measured_by_the_engine_and_says_so(network_of, monkeypatch):
    network = network_of(nx.barabasi_albert_graph(60, 2, seed=1))
    assert engine(network, "degree") == ["networkx"]
    monkeypatch.setattr(fast, "LARGE", 50)
    assert engine(network, "degree") == ["scipy"]
    assert engine(network, "degree", "communities", "reciprocity") == ["networkit", "networkx", "scipy"]
    monkeypatch.setattr(fast, "installed", lambda *packages: "networkit" not in packages)
    assert engine(network, "degree", "communities") == ["networkx", "scipy"]
    monkeypatch.setattr(fast, "installed", lambda *packages: False)
    assert engine(network, "degree", "communities") == ["networkx"]


def engine(network, *names):
    return [each.split()[0] for each in network.measures(names).facts["engine"].split(", ")]


def test_long_chains_and_directed_networks_stay_in_networkx(network_of, monkeypatch):
    monkeypatch.setattr(fast, "LARGE", 50)
    chain = network_of(nx.path_graph(200))
    assert not fast.Engine(chain, Options("made")).has("closeness")
    assert fast.Engine(chain, Options("made")).has("pagerank")
    assert not fast.suits(network_of(nx.DiGraph(nx.path_graph(200))))
