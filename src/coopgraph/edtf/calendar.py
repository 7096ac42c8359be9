"""Which days of the proleptic Gregorian calendar match a year, month and day with ``X`` in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from coopgraph.edtf.value import AFTER_ALL, BEFORE_ALL, Day

SEASONS = {"21": (3, 5), "22": (6, 8), "23": (9, 11), "24": (12, 2)}
"""First and last month of each season: meteorological, northern hemisphere."""


def days_in_month(year: int, month: int) -> int:
    """Return the number of days, for years of any sign (year 0 exists and is a leap year)."""
    if month == 2:
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return 29 if leap else 28
    return 30 if month in (4, 6, 9, 11) else 31


def season_days(year: int, season: str) -> tuple[Day, Day]:
    """Return the first and the last day of a season. Winter (24) ends in the following year."""
    start, end = SEASONS[season]
    end_year = year + 1 if season == "24" else year
    return (year, start, 1), (end_year, end, days_in_month(end_year, end))


def matching_days(year: str, month: str, day: str) -> tuple[Day, Day] | None:
    """Return the first and the last day that fit, or None when no day does.

    ``month`` and ``day`` may be empty (any). A year whose first digit is unspecified has no bounds:
    between the years 0 and 9999 says nothing, and would match every window.
    """
    if "X" not in year + month + day:
        return _plain_days(int(year), month, day)
    first = next(_days(year, month, day, reverse=False), None)
    last = next(_days(year, month, day, reverse=True), None)
    if first is None or last is None:
        return None
    if year.lstrip("-").startswith("X"):
        return BEFORE_ALL, AFTER_ALL
    return first, last


def _plain_days(year: int, month: str, day: str) -> tuple[Day, Day] | None:
    """Return what ``matching_days`` would, without trying every day: most dates have no ``X``."""
    first_month, last_month = (int(month), int(month)) if month else (1, 12)
    if not 1 <= first_month <= 12:
        return None
    last_day = days_in_month(year, last_month)
    if not day:
        return (year, first_month, 1), (year, last_month, last_day)
    number = int(day)
    return ((year, first_month, number), (year, last_month, number)) if 1 <= number <= last_day else None


def _days(year: str, month: str, day: str, *, reverse: bool) -> Iterator[Day]:
    step = -1 if reverse else 1
    months = [m for m in range(1, 13) if _fits(month, m)][::step]
    numbers = [d for d in range(1, 32) if _fits(day, d)][::step]
    for y in _years(year)[::step]:
        for m in months:
            for d in numbers:
                if d <= days_in_month(y, m):
                    yield y, m, d


def _years(pattern: str) -> list[int]:
    """Return the years a pattern stands for, ascending."""
    sign, digits = (-1, pattern[1:]) if pattern.startswith("-") else (1, pattern)
    choices = ["0123456789" if digit == "X" else digit for digit in digits]
    return sorted(sign * int("".join(chosen)) for chosen in product(*choices))


def _fits(pattern: str, number: int) -> bool:
    return not pattern or re.fullmatch(pattern.replace("X", "."), f"{number:02}") is not None
