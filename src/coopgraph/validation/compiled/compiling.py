"""From shapes to queries: compiling, which needs no store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopgraph.validation.compiled import queries
from coopgraph.validation.compiled.model import Shape, Targets, Unsupported
from coopgraph.validation.compiled.queries import Focus
from coopgraph.validation.compiled.reading import Reader
from coopgraph.validation.compiled.selects import FOCUS, table
from coopgraph.validation.compiled.targets import pattern
from coopgraph.validation.shapes import Shapes

if TYPE_CHECKING:
    from rdflib.term import Node


@dataclass(frozen=True)
class HandedOver:
    """A shape that is checked by pySHACL, and why it is not compiled."""

    shape: Node
    reason: str


@dataclass(frozen=True)
class Check:
    """One constraint of one shape as a query.

    ``root`` is the shape whose targets give the focus nodes (``of_root``), or the nodes from which a
    property shape's path leads to them. ``all_nodes`` is the query for all of
    them; ``few_nodes`` the one for a short table of them, with a mark where the table goes.
    """

    root: Node
    of_root: bool
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


def compile_shapes(shapes: Shapes) -> Compiled:
    """Return the shapes as queries. It takes milliseconds and needs no store; keep it to check often."""
    reader = Reader(shapes.graph)
    targets: list[tuple[Node, Targets]] = []
    checks: list[Check] = []
    handed_over: list[HandedOver] = []
    for node in reader.targeted():
        try:
            goals = reader.targets(node)
            own = list(_checks(node, reader.shape(node), Focus(pattern(goals)), Focus(table([FOCUS]))))
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
                of_root=not everywhere.rows,
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
