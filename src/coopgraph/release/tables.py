"""The graph as tables that a spreadsheet or a network program reads: nodes, edges, sources."""

from __future__ import annotations

from coopgraph.queries import Catalogue
from coopgraph.store.embedded import EmbeddedStore

TABLES = ("nodes", "edges", "sources")
"""The tables there are; each is a query ``exports/{name}``."""


def table(store: EmbeddedStore, catalogue: Catalogue, name: str) -> bytes:
    """Return a table as CSV (RFC 4180, UTF-8), its rows in the order of the query."""
    return b"".join(store.answer(catalogue.get(f"exports/{name}").bind({}), "text/csv"))
