"""A backbone keeps what chance does not explain, and nothing of pure chance."""

from __future__ import annotations

import math
import random

import networkx as nx
import numpy as np
import pytest

from coopgraph.errors import NetworkError
from coopgraph.network import Network, Projection
from coopgraph.network.backbone import _p_values, _shared, _trade
from coopgraph.network.null_model import p_values, tie_chances


def two_mode(ties):
    graph = nx.Graph()
    ties = sorted(ties)
    for mode, names in (("source", {a for a, _ in ties}), ("target", {b for _, b in ties})):
        for name in sorted(names):
            graph.add_node(name, label=f"the {name}", type="Organization", side="", mode=mode)
    for a, b in ties:
        more = {"vias": (), "through": (), "dates": (), "sources": ("urn:s",), "independent": 1}
        graph.add_edge(a, b, weight=1, **more)
    declared = Projection("networks/made", "Made by hand", "", "nodes", "ties", "two", False, "0" * 64)
    return Network(declared, {}, "", nx.freeze(graph))


def planted():
    """Twelve institutions at random events, and two that always go together."""
    lots = random.Random(4)
    ties = {(f"i{i:02d}", f"e{event:02d}") for i in range(12) for event in lots.sample(range(40), 8)}
    together = lots.sample(range(40), 12)
    return two_mode(ties | {(name, f"e{event:02d}") for name in ("x", "y") for event in together})


@pytest.fixture(scope="module")
def found():
    return planted().backbone("source", samples=2000, seed=1)


def test_two_that_always_go_together_are_found_among_those_that_do_not(found):
    assert list(found.graph.edges) == [("x", "y")]
    tie = found.graph.edges["x", "y"]
    assert tie["weight"] == 12
    assert tie["p_value"] == 1 / 2001
    assert tie["through"][0].startswith("the e")
    assert len(found.graph) == 14


def test_where_all_share_everything_nothing_is_significant():
    ties = {(f"i{i}", f"e{event}") for i in range(5) for event in range(5)}
    assert two_mode(ties).backbone("target", samples=50).graph.number_of_edges() == 0


def test_a_trade_keeps_everyones_number_of_partners():
    lots = random.Random(0)
    rows = [sorted(lots.sample("abcdefgh", lots.randint(1, 6))) for _ in range(6)]
    before = ([len(row) for row in rows], sorted(partner for row in rows for partner in row))
    for _ in range(200):
        _trade(rows, *lots.sample(range(6), 2), lots)
    assert ([len(row) for row in rows], sorted(partner for row in rows for partner in row)) == before
    assert all(len(set(row)) == len(row) for row in rows)


def test_shared_partners_are_counted_per_pair():
    assert _shared([["a", "b"], ["b"], ["c"]]) == {(0, 1): 1}


def test_the_backbone_carries_its_conditions_and_repeats():
    network = planted()
    one, again = (network.backbone(samples=300, seed=5) for _ in range(2))
    assert one.metadata() == again.metadata()
    assert dict(one.parameters) == {
        "backbone": "source", "null-model": "partners kept", "samples": "300", "level": "0.05", "seed": "5",
    }  # fmt: skip
    exact = network.backbone()
    assert dict(exact.parameters) == {
        "backbone": "source",
        "null-model": "partners kept on average",
        "level": "0.05",
    }
    assert nx.utils.graphs_equal(exact.graph, network.backbone().graph)
    assert nx.utils.graphs_equal(one.graph, again.graph)


def test_a_backbone_can_be_measured_and_written(found, tmp_path):
    path, *_ = found.write(tmp_path / "backbone.csv", found.measures(["degree"]))
    assert "p_value" in path.read_text(encoding="utf-8").splitlines()[0]


def test_a_one_mode_network_has_no_backbone_and_odd_arguments_are_refused(network_of):
    with pytest.raises(NetworkError, match="is one-mode"):
        network_of(nx.path_graph(3)).backbone()
    for arguments in ({"samples": 0}, {"level": 0.0}, {"level": 1.0}):
        with pytest.raises(NetworkError, match="one sample at least"):
            planted().backbone(**arguments)


def test_exact_p_values_find_the_two_that_always_go_together():
    found = planted().backbone("source")
    assert list(found.graph.edges) == [("x", "y")]
    assert found.graph.edges["x", "y"]["p_value"] < 0.05 / 91


def test_the_ties_of_the_null_model_give_everybody_the_partners_they_have():
    rows, columns = (np.array([1, 3, 8]), np.array([4, 2, 3])), (np.array([1, 2, 5]), np.array([4, 5, 4]))
    chance = tie_chances(rows, columns)
    assert (chance * columns[1]).sum(axis=1) == pytest.approx(rows[0], abs=1e-4)
    assert (chance * rows[1][:, None]).sum(axis=0) == pytest.approx(columns[0], abs=1e-4)


def test_where_everybody_has_all_partners_sharing_them_is_certain():
    rows = [["a", "b", "c"]] * 4
    assert list(p_values(rows, _shared(rows)).values()) == pytest.approx([1.0] * 6, abs=1e-6)


def test_exact_p_values_are_the_binomials_where_all_partners_are_alike():
    """Four nodes with five of ten partners, who have two each: every tie has probability one half."""
    rows = [list("abcde"), list("fghij"), list("abfgc"), list("dehij")]
    assert {sum(p in row for row in rows) for p in "abcdefghij"} == {2}
    expected = {k: sum(math.comb(10, i) * 0.25**i * 0.75 ** (10 - i) for i in range(k, 11)) for k in range(6)}
    shared = _shared(rows)
    assert shared
    for pair, p in p_values(rows, shared).items():
        assert p == pytest.approx(expected[shared[pair]], abs=1e-6)


def test_both_null_models_agree_on_what_is_ordinary_and_what_is_not():
    """One keeps the number of partners exactly and one on average, so that they agree in the large."""
    graph = planted().graph
    rows = [sorted(graph.adj[node]) for node, mode in graph.nodes(data="mode") if mode == "source"]
    shared = _shared(rows)
    exact, drawn = p_values(rows, shared), _p_values(rows, shared, 500, 1)
    assert np.corrcoef(list(exact.values()), list(drawn.values()))[0, 1] > 0.95
    assert min(exact, key=exact.get) == min(drawn, key=drawn.get)


def test_too_few_samples_to_find_anything_are_refused():
    with pytest.raises(NetworkError, match=r"with 10 samples no tie among 91 pairs .* give 2"):
        planted().backbone(samples=10)


def test_exact_p_values_without_scipy_are_refused_with_a_remedy(monkeypatch):
    monkeypatch.setattr("coopgraph.network.backbone.installed", lambda *packages: False)
    with pytest.raises(NetworkError, match="give a number of samples"):
        planted().backbone()
    assert planted().backbone(samples=100).graph.number_of_nodes() == 14
