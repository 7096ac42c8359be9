"""The value an EDTF string stands for."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass
from typing import Literal, TypeAlias

Day: TypeAlias = tuple[float, int, int]
"""A day of the proleptic Gregorian calendar with any year, or one of the two infinities."""

BEFORE_ALL: Day = (-math.inf, 0, 0)
AFTER_ALL: Day = (math.inf, 0, 0)

Precision: TypeAlias = Literal["year", "season", "month", "day", "time", "interval"]


class EdtfError(ValueError):
    """A text is not a date of the EDTF subset read here.

    ``fault`` says what is wrong and ``remedy`` what would be right; the message has both.
    """

    def __init__(self, text: str, fault: str, remedy: str) -> None:
        self.text = text
        self.fault = fault
        self.remedy = remedy
        super().__init__(f"{text!r} is not a date in EDTF: {fault}; {remedy}")


@dataclass(frozen=True)
class Date:
    """One EDTF date or interval, with the days it may mean.

    A single date is something that happened on one day between ``first`` and ``last``. An interval
    began between ``first`` and ``begun_by`` and ended between ``ended_from`` and ``last``.
    ``level`` is the conformance level of the text: 0, 1, or 2 for unspecified digits beyond level 1.
    ``uncertain`` (``?`` or ``%``) and ``approximate`` (``~`` or ``%``) hold when any part is
    qualified. A qualifier does not widen the bounds: EDTF does not say by how much it should.
    """

    text: str
    level: int
    precision: Precision
    first: Day
    last: Day
    begun_by: Day
    ended_from: Day
    uncertain: bool = False
    approximate: bool = False

    @property
    def earliest(self) -> datetime.date | None:
        """The first day it can mean; None when there is none, or it lies before year 1 or after 9999."""
        return _calendar_day(self.first)

    @property
    def latest(self) -> datetime.date | None:
        """The last day it can mean; None when there is none, or it lies before year 1 or after 9999."""
        return _calendar_day(self.last)

    @property
    def is_interval(self) -> bool:
        """Whether it is a stretch of time with a start and an end."""
        return self.precision == "interval"

    def __str__(self) -> str:
        return self.text


def _calendar_day(day: Day) -> datetime.date | None:
    year, month, number = day
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        return None
    return datetime.date(int(year), month, number)
