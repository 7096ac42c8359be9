r"""One value, one term: the SPARQL text of parameter values.

Every function returns a text that SPARQL reads as exactly one term, whatever the value holds, or
raises. That is all that keeps a value from rewriting the query it is bound into.

Reference: SPARQL 1.1 Query Language, sections 4.1 and 19.2; XML Schema 1.1 Part 2, section 3.3.
"""

from __future__ import annotations

import datetime
import re

from coopgraph.errors import ParameterError
from coopgraph.namespaces import XSD
from coopgraph.sparql.iris import is_absolute

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_NEEDS_ESCAPE = re.compile(r'\\[uU]|[\\"\n\r\t\b\f]')
_SURROGATE = re.compile("[\ud800-\udfff]")
_INTEGER = re.compile(r"([+-]?)0*([0-9]+)")
_DECIMAL = re.compile(r"([+-]?)0*([0-9]+)?(?:\.([0-9]*))?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def iri(value: str) -> str:
    """Return the absolute IRI ``value`` between angle brackets.

    Raises:
        ParameterError: the value has no scheme, or a character that no IRI holds.
    """
    if not is_absolute(value):
        raise ParameterError(
            f"{_shown(value)} is not an absolute IRI; write scheme and all, and spaces, quotes and angle "
            "brackets percent-encoded (%20)"
        )
    return f"<{value}>"


def string(value: str) -> str:
    r"""Return ``value`` as a string between double quotes; any text will do.

    >>> print(string('a "b"'))
    "a \"b\""

    Raises:
        ParameterError: the value holds half a surrogate pair, which is not a character.
    """
    if _SURROGATE.search(value):
        raise ParameterError(f"{_shown(value)} holds half a surrogate pair, which is not a character")
    return f'"{_NEEDS_ESCAPE.sub(_escape, value)}"'


def _escape(match: re.Match[str]) -> str:
    found = match.group()
    if len(found) == 2:
        # A plain \\u0041 would be read as an escape by engines that replace escapes before anything else, as
        # section 19.2 asks; written so, both kinds of engine end with a backslash and a u. Eight digits,
        # for rdflib takes up to eight after a small u too.
        return f"\\\\\\U{ord(found[1]):08X}"
    return _ESCAPES[found]


def integer(value: str) -> str:
    """Return ``value`` as an xsd:integer in canonical form.

    Raises:
        ParameterError: the value is not a whole number in digits.
    """
    match = _INTEGER.fullmatch(value)
    if not match:
        raise ParameterError(f"{_shown(value)} is not a whole number; write digits only, as in 25")
    sign, digits = match.groups()
    return _number("-" if sign == "-" and digits != "0" else "", digits, "integer")


def decimal(value: str) -> str:
    """Return ``value`` as an xsd:decimal in canonical form.

    Raises:
        ParameterError: the value is not a number in digits with at most one point.
    """
    match = _DECIMAL.fullmatch(value)
    if not match or not any(map(str.isdigit, value)):
        raise ParameterError(f"{_shown(value)} is not a decimal number; write digits and a point, as in 0.5")
    sign, whole, fraction = match.groups()
    number = f"{whole or '0'}.{(fraction or '').rstrip('0') or '0'}"
    return _number("-" if sign == "-" and number != "0.0" else "", number, "decimal")


def _number(sign: str, digits: str, datatype: str) -> str:
    # A bare -5 after an operand would be a subtraction, so negative numbers are spelt as typed literals.
    return f'"{sign}{digits}"^^<{XSD}{datatype}>' if sign else digits


def boolean(value: str) -> str:
    """Return ``true`` or ``false``.

    Raises:
        ParameterError: the value is neither of the two words, in any letter case.
    """
    word = value.lower()
    if word not in ("true", "false"):
        raise ParameterError(f"{_shown(value)} is neither true nor false")
    return word


def date(value: str) -> str:
    """Return ``value``, a day of the calendar, as an xsd:date.

    Raises:
        ParameterError: the value is not of the form YYYY-MM-DD, or there is no such day.
    """
    try:
        if not _DATE.fullmatch(value):
            raise ValueError("wrong form")
        datetime.date.fromisoformat(value)
    except ValueError as error:
        raise ParameterError(f"{_shown(value)} is not a day; write it as in 2016-12-01") from error
    return f'"{value}"^^<{XSD}date>'


def _shown(value: str) -> str:
    short = value if len(value) <= 80 else value[:77] + "..."
    return ascii(short) if _SURROGATE.search(short) else repr(short)
