"""A network as sparse matrices, made once for all measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from scipy import sparse

from coopgraph.network.columns import Columns

if TYPE_CHECKING:
    from coopgraph.network.model import Network, Value

Array: TypeAlias = "np.ndarray[Any, np.dtype[Any]]"


@dataclass(frozen=True)
class Arrays:
    """An undirected network whose nodes are 0, 1, 2 … in the order of their IRIs.

    Attributes:
        size: the number of nodes.
        low, high: the ends of each tie.
        amount: the weight of each tie.
        sides, types: per node, a code from 0, or −1 where it has none or several.
    """

    size: int
    low: Array
    high: Array
    amount: Array
    sides: Array
    types: Array

    @cached_property
    def plain(self) -> Any:
        """The symmetric matrix of ties, one for each, as compressed rows."""
        return self._matrix(np.ones(len(self.low)))

    @cached_property
    def weighted(self) -> Any:
        """The symmetric matrix of weights, as compressed rows."""
        return self._matrix(self.amount)

    @cached_property
    def degrees(self) -> Array:
        """The number of ties of each node."""
        return np.diff(self.plain.indptr)

    @cached_property
    def depth(self) -> int:
        """How far the farthest node lies from the first of the largest component: at most the diameter."""
        start = int(np.argmax(self.degrees)) if self.size else 0
        order, before = sparse.csgraph.breadth_first_order(self.plain, start)
        level = np.zeros(self.size, dtype=np.int64)
        for node in order[1:].tolist():
            level[node] = level[before[node]] + 1
        return int(level.max(initial=0))

    def _matrix(self, values: Array) -> Any:
        ends = (np.concatenate([self.low, self.high]), np.concatenate([self.high, self.low]))
        found = sparse.csr_array((np.concatenate([values, values]), ends), shape=(self.size, self.size))
        found.sort_indices()
        return found

    def columns(self, values: Array, defined: Array | None = None) -> dict[int, Value]:
        """Return values by node, None where they are not defined."""
        known = values.tolist()
        if defined is None:
            return dict(enumerate(known))
        return {
            node: v if ok else None for node, (v, ok) in enumerate(zip(known, defined.tolist(), strict=True))
        }


def arrays(network: Network, weight: str | None) -> Arrays:
    """Return the arrays of an undirected network. Its ties are read once; matrices are made anew each time."""
    read: dict[str | None, Arrays] = network.__dict__.setdefault("_arrays", {})
    if weight not in read:
        read[weight] = _read(network, weight)
    return replace(read[weight])


def _read(network: Network, weight: str | None) -> Arrays:
    if isinstance(network.drawn, Columns):
        drawn = network.drawn
        keys = np.fromiter(drawn.ties, dtype=np.int64, count=len(drawn.ties))
        low, high = np.divmod(keys, max(len(drawn.iris), 1))
        if weight == "weight":
            amount = np.fromiter(map(len, drawn.ties.values()), dtype=float, count=len(keys))
        elif weight == "newman":
            amount = np.fromiter(map(drawn.newman, drawn.ties.values()), dtype=float, count=len(keys))
        else:
            amount = np.ones(len(keys))
        sides = [" ".join(each.sides) for each in drawn.described]
        types = [each.type for each in drawn.described]
        return Arrays(len(drawn.iris), low, high, amount, _codes(sides), _codes(types))
    graph = network.graph
    number = {iri: place for place, iri in enumerate(graph)}
    ends = np.array([(number[s], number[t]) for s, t in graph.edges()], dtype=np.int64).reshape(-1, 2)
    amount = np.array([d.get(weight, 1) if weight else 1 for _, _, d in graph.edges(data=True)], dtype=float)
    nodes: Sequence[Mapping[str, Any]] = [data for _, data in graph.nodes(data=True)]
    sides, types = ([str(node.get(key) or "") for node in nodes] for key in ("side", "type"))
    return Arrays(len(nodes), ends[:, 0], ends[:, 1], amount, _codes(sides), _codes(types))


def _codes(words: Sequence[str]) -> Array:
    numbers: dict[str, int] = {}
    return np.array(
        [numbers.setdefault(word, len(numbers)) if word and " " not in word else -1 for word in words],
        dtype=np.int64,
    )
