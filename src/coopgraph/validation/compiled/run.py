"""Compiling shapes and asking a store: what breaks them, and which of them pySHACL was asked instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopgraph.validation import reference
from coopgraph.validation.compiled import queries
from coopgraph.validation.compiled.model import Shape, Targets, Unsupported
from coopgraph.validation.compiled.queries import Focus
from coopgraph.validation.compiled.reading import Reader
from coopgraph.validation.compiled.targets import Membership, pattern, table
from coopgraph.validation.reference import Finding
from coopgraph.validation.shapes import Shapes

if TYPE_CHECKING:
    from rdflib.term import Node

    from coopgraph.store.protocol import Solutions, Store, Term

_FOCUS = "<urn:focus>"
_BATCH = 500  # rows of a table in one query
_FEW = 2000  # the most focus nodes that are better listed than found anew for every constraint


@dataclass(frozen=True)
class HandedOver:
    """A shape that is checked by pySHACL, and why it is not compiled."""

    shape: Node
    reason: str


@dataclass(frozen=True)
class Check:
    """One constraint of one shape as a query.

    ``root`` is the shape whose targets give the focus nodes. ``all_nodes`` is the query for all of
    them; ``few_nodes`` the one for a short table of them, with a mark where the table goes.
    """

    root: Node
    shape: Node
    component: Node
    constraint: Node | None
    path: Node | None
    value_is_focus: bool
    all_nodes: str
    few_nodes: str


@dataclass(frozen=True)
class Compiled:
    """Shapes ready to be asked: one check per shape and constraint, and the shapes left to pySHACL."""

    shapes: Shapes
    targets: tuple[tuple[Node, Targets], ...]
    checks: tuple[Check, ...]
    handed_over: tuple[HandedOver, ...]


@dataclass(frozen=True)
class Findings:
    """What was found, in no order, and the shapes that pySHACL was asked about."""

    results: tuple[Finding, ...]
    handed_over: tuple[HandedOver, ...]

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.results)

    def __len__(self) -> int:
        return len(self.results)


def compile_shapes(shapes: Shapes) -> Compiled:
    """Return the shapes as queries. It takes milliseconds and needs no store; keep it to check often."""
    reader = Reader(shapes.graph)
    targets: list[tuple[Node, Targets]] = []
    checks: list[Check] = []
    handed_over: list[HandedOver] = []
    for node in reader.targeted():
        try:
            goals = reader.targets(node)
            own = list(_checks(node, reader.shape(node), Focus(pattern(goals)), Focus(table([_FOCUS]))))
        except Unsupported as reason:
            handed_over.append(HandedOver(node, str(reason)))
        else:
            targets.append((node, goals))
            checks.extend(own)
    return Compiled(shapes, tuple(targets), tuple(checks), tuple(handed_over))


def _checks(root: Node, shape: Shape, everywhere: Focus, here: Focus) -> Iterator[Check]:
    """Yield the checks of a shape and of its property shapes, for all focus nodes and for a table of them."""
    from rdflib.namespace import SH

    for constraint in shape.constraints:
        text = queries.query(shape, constraint, everywhere)
        if text:
            yield Check(
                root=root,
                shape=shape.node,
                component=SH[constraint.component],
                constraint=constraint.query.node if constraint.query else None,
                path=shape.path.node if shape.path else None,
                value_is_focus=shape.path is None and constraint.query is not None,
                all_nodes=text,
                few_nodes=queries.query(shape, constraint, here, few=True),
            )
    for part in shape.properties:
        if shape.path is None:
            yield from _checks(root, part, everywhere, here)
        else:
            inner = (queries.nested(shape.path, focus) for focus in (everywhere, here))
            yield from _checks(root, part, *inner)


def find(store: Store, shapes: Shapes | Compiled, focus: Iterable[Term] | None = None) -> Findings:
    """Return what breaks the shapes in ``store``: the same results as pySHACL gives, in no order.

    Shapes that cannot be compiled are checked by pySHACL; the outcome names them.

    Args:
        shapes: shapes, or better those of ``compile_shapes`` when they are used more than once.
        focus: check these IRIs only, each against the shapes it is a target of.

    Raises:
        SettingsError: a shape is not valid SHACL.
        QuerySyntaxError: a query in a shape is not SPARQL 1.1.
    """
    compiled = shapes if isinstance(shapes, Compiled) else compile_shapes(shapes)
    nodes = None if focus is None else set(focus)
    results = list(_all(store, compiled) if nodes is None else _few(store, compiled, nodes))
    if compiled.handed_over:
        found = reference.find(store, _only(compiled))
        results.extend(one for one in found if nodes is None or one.focus in nodes)
    return Findings(tuple(results), compiled.handed_over)


def _all(store: Store, compiled: Compiled) -> Iterator[Finding]:
    """Yield the findings for all focus nodes.

    A target that is a query often has few nodes or none: it is asked once, and they go into a table.
    """
    known: dict[str, tuple[str, ...] | None] = {}
    few: dict[Node, tuple[str, ...] | None] = {}
    for root, targets in compiled.targets:
        if targets.queries:
            text = f"SELECT ?this WHERE {{ {pattern(targets)} }}"
            if text not in known:
                known[text] = _names(store.select(text))
            few[root] = known[text]
    for check in compiled.checks:
        nodes = few.get(check.root)
        if nodes is None:
            yield from _findings(store, check, check.all_nodes)
        else:
            yield from _table(store, check, nodes)


def _names(rows: Solutions) -> tuple[str, ...] | None:
    """Return the nodes of ``rows`` as a table can hold them; None for too many, or one without a name."""
    from rdflib import BNode

    nodes = [row["this"] for row in rows]
    if len(nodes) > _FEW or any(isinstance(node, BNode) for node in nodes):
        return None
    return tuple(sorted(node.n3() for node in nodes))


def _few(store: Store, compiled: Compiled, focus: set[Term]) -> Iterator[Finding]:
    from rdflib import URIRef

    names = (node.n3() for node in focus if isinstance(node, URIRef))
    membership = Membership(store, names, (targets for _, targets in compiled.targets))
    members = {root: membership.of(targets) for root, targets in compiled.targets}
    for check in compiled.checks:
        yield from _table(store, check, members[check.root])


def _table(store: Store, check: Check, nodes: tuple[str, ...]) -> Iterator[Finding]:
    for start in range(0, len(nodes), _BATCH):
        text = check.few_nodes.replace(_FOCUS, " ".join(nodes[start : start + _BATCH]))
        yield from _findings(store, check, text)


def _findings(store: Store, check: Check, text: str) -> Iterator[Finding]:
    for row in store.select(text):
        node = row["this"]
        yield Finding(
            shape=check.shape,
            constraint=check.constraint,
            focus=node,
            path=row.get("path", check.path),
            value=row.get("value", node if check.value_is_focus else None),
            component=check.component,
        )


def _only(compiled: Compiled) -> Shapes:
    """Return the shapes with no targets but those of the shapes handed over."""
    from rdflib import RDF, RDFS, Graph
    from rdflib.namespace import SH

    handed = {one.shape for one in compiled.handed_over}
    others = {node for node, _ in compiled.targets}
    kinds = {RDFS.Class, *compiled.shapes.graph.subjects(RDFS.subClassOf, RDFS.Class)}
    goals = {SH.targetNode, SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.target}
    graph = Graph()
    for subject, predicate, value in compiled.shapes.graph:
        aims = predicate in goals or (predicate == RDF.type and value in kinds)
        if not aims or subject in handed or subject not in others:
            graph.add((subject, predicate, value))
    return Shapes(graph, compiled.shapes.rules)
