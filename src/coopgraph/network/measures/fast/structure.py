"""Cores, components and cut points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from coopgraph.network.measures.outcome import Options, Outcome

if TYPE_CHECKING:
    from coopgraph.network.measures.fast.arrays import Array, Arrays
    from coopgraph.network.model import Value


def k_core(arrays: Arrays, _: Options) -> Outcome:
    """Return core numbers, as ``cohesion.k_core`` defines them: all nodes of too few ties leave at once."""
    indptr, indices = arrays.plain.indptr, arrays.plain.indices
    left = arrays.degrees.astype(np.int64)
    core = np.zeros(arrays.size, dtype=np.int64)
    alive = np.ones(arrays.size, dtype=bool)
    k = 0
    while alive.any():
        k = max(k, int(left[alive].min()))
        leaving = np.flatnonzero(alive & (left <= k))
        while len(leaving):
            core[leaving] = k
            alive[leaving] = False
            around = _neighbours(indptr, indices, leaving)
            around = around[alive[around]]
            left -= np.bincount(around, minlength=arrays.size)
            touched = np.unique(around)
            leaving = touched[left[touched] <= k]
    return Outcome({"k-core": arrays.columns(core)})


def components(arrays: Arrays, _: Options) -> Outcome:
    """Return components, as ``cohesion.components`` numbers them."""
    count, parts = sparse.csgraph.connected_components(arrays.plain, directed=False)
    return Outcome({"components": numbered(parts)}, {"components": int(count)})


def articulation_points(arrays: Arrays, _: Options) -> Outcome:
    """Return cut points and the number of bridges, as ``cohesion.articulation_points`` defines them.

    From one depth-first tree: a node added for the purpose is tied to the first of every component, so that there is
    one tree; such ties close no circle.
    """
    size = arrays.size
    if not size:
        return Outcome({"articulation-points": {}}, {"articulation points": 0, "bridges": 0})
    _, parts = sparse.csgraph.connected_components(arrays.plain, directed=False)
    roots = np.unique(parts, return_index=True)[1]
    low = np.concatenate([arrays.low, roots])
    high = np.concatenate([arrays.high, np.full(len(roots), size)])
    ends = (np.concatenate([low, high]), np.concatenate([high, low]))
    whole = sparse.csr_array((np.ones(2 * len(low)), ends), shape=(size + 1, size + 1))
    order, parent = sparse.csgraph.depth_first_order(whole, size)
    place = np.empty(size + 1, dtype=np.int64)
    place[order] = np.arange(size + 1)
    rows = np.repeat(np.arange(size + 1), np.diff(whole.indptr))
    reach = np.where(parent[rows] == whole.indices, place[rows], place[whole.indices])
    lowest = np.minimum(np.minimum.reduceat(reach, whole.indptr[:-1]), place).tolist()
    above, when = parent.tolist(), place.tolist()
    cut = [False] * size
    branches = [0] * (size + 1)
    bridges = 0
    for node in order[:0:-1].tolist():
        up = above[node]
        if up == size:
            continue
        lowest[up] = min(lowest[up], lowest[node])
        branches[up] += 1
        bridges += lowest[node] > when[up]
        if above[up] != size and lowest[node] >= when[up]:
            cut[up] = True
    for root in roots.tolist():
        cut[root] = branches[root] > 1
    return Outcome(
        {"articulation-points": dict(enumerate(cut))},
        {"articulation points": sum(cut), "bridges": int(bridges)},
    )


def numbered(parts: Array) -> dict[int, Value]:
    """Return the number of each node's part: by falling size, then by the first node."""
    if not len(parts):
        return {}
    _, first, inverse, sizes = np.unique(parts, return_index=True, return_inverse=True, return_counts=True)
    rank = np.empty(len(sizes), dtype=np.int64)
    rank[np.lexsort((first, -sizes))] = np.arange(1, len(sizes) + 1)
    return dict(enumerate(rank[inverse].tolist()))


def _neighbours(indptr: Array, indices: Array, nodes: Array) -> Array:
    """Return the neighbours of some nodes, end to end."""
    counts = indptr[nodes + 1] - indptr[nodes]
    skipped = np.repeat(indptr[nodes] - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts)
    found: Array = indices[np.arange(int(counts.sum())) + skipped]
    return found
