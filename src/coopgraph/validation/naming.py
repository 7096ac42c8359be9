"""Readable names for things that have no label: statements, passages, recorded conflicts.

Such a node is called by its class, by what tells it from its like (the measure, the property, the
role, the side) and by the thing it is about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coopgraph.store.protocol import Solutions

Select = Callable[[str], "Solutions"]

_BATCH = 500
_QUERY = """
PREFIX coop: <https://w3id.org/coopgraph/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT DISTINCT ?node ?part ?term ?label WHERE {
  VALUES ?node { %s }
  FILTER NOT EXISTS { ?node skos:prefLabel|dct:title|rdfs:label ?own }
  {
    ?node a ?term . ?term rdfs:label ?label BIND ( "class" AS ?part )
    FILTER NOT EXISTS { ?node a ?narrower . ?narrower rdfs:subClassOf+ ?term }
  } UNION {
    ?node coop:measure|coop:claimPredicate|coop:role|coop:discrepancyType|coop:provisionType ?term .
    ?term skos:prefLabel|rdfs:label ?label BIND ( "detail" AS ?part )
  } UNION {
    ?node coop:side ?term . ?term skos:prefLabel ?label BIND ( "side" AS ?part )
  } UNION {
    ?node coop:figureOf|coop:inEvent|coop:undertaking|coop:holder|coop:exOfficio|coop:claimSubject
      |^coop:hasProvision ?term .
    ?term skos:prefLabel|dct:title ?label BIND ( "about" AS ?part )
  } UNION {
    ?node coop:participant|coop:party ?term . ?term skos:prefLabel ?label BIND ( "who" AS ?part )
  } UNION {
    ?node oa:exact ?label BIND ( ?node AS ?term ) BIND ( "about" AS ?part )
  } UNION {
    ?node coop:conflictingItem/(coop:figureOf|coop:claimSubject) ?term .
    ?term skos:prefLabel|dct:title ?label BIND ( "about" AS ?part )
  }
}"""


def describe(
    select: Select, iris: Iterable[str], languages: Sequence[str] = ("en", "it")
) -> Mapping[str, str]:
    """Return a name for each of ``iris`` that has no label and whose class the ontology labels.

    Example: ``reported figure (registered participants, Italy): 25th session of the task force``.
    """
    wanted = sorted(set(iris))
    parts: dict[str, dict[str, dict[str, tuple[int, str]]]] = defaultdict(lambda: defaultdict(dict))
    for start in range(0, len(wanted), _BATCH):
        values = " ".join(f"<{iri}>" for iri in wanted[start : start + _BATCH])
        for row in select(_QUERY % values):
            language = getattr(row["label"], "language", None) or ""
            rank = languages.index(language) if language in languages else len(languages)
            labels = parts[str(row["node"])][str(row["part"])]
            term = str(row["term"])
            labels[term] = min(labels.get(term, (rank, str(row["label"]))), (rank, str(row["label"])))
    return {node: _name(found) for node, found in parts.items() if "class" in found}


def _name(parts: Mapping[str, Mapping[str, tuple[int, str]]]) -> str:
    def said(part: str) -> str:
        return ", ".join(sorted({label for _, label in parts.get(part, {}).values()}))

    details = ", ".join(text for text in (said("detail"), said("side")) if text)
    about = ", ".join(text for text in (said("who"), said("about")) if text)
    return said("class") + (f" ({details})" if details else "") + (f": {about}" if about else "")
