"""Yesterday's graph: things as a former revision described them, by name or by date.

An address is its own time gate: with ``Accept-Datetime`` it leads to the revision that was current then,
``?revision=`` names one, and ``/timemap/…`` lists those that describe the thing. What can be asked about is what
the store keeps (the setting ``kept_revisions``).

Reference: RFC 7089 (Memento), pattern 1.1.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from coopgraph.errors import NotFoundError
from coopgraph.sparql.iris import is_absolute
from coopgraph.store.revisions import Revision
from coopgraph.web.addresses.formats import split_suffix
from coopgraph.web.addresses.iris import iri_of
from coopgraph.web.workers.pool import Pool

TIMEMAP = "/timemap"
_READING = ["GET", "HEAD"]

Handler = Callable[[Request], Awaitable[Response]]


class History:
    """Puts dates before the answers about things."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def add_to(self, app: FastAPI) -> None:
        """Add the route of the time maps."""
        app.add_route(f"{TIMEMAP}/{{rest:path}}", self.timemap, methods=_READING)

    def dated(self, answer: Handler) -> Handler:
        """Return a handler that answers as ``answer`` does, of the revision or the day that the request names."""

        async def handler(request: Request) -> Response:
            if "revision" in request.query_params:
                return await self._memento(request, answer)
            if "accept-datetime" in request.headers:
                return self._gate(request)
            response = await answer(request)
            _link(response, request.url.path)
            response.headers["vary"] = f"{response.headers.get('vary', 'Accept')}, Accept-Datetime"
            return response

        return handler

    async def timemap(self, request: Request) -> Response:
        """Return the list of the revisions that describe a thing (application/link-format, RFC 6690).

        Raises:
            NotFoundError: none does.
        """
        path = split_suffix(request.url.path.removeprefix(TIMEMAP))[0]
        iri = iri_of(path)
        held = self._pool.revisions() if is_absolute(iri) else []
        found = [one for one in held if await run_in_threadpool(_describes, one, iri)]
        if not found:
            raise NotFoundError(f"no revision that the store keeps describes <{iri}>")
        span = f'; from="{_date(found[0])}"; until="{_date(found[-1])}"'
        lines = [
            f'<{path}>; rel="original timegate"',
            f'<{TIMEMAP}{path}>; rel="self"; type="application/link-format"{span}',
            *(f'<{_memento(path, one)}>; rel="memento"; datetime="{_date(one)}"' for one in found),
        ]
        return PlainTextResponse(",\n".join(lines) + "\n", media_type="application/link-format")

    async def _memento(self, request: Request, answer: Handler) -> Response:
        revision = self._pool.find(request.query_params["revision"])
        request.state.revision = revision
        response = await answer(request)
        name = revision.path.name
        own = re.compile(rf"<({re.escape(split_suffix(request.url.path)[0])}[^<>?]*)\??([^<>]*)>")
        if "link" in response.headers:  # the other forms and pages are those of this revision
            response.headers["link"] = own.sub(
                lambda m: f"<{m[1]}?revision={name}{'&' * bool(m[2])}{m[2]}>", response.headers["link"]
            )
        if "content-location" in response.headers:
            place, _, asked = response.headers["content-location"].partition("?")
            response.headers["content-location"] = f"{place}?revision={name}{'&' * bool(asked)}{asked}"
        response.headers["memento-datetime"] = _date(revision)
        _link(response, request.url.path)
        return response

    def _gate(self, request: Request) -> Response:
        when = _asked(request.headers["accept-datetime"])
        held = self._pool.revisions()
        chosen = next((one for one in reversed(held) if one.published <= when), held[0])
        path = request.url.path
        response = RedirectResponse(_memento(path, chosen), 302)
        _link(response, path)
        response.headers["vary"] = "Accept-Datetime"
        return response


def _link(response: Response, path: str) -> None:
    """Say where the time gate and the time map of a thing are."""
    stem = split_suffix(path)[0]
    more = (
        f'<{path}>; rel="original timegate", <{TIMEMAP}{stem}>; rel="timemap"; type="application/link-format"'
    )
    former = response.headers.get("link")
    response.headers["link"] = f"{former}, {more}" if former else more


def _memento(path: str, revision: Revision) -> str:
    return f"{path}?revision={revision.path.name}"


def _date(revision: Revision) -> str:
    return format_datetime(revision.published, usegmt=True)


def _asked(text: str) -> datetime:
    try:
        when = parsedate_to_datetime(text)
    except ValueError as error:
        said = f"Accept-Datetime is {text!r}; write it as Thu, 31 May 2007 20:35:00 GMT"
        raise HTTPException(400, said) from error
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _describes(revision: Revision, iri: str) -> bool:
    with revision.open() as store:
        return store.ask(f"ASK {{ {{ <{iri}> ?p ?o }} UNION {{ ?s ?p <{iri}> }} }}")
