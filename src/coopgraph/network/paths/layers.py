"""All walks of one length between two actors, as layers, and the cheapest way on from each place in them.

A walk has ``length`` hops. Who stands at place ``p`` of some walk that reaches the target is in layer
``p``; the cost of the cheapest way from there to the target lets the enumeration go best first
without ever turning into a blind alley of the graph.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coopgraph.network.paths.contacts import cost

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coopgraph.network.paths.surroundings import Surroundings


@dataclass
class Layers:
    """For each place on the way: who can stand there, what it costs from there, and through what one goes on."""

    length: int
    remaining: list[dict[str, float]]
    things: list[dict[str, set[str]]]
    others: list[dict[str, set[str]]] = field(default_factory=list)


def lay(
    around: Surroundings, source: str, target: str, near: Mapping[str, int], radius: int, length: int
) -> Layers:
    """Return the layers of the walks of ``length`` hops from ``source`` to ``target``.

    Args:
        around: what has been fetched: the things of everybody within ``radius`` − 1 hops of the source
            and of everybody within ``length`` − ``radius`` − 1 hops of the target are open, or those of the
            latter have been looked at, and what they share with the former has been judged.
        source: where the walks start.
        target: where they end.
        near: how far from the source everybody known on that side is.
        radius: how far the source's side goes.
        length: how many hops the walks have.
    """
    layers = Layers(
        length, [{} for _ in range(length + 1)], [{} for _ in range(length)], [{} for _ in range(length)]
    )
    layers.remaining[length][target] = 0.0
    for place in range(length - 1, -1, -1):
        if place >= radius:
            _back(around, layers, place)
        else:
            _on(around, layers, place, [actor for actor, hops in near.items() if hops <= place])
        left = layers.remaining[place]
        if place == radius:
            for actor in [actor for actor in left if near.get(actor, length) > place]:
                del left[actor]
        for end in {source, target} & left.keys():
            if not (end == source and place == 0):
                del left[end]
        if place == 0:
            layers.remaining[0] = {source: left[source]} if source in left else {}
    return layers


def _back(around: Surroundings, layers: Layers, place: int) -> None:
    """Lay a layer from what those of the next one share: they have been looked at, from the target."""
    after, left = layers.remaining[place + 1], layers.remaining[place]
    cheapest: dict[str, float] = {}
    for actor, rest in after.items():
        for thing in around.things.get(actor, set()) & around.sizes.keys():
            whole = cost(around.sizes[thing]) + rest
            cheapest[thing] = min(whole, cheapest.get(thing, whole))
        for other in around.links.get(actor, ()):
            left[other] = min(1.0 + rest, left.get(other, 1.0 + rest))
            layers.others[place].setdefault(other, set()).add(actor)
    for thing, whole in cheapest.items():
        for member in around.members[thing]:
            left[member] = min(whole, left.get(member, whole))
            layers.things[place].setdefault(member, set()).add(thing)


def _on(around: Surroundings, layers: Layers, place: int, actors: list[str]) -> None:
    """Lay a layer from those near the source who can go on into the next one."""
    after, left = layers.remaining[place + 1], layers.remaining[place]
    cheapest: dict[str, float | None] = {}
    for actor in actors:
        for thing in around.things.get(actor, set()) & around.sizes.keys():
            if thing not in cheapest:
                members = around.members[thing]
                ways = [after[member] for member in members if member in after]
                cheapest[thing] = cost(around.sizes[thing]) + min(ways) if ways else None
            whole = cheapest[thing]
            if whole is not None:
                left[actor] = min(whole, left.get(actor, whole))
                layers.things[place].setdefault(actor, set()).add(thing)
        for other in around.links.get(actor, ()):
            if other in after:
                whole = 1.0 + after[other]
                left[actor] = min(whole, left.get(actor, whole))
                layers.others[place].setdefault(actor, set()).add(other)
