"""Readable names for IRIs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from coopgraph.namespaces import shorten

if TYPE_CHECKING:
    from coopgraph.store.protocol import Solutions

Select = Callable[[str], "Solutions"]

_BATCH = 500
_QUERY = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT ?thing ?label WHERE {
  VALUES ?thing { %s }
  ?thing skos:prefLabel|dct:title|rdfs:label ?label .
}
"""


def labels(
    select: Select, iris: Iterable[str], languages: tuple[str, ...] = ("en", "it")
) -> Mapping[str, str]:
    """Return a label for each IRI: the first of ``languages`` that has one, else any, else a short name.

    The label is a preferred label, a title or an ``rdfs:label``; among several of one language the
    first in code-point order is taken, so the choice never changes by itself.
    """
    wanted = sorted({str(iri) for iri in iris})
    best: dict[str, tuple[int, str]] = {}
    for start in range(0, len(wanted), _BATCH):
        values = " ".join(f"<{iri}>" for iri in wanted[start : start + _BATCH])
        for row in select(_QUERY % values):
            language = getattr(row["label"], "language", None) or ""
            rank = languages.index(language) if language in languages else len(languages)
            candidate = (rank, str(row["label"]))
            thing = str(row["thing"])
            best[thing] = min(best.get(thing, candidate), candidate)
    return {iri: best[iri][1] if iri in best else shorten(iri) for iri in wanted}
