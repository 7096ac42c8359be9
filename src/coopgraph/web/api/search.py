"""``/api/search``, and ``/search`` for people: what is called so, in any spelling or script."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from fastapi import Request
from fastapi.responses import Response

from coopgraph.errors import ParameterError
from coopgraph.resolution.directory import LANGUAGES
from coopgraph.web.api.searching import DEFAULTS, PATH
from coopgraph.web.endpoint import Endpoint, question_of
from coopgraph.web.place import given_in, place_of

_LONGEST_TEXT = 500
_MOST_HITS = 100

OPENAPI: Mapping[str, object] = {
    "summary": "Find things by any spelling of their names",
    "description": "Ranked; each result says which form of the name matched and how: exact, key (equal across "
    "spellings), words (all the words asked for), part (all the words of the name), acronym (its initials), "
    "near (a guess). "
    "The header Link leads to the other pages.",
    "parameters": [
        {
            "name": "q",
            "in": "query",
            "required": True,
            "description": "a name or the beginning of one, in Latin or Cyrillic letters",
            "schema": {"type": "string", "minLength": 1, "maxLength": _LONGEST_TEXT},
        },
        {
            "name": "type",
            "in": "query",
            "description": "only things of this class (local name or IRI); repeatable",
            "schema": {"type": "array", "items": {"type": "string"}},
        },
        {
            "name": "lang",
            "in": "query",
            "description": "language of the labels, where there is one",
            "schema": {"type": "string", "enum": list(LANGUAGES), "default": "en"},
        },
        {
            "name": "limit",
            "in": "query",
            "description": "results on a page",
            "schema": {"type": "integer", "minimum": 1, "maximum": _MOST_HITS, "default": 20},
        },
        {
            "name": "offset",
            "in": "query",
            "description": "results before this page",
            "schema": {"type": "integer", "minimum": 0, "default": 0},
        },
    ],
}


def search_route(endpoint: Endpoint, page: bool = False) -> Callable[[Request], Awaitable[Response]]:
    """Return the handler of the route; a ``page`` for people may be asked for without a name, to type one."""

    async def search(request: Request) -> Response:
        text = request.query_params.get("q", "")
        _check(request, unnamed=page)
        given = [(k, v) for k, v in given_in(request) if k != "q"]
        given += [*place_of(request).arguments(), *([("place", PATH)] if page else [])]
        question = question_of(request, text.strip() if page else text, "search", arguments=given)
        return await endpoint.answer(request, question)

    return search


def _check(request: Request, unnamed: bool) -> None:
    """Refuse what the route does not know, rather than answer another question than was asked."""
    given = request.query_params
    if unknown := sorted({name for name, _ in given_in(request)} - {"q", "type", *DEFAULTS}):
        raise ParameterError(
            f"there is no parameter {unknown[0]!r}; there are q, type, lang, limit and offset"
        )
    for name in ("q", *DEFAULTS):
        if len(given.getlist(name)) > 1:
            raise ParameterError(f"{name} is given twice; give it once")
    if not unnamed and not given.get("q", "").strip():
        raise ParameterError("q is empty; give a name to look for")
    if len(given.get("q", "")) > _LONGEST_TEXT:
        raise ParameterError(f"q has {len(given['q'])} characters; a name has {_LONGEST_TEXT} at most")
    if given.get("lang", "en") not in LANGUAGES:
        raise ParameterError(f"lang is {given['lang']!r}; choose one of {', '.join(LANGUAGES)}")
    _number(given.get("limit", "20"), "limit", 1, _MOST_HITS)
    _number(given.get("offset", "0"), "offset", 0, 10**9)


def _number(text: str, name: str, least: int, most: int) -> None:
    if not (text.isascii() and text.isdecimal() and len(text) < 12 and least <= int(text) <= most):
        raise ParameterError(f"{name} is {text!r}; give a whole number from {least} to {most}")
