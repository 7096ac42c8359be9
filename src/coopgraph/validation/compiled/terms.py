"""Terms, lists and property paths of a shapes graph as SPARQL text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from coopgraph.validation.compiled.model import Path, Unsupported

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node


def term(node: Node) -> str:
    """Return an IRI or a literal as SPARQL writes it.

    Raises:
        Unsupported: a blank node, which has no name outside the shapes graph.
    """
    from rdflib import Literal, URIRef

    if not isinstance(node, (URIRef, Literal)):
        raise Unsupported("a blank node of the shapes graph stands where a value is expected")
    return node.n3()


def iri(node: Node) -> str:
    """Return an IRI as SPARQL writes it; anything else is ``Unsupported``."""
    from rdflib import URIRef

    if not isinstance(node, URIRef):
        raise Unsupported(f"{node} stands where an IRI is expected")
    return node.n3()


def ordered(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Return nodes in an order that does not depend on the run: that of their text."""
    return tuple(sorted(nodes, key=lambda node: node.n3()))


def members(graph: Graph, head: Node) -> tuple[Node, ...]:
    """Return the members of an RDF list; one that does not end in rdf:nil is ``Unsupported``."""
    from rdflib import RDF

    found: list[Node] = []
    seen: set[Node] = set()
    while head != RDF.nil:
        first, rest = list(graph.objects(head, RDF.first)), list(graph.objects(head, RDF.rest))
        if len(first) != 1 or len(rest) != 1 or head in seen:
            raise Unsupported("a list is not well formed")
        seen.add(head)
        found.append(first[0])
        head = rest[0]
    return tuple(found)


def path(graph: Graph, node: Node) -> Path:
    """Return a property path (SHACL, section 2.3.1) as SPARQL.

    A node that is several kinds of path at once is read as pySHACL reads it: a list before anything else.

    Raises:
        Unsupported: the node is no path of SHACL.
    """
    from rdflib import RDF, URIRef
    from rdflib.namespace import SH

    if isinstance(node, URIRef):
        return Path(node, node.n3(), nullable=False, simple=True)
    if (node, RDF.first, None) in graph:
        steps = [path(graph, step) for step in members(graph, node)]
        return Path(node, _join(steps, " / "), all(step.nullable for step in steps), simple=False)
    for kind in (SH.inversePath, SH.alternativePath, SH.zeroOrMorePath, SH.zeroOrOnePath, SH.oneOrMorePath):
        inner = graph.value(node, kind)
        if inner is None:
            continue
        if kind == SH.alternativePath:
            choices = [path(graph, choice) for choice in members(graph, inner)]
            return Path(node, _join(choices, " | "), any(choice.nullable for choice in choices), simple=False)
        one = path(graph, inner)
        if kind == SH.inversePath:
            return Path(node, f"^{_group(one)}", one.nullable, one.simple)
        mark = {SH.zeroOrMorePath: "*", SH.zeroOrOnePath: "?", SH.oneOrMorePath: "+"}[kind]
        return Path(node, f"{_group(one)}{mark}", mark != "+" or one.nullable, simple=False)
    raise Unsupported("sh:path is no property path")


def _join(parts: Iterable[Path], mark: str) -> str:
    texts = [_group(part) for part in parts]
    if len(texts) < 2:
        raise Unsupported("a path of several steps needs two steps")
    return mark.join(texts)


def _group(part: Path) -> str:
    from rdflib import URIRef

    return part.text if isinstance(part.node, URIRef) else f"({part.text})"
