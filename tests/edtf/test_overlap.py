"""Possibly and certainly: what a reader may conclude from two imprecise dates."""

from __future__ import annotations

import datetime

import pytest

from coopgraph.edtf import between, certainly_overlaps, certainly_within, parse, possibly_overlaps

AUTUMN_2013 = between(datetime.date(2013, 9, 1), datetime.date(2013, 11, 30))


@pytest.mark.parametrize(
    ("date", "possibly", "certainly"),
    [
        ("2013-10-08", True, True),
        ("2013-23", True, True),
        ("2013-23~", True, False),
        ("2013-10-08?", True, False),
        ("2013", True, False),
        ("2012", False, False),
        ("XXXX-10-08", True, False),
        ("2012/2014", True, False),
        ("../2013-05-16", False, False),
        ("/2013-10-08", True, False),
        ("2013-10-08/..", True, False),
        ("Y17000", False, False),
        ("-0044", False, False),
    ],
)
def test_a_date_lies_in_a_window_possibly_or_certainly(date: str, possibly: bool, certainly: bool) -> None:
    assert possibly_overlaps(parse(date), AUTUMN_2013) is possibly
    assert certainly_within(parse(date), AUTUMN_2013) is certainly


def test_a_window_without_ends_holds_every_unqualified_date() -> None:
    always = between(None, None)
    assert all(certainly_within(parse(text), always) for text in ("2013", "XXXX-02-04", "-0044", "../2013"))


def test_an_unknown_end_gives_no_certainty_and_an_open_end_does() -> None:
    assert certainly_within(parse("2020"), parse("2013-05-16/.."))
    assert not certainly_within(parse("2020"), parse("2013-05-16/"))


def test_an_interval_lasts_and_a_year_is_one_unknown_day_of_it() -> None:
    day = parse("2016-05-01")
    assert certainly_overlaps(parse("2015/2017"), day)
    assert certainly_overlaps(day, parse("2015/2017"))
    assert not certainly_overlaps(parse("2016"), day)
    assert certainly_overlaps(parse("2015/2017"), parse("2016/2018-03"))
    assert not certainly_overlaps(parse("2015/2016"), parse("2016/2018"))
    assert possibly_overlaps(parse("2015/2016"), parse("2016/2018"))


@pytest.mark.parametrize("qualifier", "?~%")
@pytest.mark.parametrize(
    ("one", "other"),
    [("2015/2017", "2016/2018"), ("2015/2017", "2016-05-01"), ("2016-05-01", "2016-05-01")],
)
def test_what_is_uncertain_or_approximate_overlaps_nothing_for_certain(
    one: str, other: str, qualifier: str
) -> None:
    assert certainly_overlaps(parse(one), parse(other))
    for pair in ((one + qualifier, other), (one, other + qualifier)):
        assert not certainly_overlaps(*map(parse, pair))
        assert possibly_overlaps(*map(parse, pair))


def test_a_window_may_not_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        between(datetime.date(2014, 1, 1), datetime.date(2013, 1, 1))
