"""Intensity by year, and silence, without pretending that imprecise dates are precise."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from coopgraph.edtf import Date, between, certainly_overlaps, possibly_overlaps
from coopgraph.network.dates import date_of
from coopgraph.network.pairs.model import Item, Last, Year


def years(items: Iterable[Item]) -> tuple[Year, ...]:
    """Return how many items each year has, from the first year of any to the last, empty years included.

    An item of several dates, from sources that disagree, is certain in a year only if all of them are.
    """
    dated = [dates for item in items if (dates := _bounded(item))]
    if not dated:
        return ()
    first = min(date.first[0] for dates in dated for date in dates)
    last = max(date.last[0] for dates in dated for date in dates)
    counted = []
    for year in range(int(first), int(last) + 1):
        window = between(datetime.date(year, 1, 1), datetime.date(year, 12, 31))
        certain = sum(all(certainly_overlaps(date, window) for date in dates) for dates in dated)
        possible = sum(any(possibly_overlaps(date, window) for date in dates) for dates in dated)
        counted.append(Year(year, certain, possible))
    return tuple(counted)


def undated(items: Iterable[Item]) -> tuple[str, ...]:
    """Return the items without a date, or with one that has no first or no last day."""
    return tuple(sorted(item.thing for item in items if not _bounded(item)))


def last_dated(items: Iterable[Item]) -> Last | None:
    """Return the last thing that is dated, and the days between which the sources fall silent.

    The first of the two is the latest day on which something certainly was or went on; the second the latest day
    on which anything may have been. They differ where the last dates are imprecise.
    """
    found = [(date, item.thing) for item in items for date in _bounded(item)]
    if not found:
        return None
    last, thing = max(found, key=lambda pair: (pair[0].last, pair[0].first, pair[1]))
    since = max(date.ended_from if date.is_interval else date.first for date, _ in found)
    assert last.latest is not None  # a bounded date has one
    return Last(datetime.date(int(since[0]), *since[1:]).isoformat(), last.latest.isoformat(), thing)


def ended(instruments: Iterable[Item]) -> tuple[tuple[str, str], ...]:
    """Return the instruments whose period has an end, with its last day."""
    return tuple(
        (item.thing, max(date.latest.isoformat() for date in dates if date.latest))
        for item in instruments
        if (dates := [date for date in _bounded(item) if date.is_interval])
    )


def _bounded(item: Item) -> list[Date]:
    return [date for date in map(date_of, item.dates) if date.earliest and date.latest]
