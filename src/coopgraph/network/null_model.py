"""Two-mode networks that are random but for everybody's number of partners, and what two nodes share in them.

Of all random networks in which every node has, on average, the number of partners that it has, the one that assumes
nothing else gives a tie between i and a the probability ``p(i, a) = x_i y_a / (1 + x_i y_a)``. The number of partners
that i and j share is then a sum of independent ties, one for each a, with probability ``p(i, a) p(j, a)``.

Reference: F. Saracco et al., "Inferring monopartite projections of bipartite networks: an entropy-based approach", New
Journal of Physics 19 (2017) 053022.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from scipy import optimize, special, stats

if TYPE_CHECKING:
    Array: TypeAlias = np.ndarray[Any, np.dtype[Any]]

_SURE = 30.0
"""The largest logarithm of x or y: ties of a node tied to everybody have a probability of all but one."""


def p_values(
    partners: Sequence[Sequence[str]], shared: Mapping[tuple[int, int], int]
) -> dict[tuple[int, int], float]:
    """Return, for each pair of nodes, the probability to share as many partners or more. Exact but for rounding.

    Nodes of one number of partners are alike in the model, so that each pair of such numbers is reckoned once.
    """
    degrees = np.array([len(each) for each in partners])
    names = [name for each in partners for name in each]
    others = np.unique(np.unique(names, return_counts=True)[1], return_counts=True)
    rows, row = np.unique(degrees, return_inverse=True)
    chance = tie_chances((rows, np.bincount(row)), others)
    most: dict[tuple[int, int], int] = {}
    for (one, other), count in shared.items():
        kinds = _sorted(int(row[one]), int(row[other]))
        most[kinds] = max(count, most.get(kinds, 0))
    tails = {
        kinds: _tail(chance[kinds[0]] * chance[kinds[1]], others[1], count) for kinds, count in most.items()
    }
    return {
        pair: float(tails[_sorted(int(row[pair[0]]), int(row[pair[1]]))][count])
        for pair, count in sorted(shared.items())
    }


def tie_chances(rows: tuple[Array, Array], columns: tuple[Array, Array]) -> Array:
    """Return the probabilities of ties between nodes of each number of partners in one mode and in the other.

    Each argument is the numbers of partners that occur in a mode, and how many nodes have each.
    """
    (wanted, many), (asked, often) = rows, columns
    size = len(wanted)

    def unlikely(theta: Array) -> tuple[float, Array]:
        """Return the negative logarithm of the likelihood, and its gradient."""
        sums = theta[:size, None] + theta[None, size:]
        chance = special.expit(sums)
        pairs = many[:, None] * often[None, :]
        value = (pairs * np.logaddexp(0, sums)).sum()
        value -= (many * wanted * theta[:size]).sum() + (often * asked * theta[size:]).sum()
        slope = (
            many * ((chance * often).sum(axis=1) - wanted),
            often * ((chance * many[:, None]).sum(axis=0) - asked),
        )
        return float(value), np.concatenate(slope)

    start = np.concatenate([np.log(wanted), np.log(asked) - np.log(float((wanted * many).sum()))])
    found = optimize.minimize(
        unlikely, start, jac=True, method="L-BFGS-B", bounds=[(-_SURE, _SURE)] * len(start),
        options={"maxiter": 20_000, "maxfun": 40_000, "ftol": 1e-15, "gtol": 1e-9, "maxcor": 30},
    ).x  # fmt: skip
    return np.asarray(special.expit(found[:size, None] + found[None, size:]))


def _tail(chance: Array, often: Array, most: int) -> Array:
    """Return the probabilities that 0, 1, … ``most`` or more ties are there, of ``often`` with each ``chance``."""
    below = np.zeros(most)
    if most:
        below[0] = 1.0
    count = np.arange(most)
    for one, times in zip(chance.tolist(), often.tolist(), strict=True):
        below = np.convolve(below, stats.binom.pmf(count, times, one))[:most]
    return np.clip(1.0 - np.concatenate([[0.0], np.cumsum(below)]), 0.0, 1.0)


def _sorted(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one <= other else (other, one)
