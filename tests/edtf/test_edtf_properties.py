"""What holds for every date."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from coopgraph.edtf import EdtfError, between, certainly_overlaps, certainly_within, parse, possibly_overlaps

DIGIT = st.sampled_from("0123456789X")
SINGLE = st.builds(
    lambda sign, year, rest, mark: sign + "".join(year) + rest + mark,
    st.sampled_from(["", "", "", "-"]),
    st.lists(DIGIT, min_size=4, max_size=4),
    st.one_of(
        st.just(""),
        st.builds("-{:02}".format, st.integers(0, 26)),
        st.builds("-{:02}-{:02}".format, st.integers(0, 13), st.integers(0, 32)),
        st.builds("-{}{}-{}{}".format, DIGIT, DIGIT, DIGIT, DIGIT),
    ),
    st.sampled_from(["", "", "?", "~", "%"]),
)
START = SINGLE | st.sampled_from(["", ".."])
ANY = st.one_of(SINGLE, st.builds("{}/{}".format, START, SINGLE | st.just("..")))


@given(ANY)
def test_bounds_are_ordered_and_the_text_is_kept(text: str) -> None:
    try:
        date = parse(text)
    except EdtfError:
        return
    assert date.first <= date.last
    assert date.first <= date.begun_by <= date.last or text.startswith("..")
    assert date.first <= date.ended_from <= date.last
    if date.earliest and date.latest:
        assert date.earliest <= date.latest
    assert parse(str(date)) == date


@given(st.text(max_size=24))
def test_any_text_is_read_or_refused_with_a_message(text: str) -> None:
    try:
        parse(text)
    except EdtfError as error:
        refusal = error
    else:
        return
    assert all((refusal.fault, refusal.remedy))


@given(st.dates())
def test_a_day_is_its_own_earliest_and_latest(day: datetime.date) -> None:
    date = parse(day.isoformat())
    assert (date.earliest, date.latest) == (day, day)


@given(st.dates(), st.dates(), st.dates())
def test_a_day_lies_in_a_window_exactly_when_the_calendar_says_so(
    day: datetime.date, one: datetime.date, other: datetime.date
) -> None:
    since, until = min(one, other), max(one, other)
    date, window = parse(day.isoformat()), between(since, until)
    assert certainly_within(date, window) is (since <= day <= until)
    assert possibly_overlaps(date, window) is certainly_within(date, window)


@given(ANY, ANY)
def test_what_is_certain_is_possible(one: str, other: str) -> None:
    try:
        a, b = parse(one), parse(other)
    except EdtfError:
        return
    assert not certainly_overlaps(a, b) or possibly_overlaps(a, b)
    assert not certainly_within(a, b) or possibly_overlaps(a, b)
    assert possibly_overlaps(a, b) is possibly_overlaps(b, a)
