"""What a path may be made of: relations, time, modality, hubs, and how long it may be."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from coopgraph.errors import NetworkError
from coopgraph.network.conditions import Conditions

if TYPE_CHECKING:
    from coopgraph.edtf import Date

SHARED = ("participation", "party", "body")
DIRECT = ("role", "representation", "unit")
RELATIONS = SHARED + DIRECT
"""What ties two actors: both took part in one event (or in parts of it); both are parties to one
undertaking; the event is a session of the joint body, or its founding; a role of one in the other;
acting on the other's behalf; being a unit of the other or a post in it."""

HUB_RELATIONS = ("country", "sector")
"""What ties actors only where paths go through hubs: the same country, the same sector."""

MODALITIES = ("actual", "planned", "invited")


@dataclass(frozen=True)
class PathConditions:
    """Conditions on paths.

    ``since`` and ``until`` are EDTF dates: a tie counts when some dated reading of it falls in the window,
    and undated ones may. With ``time_respecting`` the dates of consecutive hops, from the first actor to
    the second, do not go backwards: days can be chosen, one within each hop's date, that never decrease;
    an undated hop fits anywhere. ``modality`` lists how participations may be reported: plans make no
    hop unless ``planned`` is among them. Unless ``through_hubs``, no path goes through a country, a
    sector, an event of a type in ``hub_types``, a thing for which the graph names more than ``hub_size``
    participants or parties, or an event at which a source counts more than ``hub_crowd`` people.
    """

    max_hops: int = 4
    paths: int = 3
    since: str | None = None
    until: str | None = None
    time_respecting: bool = False
    via: tuple[str, ...] = RELATIONS
    modality: tuple[str, ...] = ("actual",)
    through_hubs: bool = False
    hub_size: int = 100
    hub_crowd: int = 1000
    hub_types: tuple[str, ...] = ("world-expo",)

    def __post_init__(self) -> None:
        for name, least in (("max_hops", 1), ("paths", 1), ("hub_size", 2), ("hub_crowd", 2)):
            if getattr(self, name) < least:
                raise NetworkError(
                    f"{name.replace('_', '-')} is {getattr(self, name)}; it must be at least {least}"
                )
        _among(self.via, RELATIONS + HUB_RELATIONS, "relation")
        _among(self.modality, MODALITIES, "modality")
        if not self.through_hubs and (asked := sorted(set(self.via) & set(HUB_RELATIONS))):
            raise NetworkError(
                f"{' and '.join(asked)} tie everybody, so they count only through hubs; add --through-hubs"
            )
        self.window()

    def relations(self) -> tuple[str, ...]:
        """Return the relations that make hops, in a fixed order."""
        asked = set(self.via)
        if self.through_hubs and asked == set(RELATIONS):
            asked |= set(HUB_RELATIONS)
        return tuple(name for name in RELATIONS + HUB_RELATIONS if name in asked)

    def window(self) -> Date | None:
        """Return the window of time, or None where there is no condition on time.

        Raises:
            NetworkError: a date is not EDTF, has no such bound, or the window is the wrong way round.
        """
        return Conditions(self.since, self.until).window()

    def parameters(self) -> dict[str, object]:
        """Return the conditions as they go into a result."""
        return {
            "max_hops": self.max_hops,
            "paths": self.paths,
            "since": self.since,
            "until": self.until,
            "time_respecting": self.time_respecting,
            "via": list(self.relations()),
            "modality": sorted(self.modality),
            "through_hubs": self.through_hubs,
            "hub_size": self.hub_size,
            "hub_crowd": self.hub_crowd,
            "hub_types": sorted(self.hub_types),
        }


def _among(given: tuple[str, ...], known: tuple[str, ...], what: str) -> None:
    if not given:
        raise NetworkError(f"no {what} is asked for; there are: {', '.join(known)}")
    for name in given:
        if name not in known:
            close = get_close_matches(name, known, 1)
            remedy = f"did you mean {close[0]!r}?" if close else f"there are: {', '.join(known)}"
            raise NetworkError(f"there is no {what} {name!r}; {remedy}")
