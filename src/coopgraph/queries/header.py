"""The header of a query file: TOML in the comment lines that begin with ``#:``.

#: title = "Who signed for whom"
#: title_it = "Chi ha firmato per chi"
#: about = "Signatories of an agreement, and the party each signed for."
#: [parameters]
#: agreement = { kind = "iri", about = "the agreement" }
#: [columns]
#: person = "who signed"
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from coopgraph.errors import ParameterError, QuerySyntaxError
from coopgraph.queries.parameters import KINDS, Parameter

_KEYS = ("title", "about", "number", "parameters", "columns")
_PARAMETER_KEYS = ("kind", "about", "default", "optional", "many", "scheme", "example")
_TRANSLATED = re.compile(r"(title|about)_([a-z]{2,3})")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


@dataclass(frozen=True)
class Header:
    """What a query file says about itself.

    ``titles`` and ``abouts`` are keyed by language, English always among them; ``columns`` says
    what each column holds, in the order of the answer; ``numbers`` are the competency questions
    of the ontology that the query answers; ``data`` is the whole TOML.
    """

    titles: Mapping[str, str]
    abouts: Mapping[str, str]
    parameters: Mapping[str, Parameter]
    columns: Mapping[str, str]
    numbers: tuple[int, ...] = ()
    data: Mapping[str, object] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The title in English."""
        return self.titles["en"]

    @property
    def about(self) -> str:
        """What the query answers, in English."""
        return self.abouts["en"]


def split(text: str) -> tuple[str, str]:
    """Return the TOML of the header and the SPARQL under it. The header is at the top, in one piece."""
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    count = next((n for n, line in enumerate(lines) if not line.startswith("#:")), len(lines))
    return "".join(line[2:].removeprefix(" ") for line in lines[:count]), "".join(lines[count:])


def parse_header(toml: str, more: Sequence[str] = ()) -> Header:
    """Return the header written in ``toml``.

    Args:
        toml: the header without its comment marks.
        more: keys it may have besides the usual; what they hold is not looked at.

    Raises:
        QuerySyntaxError: it is not TOML, lacks a title or says something a header does not say.
    """
    if not toml.strip():
        raise QuerySyntaxError(
            'there is no header; begin the file with lines such as #: title = "Who signed"'
        )
    try:
        data = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise QuerySyntaxError(f"the header is not TOML: {error}; quote every text") from error
    translated = {key for key in data if _TRANSLATED.fullmatch(key)}
    _known(data.keys() - translated, (*_KEYS, *more), "the header")
    parameters = {name: _parameter(name, value) for name, value in _table(data, "parameters").items()}
    columns = {name: _text(value, f"column {name!r}") for name, value in _table(data, "columns").items()}
    for name in (*parameters, *columns):
        if not _NAME.fullmatch(name):
            raise QuerySyntaxError(
                f"{name!r} is no name for a parameter or column; use letters, digits and _"
            )
    for name in parameters.keys() & columns.keys():
        raise QuerySyntaxError(f"{name!r} is both a parameter and a column; rename one of them")
    return Header(
        titles=_languages(data, "title"),
        abouts=_languages(data, "about"),
        parameters=parameters,
        columns=columns,
        numbers=_numbers(data.get("number", [])),
        data=data,
    )


def _parameter(name: str, value: Any) -> Parameter:
    where = f"parameter {name!r}"
    if not isinstance(value, dict):
        raise QuerySyntaxError(f'{where} is not a table; write {name} = {{ kind = "iri", about = "…" }}')
    _known(value.keys(), _PARAMETER_KEYS, where)
    kind = value.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise QuerySyntaxError(f"{where} has the kind {kind!r}; the kinds are {', '.join(KINDS)}")
    optional, many = value.get("optional", False), value.get("many", False)
    if not isinstance(optional, bool) or not isinstance(many, bool):
        raise QuerySyntaxError(f"{where}: optional and many are true or false, without quotes")
    texts = {
        key: _text(_spelt(value[key], kind), f"{key} of {where}")
        for key in ("default", "scheme", "example")
        if key in value
    }
    if (kind == "code") != ("scheme" in texts):
        raise QuerySyntaxError(
            f"{where}: the kind code has a scheme, the code list's name, and no other kind has"
        )
    if optional and "default" in texts:
        raise QuerySyntaxError(f"{where} is optional and has a default; keep one of the two")
    if many and (optional or "default" in texts):
        raise QuerySyntaxError(f"{where} takes many values, so it has no default and is not optional")
    about = _text(value.get("about"), f"about of {where}")
    parameter = Parameter(
        name, kind, about, texts.get("default"), optional, many, texts.get("scheme"), texts.get("example", "")
    )
    for key in ("default", "example"):
        if key in texts:
            try:
                parameter.term(texts[key])
            except ParameterError as error:
                raise QuerySyntaxError(f"the {key} of {error}") from error
    return parameter


def _spelt(value: Any, kind: str) -> Any:
    """Numbers and truth values may stand in TOML as such."""
    if isinstance(value, bool) and kind == "boolean":
        return "true" if value else "false"
    if isinstance(value, int | float) and not isinstance(value, bool) and kind in ("integer", "decimal"):
        return str(value)
    return value


def _known(found: Any, keys: tuple[str, ...], where: str) -> None:
    for key in sorted(set(found) - set(keys)):
        close = get_close_matches(key, keys, 1)
        remedy = f"did you mean {close[0]!r}?" if close else f"known are {', '.join(keys)}"
        raise QuerySyntaxError(f"{where} has the unknown key {key!r}; {remedy}")


def _table(data: dict[str, Any], key: str) -> dict[str, Any]:
    value = data.get(key, {})
    if not isinstance(value, dict):
        raise QuerySyntaxError(
            f"{key} is not a table; write [{key}] on a line of its own, then one entry a line"
        )
    return value


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise QuerySyntaxError(f"{where} is missing or is not a text; write it between double quotes")
    return value


def _languages(data: dict[str, Any], key: str) -> dict[str, str]:
    found = {"en": _text(data.get(key), f"the {key}")}
    for name, value in data.items():
        match = _TRANSLATED.fullmatch(name)
        if match and match.group(1) == key:
            found[match.group(2)] = _text(value, f"the {name}")
    return found


def _numbers(value: Any) -> tuple[int, ...]:
    numbers = value if isinstance(value, list) else [value]
    if not all(isinstance(number, int) and not isinstance(number, bool) for number in numbers):
        raise QuerySyntaxError(
            "number is not a competency question's number; write number = 12 or number = [12, 13]"
        )
    return tuple(numbers)
