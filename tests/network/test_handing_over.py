"""Where one machine ends: tables that other engines read, and NetworkX's backends."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

from coopgraph.network import project

pyarrow = pytest.importorskip("pyarrow", reason="the extra parquet is not installed")
DOCS = (Path(__file__).parents[2] / "docs" / "networks.md").read_text(encoding="utf-8")


@pytest.fixture
def tables(world, projection, tmp_path):
    import pyarrow.parquet as parquet

    network = project(world, projection("ties-b"))
    return tuple(
        parquet.read_table(path)
        for path in network.write(tmp_path / "ties.parquet", network.measures(["degree"]))
    )


def test_the_columns_are_those_of_the_documentation(tables):
    ties, nodes = tables
    for table in (ties, nodes):
        for name, kind in zip(table.column_names, table.schema.types, strict=True):
            if name != "degree":
                assert re.search(rf"\| `{name}` \| {kind} \|", DOCS), f"{name} {kind}"


def test_every_end_of_a_tie_is_a_node_and_no_key_is_null(tables):
    ties, nodes = tables
    known = nodes.column("id").to_pylist()
    assert len(known) == len(set(known))
    assert set(ties.column("source").to_pylist()) | set(ties.column("target").to_pylist()) == set(known)
    assert all(table.column(name).null_count == 0 for table, name in ((ties, "weight"), (nodes, "label")))


def test_the_tables_carry_the_conditions(tables):
    for table in tables:
        assert b"networks/ties-b" in table.schema.metadata[b"coopgraph"]


def test_pandas_and_networkx_read_them_back(tables, world, projection):
    ties, _ = tables
    graph = nx.from_pandas_edgelist(ties.to_pandas(), "source", "target", ["weight"])
    ours = project(world, projection("ties-b")).graph
    assert {frozenset(e): d["weight"] for *e, d in graph.edges(data=True)} == {
        frozenset(e): d["weight"] for *e, d in ours.edges(data=True)
    }


BACKEND = """
class Interface:
    @staticmethod
    def betweenness_centrality(graph, *options, **more):
        return dict.fromkeys(graph, 0.25)

    @staticmethod
    def convert_from_nx(graph, **options):
        return graph

    @staticmethod
    def convert_to_nx(result, **options):
        return result

interface = Interface()

def info():
    return {"functions": {"betweenness_centrality": {}}}
"""
SCRIPT = """
import networkx as nx
from coopgraph.network import Network, Projection
graph = nx.Graph()
for name in "abcd":
    graph.add_node(name, label=name, type="Person", side="")
for pair in ("ab", "bc", "cd"):
    graph.add_edge(*pair, weight=1)
made = Projection("networks/made", "Made", "", "nodes", "ties", "one", False, "0" * 64)
table = Network(made, {}, "", nx.freeze(graph)).measures(["betweenness"])
print(sorted(set(table.column("betweenness").values())))
"""


@pytest.mark.parametrize(("priority", "values"), [("tested", "[0.25]"), ("", "[0.0, 0.6666666666666666]")])
def test_a_measure_that_stays_in_networkx_runs_on_the_backend_that_is_set(tmp_path, priority, values):
    """A backend as one installs it, that knows one function where cuGraph knows many."""
    (tmp_path / "tested.py").write_text(BACKEND)
    about = tmp_path / "tested-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: tested\nVersion: 1\n")
    (about / "entry_points.txt").write_text(
        "[networkx.backends]\ntested = tested:interface\n[networkx.backend_info]\ntested = tested:info\n"
    )
    path = os.pathsep.join([str(tmp_path), *sys.path])
    answer = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env={**os.environ, "PYTHONPATH": path, "NETWORKX_BACKEND_PRIORITY": priority},
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.strip() == values
