"""Compiling shapes and asking a store: what breaks them, and which of them pySHACL was asked instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from coopgraph.validation import reference
from coopgraph.validation.compiled import queries
from coopgraph.validation.compiled.model import Constraint, Shape, Targets, Unsupported
from coopgraph.validation.compiled.reading import Reader
from coopgraph.validation.compiled.targets import Membership, pattern, table
from coopgraph.validation.reference import Finding
from coopgraph.validation.shapes import Shapes

if TYPE_CHECKING:
    from rdflib.term import Node

    from coopgraph.store.protocol import Store, Term

_FOCUS = "@focus@"
_BATCH = 500


@dataclass(frozen=True)
class HandedOver:
    """A shape that is checked by pySHACL, and why it is not compiled."""

    shape: Node
    reason: str


@dataclass(frozen=True)
class Check:
    """One constraint of one shape as a query, for the focus nodes of the rule ``root`` whose targets it has.

    ``around`` and ``few`` are the query for all focus nodes and for a short table of them, with a
    mark where the focus nodes go.
    """

    root: Node
    shape: Node
    component: str
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
            own = list(_checks(node, reader.shape(node), ((_FOCUS, pattern(goals)),)))
        except Unsupported as reason:
            handed_over.append(HandedOver(node, str(reason)))
        else:
            targets.append((node, goals))
            checks.extend(own)
    return Compiled(shapes, tuple(targets), tuple(checks), tuple(handed_over))
