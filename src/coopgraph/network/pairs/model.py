"""What lies between two ends, as values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from coopgraph.network.paths.evidence import testimony_json

if TYPE_CHECKING:
    from coopgraph.provenance.testimony import Testimony


@dataclass(frozen=True)
class Item:
    """An instrument, a joint body or an event. ``type`` and ``status`` are codes' IRIs, empty where unknown.

    ``dates`` are EDTF strings, several where sources disagree, none where no source dates it.
    """

    thing: str
    kind: str
    type: str
    status: str
    dates: tuple[str, ...]
    places: tuple[str, ...]
    statements: tuple[Testimony, ...]


@dataclass(frozen=True)
class Activity:
    """What somebody did or was: the role, in which event or organization, and who says so."""

    thing: str
    role: str
    modality: str
    statements: tuple[Testimony, ...]


@dataclass(frozen=True)
class Someone:
    """A person, the end acted for, and the activities there."""

    person: str
    end: Literal["one", "other"]
    activities: tuple[Activity, ...]


@dataclass(frozen=True)
class Sector:
    """A sector, the items that have it, and who says so."""

    sector: str
    things: tuple[str, ...]
    statements: tuple[Testimony, ...]


@dataclass(frozen=True)
class Year:
    """How much is dated in a year: ``certain`` falls in it on every reading, ``possible`` on some reading.

    What is certain is possible too, so ``certain`` is never more than ``possible``.
    """

    year: int
    certain: int
    possible: int


@dataclass(frozen=True)
class Last:
    """When the sources fall silent, not before one day and not after another, and what they date last."""

    earliest: str
    latest: str
    thing: str


@dataclass(frozen=True)
class Pair:
    """Everything between two ends, each fact with its sources.

    ``events`` took place or are reported as if; ``planned`` were announced, planned, postponed or
    cancelled, and no source reports them held. ``years`` counts instruments and events, not what is planned;
    ``undated`` are those without a first or a last day. ``ended`` are instruments whose stated period has an
    end, with its last day. ``last`` is what is dated last: since then the sources are silent.
    """

    one: str
    other: str
    kinds: tuple[str, str]
    graph_version: str
    instruments: tuple[Item, ...]
    bodies: tuple[Item, ...]
    events: tuple[Item, ...]
    planned: tuple[Item, ...]
    people: tuple[Someone, ...]
    sectors: tuple[Sector, ...]
    years: tuple[Year, ...]
    undated: tuple[str, ...]
    ended: tuple[tuple[str, str], ...]
    last: Last | None
    labels: Mapping[str, str]

    def __bool__(self) -> bool:
        return bool(self.instruments or self.bodies or self.events or self.planned)

    def to_json(self) -> dict[str, Any]:
        """Return all of it as JSON-ready values with stable keys; things have ``iri`` and ``label``."""
        return {
            "one": {**self._named(self.one), "kind": self.kinds[0]},
            "other": {**self._named(self.other), "kind": self.kinds[1]},
            "graph_version": self.graph_version,
            "instruments": [self._item(item) for item in self.instruments],
            "bodies": [self._item(item) for item in self.bodies],
            "events": [self._item(item) for item in self.events],
            "planned": [self._item(item) for item in self.planned],
            "people": [
                {
                    "person": self._named(one.person),
                    "end": one.end,
                    "activities": [
                        {
                            "thing": self._named(activity.thing),
                            "role": self._named(activity.role),
                            "modality": activity.modality,
                            "statements": self._statements(activity.statements),
                        }
                        for activity in one.activities
                    ],
                }
                for one in self.people
            ],
            "sectors": [
                {
                    "sector": self._named(one.sector),
                    "things": [self._named(thing) for thing in one.things],
                    "statements": self._statements(one.statements),
                }
                for one in self.sectors
            ],
            "years": [
                {"year": one.year, "certain": one.certain, "possible": one.possible} for one in self.years
            ],
            "undated": [self._named(thing) for thing in self.undated],
            "ended": [{**self._named(thing), "day": day} for thing, day in self.ended],
            "last": {
                "earliest": self.last.earliest,
                "latest": self.last.latest,
                "thing": self._named(self.last.thing),
            }
            if self.last
            else None,
        }

    def _item(self, item: Item) -> dict[str, Any]:
        return {
            "thing": self._named(item.thing),
            "kind": item.kind,
            "type": self._named(item.type),
            "status": self._named(item.status),
            "dates": list(item.dates),
            "places": [self._named(place) for place in item.places],
            "statements": self._statements(item.statements),
        }

    def _statements(self, statements: Iterable[Testimony]) -> list[dict[str, Any]]:
        return [testimony_json(one, self.labels) for one in statements]

    def _named(self, iri: str) -> Any:
        return {"iri": iri, "label": self.labels[iri]} if iri else None
