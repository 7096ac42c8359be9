"""How two engines' findings are compared, and the worlds they are asked about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from rdflib import XSD, Literal
from rdflib.term import Node

from coopgraph.store.embedded import EmbeddedStore
from coopgraph.validation.reference import Finding
from shapes.conftest import PREFIXES, WORLD, data_shapes, ontology, shapes

__all__ = ["data_shapes", "ontology", "shapes"]  # fixtures, which pytest finds by name

TESTS = Path(__file__).parents[2]


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
def world(ontology: bytes) -> Callable[..., EmbeddedStore]:
    """The valid world of the rules after some updates, with the ontology."""
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
