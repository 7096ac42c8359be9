"""Yesterday's graph: things, questions and files as a former revision has them, by name or by date.

An address is its own time gate: with ``Accept-Datetime`` it leads to the revision that was current then,
``?revision=`` names one, and ``/timemap/…`` lists those that describe a thing. What can be asked about is what
the store keeps (the setting ``kept_revisions``).

Reference: RFC 7089 (Memento), pattern 1.1.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from coopgraph.errors import NotFoundError, ParameterError
from coopgraph.sparql.iris import is_absolute
from coopgraph.store.revisions import Revision
from coopgraph.web.addresses.formats import split_suffix
from coopgraph.web.addresses.iris import address, iri_of, path_of
from coopgraph.web.faults import UnknownRevisionError
from coopgraph.web.place import given_in, revision_of, with_query
from coopgraph.web.problems import error_page
from coopgraph.web.public import public
from coopgraph.web.workers.pool import Pool

TIMEMAP = "/timemap"
_READING = ["GET", "HEAD"]
_LONGEST_LINK = 2000
"""Characters of an address that is repeated in a header: clients refuse headers that are too long."""

Handler = Callable[[Request], Awaitable[Response]]


class History:
    """Puts dates before the answers of a server."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def add_to(self, app: FastAPI) -> None:
        """Add the route of the time maps."""
        app.add_route(f"{TIMEMAP}/{{rest:path}}", self.timemap, methods=_READING)

    def dated(self, answer: Handler, cited: bool = False) -> Handler:
        """Return a handler that answers as ``answer`` does, of the revision or the day that the request names.

        What is ``cited`` by its address says also in its present state where the past is.
        """

        async def handler(request: Request) -> Response:
            if b"revision" in request.scope["query_string"] and "revision" in request.query_params:
                try:
                    self.place(request, request.query_params.getlist("revision"))
                except UnknownRevisionError as error:
                    if "text/html" not in request.headers.get("accept", ""):
                        raise
                    return await error_page(request, error)
            elif "accept-datetime" in request.headers:
                chosen = self._at(_asked(request.headers["accept-datetime"]))
                if request.method in _READING:
                    return self._gate(request, chosen, cited)
                request.state.revision = chosen  # a form that is posted cannot be led elsewhere
            response = await answer(request)
            revision = revision_of(request)
            if revision is not None:
                response.headers["memento-datetime"] = _date(revision)
            elif "Accept-Datetime" not in (vary := response.headers.get("vary", "Accept")):
                response.headers["vary"] = f"{vary}, Accept-Datetime"
            if cited or revision is not None:
                _link(response, request, timemap=cited)
            return response

        return handler

    def place(self, request: Request, names: list[str]) -> None:
        """Have a request answered from the revision that it names.

        Raises:
            UnknownRevisionError: the store keeps none that is called so.
            ParameterError: it names more than one.
        """
        if len(names) > 1:
            raise ParameterError(f"revision is given {len(names)} times; give it once")
        request.state.revision = self._pool.find(names[0])

    async def timemap(self, request: Request) -> Response:
        """Return the list of the revisions that describe a thing (application/link-format, RFC 6690).

        Raises:
            NotFoundError: none does.
        """
        path = split_suffix(path_of(request).removeprefix(TIMEMAP))[0]
        iri, path = iri_of(path), _ascii(path)
        held = self._pool.revisions() if is_absolute(iri) else []
        found = [one for one in held if await run_in_threadpool(_describes, one, iri)]
        if not found:
            raise NotFoundError(f"no revision that the store keeps describes <{iri}>")
        here = public(request, "")
        span = f'; from="{_date(found[0])}"; until="{_date(found[-1])}"'
        lines = [
            f'<{here}{path}>; rel="original timegate"',
            f'<{here}{TIMEMAP}{path}>; rel="self"; type="application/link-format"{span}',
            *(f'<{here}{_memento(path, one)}>; rel="memento"; datetime="{_date(one)}"' for one in found),
        ]
        return PlainTextResponse(",\n".join(lines) + "\n", media_type="application/link-format")

    def _at(self, when: datetime) -> Revision:
        held = self._pool.revisions()
        return next((one for one in reversed(held) if one.published <= when), held[0])

    def _gate(self, request: Request, chosen: Revision, cited: bool) -> Response:
        response = RedirectResponse(_memento(_original(request), chosen), 302)
        _link(response, request, timemap=cited)
        response.headers["vary"] = "Accept-Datetime"
        return response


def _original(request: Request) -> str:
    return with_query(_ascii(path_of(request)), given_in(request))


def _ascii(path: str) -> str:
    return address(iri_of(path))


def _link(response: Response, request: Request, timemap: bool) -> None:
    """Say where the time gate is, and the time map where there is one."""
    original = _original(request)
    if len(original) > _LONGEST_LINK:
        return
    more = f'<{original}>; rel="original timegate"'
    if timemap:
        stem = split_suffix(_ascii(path_of(request)))[0]
        more += f', <{TIMEMAP}{stem}>; rel="timemap"; type="application/link-format"'
    former = response.headers.get("link")
    response.headers["link"] = f"{former}, {more}" if former else more


def _memento(path: str, revision: Revision) -> str:
    return with_query(path, [("revision", revision.path.name)])


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
