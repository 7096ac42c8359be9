"""The valid world, and what the rules say of it after a change."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from coopgraph.ingest.build import load_ontology
from coopgraph.resources import resource
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.validation.explain import explain
from coopgraph.validation.reference import find
from coopgraph.validation.report import Report
from coopgraph.validation.shapes import Shapes, load_shapes

WORLD = Path(__file__).parent.parent / "data" / "shapes" / "valid.trig"
PREFIXES = dict(re.findall(r"^@prefix (\S+): <(\S+)> \.$", WORLD.read_text("utf-8"), re.MULTILINE))
DATA_RULES = ("consistency.ttl", "core.ttl", "cross-source.ttl")


@dataclass(frozen=True)
class Judged:
    """A changed world and the report on it."""

    report: Report
    store: EmbeddedStore


@pytest.fixture(scope="session")
def shapes() -> Shapes:
    return load_shapes([resource("shapes")])


@pytest.fixture(scope="session")
def data_shapes(tmp_path_factory: pytest.TempPathFactory) -> Shapes:
    """The shapes without those of the ontology's documentation, which no change of data can break."""
    folder = tmp_path_factory.mktemp("shapes")
    for name in DATA_RULES:
        (folder / name).write_bytes((resource("shapes") / name).read_bytes())
    return load_shapes([folder])


@pytest.fixture(scope="session")
def expand() -> Callable[[str], str]:
    """Return the IRI of a prefixed name of the valid world."""

    def expand(name: str) -> str:
        prefix, _, local = name.partition(":")
        return PREFIXES[prefix] + local

    return expand


@pytest.fixture(scope="session")
def ontology() -> bytes:
    """The ontology and its code lists, as N-Quads."""
    store = EmbeddedStore.in_memory()
    load_ontology(store)
    return store.dump_nquads()


@pytest.fixture(scope="session")
def judge(shapes: Shapes, data_shapes: Shapes, ontology: bytes) -> Callable[[str], Judged]:
    """Judge the valid world after an update of its graphs; each update is judged once."""
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    known: dict[str, Judged] = {}

    def judge(update: str) -> Judged:
        if update not in known:
            changes_terms = "graph:ontology" in update
            changed = EmbeddedStore.in_memory()
            changed.load_trig(WORLD)
            if changes_terms:
                changed.load_nquads(ontology)
            if update:
                changed.update(prefixes + update)
            store = EmbeddedStore.in_memory()  # its default graph is merged anew
            store.load_nquads(changed.dump_nquads() + (b"" if changes_terms else ontology))
            used = shapes if changes_terms or not update else data_shapes
            known[update] = Judged(Report(explain(store, used, find(store, used)), used.rules), store)
        return known[update]

    return judge
