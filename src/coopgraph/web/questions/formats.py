"""The formats a stored query is answered in, and its own text."""

from __future__ import annotations

from coopgraph.queries import Query
from coopgraph.store.media import ASK_TYPES, GRAPH_TYPES, SELECT_TYPES, MediaType

TEXT = MediaType("text", "application/sparql-query", ".rq", charset=True)
"""The query itself, as its file holds it."""

TITLES = {
    "json": "JSON",
    "xml": "XML",
    "csv": "CSV",
    "tsv": "TSV",
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF/XML",
    "text": "SPARQL",
}

_SUFFIXES = {".json": "json", ".xml": "xml"}
"""What people write instead of the registered ``.srj`` and ``.srx``."""


def offers(query: Query) -> tuple[MediaType, ...]:
    """Return what the answer of a query comes in, and its text."""
    return (*{"select": SELECT_TYPES, "ask": ASK_TYPES, "construct": GRAPH_TYPES}[query.form], TEXT)


def by_suffix(query: Query, suffix: str) -> MediaType | None:
    """Return the offer of a query that a suffix means."""
    for offer in offers(query):
        if suffix == offer.suffix or _SUFFIXES.get(suffix) == offer.name:
            return offer
    return None
