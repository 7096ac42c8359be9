"""Property paths of SHACL, written as SPARQL 1.1 writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopgraph.errors import SettingsError

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node


def path_text(graph: Graph, path: Node) -> str:
    """Return a property as its IRI, and a longer path in SPARQL with full IRIs.

    Raises:
        SettingsError: the node is no path of SHACL (Shapes Constraint Language, section 2.3.1).
    """
    from rdflib import URIRef

    return str(path) if isinstance(path, URIRef) else _text(graph, path)


def _text(graph: Graph, path: Node) -> str:
    from rdflib import RDF, URIRef
    from rdflib.collection import Collection
    from rdflib.namespace import SH

    if isinstance(path, URIRef):
        return f"<{path}>"
    if (path, RDF.first, None) in graph:
        return "/".join(_group(graph, step) for step in Collection(graph, path))
    inverse, choice = graph.value(path, SH.inversePath), graph.value(path, SH.alternativePath)
    if inverse is not None:
        return f"^{_group(graph, inverse)}"
    if choice is not None:
        return "|".join(_group(graph, step) for step in Collection(graph, choice))
    for kind, mark in ((SH.zeroOrMorePath, "*"), (SH.oneOrMorePath, "+"), (SH.zeroOrOnePath, "?")):
        inner = graph.value(path, kind)
        if inner is not None:
            return f"{_group(graph, inner)}{mark}"
    raise SettingsError(f"{path} is no property path of SHACL; correct sh:path in the shapes")


def _group(graph: Graph, path: Node) -> str:
    text = _text(graph, path)
    return text if text.startswith("<") and text.endswith(">") and text.count("<") == 1 else f"({text})"
