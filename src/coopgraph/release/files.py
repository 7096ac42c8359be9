"""The files that hold the graph in a release: what each is called, and how it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from coopgraph.queries import Catalogue
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.media import JSONLD, NQUADS, TRIG


@dataclass(frozen=True)
class Content:
    """A file of a release: its name, what it holds, its media type, and how it is made."""

    path: str
    about: str
    type: str
    make: Callable[[EmbeddedStore, Catalogue], bytes]


def _tabled(name: str) -> Callable[[EmbeddedStore, Catalogue], bytes]:
    """Return what makes a table: the rows of the query ``exports/{name}`` as CSV (RFC 4180, UTF-8), in their order."""
    return lambda store, catalogue: b"".join(
        store.answer(catalogue.get(f"exports/{name}").bind({}), "text/csv")
    )


GRAPH_FILES = (
    Content(
        "graph.nq",
        "the named graphs, sorted; its SHA-256 is the version",
        NQUADS.type,
        lambda s, _: s.dump_nquads(),
    ),
    Content("graph.trig", "the same, to read", TRIG.type, lambda s, _: s.dump(TRIG)),
    Content(
        "graph.jsonld", "the merged graph, every statement once", JSONLD.type, lambda s, _: s.dump(JSONLD)
    ),
    Content("nodes.csv", "every named thing", "text/csv", _tabled("nodes")),
    Content("edges.csv", "every tie between two of them, with its source", "text/csv", _tabled("edges")),
    Content("sources.csv", "every document", "text/csv", _tabled("sources")),
)
"""The files that hold the graph, in the order in which they are listed."""
