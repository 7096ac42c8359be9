"""The ontology, its code lists and its places, read once for this room."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from rdflib import Graph

from coopgraph.ontology import Vocabulary
from coopgraph.resources import resource


@pytest.fixture(scope="session")
def folder() -> Path:
    return resource("ontology")


@pytest.fixture(scope="session")
def ontology(folder: Path) -> Graph:
    return Graph().parse(folder / "coopgraph.ttl")


@pytest.fixture(scope="session")
def schemes(folder: Path) -> Graph:
    graph = Graph()
    for path in sorted((folder / "schemes").glob("*.ttl")):
        graph.parse(path)
    return graph


@pytest.fixture(scope="session")
def vocabulary(ontology: Graph, schemes: Graph) -> Vocabulary:
    both = ontology + schemes
    return Vocabulary.from_select(lambda sparql: [row.asdict() for row in both.query(sparql)])


@pytest.fixture(scope="session")
def places(folder: Path) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for path in sorted((folder / "places").glob("*.yaml")):
        found |= yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)["entities"]
    return found
