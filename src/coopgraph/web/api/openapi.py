"""The OpenAPI document, made from the operations and the catalogue: what is not declared is not there.

Reference: OpenAPI Specification 3.1.0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from coopgraph import __version__
from coopgraph.queries import Parameter as QueryParameter
from coopgraph.queries import Query
from coopgraph.web.addresses.description import SIZE
from coopgraph.web.api import search
from coopgraph.web.api.operation import Operation, Parameter
from coopgraph.web.api.schemas import COMPONENTS, NUMBER, STRING, many, or_null, record, ref
from coopgraph.web.questions.formats import TEXT, offers

Json = dict[str, Any]

_PROBLEMS = {
    "400": "a parameter is unknown, missing or wrong",
    "404": "the graph holds nothing under that name, or more than one thing",
    "406": "the client accepts none of the formats",
    "422": "the question cannot be answered as asked",
    "429": "too many questions of one client at once, or too many requests within a minute",
    "503": "the server is busy or starting; ask again",
    "504": "the time allowed was over",
}
_LINK = {"description": "the other pages, by `rel`", "schema": STRING}
_ETAG = {"description": "of this answer, from this version of the graph", "schema": STRING}
_REVISION = {
    "name": "revision",
    "in": "query",
    "description": "a former revision of the graph to answer from, by its name or the beginning of its version; a "
    "name that is none is answered with those that are kept. `Accept-Datetime` leads to the one of a day",
    "schema": STRING,
}
_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "description": "an `ETag`; when nothing has changed, the answer is 304 without a body",
    "schema": STRING,
}


def document(operations: Iterable[Operation], queries: Iterable[Query]) -> Json:
    """Return the OpenAPI document."""
    paths: dict[str, Json] = {
        one.path: {
            "get": _operation(
                one.name, one.summary, one.about, map(_parameter, one.parameters), _answers(one)
            )
        }
        for one in operations
    }
    paths["/api/things/{type}/{slug}"] = {"get": _thing()}
    paths["/api/search"] = {"get": _search()}
    paths["/api/openapi.json"] = {
        "get": _plain("openapi", "The description of the API", "This document.", {"type": "object"})
    }
    paths["/queries"] = {"get": _catalogue()}
    for query in queries:
        paths[f"/queries/{query.name}"] = {"get": _query(query)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "coopgraph",
            "version": __version__,
            "summary": "A knowledge graph of bilateral cooperation in which every fact carries its source",
            "description": "Errors are problem documents (RFC 9457). Things are also at their own addresses, `/id/…`, "
            "in seven formats; `/sparql` speaks the SPARQL 1.1 Protocol, `/store` the Graph Store Protocol.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "tags": [
            {"name": "api", "description": "Things, connections, networks, rules"},
            {"name": "queries", "description": "The stored questions"},
        ],
        "paths": dict(sorted(paths.items())),
        "components": {"schemas": dict(COMPONENTS)},
    }


def _operation(
    name: str,
    summary: str,
    about: str,
    parameters: Iterable[Json],
    answers: Json,
    tag: str = "api",
    dated: bool = True,
) -> Json:
    return {
        "operationId": name,
        "summary": summary,
        "description": about,
        "tags": [tag],
        "parameters": [*parameters, *([_REVISION] if dated else []), _MATCH],
        "responses": {**answers, **_problems()},
    }


def _problems() -> Json:
    content = {"application/problem+json": {"schema": ref("Problem")}}
    return {status: {"description": about, "content": content} for status, about in _PROBLEMS.items()}


def _ok(content: Mapping[str, Any]) -> Json:
    return {
        "200": {"description": "the answer", "headers": {"ETag": _ETAG, "Link": _LINK}, "content": content},
        "304": {"description": "what the client has is still the answer", "headers": {"ETag": _ETAG}},
    }


def _answers(one: Operation) -> Json:
    content: Json = {"application/json": {"schema": one.response}}
    content |= {other: {"schema": STRING} for other in one.others}
    return _ok(content)


def _parameter(one: Parameter) -> Json:
    schema = {"type": "array", "items": dict(one.schema), "maxItems": 50} if one.many else dict(one.schema)
    found: Json = {"name": one.name, "in": one.place, "description": one.about, "schema": schema}
    if one.required:
        found["required"] = True
    if one.example:
        found["example"] = [one.example] if one.many else one.example
    return found


def _thing() -> Json:
    paging = [
        {
            "name": "page",
            "in": "query",
            "schema": {"type": "integer", "minimum": 1, "maximum": 10**9, "default": 1},
        },
        {
            "name": "size",
            "in": "query",
            "schema": {"type": "integer", "minimum": 1, "maximum": 1000, "default": SIZE},
        },
    ]
    key = {"type": "string", "pattern": "^[A-Za-z0-9_~-]+$", "minLength": 1, "maxLength": 200}
    place = [
        {"name": name, "in": "path", "required": True, "schema": key, "example": example}
        for name, example in (("type", "person"), ("slug", "monti-riccardo-maria"))
    ]
    answers = _ok({type_: {"schema": ref("Node")} for type_ in ("application/json", "application/ld+json")})
    answers["301"] = {
        "description": "it was merged into another",
        "headers": {"Location": {"schema": STRING}},
    }
    found = _operation(
        "thing",
        "One thing",
        "Everything said of a thing, the claims that say so, and what points to it, page by page.",
        [*place, *paging],
        answers,
    )
    gone = {"description": "it has been withdrawn", "content": found["responses"]["404"]["content"]}
    found["responses"]["410"] = gone
    return found


def _search() -> Json:
    hit: Json = {
        "type": "object",
        "required": ["id", "label", "labels", "type", "types", "how"],
        "properties": {
            "id": STRING,
            "label": STRING,
            "labels": {"type": "object", "additionalProperties": STRING},
            "type": STRING,
            "types": many(STRING),
            "how": STRING,
        },
    }
    schema = record(
        {
            "query": STRING,
            "version": STRING,
            "total": NUMBER,
            "offset": NUMBER,
            "limit": NUMBER,
            "results": many(hit),
            "facets": record({"type": many(record({"id": STRING, "label": STRING, "count": NUMBER}))}),
        }
    )
    said = search.OPENAPI
    parameters: Any = [
        {**one, "example": "Собянин"} if one["name"] == "q" else one
        for one in said["parameters"]  # type: ignore[attr-defined]
    ]
    return _operation(
        "search",
        str(said["summary"]),
        str(said["description"]),
        parameters,
        _ok({"application/json": {"schema": schema}}),
    )


def _plain(name: str, summary: str, about: str, schema: Mapping[str, Any]) -> Json:
    content = {"application/json": {"schema": schema}}
    return _operation(name, summary, about, [], _ok(content), dated=False)


def _catalogue() -> Json:
    parameter = record(
        {
            "name": STRING, "about": STRING, "kind": STRING, "required": {"type": "boolean"},
            "many": {"type": "boolean"}, "default": or_null(STRING), "scheme": or_null(STRING), "example": STRING,
        }
    )  # fmt: skip
    texts = {"type": "object", "additionalProperties": STRING}
    one = record(
        {
            "name": STRING, "path": STRING, "title": STRING, "titles": texts, "about": STRING, "form": STRING,
            "parameters": many(parameter), "columns": texts,
        }
    )  # fmt: skip
    content = {
        "application/json": {"schema": record({"total": NUMBER, "queries": many(one)})},
        "text/html": {"schema": STRING},
    }
    return _operation(
        "queries", "List the stored queries", "What each asks, and of what.", [], _ok(content), "queries"
    )


_KINDS: Mapping[str, Json] = {
    "iri": {"type": "string"},
    "code": {"type": "string"},
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "decimal": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
}


def _query(query: Query) -> Json:
    content: Json = {offer.type: {"schema": STRING} for offer in offers(query) if offer is not TEXT}
    if query.form == "select":
        content["application/sparql-results+json"] = {
            "schema": {"type": "object", "required": ["head", "results"]}
        }
    content[TEXT.type] = {"schema": STRING}
    content["text/html"] = {"schema": STRING}
    columns = "".join(f"\n- `{name}`: {about}" for name, about in query.columns.items())
    return _operation(
        "query-" + query.name.replace("/", "-"),
        query.title,
        query.about + (f"\n\nColumns:{columns}" if columns else ""),
        [_value(parameter) for parameter in query.parameters],
        _ok(content),
        "queries",
    )


def _value(one: QueryParameter) -> Json:
    schema: Json = dict(_KINDS[one.kind])
    if one.default is not None:
        schema["default"] = one.default
    kind = f"code of the list {one.scheme}" if one.scheme else one.kind
    return {
        "name": one.name,
        "in": "query",
        "description": f"{one.about} ({kind}{', several, with blanks between' if one.many else ''})",
        "required": one.required,
        "schema": schema,
        "example": one.sample(),
    }
