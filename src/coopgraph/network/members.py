"""From who belongs to what to ties: two members of one thing are tied.

The engine answers a projection's own SELECT with a row for every pair, twice over where two documents state it. For a
network of a million ties that is most of a gigabyte, found one pair at a time. A projection that ties members
of one ``?via`` says who they are in lines that begin with ``#=``; the pairs are made here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING

from coopgraph.errors import NetworkError
from coopgraph.network.columns import Happening, Pairs
from coopgraph.network.rows import Ties, Via
from coopgraph.network.tsv import answered, is_iri, text_of

if TYPE_CHECKING:
    from coopgraph.network.conditions import Conditions
    from coopgraph.network.selecting import Disputed
    from coopgraph.queries import Query
    from coopgraph.store.protocol import Store

_COLUMNS = ("member", "via", "date", "stated")
APART = ("agent", "actor")
"""Columns that say who brings a member in, where members are tied by different ones only."""
_PREFIX = re.compile(r"^PREFIX .*$", re.MULTILINE)


@dataclass
class Membership:
    """Who belongs to one thing: its dates, and the documents that state each member."""

    dates: set[str] = field(default_factory=set)
    stated: dict[str, set[str]] = field(default_factory=dict)


def members_query(query: Query) -> Query | None:
    """Return the query for members that a projection's file gives beside its SELECT, or None."""
    lines = [line[2:].strip("\n") for line in query.source.splitlines() if line.startswith("#=")]
    if not lines:
        return None
    body = "\n".join([*_PREFIX.findall(query.body), *lines])
    names = (*_COLUMNS, *(APART if f"?{APART[0]}" in body else ()))
    columns = {name: query.columns.get(name, "the member") for name in names}
    return replace(query, declaration=replace(query.declaration, columns=columns), body=body)


def read_members(store: Store, text: str, projection: str) -> dict[str, Membership]:
    """Return the members of everything the query finds, by the IRI of what they belong to.

    Raises:
        NetworkError: a row has a literal or nothing where the IRI of a member or a via must be.
    """
    found: dict[str, Membership] = {}
    for member, via, date, stated in _rows(store, text, projection):
        home = found.setdefault(via, Membership())
        sources = home.stated.setdefault(member, set())
        if date:
            home.dates.add(date)
        if stated:
            sources.add(stated)
    return found


def read_parts(store: Store, text: str, projection: str) -> Ties:
    """Return the ties between members of one thing whom different agents and different actors bring into it.

    What states a part counts for a tie where that part makes it with one of the other member's.

    Raises:
        NetworkError: as for ``read_members``.
    """
    dates: dict[str, set[str]] = {}
    parts: dict[str, dict[str, dict[tuple[str, str], set[str]]]] = {}
    for member, via, date, stated, agent, actor in _rows(store, text, projection):
        if date:
            dates.setdefault(via, set()).add(date)
        parts.setdefault(via, {}).setdefault(member, {}).setdefault((agent, actor), set()).add(stated)
    ties: Ties = {}
    for via, members in parts.items():
        for one, other in combinations(sorted(members), 2):
            made = Via(dates=set(dates.get(via, ())))
            for (agent, actor), stating in members[one].items():
                for (other_agent, other_actor), also in members[other].items():
                    if agent != other_agent and actor != other_actor:
                        made.stated |= stating
                        made.also |= also
            if made.stated:
                ties.setdefault((one, other), {})[via] = made
    return ties


def _rows(store: Store, text: str, projection: str) -> Iterator[list[str]]:
    """Yield the rows of a query for members as texts, empty for nothing."""
    texts: dict[bytes, str] = {}
    for row in answered(store, text):
        words = [texts.get(term) or texts.setdefault(term, text_of(term)) for term in row]
        if not (is_iri(row[0]) and is_iri(row[1])):
            wrong = words[1] if is_iri(row[0]) else words[0]
            raise NetworkError(
                f"the projection {projection} has {wrong!r} for a member or a via, where the IRI of a thing must be; "
                "dates, names and numbers are never nodes"
            )
        yield words


def kept_members(
    found: Mapping[str, Membership],
    conditions: Conditions,
    eligible: frozenset[str] | None,
    disputed: Disputed,
) -> dict[str, Membership]:
    """Return what meets the conditions on time, sector and dispute and has two members at least."""
    window = conditions.window()
    kept: dict[str, Membership] = {}
    for name, home in sorted(found.items()):
        if name in disputed.things or (eligible is not None and name not in eligible):
            continue
        if disputed.parts:
            left = {m: sources for m, sources in home.stated.items() if (name, m) not in disputed.parts}
            home = Membership(home.dates, left)
        if len(home.stated) > 1 and conditions.in_time(home.dates, window):
            kept[name] = home
    return kept


def numbered(found: Mapping[str, Membership], numbers: Mapping[str, int]) -> tuple[list[Happening], Pairs]:
    """Return the happenings and the ties between their numbered members; a member without a number is left out."""
    happenings: list[Happening] = []
    ties: Pairs = {}
    base = len(numbers)
    for name, home in found.items():
        stated = {
            numbers[member]: frozenset(sources)
            for member, sources in home.stated.items()
            if member in numbers
        }
        if len(stated) < 2:
            continue
        alone = (len(happenings),)  # one tuple for all the ties that this makes first
        happenings.append(Happening(name, frozenset(home.dates), stated))
        for low, high in combinations(sorted(stated), 2):
            key = low * base + high
            before = ties.get(key)
            ties[key] = alone if before is None else before + alone
    return happenings, {key: ties[key] for key in sorted(ties)}


def chosen(
    ties: Pairs, happenings: list[Happening], base: int, minimum: int, allowed: Callable[[int, int], bool]
) -> Pairs:
    """Return the ties that enough documents state by themselves and whose ends are allowed."""
    kept: Pairs = {}
    for key, vias in ties.items():
        low, high = divmod(key, base)
        if allowed(low, high):
            stated = [happenings[via].stated for via in vias]
            if not minimum or len(set().union(*(each[low] & each[high] for each in stated))) >= minimum:
                kept[key] = vias
    return kept


def compact(happenings: list[Happening], ties: Pairs, base: int) -> tuple[list[int], list[Happening], Pairs]:
    """Return the numbers of the nodes that have a tie, and happenings and ties numbered over these alone."""
    left = sorted({end for key in ties for end in divmod(key, base)})
    if len(left) == base:
        return left, happenings, ties
    new = {old: number for number, old in enumerate(left)}
    moved = [
        replace(each, stated={new[m]: stated for m, stated in each.stated.items() if m in new})
        for each in happenings
    ]
    fewer = len(left)
    return left, moved, {new[k // base] * fewer + new[k % base]: vias for k, vias in ties.items()}
