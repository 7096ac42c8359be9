"""Shapes as values: what the compiler needs to know of a shapes graph, and nothing of RDF libraries.

Terms are SPARQL text (``<iri>``, ``"literal"@en``), because they only ever end up in a query.

Reference: Shapes Constraint Language (SHACL), sections 2 to 5.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rdflib.term import Node


class Unsupported(Exception):  # noqa: N818  (it never leaves the package: the shape goes to pySHACL)
    """A shape, or a part of one, that cannot be compiled; the text says why."""


@dataclass(frozen=True)
class Path:
    """A property path in SPARQL.

    ``nullable`` paths can lead from a node to itself over no triple at all; a ``simple`` path is one
    property, which gives each value once.
    """

    node: Node
    text: str
    nullable: bool
    simple: bool


@dataclass(frozen=True)
class Select:
    """A SELECT of the shapes graph without prefixes: every name in it is a full IRI.

    ``few`` is a target's query for the nodes of a table only, where that can be asked.
    """

    node: Node
    text: str
    few: str | None = None


@dataclass(frozen=True)
class Targets:
    """Where a shape's focus nodes come from (section 2.1; the queries are SHACL-AF, section 3)."""

    nodes: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    subjects_of: tuple[str, ...] = ()
    objects_of: tuple[str, ...] = ()
    queries: tuple[Select, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.nodes or self.classes or self.subjects_of or self.objects_of or self.queries)


@dataclass(frozen=True)
class Constraint:
    """One constraint: a component, by the local name of its parameter, and the values it has.

    ``kind`` is ``class``, ``minCount``, ``or`` …; ``qualifiedMinCount`` and ``qualifiedMaxCount``
    stand for the two components of ``sh:qualifiedValueShape``, whose shape comes first in
    ``shapes``, its siblings after it.
    """

    kind: str
    terms: tuple[str, ...] = ()
    number: int = 0
    shapes: tuple[Shape, ...] = ()
    query: Select | None = None

    @property
    def component(self) -> str:
        """The local name of the constraint component in the SHACL namespace."""
        name = "SPARQL" if self.kind == "sparql" else self.kind[0].upper() + self.kind[1:]
        return f"{name}ConstraintComponent"


@dataclass(frozen=True)
class Shape:
    """A node shape, or a property shape when it has a path. A deactivated shape constrains nothing."""

    node: Node
    path: Path | None
    constraints: tuple[Constraint, ...]
    properties: tuple[Shape, ...]
