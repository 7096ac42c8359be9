"""The representations of a thing, and the choice among them by suffix and by ``Accept``."""

from __future__ import annotations

from coopgraph.store.media import CSV, JSONLD, NTRIPLES, RDFXML, TURTLE, MediaType, negotiate
from coopgraph.web.pages import HTML

JSON = MediaType("json", "application/json", ".json")

RDF_OFFERS = (TURTLE, JSONLD, NTRIPLES, RDFXML)
OFFERS = (HTML, TURTLE, JSON, JSONLD, NTRIPLES, RDFXML, CSV)
"""In order of preference among those a client likes equally well."""

TITLES = {
    "turtle": "Turtle",
    "json": "JSON",
    "jsonld": "JSON-LD",
    "ntriples": "N-Triples",
    "rdfxml": "RDF/XML",
    "csv": "CSV",
}
"""What people call them."""

BY_SUFFIX = {offer.suffix: offer for offer in OFFERS}


def split_suffix(path: str) -> tuple[str, MediaType | None]:
    """Return a path without the suffix of a representation, and that representation if there is one."""
    stem, dot, ending = path.rpartition(".")
    media = BY_SUFFIX.get((dot + ending).lower())
    return (stem, media) if media and stem and not stem.endswith("/") else (path, None)


def preferred(accept: str, offers: tuple[MediaType, ...] = OFFERS) -> MediaType | None:
    """Return the offer the client likes best; None when it accepts none.

    Among those it likes equally, one it names comes before one it only does not exclude. A client
    that names nothing, as curl and scripts do, gets data and not a page.
    """
    named = ",".join(part for part in accept.split(",") if "*" not in part.partition(";")[0])
    first = negotiate(named, offers) if named.strip() else None
    if first is not None:
        return negotiate(accept, (first, *offers))
    return negotiate(accept, tuple(sorted(offers, key=lambda offer: offer is HTML)))
