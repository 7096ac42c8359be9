"""From the rows of a projection to ties. Only IRIs in its columns ``source`` and ``target`` become nodes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from coopgraph.errors import NetworkError
from coopgraph.network.tsv import is_iri, text_of

if TYPE_CHECKING:
    from coopgraph.network.model import Projection


@dataclass
class Via:
    """What makes a tie, and what the rows say of it: ``weight`` is 1 unless the projection gives one."""

    weight: float = 1
    dates: set[str] = field(default_factory=set)
    stated: set[str] = field(default_factory=set)
    also: set[str] = field(default_factory=set)

    @property
    def independent(self) -> set[str]:
        """The documents that state both parts of the tie, so that each would do alone."""
        return self.stated & self.also if self.also else self.stated


Ties: TypeAlias = dict[tuple[str, str], dict[str, Via]]
"""The ties by their ends, and what makes each by its IRI; empty where a projection does not say."""


def read_ties(projection: Projection, rows: Iterable[Mapping[str, bytes]]) -> Ties:
    """Return the ties that the rows of a projection make, the cells of which are as TSV has them.

    Raises:
        NetworkError: a row has a literal or nothing where a thing must be, ties a thing to itself, or
            contradicts the weight another row gives.
    """
    ties: Ties = {}
    texts: dict[bytes, str] = {}

    def text(term: bytes) -> str:
        return texts.get(term) or texts.setdefault(term, text_of(term))

    for row in rows:
        source = text(_thing(projection, row, "source"))
        target = text(_thing(projection, row, "target"))
        if source == target:
            raise NetworkError(
                f"the projection {projection.name} ties <{source}> to itself; add FILTER(?source != ?target) to it"
            )
        pair = (
            (source, target) if projection.directed or projection.mode == "two" else _sorted(source, target)
        )
        name = text(_thing(projection, row, "via")) if "via" in row else ""
        weight = _number(projection, row["weight"]) if "weight" in row else 1
        via = ties.setdefault(pair, {}).setdefault(name, Via(weight))
        if via.weight != weight:
            low, high = sorted((via.weight, weight))
            raise NetworkError(
                f"the projection {projection.name} gives the tie of <{source}> and <{target}> "
                f"two weights, {low:g} and {high:g}, for one ?via; let it give one"
            )
        for column, kept in (("date", via.dates), ("stated", via.stated), ("alsoStated", via.also)):
            if column in row:
                kept.add(text(row[column]))
    return ties


def _sorted(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)


def _thing(projection: Projection, row: Mapping[str, bytes], column: str) -> bytes:
    """Return the IRI in a column. A literal or a blank node there is a fault of the projection."""
    term = row.get(column)
    if term is None or not is_iri(term):
        found = "nothing" if term is None else repr(text_of(term))
        raise NetworkError(
            f"the projection {projection.name} has {found} in its column ?{column}, where the IRI of a thing must be; "
            "dates, names and numbers are never nodes"
        )
    return term


def _number(projection: Projection, term: bytes) -> float:
    words = text_of(term)
    try:
        number = float(words)
    except ValueError as error:
        raise NetworkError(
            f"the projection {projection.name} has {words!r} for a weight; give a number"
        ) from error
    return int(number) if number.is_integer() else number
