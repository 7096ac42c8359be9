"""Closeness, harmonic centrality and betweenness, many starting points at a time."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, Any

import numpy as np

from coopgraph.network.measures.outcome import Options, Outcome

if TYPE_CHECKING:
    from coopgraph.network.measures.fast.arrays import Array, Arrays

_SOURCES = 64
"""Starting points of one sweep: as many as a machine word has bits."""
_WIDE = 24
"""Neighbours of a node that are visited one after the other for all nodes at once; those beyond, node by node."""


def closeness(arrays: Arrays, _: Options) -> Outcome:
    """Return closeness, as ``centrality.closeness`` defines it."""
    reached, total, _inverse = sums(arrays)
    others = max(arrays.size - 1, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        values = np.where(total > 0, (reached / others) * (reached / total), 0.0)
    return Outcome({"closeness": arrays.columns(values)})


def harmonic(arrays: Arrays, _: Options) -> Outcome:
    """Return harmonic centrality, as ``centrality.harmonic`` defines it."""
    inverse = sums(arrays)[2]
    return Outcome({"harmonic": arrays.columns(inverse / max(arrays.size - 1, 1))})


def sums(arrays: Arrays) -> tuple[Array, Array, Array]:
    """Return, per node, how many others reach it, and the sums of their distances and of the inverses of these.

    A breadth-first search from 64 nodes at once: each node holds a bit for every start that has reached it.
    Kept with the arrays, because two measures need it.

    Reference: M. Then et al., "The more the merrier: efficient multi-source graph traversal", PVLDB 8 (2014) 449–460.
    """
    known: tuple[Array, Array, Array] | None = arrays.__dict__.get("_sums")
    if known is None:
        known = arrays.__dict__["_sums"] = _sums(arrays)
    return known


def _sums(arrays: Arrays) -> tuple[Array, Array, Array]:
    size = arrays.size
    order = np.argsort(-arrays.degrees, kind="stable")
    spread = _Spread(arrays.plain[order][:, order])
    reached, total, inverse = np.zeros(size), np.zeros(size), np.zeros(size)
    for first in range(0, size, _SOURCES):
        starts = np.arange(first, min(first + _SOURCES, size))
        seen = np.zeros(size, dtype=np.uint64)
        seen[starts] = np.uint64(1) << np.arange(len(starts), dtype=np.uint64)
        front, step = seen, 0
        while True:
            step += 1
            front = spread.once(front) & ~seen
            count = np.bitwise_count(front).astype(np.int64)
            if not count.any():
                break
            seen = seen | front
            reached += count
            total += step * count
            inverse += count / step
    place = np.argsort(order)
    return reached[place], total[place], inverse[place]


class _Spread:
    """Hands every node's bits to its neighbours. Nodes are in falling order of their ties."""

    def __init__(self, matrix: Any) -> None:
        matrix.sort_indices()
        bounds, indices = matrix.indptr.astype(np.intp), matrix.indices.astype(np.intp)
        degrees = np.diff(bounds)
        widths = range(min(_WIDE, int(degrees.max(initial=0))))
        self._slots = [indices[bounds[: int((degrees > width).sum())] + width] for width in widths]
        wide = int((degrees > _WIDE).sum())
        beyond = [indices[bounds[node] + _WIDE : bounds[node + 1]] for node in range(wide)]
        self._rest = np.concatenate(beyond) if wide else None
        self._starts = np.concatenate([[0], np.cumsum(degrees[:wide] - _WIDE)[:-1]]) if wide else None

    def once(self, bits: Array) -> Array:
        """Return the bits that each node gets from its neighbours."""
        found = np.zeros(len(bits), dtype=np.uint64)
        for slot in self._slots:
            found[: len(slot)] |= bits[slot]
        if self._rest is not None and self._starts is not None:
            found[: len(self._starts)] |= np.bitwise_or.reduceat(bits[self._rest], self._starts)
        return found


def betweenness(arrays: Arrays, options: Options) -> Outcome:
    """Return betweenness, as ``centrality.betweenness`` defines it, with the same pivots for the same seed."""
    size = arrays.size
    exact = options.pivots is None or options.pivots >= size
    starts = list(range(size))
    if options.pivots is not None and not exact:
        starts = random.Random(options.seed).sample(starts, options.pivots)
    passed = np.zeros(size)
    for first in range(0, len(starts), _SOURCES):
        passed += _dependencies(arrays.plain, np.array(starts[first : first + _SOURCES]))
    if size < 3:
        return Outcome({"betweenness": arrays.columns(passed)})
    if exact:
        return Outcome({"betweenness": arrays.columns(passed / ((size - 1) * (size - 2)))})
    others = np.full(size, len(starts))
    others[starts] -= 1
    bound = math.sqrt(math.log(2 * size / 0.05) / (2 * (len(starts) - 1)))
    return Outcome(
        {"betweenness": arrays.columns(passed / (others * (size - 2)))},
        {"betweenness pivots": len(starts), "betweenness bound": bound},
    )


def _dependencies(matrix: Any, starts: Array) -> Array:
    """Return the sum over starting points of the dependencies on each node (Brandes 2001), all starts side by side."""
    size, count = matrix.shape[0], len(starts)
    column = np.arange(count)
    paths = np.zeros((size, count))
    paths[starts, column] = 1.0
    level = np.full((size, count), -1, dtype=np.int32)
    level[starts, column] = 0
    front, depth = paths.copy(), 0
    while True:
        front = matrix @ front
        front[level >= 0] = 0.0
        fresh = front > 0
        if not fresh.any():
            break
        depth += 1
        level[fresh] = depth
        paths += front
    dependency = np.zeros((size, count))
    for at in range(depth, 0, -1):
        share = np.divide(1.0 + dependency, paths, out=np.zeros_like(paths), where=level == at)
        dependency += np.where(level == at - 1, paths * (matrix @ share), 0.0)
    dependency[starts, column] = 0.0
    return np.asarray(dependency.sum(axis=1))
