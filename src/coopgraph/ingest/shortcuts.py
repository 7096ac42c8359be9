"""Shortcuts: facts that follow from others by a query, kept apart in a graph of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopgraph.namespaces import GRAPH_SHORTCUTS
from coopgraph.queries import Catalogue
from coopgraph.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from coopgraph.store.protocol import Triple


def refresh_shortcuts(store: EmbeddedStore, catalogue: Catalogue) -> None:
    """Replace the shortcuts graph by what ``queries/shortcuts/*.rq`` construct.

    No query sees another's result, so their order does not matter, and doing it twice equals doing
    it once.
    """
    store.forget_graph(GRAPH_SHORTCUTS)
    triples: set[Triple] = set()
    for query in catalogue.family("shortcuts"):
        triples.update(store.construct(query.bind({})))
    store.replace_graph(GRAPH_SHORTCUTS, triples)
