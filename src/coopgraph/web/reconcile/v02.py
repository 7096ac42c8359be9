"""Version 0.2 of the API: its documents read and written.

A document that cannot be answered as it stands is refused whole: nothing in a batch is dropped in silence.
"""

from __future__ import annotations

import json
from typing import Any

from coopgraph.errors import ParameterError
from coopgraph.resolution.reconciling import Asked, Candidate, Wanted, reconcile
from coopgraph.web.reconcile.book import Book
from coopgraph.web.reconcile.terms import property_iri, term_id, thing_id, thing_iri
from coopgraph.web.reconcile.values import cells

BATCH = 100
"""Queries in a batch, and things in a table to be extended, at most."""
CANDIDATES = 100
"""Candidates for one query, at most."""
SETTINGS: list[dict[str, object]] = [
    {
        "name": "limit",
        "label": "Limit",
        "type": "number",
        "default": 0,
        "help_text": "How many values of a cell to fetch; 0 for all",
    },
    {
        "name": "content",
        "label": "Content",
        "type": "select",
        "default": "name",
        "help_text": "What to fetch of a thing",
        "choices": [
            {"value": "name", "name": "identifier and name"},
            {"value": "id", "name": "identifier only"},
        ],
    },
    {
        "name": "language",
        "label": "Language",
        "type": "select",
        "default": "any",
        "help_text": "Language of texts that have one",
        "choices": [
            {"value": value, "name": name}
            for value, name in (("any", "any"), ("en", "English"), ("it", "italiano"), ("ru", "русский"))
        ],
    },
]


def match_batch(book: Book, text: str) -> dict[str, object]:
    """Return the answer to a batch of queries.

    Raises:
        ParameterError: the batch is malformed or too large, or names a type or property that there is not.
    """
    batch = read_object(text, "queries")
    if len(batch) > BATCH:
        raise ParameterError(
            f"the batch holds {len(batch)} queries; send {BATCH} at most, and the rest after them"
        )
    asked = {key: _read_query(book, key, query) for key, query in batch.items()}
    return {
        key: {"result": [_result(book, one) for one in found(book, query)]} for key, query in asked.items()
    }


def found(book: Book, asked: Asked) -> list[Candidate]:
    """Return the candidates for a query."""
    return reconcile(book.directory, asked, book.forms, book.having)


def extend(book: Book, text: str) -> dict[str, object]:
    """Return the values of properties of things. Raises as ``match_batch``."""
    asked = read_object(text, "extend")
    columns = read_columns(book, asked)
    table = read_rows(book, asked, columns)
    return {
        "meta": [column_head(book, identifier) for identifier, _ in columns],
        "rows": {
            identifier: dict(zip([c for c, _ in columns], row, strict=True)) for identifier, row in table
        },
    }


def read_columns(book: Book, asked: dict[str, Any]) -> list[tuple[str, dict[str, object]]]:
    """Return the identifiers of the properties asked for, each with its settings. Raises as ``match_batch``."""
    columns: list[tuple[str, dict[str, object]]] = []
    for column in _list(asked, "properties"):
        if not isinstance(column, dict) or not isinstance(column.get("id"), str):
            raise ParameterError('a property to extend by is an object such as {"id": "country"}')
        settings = column.get("settings") or {}
        _check_settings(settings)
        book.property(column["id"])
        columns.append((column["id"], settings))
    return columns


def read_rows(
    book: Book, asked: dict[str, Any], columns: list[tuple[str, dict[str, object]]]
) -> list[tuple[str, list[list[dict[str, object]]]]]:
    """Return for each thing asked for its cells, column by column; what the graph does not know has none."""
    identifiers = _list(asked, "ids")
    if len(identifiers) > BATCH:
        raise ParameterError(
            f"the table holds {len(identifiers)} things; send {BATCH} at most, and the rest after them"
        )
    rows = []
    for identifier in identifiers:
        if not isinstance(identifier, str):
            raise ParameterError(f"{identifier!r} is no identifier; those of this service are texts")
        held = book.held(thing_iri(identifier))
        row = [cells(book, held.get(property_iri(column), ()), settings) for column, settings in columns]
        rows.append((identifier, row))
    return rows


def column_head(book: Book, identifier: str) -> dict[str, object]:
    """Return what a column is called, and of which type the things in it are, where they are of one."""
    declared = book.property(identifier)
    head: dict[str, object] = {"id": identifier, "name": book.label(declared.labels)}
    if declared.range in book.directory.classes:
        head["type"] = book.type(declared.range)
    return head


def read_object(text: str, what: str) -> dict[str, Any]:
    """Return the JSON object in ``text``.

    Raises:
        ParameterError: there is none.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ParameterError(f"{what} is not JSON: {error}") from error
    if not isinstance(value, dict):
        raise ParameterError(f"{what} is a JSON object, and this is {type(value).__name__}")
    return value


def read_limit(value: object) -> int:
    """Return how many candidates a query wants: 10 unless it says.

    Raises:
        ParameterError: it is no number from 1 to ``CANDIDATES``.
    """
    if value is None:
        return 10
    if isinstance(value, bool) or not isinstance(value, int | float) or not 1 <= value <= CANDIDATES:
        raise ParameterError(f"the limit of a query is {value!r}; give a number from 1 to {CANDIDATES}")
    return int(value)


def read_values(value: object) -> tuple[str, ...]:
    """Return the values given for a property as texts; of an entity its IRI."""
    values = value if isinstance(value, list) else [value]
    return tuple(_text(one) for one in values)


def _text(value: object) -> str:
    if isinstance(value, dict) and isinstance(value.get("id"), str):
        return thing_iri(value["id"])
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | int | float):
        return str(value)
    raise ParameterError(f"{value!r} is no value: give a text, a number, true, false or an entity with an id")


def _read_query(book: Book, key: str, query: object) -> Asked:
    if not isinstance(query, dict):
        raise ParameterError(f"query {key!r} is no JSON object")
    if unknown := set(query) - {"query", "type", "type_strict", "limit", "properties"}:
        raise ParameterError(f"query {key!r} has the unknown member {min(unknown)!r}")
    name = query.get("query", "")
    if not isinstance(name, str) or not ("query" in query or query.get("properties")):
        raise ParameterError(f"query {key!r} has neither a text as its 'query' nor 'properties'")
    types = query.get("type", [])
    types = [types] if isinstance(types, str) else types
    if not isinstance(types, list) or not all(isinstance(one, str) for one in types):
        raise ParameterError(f"the type of query {key!r} is neither an identifier nor a list of them")
    strict = query.get("type_strict", "any")
    if strict not in ("any", "all", "should"):
        raise ParameterError(f"type_strict of query {key!r} is {strict!r}; it is any, all or should")
    wanted = []
    for given in _list(query, "properties") if "properties" in query else ():
        if not isinstance(given, dict) or not isinstance(given.get("pid"), str) or "v" not in given:
            raise ParameterError(f"a property of query {key!r} lacks 'pid' or 'v'")
        wanted.append(Wanted(book.property(given["pid"]).iri, read_values(given["v"])))
    classes = tuple(book.directory.class_named(one) for one in types if one)
    return Asked(name, classes, strict, tuple(wanted), read_limit(query.get("limit")))


def _result(book: Book, candidate: Candidate) -> dict[str, object]:
    return {
        "id": thing_id(candidate.entity.iri),
        "name": candidate.entity.label(book.languages),
        "description": book.description(candidate.entity),
        "type": book.types(candidate.entity),
        "score": candidate.score,
        "match": candidate.match,
        "features": [{"id": term_id(name), "value": value} for name, value in candidate.features.items()],
    }


def _check_settings(settings: object) -> None:
    if not isinstance(settings, dict):
        raise ParameterError("the settings of a property are a JSON object")
    if unknown := set(settings) - {"limit", "content", "language"}:
        raise ParameterError(f"there is no setting {min(unknown)!r}; there are limit, content and language")
    if not str(settings.get("limit", 0) or 0).isdecimal():
        raise ParameterError(f"the setting limit is {settings['limit']!r}; give a whole number, 0 for all")
    for name, known in (("content", {"name", "id"}), ("language", {"any", "en", "it", "ru"})):
        if settings.get(name, min(known)) not in known:
            raise ParameterError(
                f"the setting {name} is {settings[name]!r}; choose one of {', '.join(sorted(known))}"
            )


def _list(value: dict[str, Any], name: str) -> list[Any]:
    found = value.get(name)
    if not isinstance(found, list):
        raise ParameterError(f"the member {name!r} is a list, and this is {type(found).__name__}")
    return found
