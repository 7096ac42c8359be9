"""The notation for numbers that sources hedge."""

from decimal import Decimal

import pytest

from coopgraph.dossier import parse_figure


@pytest.mark.parametrize(
    ("text", "value", "lower", "upper", "qualifier"),
    [
        ("83", "83", "83", "83", "exactly"),
        ("> 400", "400", "400", None, "more-than"),
        (">= 2", "2", "2", None, "at-least"),
        ("< 5", "5", None, "5", "less-than"),
        ("~ 310", "310", "305", "315", "about"),
        ("~ 83", "83", "82.5", "83.5", "about"),
        ("~ 2.5", "2.5", "2.45", "2.55", "about"),
        ("~ 100 [90, 110]", "100", "90", "110", "about"),
        ("hundreds", None, "200", None, "hundreds"),
        ("> 0.25", "0.25", "0.25", None, "more-than"),
    ],
)
def test_a_hedged_number_is_an_interval_with_a_qualifier(text, value, lower, upper, qualifier):
    figure = parse_figure(text)
    expected = [None if n is None else Decimal(n) for n in (value, lower, upper)]
    assert [figure.value, figure.lower, figure.upper] == expected
    assert figure.qualifier == qualifier


@pytest.mark.parametrize("text", ["", "many", "1,5", "> ", "~ 100 [110, 120]", "> 4 [3, 5]", "3 4"])
def test_what_is_no_figure_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        parse_figure(text)
