"""What is wrong with a text that no rule of the grammar reads, and what would be right."""

from __future__ import annotations

import re

_LEVEL_2 = "level 2 feature not supported: "

_EXPLANATIONS: tuple[tuple[str, str, str], ...] = (
    (r"", "it is empty", "leave the date out when it is not known"),
    (r"[\[{].*|.*[\]}]", _LEVEL_2 + "a set of dates", "write an interval, or one claim for each date"),
    (r".*\s.*", "it holds white space", "write it without, like 2015-10-15"),
    (r"Y-?[0-9]+(E[0-9]+)?(S[0-9]+)?|-?[0-9]+S[0-9]+", "", ""),
    (r"Y.*", "Y takes a year and nothing else", "write only the year, like Y17000, or a four-digit year"),
    (r".*\^.*", "a mark after ^ is not part of EDTF as standardised", "leave it out: seasons are northern"),
    (
        r"[?~%].*|.*[?~%][-0-9X].*|.*-[?~%].*|.*[?~%]{2,}",
        _LEVEL_2 + "a qualifier on one part of a date",
        "put one ?, ~ or % at the very end, for the whole date",
    ),
    (r".*/.*/.*", "it has more than one slash", "an interval has one; a day is written with hyphens"),
    (r"[0-9]{1,2}[-./][0-9]{1,2}[-./][0-9]{4}", "the year comes last", "write year, month, day: 2015-10-15"),
    (r"-?[0-9X]{4}(-[0-9X]{1,2}){1,2}[?~%]?", "a month or day has one digit", "write two: 2015-09-03"),
    (r"[+-]?[0-9]{5,}[?~%]?", "a year has four digits", "write a day as 2015-10-15, a longer year as Y17000"),
    (r"\+.*", "it starts with a plus sign", "write a year of our era without sign"),
    (r"-?[0-9]{1,3}[?~%]?", "a year has four digits", "fill up with zeros: 0079"),
    (r"-?[0-9uUxX]{4}(-[0-9uUxX]{2}){0,2}", "an unspecified digit is a capital X", "write it like 201X"),
    (r".*W[0-9]{2}.*|-?[0-9]{4}-[0-9]{3}", "weeks and numbered days are not EDTF", "write the days"),
    (r"(?i:open|unknown|none)", "it is a word", "write .. for an open end and nothing for an unknown one"),
)


def explain(text: str) -> tuple[str, str]:
    """Return the fault and the remedy for a text that is not a date."""
    for pattern, fault, remedy in _EXPLANATIONS:
        if re.fullmatch(pattern, text, re.DOTALL):
            return (fault, remedy) if fault else _explain_long_year(text)
    return "it is no year, month, day, season, time or interval", "write it like 2015, 2015-10 or 2015-10-15"


def _explain_long_year(text: str) -> tuple[str, str]:
    if "E" in text:
        return _LEVEL_2 + "a year with an exponent", "write all its digits, like Y17000"
    if "S" in text:
        return _LEVEL_2 + "a number of significant digits", "use X, like 19XX, or ~ for about"
    if text.lstrip("Y-").startswith("0"):
        return "a year with Y starts with zero", "write a four-digit year without Y"
    return "Y is for years of more than four digits", "write a four-digit year without Y"
