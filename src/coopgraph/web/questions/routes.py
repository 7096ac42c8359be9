"""The routes of the catalogue."""

from __future__ import annotations

import json

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response

from coopgraph.errors import CoopgraphError, NotFoundError, ParameterError
from coopgraph.queries import Catalogue, Query
from coopgraph.queries.query import MACHINE, QUESTIONS
from coopgraph.store.media import MediaType
from coopgraph.web import templating
from coopgraph.web.addresses.formats import JSON, preferred
from coopgraph.web.addresses.headers import VARY
from coopgraph.web.addresses.routes import languages_of
from coopgraph.web.endpoint import Endpoint, accepted, question_of
from coopgraph.web.faults import NotAcceptableError
from coopgraph.web.history import History
from coopgraph.web.pages import HTML
from coopgraph.web.place import given_in, place_of, with_query
from coopgraph.web.problems import error_page
from coopgraph.web.questions.formats import TEXT, by_suffix, offers

_FAMILIES = (*QUESTIONS, *MACHINE)
_EVERYWHERE = ("hl", "revision")
"""What any address takes, and no query has for a parameter."""


class Questions:
    """Answers requests for the catalogue and for the queries in it."""

    def __init__(self, endpoint: Endpoint, history: History, catalogue: Catalogue) -> None:
        self._endpoint = endpoint
        self._history = history
        self._catalogue = catalogue

    def add_to(self, app: FastAPI) -> None:
        """Add the routes."""
        app.add_route("/queries", self._history.dated(self.index), methods=["GET", "HEAD"])
        app.add_route("/queries/{name:path}", self._history.dated(self.query), methods=["GET", "HEAD"])

    async def index(self, request: Request) -> Response:
        """Return the list of queries, as a page or as JSON."""
        media = _chosen(accepted(request), (HTML, JSON))
        if media is JSON:
            found = [described(query) for query in self._catalogue.list()]
            return JSONResponse({"total": len(found), "queries": found}, headers={"Vary": VARY})
        families = [(name, self._catalogue.family(name)) for name in _FAMILIES]
        values = {"families": [(name, found) for name, found in families if found]}
        html = templating.page("questions.html", values, place_of(request))
        return Response(html, headers={"Vary": VARY, **templating.HEADERS}, media_type=HTML.content_type)

    async def query(self, request: Request) -> Response:
        """Return the answer of a query, its text, or its page.

        Raises:
            NotFoundError: there is no such query.
            ParameterError: a parameter is missing, unknown, or not of its kind.
        """
        query, media = self._meant(request.path_params["name"])
        media = media or _chosen(accepted(request), (HTML, *offers(query)))
        if media is not HTML:
            return await self._data(request, query, media)
        try:
            return await self._page(request, query)
        except CoopgraphError as error:
            return await error_page(request, error)

    def _meant(self, path: str) -> tuple[Query, MediaType | None]:
        stem, dot, ending = path.rpartition(".")
        if dot and path not in self._catalogue:
            query = self._catalogue.get(stem)
            media = HTML if ending == "html" else by_suffix(query, f".{ending}")
            if media is None:
                raise NotFoundError(f"the query {stem!r} is not answered as .{ending}")
            return query, media
        return self._catalogue.get(path), None

    async def _data(self, request: Request, query: Query, media: MediaType) -> Response:
        if media is TEXT:
            return Response(query.source, headers={"Vary": VARY}, media_type=TEXT.content_type)
        question = question_of(request, query.bind(values_of(request, query)), accept=media.type)
        response = await self._endpoint.answer(request, question)
        response.headers["Vary"] = VARY
        response.headers["Link"] = _links(request, query, media)
        return response

    async def _page(self, request: Request, query: Query) -> Response:
        given = {name: value for name, value in values_of(request, query).items() if value not in ("", [""])}
        arguments = (
            ("values", json.dumps(given)),
            ("query", _asked(request)),
            ("languages", ",".join(languages_of(request))),
            *place_of(request).arguments(),
        )
        question = question_of(request, query.name, "stored", HTML.type, arguments)
        response = await self._endpoint.answer(request, question)
        response.headers["Vary"] = VARY
        return response


def values_of(request: Request, query: Query) -> dict[str, str | list[str]]:
    """Return the values that the address gives to a query's parameters.

    Raises:
        ParameterError: one is given more than once to a parameter that takes one, or to none.
    """
    found: dict[str, str | list[str]] = {}
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in request.query_params:
        if name in _EVERYWHERE:
            continue
        values = request.query_params.getlist(name)
        if name in known and known[name].many:
            found[name] = [part for value in values for part in value.split()]
        elif len(values) > 1:
            raise ParameterError(f"{name} is given {len(values)} times; give it once")
        else:
            found[name] = values[0]
    return found


def described(query: Query) -> dict[str, object]:
    """Return what a query says of itself, for programs."""
    return {
        "name": query.name,
        "path": f"/queries/{query.name}",
        "title": query.title,
        "titles": dict(query.declaration.titles),
        "about": query.about,
        "form": query.form,
        "parameters": [
            {
                "name": p.name,
                "about": p.about,
                "kind": p.kind,
                "required": p.required,
                "many": p.many,
                "default": p.default,
                "scheme": p.scheme,
                "example": p.sample(),
            }
            for p in query.parameters
        ],
        "columns": dict(query.columns),
    }


def _asked(request: Request) -> str:
    kept = [(name, value) for name, value in given_in(request) if name != "hl" and value]
    return with_query("", [*kept, *place_of(request).in_query()])


def _links(request: Request, query: Query, media: MediaType) -> str:
    path, asked = f"/queries/{query.name}", _asked(request)
    found = [f'<{path}.html{asked}>; rel="alternate"; type="text/html"']
    found += [
        f'<{path}{offer.suffix}{asked}>; rel="alternate"; type="{offer.type}"'
        for offer in offers(query)
        if offer is not media and offer is not TEXT
    ]
    return ", ".join([*found, f'<{path}{TEXT.suffix}>; rel="describedby"; type="{TEXT.type}"'])


def _chosen(accept: str, choices: tuple[MediaType, ...]) -> MediaType:
    media = preferred(accept, choices)
    if media is None:
        names = ", ".join(offer.type for offer in choices)
        raise NotAcceptableError(f"this is not to be had as {accept}; ask for one of: {names}")
    return media
