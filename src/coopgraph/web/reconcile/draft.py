"""The draft of version 1.0, on a path of its own. Experimental: it changes when the draft does.

A query holds conditions: one on the name, or one on the identifier, and any number on properties. A
qualifier of a condition is refused: this service compares names in any spelling, and values likewise.
"""

from __future__ import annotations

from typing import Any

from coopgraph.errors import ParameterError
from coopgraph.resolution.reconciling import Asked, Candidate, Wanted
from coopgraph.web.reconcile.book import Book
from coopgraph.web.reconcile.terms import term_id, thing_id, thing_iri
from coopgraph.web.reconcile.v02 import (
    BATCH,
    column_head,
    found,
    read_columns,
    read_limit,
    read_object,
    read_rows,
    read_values,
)

_FEATURES = {
    "name_exact": "exactly this name",
    "name_key": "this name in some spelling",
    "name_score": "score of the name",
    "type": "of the type",
}


def match_batch(book: Book, text: str) -> dict[str, object]:
    """Return the answer to a batch of queries. Raises ``ParameterError``."""
    queries = read_object(text, "the batch").get("queries")
    if not isinstance(queries, list):
        raise ParameterError("the batch has no list of 'queries'")
    if len(queries) > BATCH:
        raise ParameterError(
            f"the batch holds {len(queries)} queries; send {BATCH} at most, and the rest after them"
        )
    return {"results": [{"candidates": _candidates(book, query)} for query in queries]}


def extend(book: Book, text: str) -> dict[str, object]:
    """Return the values of properties of things. Raises ``ParameterError``."""
    asked = read_object(text, "the query")
    columns = read_columns(book, asked)
    return {
        "meta": [column_head(book, identifier) for identifier, _ in columns],
        "rows": [
            {
                "id": identifier,
                "properties": [
                    {"id": column, "values": values} for (column, _), values in zip(columns, row, strict=True)
                ],
            }
            for identifier, row in read_rows(book, asked, columns)
        ],
    }


def _candidates(book: Book, query: object) -> list[dict[str, object]]:
    if not isinstance(query, dict) or not isinstance(query.get("conditions"), list):
        raise ParameterError("a query is a JSON object with a list of 'conditions'")
    names: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    wanted = []
    for condition in query["conditions"]:
        kind, values = _condition(condition)
        if kind == "property":
            wanted.append(_wanted(book, condition, values))
        elif kind == "id":
            identifiers += values
        else:
            names += values
    if len(names) > 1 or (names and identifiers):
        raise ParameterError("a query has one condition on the name or on the id, with one name")
    types = tuple(book.directory.class_named(one) for one in [query.get("type")] if one)
    if identifiers:
        entities = (book.directory.entities.get(thing_iri(one)) for one in identifiers)
        held = [Candidate(one, "", 100.0, match=len(identifiers) == 1) for one in entities if one]
        return [_candidate(book, one) for one in held if not types or set(types) & one.entity.types]
    asked = Asked("".join(names), types, "any", tuple(wanted), read_limit(query.get("limit")))
    return [_candidate(book, one) for one in found(book, asked)]


def _condition(condition: object) -> tuple[str, tuple[str, ...]]:
    if not isinstance(condition, dict) or condition.get("matchType") not in ("name", "id", "property"):
        raise ParameterError("a condition has a matchType: name, id or property")
    if "propertyValue" not in condition:
        raise ParameterError("a condition has a propertyValue")
    if condition.get("matchQualifier"):
        raise ParameterError(
            f"this service knows no matchQualifier; leave {condition['matchQualifier']!r} out"
        )
    return condition["matchType"], read_values(condition["propertyValue"])


def _wanted(book: Book, condition: dict[str, Any], values: tuple[str, ...]) -> Wanted:
    identifier = condition.get("propertyId")
    if not isinstance(identifier, str):
        raise ParameterError("a condition on a property names it in 'propertyId'")
    quantifier = condition.get("matchQuantifier", "any")
    if quantifier not in ("any", "all", "none"):
        raise ParameterError(f"matchQuantifier is {quantifier!r}; it is any, all or none")
    required = condition.get("required", False)
    if not isinstance(required, bool):
        raise ParameterError("'required' of a condition is true or false")
    return Wanted(book.property(identifier).iri, values, quantifier, required)


def _candidate(book: Book, candidate: Candidate) -> dict[str, object]:
    return {
        "id": thing_id(candidate.entity.iri),
        "name": candidate.entity.label(book.languages),
        "description": book.description(candidate.entity),
        "lang": book.languages[0],
        "type": book.types(candidate.entity),
        "score": candidate.score,
        "match": candidate.match,
        "features": [
            {"id": term_id(name), "name": _feature(book, name), "value": value}
            for name, value in candidate.features.items()
        ],
    }


def _feature(book: Book, name: str) -> str:
    return book.label(book.properties[name].labels) if name in book.properties else _FEATURES[name]
