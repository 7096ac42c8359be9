"""Live examples: a thing of a class, or a triple of a property, as the bundled graph has it."""

from __future__ import annotations

from generating.markdown import turtle
from rdflib import RDF, URIRef

from coopgraph.namespaces import BASE, SKOS
from coopgraph.store.embedded import EmbeddedStore

# What a document says comes first, then who is who, what editors add, what is drawn from these,
# and for terms about terms the ontology itself.
_RANK = """BIND(IF(CONTAINS(STR(?graph), "graph/source/"), 1, IF(STRENDS(STR(?graph), "graph/entities"), 2,
  IF(STRENDS(STR(?graph), "graph/editorial"), 3, IF(STRENDS(STR(?graph), "graph/shortcuts"), 4, 5)))) AS ?rank)"""

_CLASS = (
    """SELECT ?thing ?graph WHERE { GRAPH ?graph { ?thing a %s } %s } ORDER BY ?rank ?graph ?thing LIMIT 1"""
)
_ABOUT = """SELECT ?property ?value WHERE { GRAPH %s { %s ?property ?value } } ORDER BY ?property ?value"""
_PROPERTY = """SELECT ?thing ?value ?graph WHERE { GRAPH ?graph { ?thing %s ?value } %s }
ORDER BY ?rank ?graph ?thing ?value LIMIT 1"""
_LABEL = """SELECT ?label WHERE { %s <%sprefLabel> ?label FILTER(LANG(?label) IN ("en", "it")) }
ORDER BY LANG(?label)"""


def example_of_class(store: EmbeddedStore, term: URIRef) -> str:
    """Return everything one graph says of the first thing of a class; nothing when there is none."""
    for row in store.select(_CLASS % (term.n3(), _RANK)):
        about = store.select(_ABOUT % (row["graph"].n3(), row["thing"].n3()))
        lines = [
            f"    {turtle(a['property'])} {turtle(a['value'])}" for a in about if a["property"] != RDF.type
        ]
        heading = f"{_where(row['graph'])}\n{turtle(row['thing'])} a {turtle(term)}"
        return " ;\n".join([heading, *lines]) + " ."
    return ""


def example_of_property(store: EmbeddedStore, term: URIRef) -> str:
    """Return the first triple of a property, with what its ends are called; nothing when there is none."""
    for row in store.select(_PROPERTY % (term.n3(), _RANK)):
        labels = [_label(store, row[end]) for end in ("thing", "value")]
        called = " → ".join(label or "…" for label in labels) if any(labels) else ""
        said = f"{_where(row['graph'])}{f': {called}' if called else ''}"
        return f"{said}\n{turtle(row['thing'])} {turtle(term)} {turtle(row['value'])} ."
    return ""


def _where(graph: object) -> str:
    return f"# in {str(graph).removeprefix(BASE)}"


def _label(store: EmbeddedStore, term: object) -> str:
    if not isinstance(term, URIRef):
        return ""
    rows = store.select(_LABEL % (term.n3(), SKOS)).rows
    return str(rows[0]["label"]) if rows else ""
