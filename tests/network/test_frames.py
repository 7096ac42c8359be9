"""Tables of ties become networks and go back to tables."""

from __future__ import annotations

import networkx as nx
import pytest

from coopgraph.errors import NetworkError
from coopgraph.network import project
from coopgraph.network.frames import network_from_frame, ties_frame

pandas = pytest.importorskip("pandas", reason="the extra pandas is not installed")

TIES = pandas.DataFrame({"a": ["x", "y", "z", "y"], "b": ["y", "x", "y", "w"], "n": [1, 2, 0.5, 1]})
NODES = pandas.DataFrame(
    {"side": ["IT", "RU", None], "label": ["Ics", None, "Alone"]}, index=["x", "y", "alone"]
)


def made(**more):
    return network_from_frame(TIES, title="Made", tie="a row", source="a", target="b", **more)


def test_rows_with_the_same_ends_add_up():
    assert {(s, t): d["weight"] for s, t, d in made().edges()} == {
        ("w", "y"): 1,
        ("x", "y"): 2,
        ("y", "z"): 1,
    }
    assert made(weight="n").graph.edges["x", "y"]["weight"] == 3
    assert made(weight="n").graph.edges["z", "y"]["weight"] == 0.5
    assert made(directed=True).graph.number_of_edges() == 4


def test_nodes_have_what_is_known_of_them_and_those_alone_stay():
    network = made(nodes=NODES)
    assert network.graph.nodes["x"] == {"label": "Ics", "type": "", "side": "IT"}
    assert network.graph.nodes["y"] == {"label": "y", "type": "", "side": "RU"}
    assert network.summary().isolated == 1


def test_the_digest_is_of_the_tables():
    assert made().metadata()["projection_sha256"] == made().metadata()["projection_sha256"]
    assert (
        made(nodes=NODES).projection.sha256 != made().projection.sha256 != made(weight="n").projection.sha256
    )


def test_such_a_network_is_measured_and_written_like_any_other(tmp_path):
    network = made(nodes=NODES)
    table = network.measures(["degree", "brokerage", "communities"])
    assert table.to_pandas().loc["y", "degree"] == 3
    assert network.write(tmp_path / "made.gexf", table)


def test_the_ties_of_a_network_are_a_frame(world, projection):
    network = project(world, projection("co-participation"))
    frame = ties_frame(network)
    assert len(frame) == network.summary().ties
    assert {"source", "source_label", "target", "target_label", "weight", "dates"} <= set(frame.columns)


def test_a_network_without_ties_is_an_empty_frame(network_of):
    assert list(ties_frame(network_of(nx.empty_graph(2))).columns)[:2] == ["source", "source_label"]


@pytest.mark.parametrize(
    ("ties", "nodes", "message"),
    [
        ({"a": ["x"]}, None, "no column 'b'"),
        ({"a": ["x"], "b": ["x"]}, None, "row 0 of the ties joins 'x' to itself"),
        ({"a": ["x"], "b": [None]}, None, "both ends must be text"),
        ({"a": ["x"], "b": ["y"]}, pandas.DataFrame({"side": ["", ""]}, index=["x", "x"]), "'x' twice"),
    ],
)
def test_a_table_with_a_fault_is_refused(ties, nodes, message):
    with pytest.raises(NetworkError, match=message):
        network_from_frame(pandas.DataFrame(ties), nodes, title="Made", tie="a row", source="a", target="b")
