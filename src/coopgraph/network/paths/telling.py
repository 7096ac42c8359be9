"""From the routes found to paths with labels, dates and evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from coopgraph.network.paths.evidence import claims_about, iris_in, testimonies
from coopgraph.network.paths.model import Explored, Hop, Path, Paths, Tie
from coopgraph.provenance.labels import labels

if TYPE_CHECKING:
    from coopgraph.network.paths.asking import Asker
    from coopgraph.network.paths.conditions import PathConditions
    from coopgraph.network.paths.contacts import Contact
    from coopgraph.network.paths.surroundings import Surroundings
    from coopgraph.network.paths.walking import Route

Facts = set[tuple[str, str, str]]
"""Plain facts (subject, local name of the property, object) whose claims are wanted; no object means any."""


def tell(
    asker: Asker,
    around: Surroundings,
    source: str,
    target: str,
    routes: list[Route],
    *,
    conditions: PathConditions,
    graph_version: str,
    reached: tuple[tuple[int, ...], tuple[int, ...]],
    complete: bool,
) -> Paths:
    """Return the routes as paths, each hop with the statements that make it."""
    _fetch_wholes(around, routes)
    rest = {
        (one, other, tie): _plain_facts(around, tie, one, other)
        for route in routes
        for (one, other), ties in zip(_pairs(route), route.hops, strict=True)
        for tie in ties
    }
    claims = claims_about(asker, {subject for facts in rest.values() for subject, _, _ in facts})
    wanted = {
        hop: [*hop[2].statements, *(claim for fact in sorted(facts) for claim in _of(claims, fact))]
        for hop, facts in rest.items()
    }
    said = testimonies(asker, {one for statements in wanted.values() for one in statements})
    dates = around.dates({hop[2].dated for hop in wanted if hop[2].dated})

    def tie(one: str, other: str, contact: Contact) -> Tie:
        found = [told for statement in wanted[one, other, contact] for told in said[statement]]
        when = tuple(sorted(dates[contact.dated])) if contact.dated else ()
        return Tie(contact.relation, contact.thing, contact.size, when, tuple(found))

    paths = tuple(
        Path(
            tuple(
                Hop(one, other, tuple(tie(one, other, contact) for contact in ties))
                for (one, other), ties in zip(_pairs(route), route.hops, strict=True)
            )
        )
        for route in routes
    )
    named = {source, target, *around.hubs}
    for route in routes:
        named.update(route.actors)
        named.update(contact.thing for hop in route.hops for contact in hop if contact.thing)
    named |= iris_in(told for every in said.values() for told in every)
    return Paths(
        source,
        target,
        conditions.parameters(),
        graph_version,
        paths,
        Explored(*reached, dict(sorted(around.hubs.items())), complete),
        labels(asker.store.select, named),
    )


def _of(claims: Mapping[tuple[str, str, str], tuple[str, ...]], fact: tuple[str, str, str]) -> Iterable[str]:
    if fact[2]:
        return claims.get(fact, ())
    return [one for (*about, _), ones in claims.items() if tuple(about) == fact[:2] for one in ones]


def _fetch_wholes(around: Surroundings, routes: Iterable[Route]) -> None:
    """Fetch, in one go, what every part in which somebody on the way took part is a part of."""
    around.climb(
        belonging.part
        for route in routes
        for actors, ties in zip(_pairs(route), route.hops, strict=True)
        for tie in ties
        if tie.thing
        for actor in actors
        for belonging in around.members[tie.thing][actor]
    )


def _pairs(route: Route) -> Iterable[tuple[str, str]]:
    return zip(route.actors, route.actors[1:], strict=False)


def _plain_facts(around: Surroundings, contact: Contact, one: str, other: str) -> Facts:
    """Return the plain facts a tie rests on besides its situations: parts of events, sessions, units."""
    facts: Facts = set()
    if contact.relation == "unit":
        for below, above in ((one, other), (other, one)):
            facts |= {(below, name, above) for name in ("subOrganizationOf", "postIn")}
    if not contact.thing:
        return facts
    for actor in (one, other):
        for belonging in around.members[contact.thing][actor]:
            facts |= _chain(around, belonging.part, contact.thing)
            if belonging.relation == "body":
                facts.add((actor, "establishedDuring", contact.thing))
                facts.add((contact.thing, "inSeries", ""))
    return facts


def _chain(around: Surroundings, part: str, whole: str) -> Facts:
    """Return the facts that make one event a part of another, at any remove."""
    between = {one for one in {part} | around.above(part) if one == whole or whole in around.above(one)}
    return {
        (one, "partOfEvent", above)
        for one in between
        for above in around.wholes.get(one, ())
        if above in between
    }
