"""The notation for numbers that sources hedge: ``> 400``, ``~ 310``, ``hundreds``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_FIGURE = re.compile(
    r"(?P<sign>>=|>|<|~)?\s*(?P<number>-?\d+(?:\.\d+)?)(?:\s*\[\s*(?P<low>-?\d+(?:\.\d+)?)\s*,\s*(?P<high>-?\d+(?:\.\d+)?)\s*\])?"
)
_QUALIFIERS = {None: "exactly", ">": "more-than", ">=": "at-least", "<": "less-than", "~": "about"}


@dataclass(frozen=True)
class Figure:
    """A number as an interval with a qualifier. A bound or value that is None is not known.

    The bounds are the least and the greatest value compatible with the wording; with the
    qualifiers ``more-than`` and ``less-than`` the bound itself is excluded.
    """

    value: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    qualifier: str


def parse_figure(text: str) -> Figure:
    """Return the figure that ``text`` writes.

    ``N`` exactly · ``> N`` more than · ``>= N`` at least · ``< N`` less than · ``~ N`` about, half
    a unit of the last significant digit either way (``~ 310`` is 305 to 315) · ``~ N [A, B]``
    about, with the bounds given · ``hundreds`` at least 200.

    >>> parse_figure("~ 310")
    Figure(value=Decimal('310'), lower=Decimal('305'), upper=Decimal('315'), qualifier='about')

    Raises:
        ValueError: the text is none of these, or the number is not within its bounds.
    """
    if text == "hundreds":
        return Figure(None, Decimal(200), None, "hundreds")
    match = _FIGURE.fullmatch(text.strip())
    if not match:
        raise ValueError(f"'{text}' is not a figure")
    sign, value = match["sign"], Decimal(match["number"])
    qualifier = _QUALIFIERS[sign]
    if match["low"] is not None:
        if sign != "~":
            raise ValueError(f"only '~' takes bounds in brackets, '{text}' does not")
        lower, upper = Decimal(match["low"]), Decimal(match["high"])
        if not lower <= value <= upper:
            raise ValueError(f"{value} does not lie between {lower} and {upper}")
        return Figure(value, lower, upper, qualifier)
    if sign is None:
        return Figure(value, value, value, qualifier)
    if sign == "<":
        return Figure(value, None, value, qualifier)
    if sign == "~":
        margin = _half_unit(match["number"])
        return Figure(value, value - margin, value + margin, qualifier)
    return Figure(value, value, None, qualifier)


def _half_unit(number: str) -> Decimal:
    """Return half a unit of the last significant digit: 5 for 310, 0.5 for 83, 0.05 for 2.5."""
    if "." in number:
        return Decimal(5).scaleb(-len(number.split(".")[1]) - 1)
    digits = number.lstrip("-")
    zeros = len(digits) - len(digits.rstrip("0")) if digits.strip("0") else 0
    return Decimal(5).scaleb(zeros - 1)
