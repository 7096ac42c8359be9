"""From what two ends did to what lies between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal

from coopgraph.namespaces import CONCEPT, COOP
from coopgraph.network.pairs.acts import Act, acts, ends, holders
from coopgraph.network.pairs.model import Activity, Item, Pair, Sector, Someone
from coopgraph.network.pairs.time import ended, last_dated, undated, years
from coopgraph.network.paths.asking import Asker
from coopgraph.network.paths.conditions import PathConditions
from coopgraph.network.paths.evidence import claims_about, iris_in, testimonies
from coopgraph.network.paths.surroundings import Surroundings
from coopgraph.provenance.labels import labels

if TYPE_CHECKING:
    from coopgraph.provenance.testimony import Testimony
    from coopgraph.queries import Catalogue
    from coopgraph.store.protocol import Store

_KINDS = {
    "Agreement": "agreement",
    "Partnership": "partnership",
    "CooperationBody": "body",
    "Signing": "signing",
    "Session": "session",
    "ThematicTable": "table",
    "Event": "event",
}
_INSTRUMENTS = ("agreement", "partnership")
_NOT_YET = ("announced", "planned", "postponed", "cancelled")
_TELLING = ("withinRelation", "eventStatus", "agreementType", "eventType", "date", "establishedDuring")


def find_pair(store: Store, catalogue: Catalogue, one: str, other: str, *, graph_version: str = "") -> Pair:
    """Return everything between two countries, regions, cities or institutions.

    An undertaking is between them when somebody who stands for each is a party to it; an event, when somebody
    on each side took part in it or in a part of it; a joint body, when each has a role in it. Between two
    countries is also what is placed within their bilateral relation, and the sessions of its bodies. Where an
    event took place makes it nobody's.

    Raises:
        NotFoundError: the graph holds nothing under one of the IRIs.
        NetworkError: both are the same, or one is neither a country, a place nor an institution.
    """
    asker = Asker(store, catalogue)
    first, second = ends(asker, one, other)
    did = (acts(asker, first), acts(asker, second))
    around = Surroundings(asker, PathConditions())
    around.climb({act.thing for side in did for act in side})
    within = [_by_thing(around, side) for side in did]
    shared = set(within[0]) & set(within[1])
    # The fair in which a meeting was held is between the two only if one of them was at the fair itself.
    shared &= {act.thing for side in did for act in side}
    if first.kind == second.kind == "country":
        relation = catalogue.get("pages/pair-relation").bind({"one": one, "other": other})
        shared |= {str(row["thing"]) for row in store.select(relation)}
    facts = _facts(asker, shared)
    kinds = {thing: kind for thing, found in facts.items() if (kind := _kind(found["type"]))}
    claims = claims_about(asker, kinds)
    grounds = {
        thing: {act.statement for side in within for act in side.get(thing, ())} | _claims_of(claims, thing)
        for thing in kinds
    }
    instruments = {thing for thing, kind in kinds.items() if kind in _INSTRUMENTS}
    people = _people(asker, store, within, kinds, (first.institutions, second.institutions), instruments)
    sectors: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in asker.texts("sectors", kinds, "pair"):
        sectors[row["sector"]].add((row["thing"], row["part"]))
    claims |= claims_about(asker, {part for found in sectors.values() for _, part in found} - kinds.keys())
    said = testimonies(
        asker,
        {one for found in grounds.values() for one in found}
        | {act.statement for _, _, act in people}
        | {claim for fact, found in claims.items() if fact[1] == "hasSector" for claim in found},
    )
    dates = around.dates(kinds)
    items = {
        thing: Item(
            thing,
            kind,
            min(facts[thing]["agreementType"] | facts[thing]["eventType"], default=""),
            min(facts[thing]["latestStatus"], default=""),
            tuple(sorted(dates[thing])),
            tuple(sorted(facts[thing]["takesPlaceIn"])),
            _told(said, grounds[thing]),
        )
        for thing, kind in sorted(kinds.items())
    }
    planned = {thing for thing, item in items.items() if _not_yet(item, within, thing)}
    events = {t for t, item in items.items() if item.kind not in (*_INSTRUMENTS, "body")} - planned
    happened = _in_time(items, instruments | {t for t in events if items[t].kind != "signing"})
    everyone = tuple(_someone(said, end, person, done) for (end, person), done in _grouped(people))
    found_sectors = tuple(
        Sector(
            sector,
            tuple(sorted({thing for thing, _ in found})),
            _told(said, {c for _, part in found for c in claims.get((part, "hasSector", sector), ())}),
        )
        for sector, found in sorted(
            sectors.items(), key=lambda pair: (-len({t for t, _ in pair[1]}), pair[0])
        )
    )
    return Pair(
        one,
        other,
        (first.kind, second.kind),
        graph_version,
        _in_time(items, instruments),
        _in_time(items, {thing for thing, item in items.items() if item.kind == "body"}),
        _in_time(items, events),
        _in_time(items, planned),
        everyone,
        found_sectors,
        years(happened),
        undated(happened),
        ended(_in_time(items, instruments)),
        last_dated(happened),
        labels(store.select, _named(one, other, items.values(), everyone, found_sectors)),
    )


def _by_thing(around: Surroundings, did: Iterable[Act]) -> dict[str, list[Act]]:
    """Return what was done in each thing, the parts of an event counting for it."""
    found: dict[str, list[Act]] = defaultdict(list)
    for act in sorted(did):
        for thing in {act.thing, *around.above(act.thing)}:
            found[thing].append(act)
    return found


def _facts(asker: Asker, things: Iterable[str]) -> dict[str, dict[str, set[str]]]:
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in asker.texts("facts", things):
        found[row["statement"]][row["predicate"].rsplit("#", 1)[-1]].add(row["value"])
    return found


def _kind(classes: Iterable[str]) -> str:
    names = {name.removeprefix(COOP) for name in classes}
    return next((kind for name, kind in _KINDS.items() if name in names), "")


def _claims_of(claims: Mapping[tuple[str, str, str], tuple[str, ...]], thing: str) -> set[str]:
    return {
        claim
        for (subject, name, _), ones in claims.items()
        if subject == thing and name in _TELLING
        for claim in ones
    }


def _not_yet(item: Item, within: list[dict[str, list[Act]]], thing: str) -> bool:
    """Return whether something is only planned: by its status, or, without one, by what is said of its guests."""
    if item.kind in (*_INSTRUMENTS, "body"):
        return False
    if item.status:
        return item.status.removeprefix(f"{CONCEPT}event-status/") in _NOT_YET
    reported = {act.reported for side in within for act in side.get(thing, ())}
    return bool(reported) and "actual" not in reported


def _in_time(items: Mapping[str, Item], things: Iterable[str]) -> tuple[Item, ...]:
    """Return the items in the order of their dates, the undated last."""
    return tuple(
        sorted((items[t] for t in things), key=lambda item: (not item.dates, item.dates, item.thing))
    )


_Done = tuple[Literal["one", "other"], str, Act]


def _people(
    asker: Asker,
    store: Store,
    within: list[dict[str, list[Act]]],
    kinds: Mapping[str, str],
    institutions: tuple[frozenset[str], frozenset[str]],
    instruments: set[str],
) -> list[_Done]:
    """Return what people did in the things between the two, and their roles in the parties to instruments."""
    sides: tuple[Literal["one", "other"], Literal["one", "other"]] = ("one", "other")
    found: set[_Done] = set()
    for end, did, own in zip(sides, within, institutions, strict=True):
        found |= {(end, act.agent, act) for thing in kinds for act in did.get(thing, ())}
        parties = {act.agent for thing in instruments for act in did.get(thing, ())} & own
        found |= {(end, act.agent, act) for act in holders(asker, parties)}
    agents = {agent for _, agent, _ in found}
    persons = {
        row["statement"]
        for row in asker.texts("facts", agents)
        if row["predicate"].endswith("#type") and row["value"] == COOP + "Person"
    }
    return sorted(done for done in found if done[1] in persons)


def _grouped(people: list[_Done]) -> list[tuple[tuple[Literal["one", "other"], str], list[Act]]]:
    found: dict[tuple[Literal["one", "other"], str], list[Act]] = defaultdict(list)
    for end, person, act in people:
        found[end, person].append(act)
    return sorted(found.items())


def _someone(
    said: Mapping[str, tuple[Testimony, ...]], end: Literal["one", "other"], person: str, done: list[Act]
) -> Someone:
    activities = []
    for act in done:
        told = _told(said, (act.statement,))
        roles = [str(o) for one in told for _, p, o in one.facts if str(p) == COOP + "role"]
        activities.append(Activity(act.thing, min(roles, default=""), act.reported, told))
    return Someone(person, end, tuple(activities))


def _told(said: Mapping[str, tuple[Testimony, ...]], statements: Iterable[str]) -> tuple[Testimony, ...]:
    return tuple(one for statement in sorted(statements) for one in said.get(statement, ()))


def _named(
    one: str, other: str, items: Iterable[Item], people: Iterable[Someone], sectors: Iterable[Sector]
) -> set[str]:
    """Return every IRI that a reader needs a label for."""
    named: set[str] = {one, other}
    told: list[Testimony] = []
    for item in items:
        named |= {item.thing, item.type, item.status, *item.places}
        told += item.statements
    for someone in people:
        named.add(someone.person)
        for activity in someone.activities:
            named |= {activity.thing, activity.role}
            told += activity.statements
    for sector in sectors:
        named |= {sector.sector, *sector.things}
        told += sector.statements
    return (named - {""}) | iris_in(told)
