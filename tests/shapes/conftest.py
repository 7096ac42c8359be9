"""The valid world, and what the rules say of it after a change."""

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

WORLD = Path(__file__).parent.parent / "data" / "shapes" / "valid.trig"
PREFIXES = dict(re.findall(r"^@prefix (\S+): <(\S+)> \.$", WORLD.read_text("utf-8"), re.MULTILINE))


@pytest.fixture(scope="session")
def shapes() -> Shapes:
    return load_shapes([resource("shapes")])


@pytest.fixture(scope="session")
def expand() -> Callable[[str], str]:
    """Return the IRI of a prefixed name of the valid world."""

    def expand(name: str) -> str:
        prefix, _, local = name.partition(":")
        return PREFIXES[prefix] + local

    return expand


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
    """Return the report on the valid world after an update of its graphs, each update judged once."""
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    known: dict[str, Report] = {}

    def judge(update: str) -> Report:
        if update not in known:
            changed = EmbeddedStore.in_memory()
            changed.load_nquads(valid_world)
            changed.update(prefixes + update)
            store = EmbeddedStore.in_memory()
            store.load_nquads(changed.dump_nquads())
            known[update] = Report(explain(store, shapes, find(store, shapes)), shapes.rules)
        return known[update]

    return judge
