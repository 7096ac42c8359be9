"""The questions a vocabulary asks of the graph that holds the ontology, and how the rows are read.

They are plain patterns over the default graph, which holds ``graph/ontology`` too: nothing in the
data is typed ``owl:Class`` or ``owl:ObjectProperty``, so nothing else answers.
"""

from __future__ import annotations

from coopgraph.namespaces import CONCEPT, COOP, shorten

_PREFIXES = f"""
PREFIX coop: <{COOP}>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""

CLASSES = f"""{_PREFIXES}
SELECT ?term ?superclass ?segment ?deprecated WHERE {{
  ?term a owl:Class .
  FILTER (STRSTARTS(STR(?term), STR(coop:)))
  OPTIONAL {{ ?term rdfs:subClassOf ?superclass }}
  OPTIONAL {{ ?term coop:iriSegment ?segment }}
  OPTIONAL {{ ?term owl:deprecated ?deprecated }}
}}
"""

PROPERTIES = f"""{_PREFIXES}
SELECT ?term ?kind ?domain ?range ?codeList ?query ?deprecated WHERE {{
  VALUES ?kind {{ owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty }}
  ?term a ?kind .
  FILTER (STRSTARTS(STR(?term), STR(coop:)))
  OPTIONAL {{ ?term rdfs:domain ?domain }}
  OPTIONAL {{ ?term rdfs:range ?range }}
  OPTIONAL {{ ?term coop:codeList ?codeList }}
  OPTIONAL {{ ?term coop:constructQuery ?query }}
  OPTIONAL {{ ?term owl:deprecated ?deprecated }}
}}
"""

CODES = f"""{_PREFIXES}
SELECT ?scheme ?code ?slug WHERE {{
  ?code skos:inScheme ?scheme ; skos:notation ?slug .
  FILTER (STRSTARTS(STR(?scheme), "{CONCEPT}"))
}}
"""

CODE_NAMES = f"""{_PREFIXES}
SELECT ?scheme ?slug ?name WHERE {{
  ?code skos:inScheme ?scheme ; skos:notation ?slug ; skos:prefLabel|skos:altLabel ?name .
  FILTER (STRSTARTS(STR(?scheme), "{CONCEPT}"))
}}
"""


def local(iri: str) -> str:
    """Return the local name of a ``coop:`` term, and the prefixed name (``foaf:Agent``) of any other."""
    return iri.removeprefix(COOP) if iri.startswith(COOP) else shorten(iri)


def scheme_slug(iri: str) -> str:
    """Return the slug of a concept scheme: ``role`` for ``…/concept/role``."""
    return iri.removeprefix(CONCEPT)
