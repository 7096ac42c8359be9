"""What may carry one hop between two actors, and when it can."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopgraph.edtf.value import AFTER_ALL, BEFORE_ALL
from coopgraph.network.dates import date_of
from coopgraph.network.paths.conditions import SHARED

if TYPE_CHECKING:
    from coopgraph.edtf import Date
    from coopgraph.edtf.value import Day
    from coopgraph.network.paths.surroundings import Surroundings


@dataclass(frozen=True, order=True)
class Contact:
    """One tie between two actors: through a thing they share, or a direct statement.

    ``size`` is how many share the thing: the fewer, the more it says of the two. ``thing`` is empty for
    a direct tie; ``dated`` is the node whose dates the tie has.
    """

    size: int
    relation: str
    thing: str
    occasion: str
    statements: tuple[str, ...]
    dated: str

    @property
    def cost(self) -> float:
        """What going this way costs beside other ways of as many hops."""
        return cost(self.size)


def cost(size: int) -> float:
    """Return the cost of a stepping stone that so many share: its binary logarithm, 1 for a pair.

    The logarithm is that of Adamic and Adar, "Friends and neighbors on the Web" (2003), where a shared
    thing counts the less the more people share it.
    """
    return math.log2(max(size, 2))


def contacts(around: Surroundings, one: str, other: str) -> tuple[Contact, ...]:
    """Return what ties two actors, the smallest thing first.

    Of an event and the larger one it is part of, the smaller is the tie where both actors are in it.
    """
    looked, far = (one, other) if one in around.things else (other, one)
    fit = around.things[looked] & around.sizes.keys()
    shared = {thing for thing in fit if far in around.members[thing]}
    covered = {whole for thing in shared for whole in around.above(thing)}
    found = [_through(around, thing, one, other) for thing in shared - covered]
    for relation, links in _by_relation(around, looked, far).items():
        for dated, statements in links.items():
            found.append(Contact(2, relation, "", "", tuple(sorted(statements)), dated))
    return tuple(sorted(found))


def _through(around: Surroundings, thing: str, one: str, other: str) -> Contact:
    parts = [*around.members[thing][one], *around.members[thing][other]]
    # The rarest relation names the tie: a body and a participant meet in the body's session.
    relation = max(
        (part.relation for part in parts), key=lambda name: (*SHARED, "country", "sector").index(name)
    )
    statements = {part.statement for part in parts if part.statement}
    return Contact(
        around.sizes[thing],
        relation,
        thing,
        around.occasion(thing),
        tuple(sorted(statements)),
        thing if relation in SHARED else "",
    )


def _by_relation(around: Surroundings, looked: str, far: str) -> Mapping[str, Mapping[str, set[str]]]:
    """Return the direct ties, by relation and by the node that dates them: two roles may be of two days."""
    found: dict[str, dict[str, set[str]]] = {}
    for link in around.links[looked].get(far, ()):
        statements = found.setdefault(link.relation, {}).setdefault(link.dated, set())
        if link.statement:
            statements.add(link.statement)
    return found


def arrival(since: Day, dates: Iterable[str]) -> Day | None:
    """Return the first day, not before ``since``, on which something dated so can be; None if there is none.

    Several dates are of several sources, and any of them may be right. Without a date it can be any day.
    """
    days = [max(since, date.first) for date in _parsed(dates) if max(since, date.first) <= date.last]
    return min(days) if days else (None if tuple(dates) else since)


def departure(until: Day, dates: Iterable[str]) -> Day | None:
    """Return the last day, not after ``until``, on which something dated so can be; None if there is none."""
    days = [min(until, date.last) for date in _parsed(dates) if min(until, date.last) >= date.first]
    return max(days) if days else (None if tuple(dates) else until)


def in_order(chain: Iterable[Iterable[str]]) -> bool:
    """Return whether days can be chosen, one within the dates of each hop, that never go backwards.

    Example:
        >>> in_order([["2015"], [], ["2014/2016"]])
        True
    """
    day: Day | None = BEFORE_ALL
    for dates in chain:
        day = arrival(day, dates) if day is not None else None
    return day is not None


def fitting(chain: list[list[tuple[Contact, tuple[str, ...]]]]) -> list[list[Contact]]:
    """Return, for the hops of a time-respecting path, the ties of each that fit between its neighbours.

    The first tie of each hop is the one the path goes by; the days before and after are those its fellows leave.
    """
    forward: list[Day] = [BEFORE_ALL]
    for hop in chain:
        forward.append(arrival(forward[-1], hop[0][1]) or forward[-1])
    backward: list[Day] = [AFTER_ALL]
    for hop in reversed(chain):
        backward.append(departure(backward[-1], hop[0][1]) or backward[-1])
    backward.reverse()
    kept: list[list[Contact]] = []
    for number, hop in enumerate(chain):
        days = [(contact, arrival(forward[number], dates)) for contact, dates in hop]
        kept.append([contact for contact, day in days if day is not None and day <= backward[number + 1]])
    return kept


def _parsed(dates: Iterable[str]) -> list[Date]:
    return [date_of(text) for text in dates]
