"""What EDTF strings mean in days, and what is refused."""

from __future__ import annotations

import pytest

from coopgraph.edtf import EdtfError, parse


def bounds(text: str) -> tuple[str | None, str | None]:
    date = parse(text)
    return (
        date.earliest.isoformat() if date.earliest else None,
        date.latest.isoformat() if date.latest else None,
    )


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2015-10-15", "2015-10-15", "2015-10-15"),
        ("2002-04", "2002-04-01", "2002-04-30"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2015", "2015-01-01", "2015-12-31"),
        ("2001~", "2001-01-01", "2001-12-31"),
        ("2013-21", "2013-03-01", "2013-05-31"),
        ("2013-22", "2013-06-01", "2013-08-31"),
        ("2013-23", "2013-09-01", "2013-11-30"),
        ("2013-23~", "2013-09-01", "2013-11-30"),
        ("2015-24", "2015-12-01", "2016-02-29"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("2016-XX", "2016-01-01", "2016-12-31"),
        ("2016-1X", "2016-10-01", "2016-12-31"),
        ("19XX-02-29", "1904-02-29", "1996-02-29"),
        ("XXXX-02-04", None, None),
        ("XXXX", None, None),
        ("2016-12-01/2016-12-02", "2016-12-01", "2016-12-02"),
        ("../2013-05-16", None, "2013-05-16"),
        ("/2013-05-16", None, "2013-05-16"),
        ("2013-05-16/..", "2013-05-16", None),
        ("2013-05-16/", "2013-05-16", None),
        ("../..", None, None),
        ("2004-06-11/2004-06-XX", "2004-06-11", "2004-06-30"),
        ("2015-10-15T23:30:00-04", "2015-10-15", "2015-10-15"),
        ("2016-12-31T23:59:60Z", "2016-12-31", "2016-12-31"),  # a leap second
    ],
)
def test_a_date_has_the_bounds_of_the_days_it_may_mean(text: str, earliest: str, latest: str) -> None:
    assert bounds(text) == (earliest, latest)


@pytest.mark.parametrize("text", ["-0044", "0000", "Y17000", "Y-17000", "-0044-03-15"])
def test_years_outside_the_calendar_of_datetime_are_valid_and_have_no_bounds(text: str) -> None:
    assert bounds(text) == (None, None)


def test_an_interval_from_before_our_era_keeps_the_bound_that_can_be_written() -> None:
    assert bounds("-0044/0014") == (None, "0014-12-31")
    assert bounds("9999-24") == ("9999-12-01", None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2015-02-30", "last day of month 02 is 28"),
        ("2016-02-30", "last day of month 02 is 29"),
        ("XXXX-02-30", "last day of month 02 is 29"),
        ("2015-10-00", "the first is 01"),
        ("2015-13", "months run from 01 to 12"),
        ("2015-00", "months run from 01 to 12"),
        ("2015-2X", "months run from 01 to 12"),
        ("2015-25", "level 2 feature not supported"),
        ("2015-42", "there is no month 42"),
        ("201X-23", "a season, which takes a whole year"),
        ("2013-23-01", "a season, which takes a whole year"),
        ("16/10/2015", "a day is written with hyphens"),
        ("16-10-2015", "year, month, day"),
        ("2015-9-3", "write two"),
        ("20151016", "2015-10-15"),
        ("201x", "capital X"),
        ("2015-W42", "weeks"),
        ("2015-10-15/16", "a year has four digits"),
        ("2015-10-15/2015-10-14", "ends (2015-10-14) before it starts"),
        ("2004-06-11/2004-06", "like 2004-06-XX"),
        ("2015-01-01T10:00:00Z/2016", "an end of an interval has a time"),
        ("2015-10-15T24:00:00", "the hour runs from 00 to 23"),
        ("2015-10T10:00:00", "a complete day"),
        ("Y17000/2000", "a year with Y stands alone"),
        ("Y" + "9" * 5000, "its year has 5000 digits"),
        ("/", "both ends are unknown"),
        ("domani", "write it like 2015"),
        ("2015-10-15\n", "white space"),
        ("٢٠١٥", "write it like 2015"),
    ],
)
def test_a_refusal_says_what_is_wrong_and_what_would_be_right(text: str, message: str) -> None:
    with pytest.raises(EdtfError, match="is not a date in EDTF") as refusal:
        parse(text)
    assert message in str(refusal.value)
    assert refusal.value.text == text


def test_a_year_is_never_completed_from_today() -> None:
    assert parse("XXXX-02-04").earliest is None
    assert str(parse("XXXX-02-04")) == "XXXX-02-04"


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("2015", 0),
        ("2015/2016", 0),
        ("2015~", 1),
        ("2013-23", 1),
        ("201X", 1),
        ("2016-XX", 1),
        ("-0044", 1),
        ("../2015", 1),
        ("XXXX-02-04", 2),
        ("2016-1X", 2),
        ("../2016-1X", 2),
        ("Y17000", 1),
    ],
)
def test_the_level_is_that_of_the_most_demanding_part(text: str, level: int) -> None:
    assert parse(text).level == level


def test_qualifiers_are_told_apart() -> None:
    dates = [parse(text) for text in ("2001", "2001?", "2001~", "2001%")]
    assert {date.text: (date.uncertain, date.approximate) for date in dates} == {
        "2001": (False, False),
        "2001?": (True, False),
        "2001~": (False, True),
        "2001%": (True, True),
    }
    assert parse("2001/2004~").approximate


def test_precision_names_the_smallest_part_written() -> None:
    texts = ("2015", "2013-23", "2015-10", "2015-10-XX", "2015-10-15T10:00:00", "2015/2016")
    assert [parse(t).precision for t in texts] == ["year", "season", "month", "day", "time", "interval"]


@pytest.mark.parametrize("text", ["XXXX-02-3X", "200X-1X-32", "2015-04-31", "1900-02-29"])
def test_a_pattern_that_no_day_fits_is_refused(text: str) -> None:
    with pytest.raises(EdtfError, match="no day fits"):
        parse(text)
