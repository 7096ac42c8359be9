"""The graphs that the questions are asked of, each in Oxigraph and in rdflib, built once a session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from rdflib import Dataset, URIRef

from coopgraph.ingest.build import assemble, bundled_dossiers, load_ontology
from coopgraph.ingest.shortcuts import refresh_shortcuts
from coopgraph.queries import Catalogue
from coopgraph.resources import resource
from coopgraph.store.embedded import EmbeddedStore

TESTS = Path(__file__).parents[1]
Row = Mapping[str, Any]  # rdflib terms by column; an unbound column is absent


@dataclass(frozen=True)
class World:
    """One graph in two engines."""

    oxigraph: EmbeddedStore
    rdflib: Dataset

    def ask(self, engine: str, sparql: str) -> tuple[tuple[str, ...], list[Row]]:
        """Return the columns and the rows of a SELECT, from the engine named."""
        if engine == "oxigraph":
            solutions = self.oxigraph.select(sparql)
            return solutions.variables, [*solutions.rows]
        result = self.rdflib.query(sparql)
        rows: list[Row] = [{str(name): term for name, term in binding.items()} for binding in result.bindings]
        return tuple(str(name) for name in result.vars or ()), rows


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.load([resource("queries")])


@pytest.fixture(scope="session")
def world(catalogue: Catalogue) -> Callable[[str], World]:
    """Return a function that gives the world of a name: ``bundled``, ``toy`` or ``corners``."""

    @cache
    def build(name: str) -> World:
        if name == "bundled":
            store = assemble([bundled_dossiers()]).store
        else:
            path = TESTS / "data" / ("toy.trig" if name == "toy" else f"queries/{name}.trig")
            store = EmbeddedStore.in_memory()
            load_ontology(store)
            store.add(quads_of(path))
            refresh_shortcuts(store, catalogue)
        return World(store, in_rdflib(store))

    return build


def quads_of(path: Path) -> list[tuple[Any, Any, Any, str]]:
    """Return the quads of a TriG file."""
    return [(s, p, o, str(g)) for s, p, o, g in Dataset().parse(path, format="trig").quads() if g is not None]


def in_rdflib(store: EmbeddedStore) -> Dataset:
    """Return the named graphs of a store, and their merge as the default graph, as rdflib holds them."""
    dataset = Dataset(default_union=False)
    dataset.parse(data=store.dump_nquads().decode(), format="nquads")
    for s, p, o, graph in list(dataset.quads()):
        if isinstance(graph, URIRef):
            dataset.default_graph.add((s, p, o))
    return dataset
