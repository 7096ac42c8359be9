"""How two engines' findings are compared, and the worlds they are asked about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from rdflib import XSD, Literal
from rdflib.term import Node

from coopgraph.namespaces import GRAPH_ONTOLOGY
from coopgraph.resources import resource
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.validation.reference import Finding
from coopgraph.validation.shapes import Shapes, load_shapes

TESTS = Path(__file__).parents[2]
DATA_RULES = ("consistency.ttl", "core.ttl", "cross-source.ttl")


def comparable(findings: Iterable[Finding]) -> Counter[tuple[str, ...]]:
    """Return findings as tuples of text, each with the times it was found."""
    return Counter(
        tuple(
            _text(part) for part in (one.shape, one.constraint, one.component, one.focus, one.path, one.value)
        )
        for one in findings
    )


def _text(term: Node | None) -> str:
    if isinstance(term, Literal):  # pySHACL's literals are normalised by rdflib on their way
        datatype = None if term.datatype == XSD.string else term.datatype
        tag = term.language.lower() if term.language else None
        return Literal(str(term), lang=tag, datatype=datatype, normalize=True).n3()
    return "" if term is None else str(term)


@pytest.fixture(scope="session")
def shapes() -> Shapes:
    """All shipped shapes."""
    return load_shapes([resource("shapes")])


@pytest.fixture(scope="session")
def data_shapes(tmp_path_factory: pytest.TempPathFactory) -> Shapes:
    """The shipped shapes without those of the ontology's documentation, which take pySHACL long."""
    folder = tmp_path_factory.mktemp("shapes")
    for name in DATA_RULES:
        (folder / name).write_bytes((resource("shapes") / name).read_bytes())
    return load_shapes([folder])


@pytest.fixture(scope="session")
def ontology() -> bytes:
    """The ontology and its code lists, as N-Quads."""
    store = EmbeddedStore.in_memory()
    folder = resource("ontology")
    for path in [folder / "coopgraph.ttl", *sorted((folder / "schemes").glob("*.ttl"))]:
        store.load_turtle(path, GRAPH_ONTOLOGY)
    return store.dump_nquads()


@pytest.fixture(scope="session")
def world(ontology: bytes) -> Callable[..., EmbeddedStore]:
    """The valid world of the rules after some updates, with the ontology."""
    from shapes.conftest import PREFIXES, WORLD

    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())

    def world(*updates: Path) -> EmbeddedStore:
        changed = EmbeddedStore.in_memory()
        changed.load_trig(WORLD)
        changed.load_nquads(ontology)
        for update in updates:
            changed.update(prefixes + update.read_text("utf-8"))
        store = EmbeddedStore.in_memory()  # its default graph is merged anew
        store.load_nquads(changed.dump_nquads())
        return store

    return world
