"""Clustering, structural holes and brokerage: measures of who among one's neighbours are tied to each other."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from coopgraph.network.measures.outcome import Options, Outcome

if TYPE_CHECKING:
    from coopgraph.network.measures.fast.arrays import Array, Arrays

_STEPS = 20_000_000
"""Products of one block of rows: what keeps the memory of a block to some hundred megabytes."""


def clustering(arrays: Arrays, _: Options) -> Outcome:
    """Return clustering, as ``cohesion.clustering`` defines it."""
    closed = triangles(arrays)
    degrees = arrays.degrees.astype(float)
    triples = degrees * (degrees - 1)
    values = np.divide(2 * closed, triples, out=np.zeros(arrays.size), where=triples > 0)
    mean = float(values.mean()) if arrays.size else None
    whole = triples.sum()
    transitivity = float(2 * closed.sum() / whole) if whole else 0.0
    return Outcome(
        {"clustering": arrays.columns(values)}, {"mean clustering": mean, "transitivity": transitivity}
    )


def triangles(arrays: Arrays) -> Array:
    """Return the number of triangles through each node."""
    return _around(arrays.plain, arrays.plain, arrays.plain) / 2


def constraint(arrays: Arrays, _: Options) -> Outcome:
    """Return Burt's constraint, as ``brokerage.constraint`` defines it."""
    ties = arrays.weighted
    strength = np.asarray(ties.sum(axis=1))
    shares = sparse.diags_array(np.divide(1, strength, out=np.zeros(arrays.size), where=strength > 0)) @ ties
    values = np.zeros(arrays.size)
    for rows in _blocks(shares, shares):
        direct = shares[rows]
        both = direct + (direct @ shares).multiply(arrays.plain[rows])
        values[rows] = np.asarray(both.multiply(both).sum(axis=1))
    return Outcome({"constraint": arrays.columns(values, arrays.degrees > 0)})


def effective_size(arrays: Arrays, _: Options) -> Outcome:
    """Return effective size, as ``brokerage.effective_size`` defines it."""
    degrees = arrays.degrees
    values = degrees - 2 * triangles(arrays) / np.maximum(degrees, 1)
    return Outcome({"effective-size": arrays.columns(values, degrees > 0)})


def roles(arrays: Arrays, _: Options) -> Outcome:
    """Return Gould and Fernandez's roles, as ``brokerage.roles`` defines them for undirected networks."""
    sides, size = arrays.sides, arrays.size
    known = sides >= 0
    kept = known[arrays.low] & known[arrays.high]
    alike = sides[arrays.low] == sides[arrays.high]
    same, differing = (_part(arrays, kept & which) for which in (alike, ~alike))
    kinds = int(sides.max(initial=-1)) + 1
    member = sparse.csr_array(
        (np.ones(int(known.sum())), (np.flatnonzero(known), sides[known])), shape=(size, max(kinds, 1))
    )
    own = np.diff(same.indptr).astype(float)
    others = np.diff(differing.indptr).astype(float)
    per_side = differing @ member
    squares = np.asarray(per_side.multiply(per_side).sum(axis=1))
    counts = {
        "coordinator": own * (own - 1) / 2 - _around(same, same, same) / 2,
        "itinerant": (squares - others) / 2 - _around(differing, same, differing) / 2,
        "gatekeeper": own * others - _around(same, differing, differing),
        "liaison": (others * others - squares) / 2 - _around(differing, differing, differing) / 2,
    }
    columns = {
        name: arrays.columns(np.rint(values).astype(np.int64), known) for name, values in counts.items()
    }
    return Outcome(columns, {"without side": int(size - known.sum())})


def _part(arrays: Arrays, which: Array) -> Any:
    low, high = arrays.low[which], arrays.high[which]
    ends = (np.concatenate([low, high]), np.concatenate([high, low]))
    return sparse.csr_array((np.ones(2 * len(low)), ends), shape=(arrays.size, arrays.size))


def _around(out: Any, across: Any, back: Any) -> Array:
    """Return, per node, the closed walks of three steps that go by ``out``, ``across`` and ``back``."""
    values = np.zeros(out.shape[0])
    for rows in _blocks(out, across):
        values[rows] = np.asarray((out[rows] @ across).multiply(back[rows]).sum(axis=1))
    return values


def _blocks(left: Any, right: Any) -> list[slice]:
    """Return the rows of ``left`` in blocks whose product with ``right`` stays small."""
    work = left.astype(bool).astype(np.int64) @ np.diff(right.indptr).astype(np.int64)
    block = np.cumsum(work) // _STEPS
    edges = [0, *(np.flatnonzero(np.diff(block)) + 1).tolist(), len(block)]
    return [slice(a, b) for a, b in pairwise(edges) if a < b]
