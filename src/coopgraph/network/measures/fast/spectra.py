"""Eigenvector centrality and PageRank, the same iterations as for small networks, a vector at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from coopgraph.errors import NetworkError
from coopgraph.network.measures.centrality import DAMPING, STEPS, TOLERANCE, unsettled
from coopgraph.network.measures.outcome import Options, Outcome

if TYPE_CHECKING:
    from coopgraph.network.measures.fast.arrays import Arrays


def eigenvector(arrays: Arrays, options: Options) -> Outcome:
    """Return eigenvector centrality, as ``centrality.eigenvector`` defines it."""
    size = arrays.size
    if not len(arrays.low):
        return Outcome({"eigenvector": dict.fromkeys(range(size))})
    values = np.full(size, 1 / size)
    for _ in range(STEPS):
        new = values + arrays.weighted @ values
        new /= np.linalg.norm(new) or 1.0
        change = np.abs(new - values).sum()
        values = new
        if change < size * TOLERANCE:
            return Outcome({"eigenvector": arrays.columns(values)})
    raise NetworkError(unsettled(options.network))


def pagerank(arrays: Arrays, options: Options) -> Outcome:
    """Return PageRank, as ``centrality.pagerank`` defines it."""
    size = max(arrays.size, 1)
    strength = np.asarray(arrays.weighted.sum(axis=1))
    share = np.divide(1, strength, out=np.zeros(arrays.size), where=strength != 0)
    values = np.full(arrays.size, 1 / size)
    for _ in range(STEPS):
        stranded = values[strength == 0].sum()
        new = (1 - DAMPING + DAMPING * stranded) / size + DAMPING * (arrays.weighted @ (values * share))
        change = np.abs(new - values).sum()
        values = new
        if change < TOLERANCE:
            return Outcome({"pagerank": arrays.columns(values)})
    raise NetworkError(
        f"PageRank does not settle on {options.network}; see whether its weights are all above 0"
    )
