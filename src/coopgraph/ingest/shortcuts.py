"""Shortcuts: facts that follow from others by a query, kept apart in a graph of their own."""

from __future__ import annotations

from coopgraph.namespaces import GRAPH_SHORTCUTS
from coopgraph.queries import Catalogue
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.embedded_changes import redraw


def refresh_shortcuts(store: EmbeddedStore, catalogue: Catalogue) -> None:
    """Replace the shortcuts graph by what ``queries/shortcuts/*.rq`` construct.

    No query sees another's result, so their order does not matter, and doing it twice equals doing
    it once.
    """
    redraw(store, GRAPH_SHORTCUTS, [query.bind({}) for query in catalogue.family("shortcuts")])
