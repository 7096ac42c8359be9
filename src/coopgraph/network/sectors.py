"""What has a sector: the condition ``sector`` of a network."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coopgraph.errors import NetworkError
from coopgraph.namespaces import CONCEPT

if TYPE_CHECKING:
    from coopgraph.store.protocol import Store

_NOT_IN_AN_IRI = re.compile(r'[\s<>"{}|\\^`]')
_SECTOR = "SELECT ?scheme WHERE { %s <http://www.w3.org/2004/02/skos/core#inScheme> ?scheme } LIMIT 1"

# A session has the sectors of its thematic tables. A fair has not those of every meeting held in it.
_THINGS = """PREFIX coop: <https://w3id.org/coopgraph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?thing WHERE {
  ?sector skos:broader* %s .
  { ?thing coop:hasSector ?sector }
  UNION { ?table a coop:ThematicTable ; coop:hasSector ?sector ; coop:partOfEvent ?thing }
}"""


def things_in_sector(store: Store, sector: str) -> frozenset[str]:
    """Return the IRIs of what has a sector or a narrower one, itself or through its thematic tables.

    Args:
        store: what to ask.
        sector: the sector's IRI, or its slug in the scheme ``sector``.

    Raises:
        NetworkError: the graph's code lists have no such sector.
    """
    from rdflib import URIRef

    if _NOT_IN_AN_IRI.search(sector):
        raise NetworkError(f"{sector!r} is no sector: give a slug such as 'mechatronics', or an IRI")
    named = URIRef(sector if ":" in sector else f"{CONCEPT}sector/{sector}").n3()
    if not store.select(_SECTOR % named).rows:
        raise NetworkError(
            f"the code lists have no sector {sector!r}; `coopgraph sparql` can list those of "
            f"the scheme <{CONCEPT}sector>"
        )
    return frozenset(str(row["thing"]) for row in store.select(_THINGS % named))
