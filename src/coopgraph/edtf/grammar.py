"""The grammar: EDTF levels 0 and 1, and from level 2 the unspecified digits.

Read, with the days meant:

- ``2015``, ``2015-10``, ``2015-10-15``; ``2015-10-15T09:30:00`` with ``Z`` or an offset, whose day is the
  day as written, not the day in Greenwich.
- ``2013-23``: seasons 21 to 24, spring to winter, meteorological and northern; the winter ``2013-24`` is
  1 December 2013 to the end of February 2014.
- ``201X``, ``2016-XX``, ``2016-1X``, ``XXXX-02-04``: every ``X`` is any digit that makes a real date.
- ``2001~`` approximate, ``2001?`` uncertain, ``2001%`` both: at the end of the date only.
- ``2016-12-01/2016-12-02``; ``../2013-05-16`` open; ``/2013-05-16`` unknown start. The ends are dates
  without time and with four-digit years.
- ``-0044`` and ``Y-17000``: years before 1 or beyond 9999 are valid, and their bounds are None because
  ``datetime.date`` and ``xsd:date`` readers cannot be trusted with them.

An interval must not run backwards. An end that is coarser than the start and begins before it
(``2004-06-11/2004-06``) is refused too: written ``2004-06-XX`` it is accepted and says the same.

Reference: Library of Congress, Extended Date/Time Format (EDTF) Specification, 2019; ISO 8601-2:2019.
"""

from __future__ import annotations

import re

from coopgraph.edtf.calendar import SEASONS, matching_days, season_days
from coopgraph.edtf.faults import explain
from coopgraph.edtf.value import AFTER_ALL, BEFORE_ALL, Date, Day, EdtfError, Precision

_DATE = re.compile(r"(-?[0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?([?~%]?)")
_LONG_YEAR = re.compile(r"Y(-?)([1-9][0-9]{4,})([?~%]?)")
_TIME = re.compile(r"([0-9]{2}):([0-9]{2}):([0-9]{2})(?:Z|[+-]([0-9]{2})(?::([0-9]{2}))?)?")
_TIME_LIMITS = (
    ("hour", 23),
    ("minute", 59),
    ("second", 60),  # a leap second
    ("hour of the offset", 23),
    ("minute of the offset", 59),
)
_LEVEL_1_DIGITS = re.compile(r"-?([0-9]{3}X|[0-9]{2}XX|[0-9]{4}-XX(-XX)?|[0-9]{4}-[0-9]{2}-XX)")
_MOST_DIGITS = 18


def parse(text: str) -> Date:
    """Return the date that an EDTF string stands for.

    Raises:
        EdtfError: The text is not EDTF, names a day that does not exist, runs backwards, or uses a
            feature of level 2 other than unspecified digits.

    Example:
        >>> autumn = parse("2013-23")
        >>> str(autumn.earliest), str(autumn.latest)
        ('2013-09-01', '2013-11-30')
        >>> parse("XXXX-02-04").earliest is None
        True
    """
    if text.count("/") == 1 and "[" not in text and "{" not in text:
        return _interval(text)
    return _single(text, whole=text)


def _single(text: str, *, whole: str) -> Date:
    """Return a date that is no interval; ``whole`` is what the message of an error quotes."""
    if match := _DATE.fullmatch(text):
        return _date(text, match, whole)
    if match := _LONG_YEAR.fullmatch(text):
        return _long_year(text, match, whole)
    if text.count("T") == 1:
        return _date_time(text, whole)
    raise EdtfError(whole, *explain(text))


def _date(text: str, match: re.Match[str], whole: str) -> Date:
    year, month, day, mark = match[1], match[2] or "", match[3] or "", match[4]
    if year == "-0000":
        raise EdtfError(whole, "there is no year minus zero", "the year before 0001 is 0000")
    if month in SEASONS:
        if day or "X" in year:
            raise EdtfError(
                whole,
                f"{month} is a season, which takes a whole year and no day",
                f"write the season alone, like 2013-{month}, or keep only the words of the source",
            )
        first, last = season_days(int(year), month)
        return _dated(text, 1, "season", first, last, mark)
    if month.isdigit() and not 1 <= int(month) <= 12:
        if 25 <= int(month) <= 41:
            raise EdtfError(
                whole,
                f"level 2 feature not supported: {month} is a season of another kind, a quarter or a half",
                "use 21 to 24 (spring to winter) or an interval of months",
            )
        raise EdtfError(whole, f"there is no month {month}", "months run from 01 to 12 (seasons: 21 to 24)")
    found = matching_days(year, month, day)
    if found is None:
        month_only = matching_days(year, month, "")
        if month_only is None:
            raise EdtfError(whole, f"no month fits {month}", "months run from 01 to 12")
        raise EdtfError(
            whole, f"no day fits {match[0].rstrip('?~%')}", f"{_last_day(month, year)}, and the first is 01"
        )
    if "X" in text:
        level = 1 if _LEVEL_1_DIGITS.fullmatch(text.rstrip("?~%")) else 2
    else:
        level = 1 if mark or year.startswith("-") else 0
    return _dated(text, level, "day" if day else "month" if month else "year", *found, mark)


def _last_day(month: str, year: str) -> str:
    days = matching_days(year if year.lstrip("-")[0] != "X" else "2000", month, "")
    last = days[1][2] if days and "X" not in month else 31
    return f"the last day of month {month} is {last}"


def _long_year(text: str, match: re.Match[str], whole: str) -> Date:
    if "/" in whole:
        raise EdtfError(whole, "a year with Y stands alone", "the ends of an interval have four-digit years")
    if len(match[2]) > _MOST_DIGITS:
        raise EdtfError(
            whole, f"its year has {len(match[2])} digits", f"years of up to {_MOST_DIGITS} digits are read"
        )
    year = int(match[1] + match[2])
    return _dated(text, 1, "year", (year, 1, 1), (year, 12, 31), match[3])


def _date_time(text: str, whole: str) -> Date:
    day_text, time_text = text.split("T")
    match = _DATE.fullmatch(day_text)
    if not match or not match[3] or "X" in day_text or match[4]:
        raise EdtfError(whole, "a time needs a complete day before it", "write it like 2015-10-15T09:30:00")
    time = _TIME.fullmatch(time_text)
    if not time:
        raise EdtfError(
            whole,
            f"{time_text!r} is not a time of day",
            "write hours, minutes and seconds, then nothing, Z or an offset: 09:30:00Z, 09:30:00+02:00",
        )
    for (name, most), number in zip(_TIME_LIMITS, time.groups(), strict=True):
        if number and int(number) > most:
            raise EdtfError(whole, f"there is no {name} {number}", f"the {name} runs from 00 to {most}")
    day = _date(day_text, match, whole)
    return _dated(text, day.level, "time", day.first, day.last, "")


def _interval(text: str) -> Date:
    start_text, end_text = text.split("/")
    if not start_text and not end_text:
        raise EdtfError(text, "both ends are unknown", "leave the date out, or write one end")
    start = _single(start_text, whole=text) if start_text not in ("", "..") else None
    end = _single(end_text, whole=text) if end_text not in ("", "..") else None
    for part in (start, end):
        if part and part.precision == "time":
            raise EdtfError(text, "an end of an interval has a time", "write the ends as days")
    if start and end:
        _refuse_backwards(text, start, end)
    first = start.first if start else BEFORE_ALL
    last = end.last if end else AFTER_ALL
    # An open start has begun before everything; an unknown one may come as late as the end.
    begun_by = min(start.last, last) if start else BEFORE_ALL if start_text else last
    ended_from = max(end.first, first) if end else AFTER_ALL if end_text else first
    parts = [part for part in (start, end) if part]
    return Date(
        text=text,
        level=max([1] * (len(parts) < 2) + [part.level for part in parts]),
        precision="interval",
        first=first,
        last=last,
        begun_by=begun_by,
        ended_from=ended_from,
        uncertain=any(part.uncertain for part in parts),
        approximate=any(part.approximate for part in parts),
    )


def _refuse_backwards(text: str, start: Date, end: Date) -> None:
    if start.first > end.last:
        raise EdtfError(text, f"it ends ({end}) before it starts ({start})", "write the earlier date first")
    if "X" not in end.text and start.first > end.first:
        raise EdtfError(
            text,
            f"its end {end} begins before its start {start}",
            "write the end as precisely as the start, with X for what is not known, like 2004-06-XX",
        )


def _dated(text: str, level: int, precision: Precision, first: Day, last: Day, mark: str) -> Date:
    return Date(
        text=text,
        level=level,
        precision=precision,
        first=first,
        last=last,
        begun_by=last,
        ended_from=first,
        uncertain=mark in ("?", "%"),
        approximate=mark in ("~", "%"),
    )
