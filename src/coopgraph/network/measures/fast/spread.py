"""Degree, strength, and how ties are spread over partners, sides and types."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from coopgraph.network.measures.outcome import Options, Outcome

if TYPE_CHECKING:
    from coopgraph.network.measures.fast.arrays import Array, Arrays
    from coopgraph.network.model import Value


def degree(arrays: Arrays, _: Options) -> Outcome:
    """Return degrees, as ``centrality.degree`` defines them."""
    return Outcome({"degree": arrays.columns(arrays.degrees)})


def strength(arrays: Arrays, _: Options) -> Outcome:
    """Return strengths, as ``centrality.strength`` defines them: whole numbers where the weights are."""
    values = np.asarray(arrays.weighted.sum(axis=1))
    whole = bool((arrays.amount == np.rint(arrays.amount)).all())
    return Outcome({"strength": arrays.columns(values.astype(np.int64) if whole else values)})


def concentration(arrays: Arrays, _: Options) -> Outcome:
    """Return the concentration of partners, as ``ties.concentration`` defines it."""
    total = np.asarray(arrays.weighted.sum(axis=1))
    squares = np.asarray(arrays.weighted.power(2).sum(axis=1))
    values = np.divide(squares, total * total, out=np.zeros(arrays.size), where=total > 0)
    return Outcome({"concentration": arrays.columns(values, total > 0)})


def ei_index(arrays: Arrays, _: Options) -> Outcome:
    """Return the E–I index, as ``mixing.ei_index`` defines it."""
    one, other = arrays.sides[arrays.low], arrays.sides[arrays.high]
    kept = (one >= 0) & (other >= 0)
    crossing = kept & (one != other)
    counted = np.zeros(arrays.size)
    balance = np.zeros(arrays.size)
    for end in (arrays.low, arrays.high):
        counted += np.bincount(end[kept], minlength=arrays.size)
        balance += np.bincount(end[kept], weights=np.where(crossing[kept], 1.0, -1.0), minlength=arrays.size)
    values = np.divide(balance, counted, out=np.zeros(arrays.size), where=counted > 0)
    ties, across = int(kept.sum()), int(crossing.sum())
    whole = (2 * across - ties) / ties if ties else None
    return Outcome({"ei-index": arrays.columns(values, counted > 0)}, {"ei-index": whole})


def assortativity(arrays: Arrays, _: Options) -> Outcome:
    """Return assortativity by side and by type, as ``mixing.assortativity`` defines it."""
    facts = {"side": _coefficient(arrays, arrays.sides), "type": _coefficient(arrays, arrays.types)}
    return Outcome({}, {f"assortativity by {name}": value for name, value in facts.items()})


def _coefficient(arrays: Arrays, kinds: Array) -> Value:
    one, other = kinds[arrays.low], kinds[arrays.high]
    kept = (one >= 0) & (other >= 0)
    total = 2 * int(kept.sum())
    if not total:
        return None
    ends = np.bincount(np.concatenate([one[kept], other[kept]])).astype(float)
    alike = 2 * int((one[kept] == other[kept]).sum()) / total
    chance = float((ends * ends).sum()) / (total * total)
    return (alike - chance) / (1 - chance) if chance < 1 else None
