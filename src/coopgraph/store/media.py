"""Media types of query results and graphs, and the choice among them by ``Accept``.

Reference: RFC 9110 section 12.5.1 (``Accept``), SPARQL 1.1 Query Results formats, RDF 1.1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, eq=False)
class MediaType:
    """One serialisation: its name on the command line, media type, file suffix and accepted aliases.

    There is one object for each, which is equal to itself only, and so quickly looked up.
    """

    name: str
    type: str
    suffix: str
    aliases: tuple[str, ...] = ()
    charset: bool = False

    @property
    def content_type(self) -> str:
        """The value of a ``Content-Type`` header; text types say their charset, which is always UTF-8."""
        return f"{self.type}; charset=utf-8" if self.charset else self.type


JSON = MediaType("json", "application/sparql-results+json", ".srj", ("application/json",))
XML = MediaType("xml", "application/sparql-results+xml", ".srx", ("application/xml", "text/xml"))
CSV = MediaType("csv", "text/csv", ".csv", charset=True)
TSV = MediaType("tsv", "text/tab-separated-values", ".tsv", charset=True)

TURTLE = MediaType("turtle", "text/turtle", ".ttl", ("application/x-turtle", "text/plain"), charset=True)
NTRIPLES = MediaType("ntriples", "application/n-triples", ".nt")
JSONLD = MediaType("jsonld", "application/ld+json", ".jsonld", ("application/json",))
RDFXML = MediaType("rdfxml", "application/rdf+xml", ".rdf", ("application/xml", "text/xml"))
TRIG = MediaType("trig", "application/trig", ".trig", charset=True)
NQUADS = MediaType("nquads", "application/n-quads", ".nq")

SELECT_TYPES = (JSON, XML, CSV, TSV)
"""What a SELECT can be answered in; the first is the default."""
ASK_TYPES = SELECT_TYPES
"""What an ASK can be answered in. CSV and TSV, defined for SELECT only, hold ``true`` or ``false``."""
GRAPH_TYPES = (TURTLE, NTRIPLES, JSONLD, RDFXML)
"""What a CONSTRUCT or DESCRIBE can be answered in; the first is the default."""
DATASET_TYPES = (NQUADS, TRIG)
"""What the named graphs can be exported as."""

_BY_TYPE = {m.type: m for m in (*SELECT_TYPES, *GRAPH_TYPES, *DATASET_TYPES)}
_BY_NAME = {m.name: m for m in _BY_TYPE.values()}


def by_type(media_type: str) -> MediaType | None:
    """Return the serialisation with this media type, parameters such as ``charset`` ignored; else None."""
    return _BY_TYPE.get(media_type.split(";", 1)[0].strip().lower())


def by_name(name: str) -> MediaType | None:
    """Return the serialisation called ``name`` on the command line (``"csv"``, ``"turtle"``), else None."""
    return _BY_NAME.get(name)


def negotiate(accept: str | None, offers: Sequence[MediaType]) -> MediaType | None:
    """Return the offer the client likes best, or None when it accepts none of them.

    Each offer takes the weight of the most specific range that covers it (``text/csv`` before
    ``text/*`` before ``*/*``), so ``text/csv;q=0, */*`` excludes CSV. Among equal weights the order
    of ``offers`` decides. No header, or an empty one, accepts everything.
    """
    accept = accept or "*/*"
    return (_chosen_before if len(accept) <= _REMEMBERED else _chosen)(accept, tuple(offers))


def _chosen(accept: str, offers: tuple[MediaType, ...]) -> MediaType | None:
    ranges = _ranges(accept)
    best: tuple[float, MediaType] | None = None
    for offer in offers:
        weight = _weight(offer, ranges)
        if weight > 0 and (best is None or weight > best[0]):
            best = (weight, offer)
    return best[1] if best else None


def _ranges(accept: str) -> dict[str, float]:
    """Return each media range of the header with its weight; a malformed weight counts as 0."""
    ranges: dict[str, float] = {}
    for part in accept.split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        if not name:
            continue
        weight = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip().lower() == "q":
                try:
                    weight = min(1.0, max(0.0, float(value.strip())))
                except ValueError:
                    weight = 0.0
        name = "*/*" if name == "*" else name.lower()
        ranges[name] = max(weight, ranges.get(name, 0.0))
    return ranges


# A client sends the same header with every request.
_chosen_before = lru_cache(maxsize=256)(_chosen)
_REMEMBERED = 500


def _weight(offer: MediaType, ranges: dict[str, float]) -> float:
    """Return the weight of an offer; an alias counts only when it is named, never through a wildcard."""
    if offer.type in ranges:
        return ranges[offer.type]
    named = [ranges[alias] for alias in offer.aliases if alias in ranges]
    kind = offer.type.split("/", 1)[0] + "/*"
    return max([*named, ranges.get(kind, ranges.get("*/*", 0.0))])
