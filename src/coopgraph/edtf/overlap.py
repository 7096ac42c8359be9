"""Whether dates overlap: possibly, when some reading of them does; certainly, when every reading does."""

from __future__ import annotations

import datetime

from coopgraph.edtf.grammar import parse
from coopgraph.edtf.value import Date


def between(since: datetime.date | None, until: datetime.date | None) -> Date:
    """Return the window from one day to another, both included; None leaves that end open.

    Raises:
        EdtfError: ``since`` is after ``until``.
    """
    return parse(f"{since or '..'}/{until or '..'}")


def possibly_overlaps(a: Date, b: Date) -> bool:
    """Return whether some reading of the two shares a day.

    A date without bounds, such as ``XXXX-02-04``, possibly overlaps everything.

    Example:
        >>> possibly_overlaps(parse("2013-23"), parse("2013-11-15/2013-12"))
        True
    """
    return a.first <= b.last and b.first <= a.last


def certainly_overlaps(a: Date, b: Date) -> bool:
    """Return whether every reading of the two shares a day. False for uncertain or approximate dates.

    An interval lasts: ``2015/2017`` certainly overlaps ``2016-05-01``. A year is one unknown day of that
    year, so ``2016`` does not.
    """
    if _qualified(a) or _qualified(b):
        return False
    if a.is_interval and b.is_interval:
        return a.begun_by <= b.ended_from and b.begun_by <= a.ended_from
    if a.is_interval:
        return certainly_within(b, a)
    if b.is_interval:
        return certainly_within(a, b)
    return a.first == a.last == b.first == b.last


def certainly_within(a: Date, b: Date) -> bool:
    """Return whether every reading of ``a`` lies inside every reading of ``b``.

    False for uncertain or approximate dates, and wherever a bound that matters is not known. Inside
    a date that is no interval lies only the same single day.
    """
    if _qualified(a) or _qualified(b):
        return False
    return b.begun_by <= a.first and a.last <= b.ended_from


def _qualified(date: Date) -> bool:
    return date.uncertain or date.approximate
