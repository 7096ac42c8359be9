"""The simple paths among the walks of one length, best first."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopgraph.edtf.value import BEFORE_ALL
from coopgraph.network.paths.contacts import Contact, arrival, contacts, fitting

if TYPE_CHECKING:
    from coopgraph.edtf.value import Day
    from coopgraph.network.paths.layers import Layers
    from coopgraph.network.paths.surroundings import Surroundings


@dataclass(frozen=True)
class Route:
    """A path as found: the actors in order, and the ties of each hop, the one the path goes by first."""

    actors: tuple[str, ...]
    hops: tuple[tuple[Contact, ...], ...]


@dataclass(frozen=True, order=True)
class _State:
    """A path begun: what it will cost at least, and how far it has come."""

    estimate: float
    actors: tuple[str, ...]
    way: tuple[Contact, ...]
    day: Day


class Walker:
    """Enumerates paths; remembers the ties of pairs it has met."""

    def __init__(self, around: Surroundings, stops: frozenset[str], time_respecting: bool) -> None:
        self._around = around
        self._stops = stops
        self._timed = time_respecting
        self._ties: dict[tuple[str, str], tuple[Contact, ...]] = {}

    def routes(self, layers: Layers, source: str) -> Iterator[Route]:
        """Yield the simple paths of one length, each sequence of actors once.

        No actor comes twice, nor does an occasion: two people at one forum are not led through a third.
        Of equally long paths those come first whose stepping stones fewer share, by the sum of `cost`;
        IRIs decide the rest, so that the order never changes by itself.
        """
        if source not in layers.remaining[0]:
            return
        heap = [_State(layers.remaining[0][source], (source,), (), BEFORE_ALL)]
        seen: set[tuple[str, ...]] = set()
        while heap:
            state = heapq.heappop(heap)
            if len(state.way) == layers.length:
                if state.actors not in seen:
                    seen.add(state.actors)
                    yield Route(state.actors, self._told(state))
                continue
            for following in self._steps(layers, state):
                heapq.heappush(heap, following)

    def _steps(self, layers: Layers, state: _State) -> Iterator[_State]:
        place, actor = len(state.way), state.actors[-1]
        after = layers.remaining[place + 1]
        following = set(layers.others[place].get(actor, ()))
        for thing in layers.things[place].get(actor, ()):
            following.update(after.keys() & self._around.members[thing].keys())
        last = place + 1 == layers.length
        occasions = {contact.occasion for contact in state.way if contact.occasion}
        paid = sum(contact.cost for contact in state.way)
        for other in following.difference(state.actors):
            if other not in after or (other in self._stops and not last):
                continue
            tried: set[str] = set()
            for contact in self._between(actor, other):
                if contact.occasion in occasions or (contact.occasion in tried and not self._timed):
                    continue
                tried.add(contact.occasion)
                day = arrival(state.day, self._dates(contact)) if self._timed else state.day
                if day is not None:
                    estimate = round(paid + contact.cost + after[other], 9)
                    yield _State(estimate, (*state.actors, other), (*state.way, contact), day)

    def _between(self, one: str, other: str) -> tuple[Contact, ...]:
        if (one, other) not in self._ties:
            self._ties[one, other] = contacts(self._around, one, other)
        return self._ties[one, other]

    def _dates(self, contact: Contact) -> tuple[str, ...]:
        return tuple(sorted(self._around.dates([contact.dated])[contact.dated])) if contact.dated else ()

    def _told(self, state: _State) -> tuple[tuple[Contact, ...], ...]:
        """Return the ties of each hop: the one gone by, then the others, those that fit in time if that is asked."""
        hops = [
            [gone, *(one for one in self._between(*pair) if one != gone)]
            for gone, pair in zip(state.way, zip(state.actors, state.actors[1:], strict=False), strict=True)
        ]
        if self._timed:
            hops = fitting([[(one, self._dates(one)) for one in hop] for hop in hops])
        return tuple(tuple(hop) for hop in hops)
