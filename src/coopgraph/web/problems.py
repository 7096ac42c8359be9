"""Errors as HTTP: one table from the error tree to status codes, and problem documents.

Reference: RFC 9457 (Problem Details for HTTP APIs).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from fastapi import Request
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from coopgraph import errors
from coopgraph.namespaces import BASE
from coopgraph.web import templating
from coopgraph.web.addresses.headers import VARY
from coopgraph.web.addresses.iris import address, iri_of, path_of
from coopgraph.web.faults import (
    ChangeRefusedError,
    GoneError,
    NotAcceptableError,
    OverloadedError,
    TooManyQueriesError,
    TooManyRequestsError,
    UnknownRevisionError,
    UnknownThingError,
)
from coopgraph.web.pages import HTML
from coopgraph.web.place import place_of, with_query

STATUS: dict[type[errors.CoopgraphError], int] = {
    errors.SettingsError: 500,
    errors.StoreLockedError: 503,
    errors.StoreUnavailableError: 503,
    errors.StoreTimeoutError: 504,
    errors.StoreError: 500,
    errors.QuerySyntaxError: 400,
    errors.ParameterError: 400,
    errors.QueryRefusedError: 400,
    errors.QueryError: 400,
    errors.UnreadableSourceError: 422,
    errors.DossierError: 422,
    errors.IngestError: 422,
    errors.InvalidDataError: 422,
    errors.NetworkError: 422,
    errors.NotFoundError: 404,
    errors.CoopgraphError: 500,
    NotAcceptableError: 406,
    GoneError: 410,
    ChangeRefusedError: 422,
    OverloadedError: 503,
    TooManyQueriesError: 429,
    TooManyRequestsError: 429,
    UnknownRevisionError: 404,
    UnknownThingError: 404,
}


CLIENT_GONE = 499


def status_of(error: errors.CoopgraphError) -> int:
    """Return the status of the nearest class of ``error`` in the table."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def problem(
    status: int,
    detail: str,
    kind: str = "",
    title: str = "",
    headers: Mapping[str, str] | None = None,
    members: Mapping[str, object] | None = None,
) -> Response:
    """Return a problem document. Without a ``kind`` it says no more than its status does; ``members`` extend it."""
    document = {
        "type": f"{BASE}problem/{kind}" if kind else "about:blank",
        "title": title or HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **(members or {}),
    }
    return JSONResponse(document, status, {"Vary": "Accept", **(headers or {})}, "application/problem+json")


def kind_of(error: type[errors.CoopgraphError]) -> str:
    """Return the last part of the IRI of a type of problem."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", error.__name__.removesuffix("Error")).lower()


def title_of(error: type[errors.CoopgraphError]) -> str:
    """Return what a type of problem means."""
    return (error.__doc__ or error.__name__).split("\n", 1)[0]


async def answer_error(request: Request, error: Exception) -> Response:
    """Return the problem document of one of our errors."""
    assert isinstance(error, errors.CoopgraphError)
    if status_of(error) == 404 and (elsewhere := _without_slash(request)):
        return elsewhere
    kind, title = kind_of(type(error)), title_of(type(error))
    members: dict[str, object] = {}
    if isinstance(error, ChangeRefusedError):
        members["report"] = error.report
    if isinstance(error, UnknownRevisionError):
        members["revisions"] = error.revisions
    if isinstance(error, UnknownThingError):
        members["near"] = error.near
    return problem(status_of(error), str(error), kind, title, getattr(error, "headers", None), members)


async def error_page(request: Request, error: errors.CoopgraphError) -> Response:
    """Return an error as a page, with the status and headers it has as a problem document."""
    document = await answer_error(request, error)
    if "location" in document.headers:
        return document
    page = _page(request, status_of(error), str(error), getattr(error, "near", ()))
    if "retry-after" in document.headers:
        page.headers["Retry-After"] = document.headers["retry-after"]
    return page


def _page(request: Request, status: int, detail: str, near: Sequence[Mapping[str, str]] = ()) -> Response:
    title = {404: "Nothing has this address", 410: "Withdrawn"}.get(status, "This cannot be answered")
    values = {"title": title, "detail": detail, "near": near}
    html = templating.page("error.html", values, place_of(request))
    return Response(html, status, {"Vary": VARY, **templating.HEADERS}, HTML.content_type)


def _without_slash(request: Request) -> Response | None:
    """Return where an address of nothing leads without the slash at its end; None where it has none."""
    path = path_of(request).rstrip("/")
    if request.method not in ("GET", "HEAD") or not request.url.path.endswith("/") or not path:
        return None
    target = with_query(address(iri_of(path)), request.query_params.multi_items())
    return Response(status_code=301, headers={"Location": target})


async def answer_http_error(request: Request, error: Exception) -> Response:
    """Return the problem document of an error of the protocol: 404, 405, 406, 413, 415. To a browser, 404 as a page."""
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        if elsewhere := _without_slash(request):
            return elsewhere
        if "text/html" in request.headers.get("accept", ""):
            said = str(error.detail)
            return _page(request, 404, f"There is no {request.url.path}" if said == "Not Found" else said)
        if error.detail == "Not Found":
            return problem(
                404,
                f"there is no {request.url.path}; / describes the graph, and /api lists what can be asked",
            )
    return problem(error.status_code, str(error.detail), headers=error.headers)


async def answer_fault(_: Request, error: Exception) -> Response:
    """Return a problem document for a fault of ours. What it was is logged, and not told to the world."""
    return problem(500, f"the server met an unexpected fault ({type(error).__name__}); please report it")


async def answer_departure(_: Request, error: Exception) -> Response:
    """Return a response for a client that has left, which nobody reads; the status is for the log."""
    return Response(status_code=CLIENT_GONE)
