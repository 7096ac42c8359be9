"""What has a sector, who belongs to a region, what is disputed: the conditions of a network that ask the graph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopgraph.errors import NetworkError
from coopgraph.namespaces import CONCEPT

if TYPE_CHECKING:
    from coopgraph.store.protocol import Store

_NOT_IN_AN_IRI = re.compile(r'[\s<>"{}|\\^`]')

_SECTOR = "SELECT ?scheme WHERE { %s <http://www.w3.org/2004/02/skos/core#inScheme> ?scheme } LIMIT 1"

# A session has the sectors of its thematic tables. A fair has not those of every meeting held in it.
_IN_SECTOR = """PREFIX coop: <https://w3id.org/coopgraph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?thing WHERE {
  ?sector skos:broader* %s .
  { ?thing coop:hasSector ?sector }
  UNION { ?table a coop:ThematicTable ; coop:hasSector ?sector ; coop:partOfEvent ?thing }
}"""

_DISPUTED = """PREFIX coop: <https://w3id.org/coopgraph/ontology#>
SELECT DISTINCT ?thing ?member WHERE {
  ?discrepancy coop:conflictingItem ?item .
  { ?item a coop:Claim ; coop:claimSubject ?thing }
  UNION { ?item coop:inEvent|coop:undertaking ?thing ; coop:participant|coop:party|coop:onBehalfOf|coop:side ?member }
  UNION { ?item coop:inEvent|coop:undertaking|coop:holder ?any . BIND(?item AS ?thing) }
}"""

_REGION = """PREFIX coop: <https://w3id.org/coopgraph/ontology#>
SELECT DISTINCT ?region WHERE { ?region a coop:Region . OPTIONAL { ?region coop:isoCode ?code } FILTER(%s) }"""

_OF_REGION = """PREFIX coop: <https://w3id.org/coopgraph/ontology#>
SELECT DISTINCT ?thing WHERE {
  { ?thing coop:within* %s }
  UNION { ?place coop:within* %s . ?thing coop:locatedIn|coop:hasJurisdictionOver ?place }
  UNION {
    ?place coop:within* %s .
    ?holding coop:inOrganization/(coop:locatedIn|coop:hasJurisdictionOver) ?place ; coop:holder ?thing .
  }
}"""


@dataclass(frozen=True)
class Disputed:
    """What makes no tie because it is disputed: things as a whole, and single parts in one, as (thing, member)."""

    things: frozenset[str] = frozenset()
    parts: frozenset[tuple[str, str]] = frozenset()


def disputed(store: Store) -> Disputed:
    """Return what the discrepancies of the graph concern."""
    rows = store.select(_DISPUTED).rows
    return Disputed(
        frozenset(str(row["thing"]) for row in rows if "member" not in row),
        frozenset((str(row["thing"]), str(row["member"])) for row in rows if "member" in row),
    )


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
    return frozenset(str(row["thing"]) for row in store.select(_IN_SECTOR % named))


def actors_of_region(store: Store, region: str) -> frozenset[str]:
    """Return the IRIs of who belongs to a region, or to a place within it.

    Institutions based there or governing it, people with a role in one of these, and the region itself.

    Args:
        store: what to ask.
        region: the region's IRI, or its ISO 3166-2 code (``IT-TN``).

    Raises:
        NetworkError: the graph has no such region.
    """
    from rdflib import Literal, URIRef

    if _NOT_IN_AN_IRI.search(region):
        raise NetworkError(f"{region!r} is no region: give an ISO 3166-2 code such as 'IT-TN', or an IRI")
    test = f"?region = {URIRef(region).n3()}" if ":" in region else f"?code = {Literal(region.upper()).n3()}"
    rows = store.select(_REGION % test).rows
    if not rows:
        raise NetworkError(
            f"the graph has no region {region!r}; give an ISO 3166-2 code such as 'IT-TN', or an IRI"
        )
    named = [row["region"].n3() for row in rows]
    return frozenset(
        str(found["thing"]) for iri in named for found in store.select(_OF_REGION % (iri, iri, iri))
    )
