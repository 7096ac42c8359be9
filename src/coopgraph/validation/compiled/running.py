"""Asking a store: what breaks the shapes, and what pySHACL was asked instead."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopgraph.validation import reference
from coopgraph.validation.compiled.compiling import Check, Compiled, HandedOver, compile_shapes
from coopgraph.validation.compiled.selects import FOCUS
from coopgraph.validation.compiled.targets import Membership, pattern
from coopgraph.validation.reference import Finding
from coopgraph.validation.shapes import Shapes

if TYPE_CHECKING:
    from coopgraph.store.protocol import Solutions, Store, Term

_BATCH = 500  # rows of a table in one query
_THREADS = 4  # the most queries at a time: others use the machine too
_FEW = 2000  # the most focus nodes that are better listed than found anew for every constraint


@dataclass(frozen=True)
class Findings:
    """What was found, in no order, and the shapes that pySHACL was asked about."""

    results: tuple[Finding, ...]
    handed_over: tuple[HandedOver, ...]

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.results)

    def __len__(self) -> int:
        return len(self.results)


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

    A target that is a query often has few nodes or none: it is asked once, and they go into a table. Several
    queries are asked at a time: Oxigraph leaves Python's lock alone while it works.
    """
    asked = {
        root: f"SELECT ?this WHERE {{ {pattern(targets)} }}"
        for root, targets in compiled.targets
        if targets.queries
    }

    def of_target(text: str) -> tuple[str, ...] | None:
        return _names(store.select(text))

    def of_check(check: Check) -> list[Finding]:
        nodes = few[asked[check.root]] if check.root in asked else None
        found = _findings(store, check, check.all_nodes) if nodes is None else _table(store, check, nodes)
        return list(found)

    with ThreadPoolExecutor(min(os.cpu_count() or 1, _THREADS)) as pool:
        texts = sorted(set(asked.values()))
        few = dict(zip(texts, pool.map(of_target, texts), strict=True))
        for found in pool.map(of_check, compiled.checks):
            yield from found


def _names(rows: Solutions) -> tuple[str, ...] | None:
    """Return the nodes of ``rows`` as a table can hold them; None for too many, or one without a name."""
    from rdflib import BNode

    nodes = [row["this"] for row in rows]
    if len(nodes) > _FEW or any(isinstance(node, BNode) for node in nodes):
        return None
    return tuple(sorted(node.n3() for node in nodes))


def _few(store: Store, compiled: Compiled, focus: set[Term]) -> Iterator[Finding]:
    """Yield the findings for some focus nodes.

    A target that is a query of the whole graph is asked last, if ever: only where one of the nodes
    breaks the shape does it matter whether the node is a target of it.
    """
    from rdflib import URIRef

    names = (node.n3() for node in focus if isinstance(node, URIRef))
    membership = Membership(store, names, (targets for _, targets in compiled.targets))
    for root, targets in compiled.targets:
        checks = [check for check in compiled.checks if check.root == root]
        if all(query.few for query in targets.queries) or not all(check.of_root for check in checks):
            nodes = membership.of(targets)
            yield from (one for check in checks for one in _table(store, check, nodes))
            continue
        suspects = [one for check in checks for one in _table(store, check, membership.nodes)]
        members = membership.of(targets) if suspects else ()
        yield from (one for one in suspects if one.focus.n3() in members)


def _table(store: Store, check: Check, nodes: tuple[str, ...]) -> Iterator[Finding]:
    for start in range(0, len(nodes), _BATCH):
        text = check.few_nodes.replace(FOCUS, " ".join(nodes[start : start + _BATCH]))
        yield from _findings(store, check, text)


def _findings(store: Store, check: Check, text: str) -> Iterator[Finding]:
    seen: set[frozenset[tuple[str, Term]]] = set()
    for row in store.select(text):
        if check.constraint is not None:  # like pySHACL, a query's row counts once
            columns = frozenset(row.items())
            if columns in seen:
                continue
            seen.add(columns)
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
