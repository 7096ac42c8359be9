"""Communities by the Leiden method, in NetworKit, on one thread so that a seed gives one answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from coopgraph.network.measures.cohesion import SEEDS
from coopgraph.network.measures.fast.structure import numbered
from coopgraph.network.measures.outcome import Options, Outcome

if TYPE_CHECKING:
    from coopgraph.network.measures.fast.arrays import Array, Arrays
    from coopgraph.network.model import Value


def communities(arrays: Arrays, options: Options) -> Outcome:
    """Return communities, as ``cohesion.communities`` numbers them."""
    if not len(arrays.low):
        return Outcome(
            {"communities": numbered(np.arange(arrays.size))},
            {"communities": arrays.size, "modularity": None},
        )
    parts = _leiden(arrays, _graph(arrays), options.seed)
    facts: dict[str, Value] = {
        "communities": len(np.unique(parts)),
        "modularity": modularity(arrays, parts),
        "communities method": "Leiden",
    }
    return Outcome({"communities": numbered(parts)}, facts)


def community_stability(arrays: Arrays, options: Options) -> Outcome:
    """Return stability, as ``cohesion.community_stability`` defines it."""
    if not len(arrays.low):
        return Outcome({"community-stability": dict.fromkeys(range(arrays.size))})
    graph = _graph(arrays)
    own, *others = (_leiden(arrays, graph, options.seed + step) for step in range(SEEDS + 1))
    values = np.zeros(arrays.size)
    for other in others:
        width = int(other.max()) + 1
        _, inverse, shared = np.unique(own * width + other, return_inverse=True, return_counts=True)
        both = shared[inverse]
        values += both / (np.bincount(own)[own] + np.bincount(other)[other] - both)
    reached = [modularity(arrays, parts) for parts in (own, *others)]
    return Outcome(
        {"community-stability": arrays.columns(values / SEEDS)},
        {"least modularity": min(reached), "greatest modularity": max(reached)},
    )


def modularity(arrays: Arrays, parts: Array) -> float:
    """Return the modularity of a partition."""
    total = arrays.amount.sum()
    within = arrays.amount[parts[arrays.low] == parts[arrays.high]].sum()
    strength = np.asarray(arrays.weighted.sum(axis=1))
    sums = np.bincount(parts, weights=strength)
    return float(within / total - (sums * sums).sum() / (4 * total * total))


def _graph(arrays: Arrays) -> Any:
    import networkit

    return networkit.GraphFromCoo(
        (arrays.amount, (arrays.low, arrays.high)), n=arrays.size, weighted=True, directed=False
    )


def _leiden(arrays: Arrays, graph: Any, seed: int) -> Array:
    """Return the community of each node. Nodes without ties are communities of their own."""
    import networkit

    threads = networkit.engineering.getMaxNumberOfThreads()
    networkit.engineering.setNumberOfThreads(1)  # on more, one seed has several answers
    try:
        networkit.engineering.setSeed(seed, False)
        method = networkit.community.ParallelLeiden(graph, iterations=3, randomize=True)
        method.run()
    finally:
        networkit.engineering.setNumberOfThreads(threads)
    parts = np.array(method.getPartition().getVector(), dtype=np.int64)
    return np.unique(parts, return_inverse=True)[1]
