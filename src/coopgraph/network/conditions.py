"""Which ties of a projection count: conditions on time, side, sector and sources.

They are applied to what the projection's rows say and are recorded with the network. A condition
that a projection cannot meet (dates, where it has no dates) is refused, never ignored.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from coopgraph.edtf import EdtfError, certainly_overlaps, parse, possibly_overlaps
from coopgraph.errors import NetworkError
from coopgraph.network.dates import date_of

if TYPE_CHECKING:
    from coopgraph.edtf import Date


@dataclass(frozen=True)
class Conditions:
    """Conditions a tie must meet.

    ``since`` and ``until`` are EDTF dates; the window runs from the first day of the one to the
    last day of the other. ``reading`` is ``"possibly"`` (a tie counts when some dated reading of
    what makes it falls in the window; undated ones always may) or ``"certainly"`` (every reading
    must). ``side`` is a country code: in a one-mode network both actors must be on that side, in a
    two-mode network the source. ``region`` is the ISO 3166-2 code or the IRI of a region to which one
    of the two, at least, must belong: an institution based there or governing it, or a person with a
    role in one. ``sector`` is the IRI or the slug of a sector that what makes the tie, or one of its
    thematic tables, has; narrower sectors count. ``minimum_sources`` counts documents that state the
    tie by themselves. Without ``include_disputed``, what the editors record as disputed makes no tie: an event
    or undertaking of which a claim, and a part in one that itself, is in a discrepancy (disputed
    numbers dispute no tie). With ``dated``, what has no first and last day makes none.
    """

    since: str | None = None
    until: str | None = None
    reading: Literal["possibly", "certainly"] = "possibly"
    side: str | None = None
    region: str | None = None
    sector: str | None = None
    minimum_sources: int = 0
    include_disputed: bool = True
    dated: bool = False

    def __post_init__(self) -> None:
        if self.reading not in ("possibly", "certainly"):
            raise NetworkError(f"the reading of dates is 'possibly' or 'certainly', not {self.reading!r}")
        if self.minimum_sources < 0:
            raise NetworkError(
                "the least number of sources cannot be negative; leave it out for no condition"
            )
        self.window()

    def parameters(self) -> dict[str, str]:
        """Return the conditions that were set, as they go into a network's metadata."""
        found = {
            "since": self.since,
            "until": self.until,
            "reading": self.reading if self.since or self.until else None,
            "side": self.side,
            "region": self.region,
            "sector": self.sector,
            "minimum-sources": str(self.minimum_sources) if self.minimum_sources else None,
            "include-disputed": None if self.include_disputed else "no",
            "dated": "yes" if self.dated else None,
        }
        return {name: value for name, value in found.items() if value is not None}

    def window(self) -> Date | None:
        """Return the window of time, or None where there is no condition on time.

        Raises:
            NetworkError: a date is not EDTF, has no such bound, or the window is the wrong way round.
        """
        if self.since is None and self.until is None:
            return None
        start = _bound(self.since, "since")
        end = _bound(self.until, "until")
        try:
            return parse(f"{start}/{end}")
        except EdtfError as error:
            raise NetworkError(
                f"the window {start}/{end} is no interval: {error.fault}; {error.remedy}"
            ) from error

    def in_time(self, dates: Iterable[str], window: Date | None) -> bool:
        """Return whether something dated so counts for ``window``; several dates come from several sources."""
        if window is None and not self.dated:
            return True
        known = [date_of(text) for text in sorted(dates)]
        if self.dated:
            known = [date for date in known if date.earliest is not None and date.latest is not None]
            if not known:
                return False
        if window is None:
            return True
        if self.reading == "certainly":
            return bool(known) and all(certainly_overlaps(date, window) for date in known)
        return not known or any(possibly_overlaps(date, window) for date in known)


def _bound(text: str | None, which: Literal["since", "until"]) -> str:
    if text is None:
        return ".."
    try:
        date = parse(text)
    except EdtfError as error:
        raise NetworkError(f"{which}: {error}") from error
    day = date.earliest if which == "since" else date.latest
    if day is None:
        end = "first" if which == "since" else "last"
        raise NetworkError(f"{which}: {text!r} names no {end} day; give a year at least")
    return day.isoformat()
