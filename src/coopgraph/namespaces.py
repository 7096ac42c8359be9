"""The namespaces of the product and of the vocabularies it reuses.

``COOP`` is the ontology (hash, no version in it). Entities, codes and named graphs live under
``BASE``. IRIs identify; nothing here is ever fetched.
"""

from __future__ import annotations

BASE = "https://w3id.org/coopgraph/"
COOP = BASE + "ontology#"
SHAPES = BASE + "shapes#"
ID = BASE + "id/"
CONCEPT = BASE + "concept/"
GRAPH = BASE + "graph/"

GRAPH_ENTITIES = GRAPH + "entities"
GRAPH_EDITORIAL = GRAPH + "editorial"
GRAPH_SHORTCUTS = GRAPH + "shortcuts"
GRAPH_ONTOLOGY = GRAPH + "ontology"
GRAPH_SOURCE = GRAPH + "source/"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCT = "http://purl.org/dc/terms/"
FOAF = "http://xmlns.com/foaf/0.1/"
ORG = "http://www.w3.org/ns/org#"
PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"
GEO = "http://www.opengis.net/ont/geosparql#"
SH = "http://www.w3.org/ns/shacl#"
EDTF = "http://id.loc.gov/datatypes/edtf/"

PREFIXES: dict[str, str] = {
    "coop": COOP,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "dct": DCT,
    "foaf": FOAF,
    "org": ORG,
    "prov": PROV,
    "oa": OA,
    "geo": GEO,
    "sh": SH,
    "edtf": EDTF,
    "id": ID,
    "graph": GRAPH,
}
"""The prefixes used in documentation, in exports and by ``shorten``."""


def shorten(iri: str) -> str:
    """Return ``iri`` as a prefixed name where one of ``PREFIXES`` fits, else ``<iri>``.

    For people to read, not for machines to parse: the local part is not escaped.
    """
    prefix, namespace = max(
        ((p, n) for p, n in PREFIXES.items() if iri.startswith(n)),
        key=lambda pair: len(pair[1]),
        default=("", ""),
    )
    return f"{prefix}:{iri[len(namespace) :]}" if namespace else f"<{iri}>"
