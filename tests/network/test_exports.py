"""What is written comes back: the same nodes, ties, types and conditions, and the same bytes every time."""

from __future__ import annotations

import csv
import importlib.util
import json
import os
import subprocess
import sys
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from coopgraph.errors import NetworkError
from coopgraph.network import Conditions, project

ID = "https://w3id.org/coopgraph/id/"
MEASURED = ["degree", "betweenness", "articulation-points", "constraint"]


@pytest.fixture
def network(world, projection):
    return project(world, projection("ties-b"), graph_version="f" * 64, conditions=Conditions(until="2016"))


@pytest.fixture
def table(network):
    return network.measures(MEASURED)


def same(read, network):
    assert set(read.nodes) == set(network.graph.nodes)
    assert {frozenset(edge) for edge in read.edges} == {frozenset(edge) for edge in network.graph.edges}
    ada = read.nodes[f"{ID}person/ada"]
    assert (ada["label"], ada["type"], ada["side"], ada["degree"]) == ("Ada A.", "Person", "IT", 4)
    assert isinstance(ada["betweenness"], float)
    assert ada["articulation-points"] is True or ada["articulation-points"] is False
    tie = read.edges[f"{ID}person/boris", f"{ID}person/elena"]
    assert (tie["weight"], tie["independent"]) == (1, 2)


def test_gexf_comes_back_with_labels_types_and_weights(network, table, tmp_path):
    (path,) = network.write(tmp_path / "net.gexf", table)
    same(nx.read_gexf(path, version="1.3"), network)


def test_gexf_names_the_projection_the_version_and_the_parameters_and_no_day_of_writing(network, tmp_path):
    (path,) = network.write(tmp_path / "net.gexf")
    text = path.read_text(encoding="utf-8")
    description = ET.parse(path).find("{*}meta/{*}description").text
    told = json.loads(description)
    assert told["projection"] == "networks/ties-b"
    assert told["graph_version"] == "f" * 64
    assert told["parameters"] == {"modality": "actual", "until": "2016", "reading": "possibly"}
    assert "lastmodifieddate" not in text


def test_graphml_comes_back(network, table, tmp_path):
    (path,) = network.write(tmp_path / "net.graphml", table)
    read = nx.read_graphml(path)
    same(read, network)
    assert json.loads(read.graph["conditions"])["projection"] == "networks/ties-b"


def test_node_link_json_comes_back(network, table, tmp_path):
    (path,) = network.write(tmp_path / "net.json", table)
    document = json.loads(path.read_text(encoding="utf-8"))
    same(nx.node_link_graph(document, edges="edges"), network)
    assert document["graph"]["measures"]["names"] == MEASURED
    assert document["edges"][0]["vias"]


def test_cytoscape_json_comes_back(network, table, tmp_path):
    (path,) = network.write(tmp_path / "net.cyjs", table)
    document = json.loads(path.read_text(encoding="utf-8"))
    same(nx.cytoscape_graph(document), network)
    assert document["data"]["conditions"]["projection"] == "networks/ties-b"


def test_gexf_gives_a_dated_tie_its_spells_and_an_undated_one_none(network, tmp_path):
    (path,) = network.write(tmp_path / "net.gexf")
    read = nx.read_gexf(path, version="1.3")
    fair = ("2016-05-01", "2016-05-31")
    assert read.edges[f"{ID}person/boris", f"{ID}person/elena"]["spells"] == [fair]
    assert ("2015-10-15", "2015-10-15") in read.edges[f"{ID}person/ada", f"{ID}person/boris"]["spells"]
    assert "spells" not in read.edges[f"{ID}person/boris", f"{ID}person/carla"]
    assert read.graph["mode"] == "dynamic"


def test_csv_has_labels_beside_codes_a_file_of_nodes_and_one_of_conditions(network, table, tmp_path):
    ties, nodes, metadata = network.write(tmp_path / "net.csv", table)
    assert (ties.name, nodes.name, metadata.name) == ("net.csv", "net.nodes.csv", "net.csv-metadata.json")
    with ties.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == network.graph.number_of_edges()
    assert {(row["source"], row["source_label"]) for row in rows} >= {(f"{ID}person/ada", "Ada A.")}
    with nodes.open(encoding="utf-8", newline="") as lines:
        assert [row["id"] for row in csv.DictReader(lines)] == list(network.graph)
    assert json.loads(metadata.read_text(encoding="utf-8"))["notes"][0]["graph_version"] == "f" * 64


@pytest.mark.skipif(not importlib.util.find_spec("pyarrow"), reason="pyarrow is not installed")
def test_parquet_comes_back_with_the_conditions_in_its_schema(network, table, tmp_path):
    import pyarrow.parquet

    ties, nodes = network.write(tmp_path / "net.parquet", table)
    read = pyarrow.parquet.read_table(ties)
    assert read.num_rows == network.graph.number_of_edges()
    assert json.loads(read.schema.metadata[b"coopgraph"])["projection"] == "networks/ties-b"
    assert pyarrow.parquet.read_table(nodes).column("id").to_pylist() == list(network.graph)


def test_without_pyarrow_parquet_is_refused_with_a_remedy(network, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(NetworkError, match=r"needs the package pyarrow; install it, or write \.csv"):
        network.write(tmp_path / "net.parquet")


@pytest.mark.parametrize("ending", [".gexf", ".graphml", ".json", ".csv"])
def test_a_directed_network_without_measures_comes_back_directed(network_of, tmp_path, ending):
    network = network_of(nx.DiGraph([("b", "a")]))
    path, *_ = network.write(tmp_path / f"net{ending}")
    text = path.read_text(encoding="utf-8")
    if ending == ".gexf":
        read = nx.read_gexf(path, version="1.3")
    elif ending == ".graphml":
        read = nx.read_graphml(path)
    elif ending == ".json":
        read = nx.node_link_graph(json.loads(text), edges="edges")
    else:
        read = nx.DiGraph([tuple(text.splitlines()[1].split(",")[:3:2])])
    assert list(read.edges) == [("b", "a")]
    assert read.is_directed()


@pytest.mark.parametrize("ending", [".gexf", ".graphml", ".json", ".cyjs", ".csv"])
def test_an_empty_network_can_be_written_in_every_format(network_of, tmp_path, ending):
    network = network_of(nx.empty_graph(0))
    assert all(
        path.stat().st_size for path in network.write(tmp_path / f"net{ending}", network.measures(["degree"]))
    )


def test_a_label_that_xml_cannot_hold_still_gives_a_readable_file(network_of, tmp_path):
    network = network_of(nx.path_graph(2))
    network.graph.nodes["0"]["label"] = "form\x0cfeed & <tag>"
    for ending in (".gexf", ".graphml"):
        (path,) = network.write(tmp_path / f"net{ending}")
        read = nx.read_gexf(path, version="1.3") if ending == ".gexf" else nx.read_graphml(path)
        assert read.nodes["0"]["label"] == "form\ufffdfeed & <tag>"


def test_an_unknown_ending_an_unwritable_place_and_foreign_measures_are_refused(
    network, network_of, tmp_path
):
    with pytest.raises(NetworkError, match=r"use one of \.gexf, \.graphml"):
        network.write(tmp_path / "net.xlsx")
    with pytest.raises(NetworkError, match="cannot be written"):
        network.write(tmp_path / "nowhere" / "net.gexf")
    with pytest.raises(NetworkError, match="of another network"):
        network.write(tmp_path / "net.gexf", network_of(nx.path_graph(2)).measures(["degree"]))


_AGAIN = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import networkx as nx
from coopgraph.network import Network, Projection
graph = nx.Graph()
karate = nx.karate_club_graph()
graph.add_nodes_from((f"n{i:02d}", {"label": f"member {i}", "type": "Person", "side": "IT" if i % 2 else "RU"}) for i in karate)
for a, b, d in karate.edges(data=True):
    graph.add_edge(f"n{a:02d}", f"n{b:02d}", weight=d["weight"], newman=1.0, vias=(), through=(), dates=(), sources=(), independent=1)
network = Network(Projection("networks/k", "K", "", "n", "t", "one", False, "0"), {}, "", graph)
from coopgraph.network.measures import MEASURES
for ending in (".gexf", ".graphml", ".json", ".cyjs", ".csv"):
    for path in network.write(Path(sys.argv[1]) / f"k{ending}", network.measures(MEASURES, seed=7)):
        pass
"""


def test_the_bytes_are_the_same_whatever_the_hash_seed(tmp_path):
    outputs = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        subprocess.run(
            [sys.executable, "-c", _AGAIN, str(folder)],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        outputs.append({path.name: path.read_bytes() for path in sorted(folder.iterdir())})
    assert outputs[0] == outputs[1]
    assert len(outputs[0]) == 7
