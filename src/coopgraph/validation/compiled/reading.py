"""From a shapes graph to shapes as values. What is not understood is ``Unsupported``, never left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from coopgraph.namespaces import SH as _SH
from coopgraph.validation.compiled.datatypes import WELL_FORMED, unchecked
from coopgraph.validation.compiled.model import Constraint, Select, Shape, Targets, Unsupported
from coopgraph.validation.compiled.selects import FOCUS, for_few, table, without_prefixes
from coopgraph.validation.compiled.terms import iri, members, ordered, path, term

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_COUNTS = ("minCount", "maxCount", "minLength", "maxLength")
_RANGES = ("minExclusive", "minInclusive", "maxExclusive", "maxInclusive")
_PAIRS = ("equals", "disjoint", "lessThan", "lessThanOrEquals")
_PROPERTY_ONLY = ("minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals")
_ONCE = ("datatype", "nodeKind", "in", "languageIn", "uniqueLang", "closed", "flags", *_COUNTS, *_RANGES)
_QUALIFIED = (
    "qualifiedValueShape",
    "qualifiedMinCount",
    "qualifiedMaxCount",
    "qualifiedValueShapesDisjoint",
)
_NO_CONSTRAINT = {
    *("path", "property", "name", "description", "message", "severity", "deactivated", "order", "group"),
    *("defaultValue", "flags", "target", "targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf"),
    *("ignoredProperties", "prefixes", "declare", "select"),
}

# Python and SPARQL read these alike; look-around, back references, set operations in classes and
# properties of characters are each known to one of the two only, or mean something else there.
_SAFE_PATTERN = re.compile(
    r"(?:[^\\\[]|\\[\\.^$|?*+(){}\[\]\-nrtdswDSW]"
    r"|\[\^?(?:[^\\\[\]&~\-]|-(?!-)|\\[\\.^$|?*+(){}\[\]\-nrtdsw])+\])*+"
)


class Reader:
    """Reads the shapes of one graph, each once."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._read: dict[Node, Shape] = {}
        self._open: list[Node] = []

    def targeted(self) -> tuple[Node, ...]:
        """Return the shapes that have targets of their own, sorted by name."""
        from rdflib import RDF, RDFS
        from rdflib.namespace import SH

        found: set[Node] = set()
        for kind in (SH.targetNode, SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.target):
            found.update(self._graph.subjects(kind))
        for sort in (RDFS.Class, *self._graph.subjects(RDFS.subClassOf, RDFS.Class)):
            for shape in self._graph.subjects(RDF.type, sort):
                if any(str(predicate).startswith(_SH) for predicate in self._graph.predicates(shape)) or (
                    {SH.NodeShape, SH.PropertyShape} & set(self._graph.objects(shape, RDF.type))
                ):
                    found.add(shape)
        return ordered(found)

    def targets(self, node: Node) -> Targets:
        """Return the targets of a shape, those of an implicit class (section 2.1.3.3) included."""
        from rdflib import RDF, RDFS
        from rdflib.namespace import SH

        def iris(kind: Node) -> tuple[str, ...]:
            return tuple(sorted(iri(value) for value in self._graph.objects(node, kind)))

        classes = {*iris(SH.targetClass)}
        kinds = {RDFS.Class, *self._graph.subjects(RDFS.subClassOf, RDFS.Class)}
        if kinds & set(self._graph.objects(node, RDF.type)):
            classes.add(iri(node))
        queries = []
        for target in ordered(self._graph.objects(node, SH.target)):
            if self._graph.value(target, SH.select) is None:
                raise Unsupported("its target is neither of SHACL Core nor a SPARQL target")
            query = self._select(target)
            queries.append(replace(query, few=for_few(query.text, table([FOCUS]))))
        return Targets(
            nodes=tuple(sorted(term(value) for value in self._graph.objects(node, SH.targetNode))),
            classes=tuple(sorted(classes)),
            subjects_of=iris(SH.targetSubjectsOf),
            objects_of=iris(SH.targetObjectsOf),
            queries=tuple(queries),
        )

    def shape(self, node: Node) -> Shape:
        """Return a shape with all shapes it refers to.

        Raises:
            Unsupported: it refers to itself, or a part of it cannot be compiled.
        """
        if node in self._open:
            raise Unsupported("the shape refers to itself")
        if node not in self._read:
            self._open.append(node)
            try:
                self._read[node] = self._shape(node)
            finally:
                self._open.pop()
        return self._read[node]

    def _shape(self, node: Node) -> Shape:
        from rdflib.namespace import SH

        if (node, None, None) not in self._graph:
            raise Unsupported(f"the shape {node} is not defined")
        paths = list(self._graph.objects(node, SH.path))
        if len(paths) > 1:
            raise Unsupported("a property shape has two paths")
        route = path(self._graph, paths[0]) if paths else None
        if self._flag(node, SH.deactivated):
            return Shape(node, route, (), ())
        constraints = tuple(self._constraints(node, is_property=route is not None))
        properties = tuple(self.shape(part) for part in ordered(self._graph.objects(node, SH.property)))
        if any(part.path is None for part in properties):
            raise Unsupported("sh:property names a shape without a path")
        return Shape(node, route, constraints, properties)

    def _constraints(self, node: Node, is_property: bool) -> Iterator[Constraint]:
        custom = self._custom_parameters()
        kinds = set()
        for predicate in ordered(set(self._graph.predicates(node))):
            if predicate in custom:
                raise Unsupported(f"{predicate} is the parameter of a constraint component of its own")
            if str(predicate).startswith(_SH):
                kinds.add(str(predicate).removeprefix(_SH))
        for kind in sorted(kinds - _NO_CONSTRAINT):
            values = ordered(self._values(node, kind))
            if kind in _ONCE and len(values) > 1:
                raise Unsupported(f"sh:{kind} has two values")
            if kind in _PROPERTY_ONLY and not is_property:
                raise Unsupported(f"sh:{kind} stands in a shape without a path")
            if kind in _QUALIFIED:
                if is_property and kind == "qualifiedValueShape":
                    yield from self._qualified(node, values)
            else:
                for value in values:
                    yield from self._constraint(node, kind, value)

    def _constraint(self, node: Node, kind: str, value: Node) -> Iterator[Constraint]:
        if kind in ("class", "nodeKind", *_PAIRS):
            yield Constraint(kind, terms=(iri(value),))
        elif kind == "datatype":
            yield Constraint(kind, terms=(_datatype(value),))
        elif kind in _COUNTS:
            yield Constraint(kind, number=_count(value, least=1 if kind == "minLength" else 0))
        elif kind in ("hasValue", *_RANGES):
            yield Constraint(kind, terms=(term(value),))
        elif kind in ("in", "languageIn"):
            yield Constraint(kind, terms=tuple(term(member) for member in members(self._graph, value)))
        elif kind in ("not", "node"):
            yield Constraint(kind, shapes=(self.shape(value),))
        elif kind in ("and", "or", "xone"):
            yield Constraint(kind, shapes=tuple(self.shape(part) for part in members(self._graph, value)))
        elif kind == "pattern":
            yield Constraint(kind, terms=self._pattern(node, value))
        elif kind == "uniqueLang":
            if _is_true(value):
                yield Constraint(kind)
        elif kind == "closed":
            if _is_true(value):
                yield Constraint(kind, terms=self._allowed(node))
        elif kind == "sparql":
            from rdflib.namespace import SH

            if not self._flag(value, SH.deactivated):
                yield Constraint(kind, query=self._select(value))
        else:
            raise Unsupported(f"sh:{kind} is no constraint of SHACL Core")

    def _qualified(self, node: Node, values: tuple[Node, ...]) -> Iterator[Constraint]:
        from rdflib.namespace import SH

        if len(values) > 1:
            raise Unsupported("sh:qualifiedValueShape has two values")
        siblings: set[Node] = set()
        if any(_is_true(value) for value in self._values(node, "qualifiedValueShapesDisjoint")):
            for parent in self._graph.subjects(SH.property, node):
                for other in self._graph.objects(parent, SH.property):
                    siblings.update(self._graph.objects(other, SH.qualifiedValueShape))
        shapes = tuple(self.shape(shape) for shape in (values[0], *ordered(siblings - {values[0]})))
        counts = [(kind, count) for kind in _QUALIFIED[1:3] for count in self._values(node, kind)]
        if len(counts) != len({kind for kind, _ in counts}) or not counts:
            raise Unsupported("sh:qualifiedValueShape needs one sh:qualifiedMinCount or sh:qualifiedMaxCount")
        for kind, count in counts:
            yield Constraint(kind, number=_count(count), shapes=shapes)

    def _pattern(self, node: Node, value: Node) -> tuple[str, str]:
        from rdflib import Literal

        flags = "".join(str(flag) for flag in self._values(node, "flags"))
        if not set(flags) <= {"i", "m"}:
            raise Unsupported(f"sh:flags {flags} mean something else to pySHACL")
        if not _SAFE_PATTERN.fullmatch(str(value)) or "(?" in str(value):
            raise Unsupported(f"the pattern {value} is not sure to mean the same in SPARQL")
        return Literal(str(value)).n3(), Literal(flags).n3()

    def _allowed(self, node: Node) -> tuple[str, ...]:
        """Return the properties a closed shape allows (section 4.8.1)."""
        from rdflib import URIRef
        from rdflib.namespace import SH

        allowed = {
            item for head in self._values(node, "ignoredProperties") for item in members(self._graph, head)
        }
        for part in self._graph.objects(node, SH.property):
            allowed.update(self._graph.objects(part, SH.path))
        return tuple(sorted(prop.n3() for prop in allowed if isinstance(prop, URIRef)))

    def _select(self, node: Node) -> Select:
        from rdflib import OWL, RDF, RDFS
        from rdflib.namespace import SH

        texts = list(self._graph.objects(node, SH.select))
        if len(texts) != 1:
            raise Unsupported("a query has no sh:select, or two")
        names = {"rdf": str(RDF), "rdfs": str(RDFS), "owl": str(OWL)}  # pySHACL knows these three unasked
        for owner in self._graph.objects(node, SH.prefixes):
            for source in self._graph.transitive_objects(owner, OWL.imports):
                for entry in self._graph.objects(source, SH.declare):
                    name, space = self._graph.value(entry, SH.prefix), self._graph.value(entry, SH.namespace)
                    names[str(name)] = str(space)
        return Select(node, without_prefixes(str(texts[0]), names))

    def _custom_parameters(self) -> set[Node]:
        from rdflib.namespace import SH

        return {
            route
            for parameter in self._graph.objects(None, SH.parameter)
            for route in self._graph.objects(parameter, SH.path)
        }

    def _values(self, node: Node, kind: str) -> list[Node]:
        from rdflib import URIRef

        return list(self._graph.objects(node, URIRef(_SH + kind)))

    def _flag(self, node: Node, kind: Node) -> bool:
        return any(_is_true(value) for value in self._graph.objects(node, kind))


def _is_true(value: Node) -> bool:
    return str(value) == "true"


def _count(value: Node, least: int = 0) -> int:
    number = getattr(value, "value", None)
    if not isinstance(number, int) or isinstance(number, bool) or number < least:
        raise Unsupported(f"{value} is no count from {least}")
    return number


def _datatype(value: Node) -> str:
    text = iri(value)
    if text not in WELL_FORMED and not unchecked(text):
        raise Unsupported(f"no store tells a well-formed {text} from an ill-formed one, or keeps it as it is")
    return text
