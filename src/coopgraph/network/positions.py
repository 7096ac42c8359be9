"""A place on the plane for every node, the same for the same network."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import linalg, sparse

from coopgraph.network.measures.fast.arrays import arrays

if TYPE_CHECKING:
    from coopgraph.network.measures.fast.arrays import Array
    from coopgraph.network.model import Network

_BETWEEN = 1.6
"""Room around a component, in mean lengths of a tie."""
_MIDDLE = 600
_PIVOTS = 50
_STEPS, _SETTLED = 200, 1e-4
_GOLDEN = math.pi * (3 - math.sqrt(5))


def positions(network: Network) -> Array:
    """Return a row (x, y) for every node, a tie being 1 long on the whole; the largest component first, in rows."""
    ties = arrays(network, None).plain
    count, parts = sparse.csgraph.connected_components(ties, directed=False)
    first = np.unique(parts, return_index=True)[1]
    sizes = np.bincount(parts, minlength=count)
    members = [np.flatnonzero(parts == part) for part in np.lexsort((first, -sizes))]
    drawn = [_within(ties[nodes][:, nodes]) for nodes in members]
    spans = [points.max(axis=0) for points in drawn]
    area = sum((wide + _BETWEEN * 2) * (tall + _BETWEEN) for wide, tall in spans)
    width = max(max((wide for wide, _ in spans), default=0.0), math.sqrt(area * 1.7))
    found = np.zeros((len(parts), 2))
    x = y = row = 0.0
    for nodes, points, (wide, tall) in zip(members, drawn, spans, strict=True):
        if x and x + wide > width:
            x, y, row = 0.0, y - row - _BETWEEN, 0.0
        found[nodes] = points + np.array([x, y - tall])
        x, row = x + wide + _BETWEEN * 2, max(row, tall)
    return found


def _within(ties: Any) -> Array:
    """Return places from (0, 0) up for a connected part, longer than high, a tie being 1 long on the whole.

    Distances on paper follow distances along ties, all of them in parts of up to 600 nodes, those from some
    pivots in larger ones.
    """
    size = ties.shape[0]
    if size == 1:
        return np.zeros((1, 2))
    points = _stressed(ties, _pivoted(ties)) if size <= _MIDDLE else _pivoted(ties)
    points -= points.mean(axis=0)
    axes = np.linalg.svd(points, full_matrices=False)[2]
    axes *= np.sign(axes[:, np.argmax(np.abs(axes), axis=1)].diagonal())[:, None]
    points = points @ axes.T
    one, other = sparse.triu(ties, 1).nonzero()
    length = float(np.linalg.norm(points[one] - points[other], axis=1).mean())
    return np.asarray((points - points.min(axis=0)) / (length or 1.0))


def _stressed(ties: Any, points: Array) -> Array:
    """Return the points moved until their distances are as near as may be to those along ties.

    Reference: E. R. Gansner, Y. Koren and S. North, "Graph drawing by stress majorization", Graph Drawing (2004)
    239–250; the energy is that of T. Kamada and S. Kawai, Information Processing Letters 31 (1989) 7–15.
    """
    wanted = sparse.csgraph.shortest_path(ties, unweighted=True, directed=False)
    np.fill_diagonal(wanted, 1.0)
    weight = 1.0 / wanted**2
    np.fill_diagonal(weight, 0.0)
    whole = np.diag(weight.sum(axis=1)) - weight
    factor = linalg.cho_factor(whole[1:, 1:])  # the first node stays at the origin
    pull = weight * wanted
    for _ in range(_STEPS):
        x, y = points.T
        apart = np.hypot(x[:, None] - x, y[:, None] - y)
        turned = -np.divide(pull, apart, out=np.zeros_like(pull), where=apart > 0)
        np.fill_diagonal(turned, -turned.sum(axis=1))
        moved = np.zeros_like(points)
        moved[1:] = linalg.cho_solve(factor, (turned @ points)[1:])
        change = np.linalg.norm(moved - (points - points[0])) / (np.linalg.norm(moved) or 1.0)
        points = moved
        if change < _SETTLED:
            break
    return points


def _pivoted(ties: Any) -> Array:
    """Return the two main axes of the distances from some nodes far from each other; like nodes side by side.

    Reference: U. Brandes and C. Pich, "Eigensolver methods for progressive multidimensional scaling of large data",
    Graph Drawing (2006) 42–53.
    """
    size = ties.shape[0]
    pivot, nearest = int(np.argmax(np.diff(ties.indptr))), np.full(size, np.inf)
    columns = []
    for _ in range(min(_PIVOTS, size)):
        distances = sparse.csgraph.dijkstra(ties, unweighted=True, indices=pivot)
        columns.append(distances)
        nearest = np.minimum(nearest, distances)
        pivot = int(np.argmax(nearest))
    squared = np.stack(columns, axis=1) ** 2
    centred = -0.5 * (squared - squared.mean(axis=0) - squared.mean(axis=1)[:, None] + squared.mean())
    found = np.linalg.eigh(centred.T @ centred)[1][:, :-3:-1]
    points = np.pad(centred @ found, ((0, 0), (0, 2 - min(size, 2))))
    return np.asarray(points + _fanned(points))


def _fanned(points: Array) -> Array:
    """Return how far to move nodes that would lie on each other, so that they make a disc."""
    _, inverse = np.unique(points.round(6), axis=0, return_inverse=True)
    order = np.argsort(inverse, kind="stable")
    sizes = np.bincount(inverse)
    rank = np.empty(len(points))
    rank[order] = np.arange(len(points)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    unit = float(np.ptp(points, axis=0).max()) / 200
    return (
        np.stack([np.cos(rank * _GOLDEN), np.sin(rank * _GOLDEN)], axis=1) * (np.sqrt(rank) * unit)[:, None]
    )
