"""The small world of ``tests/data/networks``, the shipped projections, and networks made by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest

from coopgraph.network import Network, Projection
from coopgraph.queries import Catalogue, Query
from coopgraph.resources import resource
from coopgraph.store.embedded import EmbeddedStore

WORLD = Path(__file__).parents[1] / "data" / "networks"
GRAPH = "https://w3id.org/coopgraph/graph/"


@pytest.fixture
def world() -> EmbeddedStore:
    store = EmbeddedStore.in_memory()
    store.load_turtle(WORLD / "entities.ttl", GRAPH + "entities")
    store.load_turtle(WORLD / "world.ttl", GRAPH + "source/a")
    store.load_turtle(WORLD / "second.ttl", GRAPH + "source/b")
    shortcuts = sorted((resource("queries") / "shortcuts").glob("*.rq"))
    store.replace_graph(
        GRAPH + "shortcuts",
        {triple for path in shortcuts for triple in store.construct(path.read_text("utf-8"))},
    )
    return store


@pytest.fixture(scope="session")
def projection() -> Callable[[str], Query]:
    """A shipped projection by its short name."""
    catalogue = Catalogue.load([resource("queries")])
    return lambda name: catalogue.get(f"networks/{name}")


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Query]:
    """A projection of the test's own: a body, and the header that goes with it."""

    def write(body: str, *columns: str, mode: str = "one", directed: bool = False) -> Query:
        folder = tmp_path / "networks"
        folder.mkdir(exist_ok=True)
        header = [
            '#: title = "A test"',
            '#: about = "A projection written for a test."',
            f'#: mode = "{mode}"',
            f"#: directed = {str(directed).lower()}",
            '#: nodes = "whatever the test ties"',
            '#: tie = "as the test says"',
            "#: [columns]",
            *(f'#: {column} = "a column"' for column in columns),
            "PREFIX coop: <https://w3id.org/coopgraph/ontology#>",
        ]
        (folder / "own.rq").write_text("\n".join([*header, body]) + "\n", encoding="utf-8")
        return Catalogue.load([tmp_path]).get("networks/own")

    return write


@pytest.fixture(scope="session")
def network_of() -> Callable[..., Network]:
    """A network around any NetworkX graph, with the attributes that ``project`` would give it."""

    def make(graph: nx.Graph, mode: str = "one", **sides: str) -> Network:
        plain = nx.DiGraph() if graph.is_directed() else nx.Graph()
        for node in sorted(graph, key=str):
            plain.add_node(str(node), label=f"node {node}", type="Person", side=sides.get(str(node), ""))
        for source, target, data in graph.edges(data=True):
            weight = data.get("weight", 1)
            more = {"vias": (), "through": (), "dates": (), "sources": (), "independent": 0}
            plain.add_edge(str(source), str(target), weight=weight, newman=float(weight), **more)
        declared = Projection(
            "networks/made", "Made by hand", "", "nodes", "ties", mode, graph.is_directed(), "0" * 64
        )
        return Network(declared, {}, "", nx.freeze(plain))

    return make
