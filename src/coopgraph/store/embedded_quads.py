"""Statements written without a store: quads out of a query, and triples as they are given.

SPARQL constructs triples only, so a SELECT of four columns says what goes into which graph. A store would keep the
value of a literal and not its datatype (every integer is an ``xsd:integer`` there).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, cast

import pyoxigraph as ox

from coopgraph.sparql.guard import refuse_remote
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.embedded_terms import engine_term
from coopgraph.store.embedded_writing import serialised
from coopgraph.store.faults import translated
from coopgraph.store.media import NQUADS, MediaType

if TYPE_CHECKING:
    from coopgraph.store.protocol import Triple


def sorted_quads(store: EmbeddedStore, sparql: str, media: MediaType, prefixes: Mapping[str, str]) -> bytes:
    """Return the rows of a SELECT query, whose columns are graph, subject, predicate and object, as quads.

    They come in an order that depends on them alone: lines of N-Quads sorted by bytes, TriG graph by graph. A row
    that is no quad (a value is missing, a literal stands where none can) is left out, as CONSTRUCT leaves out
    what is no triple.

    Args:
        store: asked.
        sparql: the query.
        media: N-Quads or TriG.
        prefixes: for TriG, besides those of the product.

    Raises:
        QueryError: the query cannot be answered.
    """
    refuse_remote(sparql)
    with translated("the store", query=sparql):
        rows = cast(ox.QuerySolutions, store.engine.query(sparql))
        quads = {quad for row in rows if (quad := _quad(row)) is not None}
        if media is NQUADS:
            return b"".join(sorted(serialised(quads, NQUADS).splitlines(keepends=True)))
        ordered = sorted(quads, key=lambda quad: (str(quad.graph_name), str(quad)))
        return serialised(ordered, media, prefixes)


def sorted_triples(triples: Iterable[Triple], media: MediaType) -> bytes:
    """Return triples in a format for graphs, each once, in an order that depends on them alone."""
    made = {ox.Triple(*(engine_term(term) for term in triple)) for triple in triples}  # type: ignore[arg-type]
    return serialised(sorted(made, key=str), media)


def _quad(row: ox.QuerySolution) -> ox.Quad | None:
    graph, subject, predicate, value = (row[index] for index in range(4))
    named = all(isinstance(term, ox.NamedNode) for term in (graph, subject, predicate))
    return ox.Quad(subject, predicate, value, graph) if named and value is not None else None
