"""The part of the graph around some actors that has been looked at: who shares what with whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopgraph.network.conditions import Conditions
from coopgraph.network.paths.conditions import DIRECT, HUB_RELATIONS, SHARED, PathConditions

if TYPE_CHECKING:
    from coopgraph.network.paths.asking import Asker

_TYPE_SCHEME = "/event-type/"


@dataclass(frozen=True, order=True)
class Membership:
    """How an actor belongs to a thing: by which relation, in which part of it, as which statement says.

    ``statement`` is empty where the relation is a plain property; its claims are looked up when told.
    """

    relation: str
    part: str
    statement: str


@dataclass(frozen=True, order=True)
class Link:
    """A direct tie: by which relation, as which statement says, dated by which node."""

    relation: str
    statement: str
    dated: str


class Surroundings:
    """Actors, the things they share, and their direct ties, fetched as they are asked for.

    Looking at an actor fetches the things it is in and its direct ties; opening a thing fetches who else
    is in it. ``things`` has what each actor looked at is in; ``members`` who is known to be in each
    thing: everybody once it is open, before that those looked at; ``links`` has the direct ties; ``sizes``
    how many are in a thing, for those judged fit to be a stepping stone; ``hubs`` what was judged unfit,
    and why.
    """

    def __init__(self, asker: Asker, conditions: PathConditions) -> None:
        self.things: dict[str, set[str]] = {}
        self.members: dict[str, dict[str, list[Membership]]] = {}
        self.links: dict[str, dict[str, list[Link]]] = {}
        self.sizes: dict[str, int] = {}
        self.hubs: dict[str, str] = {}
        self.wholes: dict[str, frozenset[str]] = {}
        self._open: set[str] = set()
        self._outside: set[str] = set()
        self._dates: dict[str, frozenset[str]] = {}
        self._asker = asker
        self._conditions = conditions
        self._window = conditions.window()
        self._time = Conditions(conditions.since, conditions.until)
        self._modality = frozenset(conditions.modality)
        relations = conditions.relations()
        self._shared = [name for name in relations if name in SHARED + HUB_RELATIONS]
        self._direct = [name for name in relations if name in DIRECT]

    def look(self, actors: Iterable[str]) -> None:
        """Fetch the things that actors are in, and their direct ties."""
        actors = [actor for actor in actors if actor not in self.things]
        self._look_at_things(actors)
        self._look_at_links(actors)
        if self._conditions.time_respecting:
            # Each path asks for the dates of its hops; here they come in one query instead of many.
            dated = {link.dated for actor in actors for tie in self.links[actor].values() for link in tie}
            self.dates((dated - {""}).union(*(self.things[actor] for actor in actors)))

    def open(self, actors: Iterable[str]) -> set[str]:
        """Fetch who is in the things of actors looked at, and return everybody those are tied to."""
        actors = list(actors)
        things = self.judge({thing for actor in actors for thing in self.things[actor]})
        self._fetch_members(things - self._open)
        self._open |= things
        found = {member for thing in things for member in self.members[thing]}
        return found.union(*(self.links[actor] for actor in actors)).difference(actors)

    def judge(self, things: set[str]) -> set[str]:
        """Return those of the things that may be stepping stones; the reasons against others go to ``hubs``."""
        new = things - self.sizes.keys() - self.hubs.keys() - self._outside
        if self._window is not None and new:
            dates = self.dates(new)
            self._outside |= {t for t in new if not self._time.in_time(dates[t], self._window)}
            new -= self._outside
        sizes = {row["thing"]: int(row["size"]) for row in self._asker.texts("sizes", new)}
        if not self._conditions.through_hubs:
            self.hubs.update(self._unfit(new, sizes))
        for thing in new - self.hubs.keys():
            # What a country or a sector has is not counted: it says as little as the largest event.
            self.sizes[thing] = sizes.get(thing, self._conditions.hub_size)
        return things & self.sizes.keys()

    def above(self, thing: str) -> set[str]:
        """Return the events of which a thing is a part, at any remove, as far as they have been fetched."""
        found: set[str] = set()
        open_ = [thing]
        while open_:
            for whole in self.wholes.get(open_.pop(), ()):
                if whole not in found:
                    found.add(whole)
                    open_.append(whole)
        return found - {thing}

    def occasion(self, thing: str) -> str:
        """Return the largest event that a thing is a part of and that is no hub; itself, if there is none.

        Two parts of one occasion are one stepping stone: a path goes through it once.
        """
        around = {thing, *(whole for whole in self.above(thing) if whole not in self.hubs)}
        return min(one for one in around if not (self.above(one) & around))

    def dates(self, things: Iterable[str]) -> dict[str, frozenset[str]]:
        """Return the dates of each thing; of an undated part, those of the nearest dated larger event."""
        wanted = set(things)
        self.climb(wanted)
        new = {one for thing in wanted for one in (thing, *self.above(thing))} - self._dates.keys()
        found: dict[str, set[str]] = defaultdict(set)
        for row in self._asker.texts("dates", new):
            found[row["thing"]].add(row["date"])
        self._dates.update((thing, frozenset(found.get(thing, ()))) for thing in new)
        return {thing: self._nearest_dates(thing) for thing in wanted}

    def _nearest_dates(self, thing: str) -> frozenset[str]:
        level, seen = {thing}, {thing}
        while level:
            if found := frozenset().union(*(self._dates[one] for one in level)):
                return found
            level = {whole for one in level for whole in self.wholes.get(one, ())} - seen
            seen |= level
        return frozenset()

    def _look_at_things(self, actors: list[str]) -> None:
        direct: dict[str, dict[str, set[Membership]]] = {actor: defaultdict(set) for actor in actors}
        for relation in self._shared:
            for row in self._asker.texts(relation, actors):
                if self._counts(row):
                    one = Membership(relation, row["thing"], row.get("statement", ""))
                    direct[row["actor"]][row["thing"]].add(one)
        self.climb({thing for found in direct.values() for thing in found})
        for actor, found in direct.items():
            within: dict[str, set[Membership]] = defaultdict(set)
            for thing, belongings in found.items():
                within[thing] |= belongings
                for whole in self.above(thing):
                    within[whole] |= {one for one in belongings if one.relation == "participation"}
            self.things[actor] = {thing for thing, belongings in within.items() if belongings}
            for thing in self.things[actor]:
                self.members.setdefault(thing, {})[actor] = sorted(within[thing])

    def _counts(self, row: dict[str, str]) -> bool:
        modality = row.get("modality", "")
        return not modality or modality.rsplit("/", 1)[-1] in self._modality

    def climb(self, events: Iterable[str]) -> None:
        """Fetch the events of which these are parts, at any remove."""
        level = set(events) - self.wholes.keys()
        while level:
            found: dict[str, set[str]] = {event: set() for event in level}
            for row in self._asker.texts("wholes", level):
                found[row["event"]].add(row["whole"])
            self.wholes.update((event, frozenset(wholes)) for event, wholes in found.items())
            level = {whole for wholes in found.values() for whole in wholes} - self.wholes.keys()

    def _unfit(self, things: set[str], sizes: dict[str, int]) -> dict[str, str]:
        """Return the hubs among things, each with what makes it one."""
        limit = self._conditions.hub_size
        found = {thing: f"{n} participants or parties" for thing, n in sizes.items() if n > limit}
        for row in self._asker.texts("crowds", things - found.keys()):
            kind = row["kind"].rpartition(_TYPE_SCHEME)[2]
            if kind in self._conditions.hub_types:
                found[row["thing"]] = kind
            elif row["count"] and float(row["count"]) > self._conditions.hub_crowd:
                found.setdefault(row["thing"], f"{float(row['count']):g} people counted by a source")
        return found

    def _fetch_members(self, things: set[str]) -> None:
        members: dict[str, dict[str, set[Membership]]] = {thing: defaultdict(set) for thing in things}
        for relation in self._shared:
            for row in self._asker.texts(f"{relation}-members", things):
                if self._counts(row):
                    part = row.get("part") or row["thing"]
                    one = Membership(relation, part, row.get("statement", ""))
                    members[row["thing"]][row["actor"]].add(one)
        for thing, found in members.items():
            self.members[thing] = {actor: sorted(found[actor]) for actor in sorted(found)}

    def _look_at_links(self, actors: list[str]) -> None:
        links: dict[str, dict[str, set[Link]]] = {actor: defaultdict(set) for actor in actors}
        for relation in self._direct:
            for row in self._asker.texts(relation, actors):
                if self._counts(row) and row["actor"] != row["other"]:
                    statement = row.get("statement", "")
                    link = Link(relation, statement, row.get("event") or statement)
                    links[row["actor"]][row["other"]].add(link)
        if self._window is not None:
            dated = {
                one.dated for ties in links.values() for tie in ties.values() for one in tie if one.dated
            }
            dates = self.dates(dated)
            for ties in links.values():
                for other, tie in list(ties.items()):
                    ties[other] = {
                        one for one in tie if self._time.in_time(dates.get(one.dated, ()), self._window)
                    }
        for actor, ties in links.items():
            self.links[actor] = {other: sorted(ties[other]) for other in sorted(ties) if ties[other]}
