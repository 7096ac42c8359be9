"""A backbone keeps what chance does not explain, and nothing of pure chance."""

from __future__ import annotations

import random

import networkx as nx
import pytest

from coopgraph.errors import NetworkError
from coopgraph.network import Network, Projection
from coopgraph.network.backbone import _shared, _trade


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
    assert dict(one.parameters) == {"backbone": "source", "samples": "300", "level": "0.05", "seed": "5"}
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
