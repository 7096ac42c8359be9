"""Small stores and small shapes, written out where they are used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coopgraph.store.embedded import EmbeddedStore
from coopgraph.validation import Report, check

PREFIXES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix coop: <https://w3id.org/coopgraph/ontology#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix shapes: <https://w3id.org/coopgraph/shapes#> .
@prefix ex: <http://example.org/> .
"""


@pytest.fixture
def store_of() -> Callable[[str], EmbeddedStore]:
    def store_of(trig: str) -> EmbeddedStore:
        store = EmbeddedStore.in_memory()
        store.load_trig((PREFIXES + trig).encode())
        return store

    return store_of


@pytest.fixture
def shapes_folder(tmp_path: Path) -> Callable[..., Path]:
    def shapes_folder(turtle: str, name: str = "own.ttl", folder: str = "shapes") -> Path:
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / name).write_text(PREFIXES + turtle, "utf-8")
        return tmp_path / folder

    return shapes_folder


@pytest.fixture
def report_on(
    store_of: Callable[[str], EmbeddedStore], shapes_folder: Callable[..., Path]
) -> Callable[[str, str], Report]:
    """Check TriG data against Turtle shapes."""

    def report_on(trig: str, turtle: str) -> Report:
        return check(store_of(trig), [shapes_folder(turtle)])

    return report_on
