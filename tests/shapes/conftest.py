"""The valid world, and what it looks like after one fault."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from coopgraph.namespaces import GRAPH_ONTOLOGY
from coopgraph.resources import resource
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.validation.explain import explain
from coopgraph.validation.reference import find
from coopgraph.validation.report import Report
from coopgraph.validation.shapes import Shapes, load_shapes

DATA = Path(__file__).parent.parent / "data" / "shapes"
WORLD = DATA / "valid.trig"
PREFIXES = "".join(re.findall(r"^@(prefix [^\n]*>) \.\n", WORLD.read_text("utf-8"), re.MULTILINE))


@pytest.fixture(scope="session")
def shapes() -> Shapes:
    return load_shapes([resource("shapes")])


@pytest.fixture(scope="session")
def valid_world() -> bytes:
    """The valid world and the ontology with its code lists, as N-Quads."""
    store = EmbeddedStore.in_memory()
    store.load_trig(WORLD)
    ontology = resource("ontology")
    for path in [ontology / "coopgraph.ttl", *sorted((ontology / "schemes").glob("*.ttl"))]:
        store.load_turtle(path, GRAPH_ONTOLOGY)
    return store.dump_nquads()


@pytest.fixture(scope="session")
def judge(shapes: Shapes, valid_world: bytes) -> Callable[[str], Report]:
    """Return the report on the valid world after a SPARQL update, with the default graph merged anew."""

    def judge(update: str) -> Report:
        changed = EmbeddedStore.in_memory()
        changed.load_nquads(valid_world)
        prefixes = "\n".join(re.findall(r"^@(prefix [^\n]*>) \.$", WORLD.read_text("utf-8"), re.MULTILINE))
        changed.update(f"{prefixes}\n{update}")
        store = EmbeddedStore.in_memory()
        store.load_nquads(changed.dump_nquads())
        return Report(explain(store, shapes, find(store, shapes)), shapes.rules)

    return judge
