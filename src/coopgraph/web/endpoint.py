"""The SPARQL endpoint and the Graph Store: from a request to a question, and from its answer to a response."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from typing import NamedTuple, cast

from fastapi import Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from coopgraph.errors import QueryError, StoreTimeoutError
from coopgraph.namespaces import GRAPH
from coopgraph.release.overview import Overview
from coopgraph.settings import Settings
from coopgraph.store.media import GRAPH_TYPES, SELECT_TYPES, MediaType, negotiate
from coopgraph.store.revisions import Revision
from coopgraph.web import pages
from coopgraph.web.beginnings import beginnings
from coopgraph.web.cache import Cache, Kept
from coopgraph.web.description import service_description
from coopgraph.web.encodings import preferred_encoding
from coopgraph.web.examples import examples
from coopgraph.web.history import History
from coopgraph.web.place import place_of, revision_of
from coopgraph.web.problems import status_of
from coopgraph.web.protocol import QueryRequest, read_body, read_graph, read_request
from coopgraph.web.public import home_of
from coopgraph.web.rates import neighbourhood
from coopgraph.web.relay import Relay, unless_gone
from coopgraph.web.workers.answer import Answer
from coopgraph.web.workers.answering import chosen
from coopgraph.web.workers.pool import Pool
from coopgraph.web.workers.question import Question
from coopgraph.web.writes.routes import METHODS, Writes

_PATIENCE = 1.0
"""Seconds that the query form waits for the classes to be counted."""

VARY = "Accept, Accept-Encoding, Accept-Datetime"

_OFFERS = (*SELECT_TYPES, *GRAPH_TYPES, pages.HTML)
_PLAIN = QueryRequest(None)
"""What requests for anything but SPARQL ask of the time."""


Headers = tuple[tuple[str, str], ...]


class Told(NamedTuple):
    """A response that is whole.

    Attributes:
        status: of HTTP.
        headers: all but the entity tag, and shared with other responses.
        etag: the entity tag; nothing where there is none.
        body: as it is sent.
    """

    status: int
    headers: Headers
    etag: str
    body: bytes


class Begun(NamedTuple):
    """An answer that a worker has begun, and the seconds it may take."""

    answer: Answer
    seconds: float


OUTCOME = "outcome"
"""Of the state of a request that has been asked already: what came of it, an answer begun or the error."""


class Endpoint:
    """Answers requests by asking the pool; remembers recent answers."""

    def __init__(self, pool: Pool, settings: Settings, writes: Writes, history: History) -> None:
        self.cache = Cache(settings.cache_megabytes << 20)
        self._pool = pool
        self._settings = settings
        self._writes = writes
        self._history = history

    async def sparql(self, request: Request) -> Response:
        """Return the answer to a SPARQL Protocol request; without a query, the form or the description.

        A client that names ``text/html`` gets the form with the answer under it. ``*/*`` never means HTML.

        Raises:
            CoopgraphError: the query cannot be answered.
            HTTPException: the request is not of the protocol.
        """
        asked = read_request(request, await read_body(request) if request.method == "POST" else b"")
        if asked.revisions:
            self._history.place(request, list(asked.revisions))
        if asked.update is not None:
            if revision_of(request) is not None:
                raise HTTPException(
                    400, "a former revision does not change; send the update without 'revision'"
                )
            return await self._writes.update(request, asked)
        accept = asked.accept or accepted(request)
        if asked.query is None:
            if request.method == "POST":
                raise HTTPException(400, "the request holds no query; send one as the form field 'query'")
            return await self._describe(request, accept)
        if not asked.query.strip():
            raise HTTPException(400, "the query is empty", {"Vary": VARY})
        request.state.query = asked.query
        page = "html" in accept.lower() and negotiate(accept, _OFFERS) is pages.HTML
        where = f"{home_of(request)}sparql" if page else ""
        question = question_of(request, asked.query, accept=accept)._replace(
            page=page,
            default=asked.dataset.default,
            named=asked.dataset.named,
            arguments=self._around(request, where) if page else (),
        )
        try:
            return await self.answer(request, question, asked)
        except (QueryError, StoreTimeoutError) as error:
            if not page:
                raise
            html = pages.query_form(asked.query, place_of(request), where, fault=str(error))
            return Response(html, status_of(error), {"Vary": VARY, **pages.HEADERS}, pages.HTML.content_type)

    def _around(self, request: Request, where: str) -> tuple[tuple[str, str], ...]:
        """Return what a page has around an answer: where it stands, and the revision that is current."""
        current = self._pool.revision
        return (
            *place_of(request).arguments(),
            ("where", where),
            ("current", f"{current.path.name} {current.version}"),
        )

    async def graph(self, request: Request) -> Response:
        """Return one graph whole, or change it: the Graph Store Protocol, the graph named by a parameter or the path.

        Raises:
            NotFoundError: there is no such graph.
            HTTPException: the request does not say which graph, or may not change it.
        """
        path = request.path_params.get("graph")
        unnamed = request.method == "POST" and not request.scope["query_string"]
        graph = GRAPH + path if path else None if unnamed else read_graph(request)
        if request.method in METHODS:
            if revision_of(request) is not None:
                raise HTTPException(400, "a former revision does not change; name none")
            return await self._writes.graph(request, graph)
        return await self.answer(request, question_of(request, graph or "", "graph"))

    async def answer(self, request: Request, question: Question, asked: QueryRequest = _PLAIN) -> Response:
        """Return the answer of a worker to ``question``, or the one remembered. Raises as ``sparql`` does.

        A request whose state names a ``revision`` is answered from that one. ``asked`` says how long it may take.
        """
        revision = revision_of(request)
        outcome: Begun | BaseException | None = request.scope["state"].pop(OUTCOME, None)
        if isinstance(outcome, BaseException):
            raise outcome
        told = None if outcome else self.remembered(question, revision)
        if told is None:
            begun = outcome
            if begun is None:
                client = neighbourhood(request.client.host) if request.client else ""
                begun = await unless_gone(request, self.ask(question, asked, client, revision))
            told = self.told(question, asked, begun)
            if told is None:
                return self._relay(question, asked, begun)
        return Response(told.body, told.status, _with_tag(told.headers, told.etag))

    def remembered(self, question: Question, revision: Revision | None = None) -> Told | None:
        """Return the answer that has been given before, if it is kept; of the present unless ``revision`` is given."""
        kept = self.cache.get((revision or self._pool.revision).version, question)
        if kept is None:
            return None
        self._pool.metrics.count("cached")
        if question.knows(kept.etag):
            return self._unchanged(kept.etag, kept.more)
        headers = _headers(kept.type, bool(kept.etag), kept.encoding, kept.more)
        return Told(kept.status, headers, kept.etag, kept.body)

    async def ask(
        self, question: Question, asked: QueryRequest, client: str, revision: Revision | None = None
    ) -> Begun:
        """Return the beginning of the answer of a worker. Raises as ``Pool.ask`` does."""
        seconds = min(asked.seconds or self._settings.query_seconds, self._settings.query_seconds)
        return Begun(await self._pool.ask(question, seconds, client, revision), seconds)

    def told(self, question: Question, asked: QueryRequest, begun: Begun) -> Told | None:
        """Return a short answer, as it is sent, and free its worker; with a long one do nothing, and return None."""
        answer = begun.answer
        if not answer.whole:
            return None
        answer.close()
        if answer.header.get("unchanged"):
            return self._unchanged(answer.etag, _more(answer))
        self._keep(question, answer, answer.body)
        return Told(_status(answer), _head(asked, begun), answer.etag, answer.body)

    def _relay(self, question: Question, asked: QueryRequest, begun: Begun) -> Response:
        answer, limit = begun.answer, self._settings.download_seconds
        keep = partial(self._keep, question, answer)
        try:
            headers = _with_tag(_head(asked, begun), answer.etag)
            return Relay(answer, headers, limit, self._pool.metrics, keep, self.cache.largest)
        except BaseException:
            answer.close()
            raise

    def _keep(self, question: Question, answer: Answer, body: bytes) -> None:
        if answer.etag:
            kind, encoding = str(answer.header["type"]), str(answer.header["encoding"])
            kept = Kept(kind, answer.etag, encoding, body, _status(answer), _more(answer))
            self.cache.put(answer.version, question, kept)

    def _unchanged(self, etag: str, more: Iterable[tuple[str, str]]) -> Told:
        self._pool.metrics.count("unchanged")
        return Told(304, (("Vary", VARY), ("Cache-Control", "no-cache"), *more), etag, b"")

    async def _counted(self, request: Request) -> Overview | None:
        """Return what there is in the graph, where that is known at once or nearly so: the form waits for nobody."""
        try:
            return await asyncio.wait_for(self._pool.overview(revision_of(request)), _PATIENCE)
        except (TimeoutError, StoreTimeoutError):
            return None

    async def _describe(self, request: Request, accept: str) -> Response:
        offers = (*GRAPH_TYPES, pages.HTML)
        headers = {"Vary": VARY}
        if negotiate(accept, offers) is None and negotiate(accept, SELECT_TYPES):
            raise HTTPException(
                400, "the request holds no query; send one as the parameter 'query'", {"Vary": VARY}
            )
        media = chosen(accept, offers)
        where = f"{home_of(request)}sparql"
        if media is pages.HTML:
            begin = await run_in_threadpool(beginnings, await self._counted(request))
            html = pages.query_form(None, place_of(request), where, beginnings=begin)
            return Response(html, headers={**headers, **pages.HEADERS}, media_type=media.content_type)
        overview = await self._pool.overview(revision_of(request))
        data = await run_in_threadpool(_description, where, overview, media, self._settings.writes)
        return Response(data, headers=headers, media_type=media.content_type)


@lru_cache(maxsize=16)
def _description(endpoint: str, overview: Overview, media: MediaType, writable: bool) -> bytes:
    return service_description(endpoint, overview, examples(endpoint), media, writable)


def question_of(
    request: Request,
    text: str,
    kind: str = "query",
    accept: str = "",
    arguments: Iterable[tuple[str, str]] = (),
) -> Question:
    """Return a question with what the headers of a request say of its answer.

    Args:
        request: where it comes from.
        text: of the question; what it is depends on the kind.
        kind: as ``Question`` has it.
        accept: the format, where it has been chosen already.
        arguments: what else this kind needs.
    """
    return Question(
        text,
        kind=kind,
        accept=accept or accepted(request),
        encoding=preferred_encoding(",".join(request.headers.getlist("accept-encoding"))),
        match=request.headers.get("if-none-match", ""),
        arguments=tuple(arguments),
    )


def accepted(request: Request) -> str:
    """Return the ``Accept`` header, as one."""
    return ", ".join(request.headers.getlist("accept"))


def _status(answer: Answer) -> int:
    return cast(int, answer.header.get("status", 200))


def _more(answer: Answer) -> Headers:
    return tuple(cast(Mapping[str, str], answer.header["more"]).items()) if "more" in answer.header else ()


def _head(asked: QueryRequest, begun: Begun) -> Headers:
    """Return the headers of an answer of a worker, but for the entity tag."""
    answer = begun.answer
    header = answer.header
    headers = _headers(str(header["type"]), bool(answer.etag), str(header["encoding"]), _more(answer))
    return (*headers, ("Preference-Applied", f"wait={begun.seconds:g}")) if asked.prefers_wait else headers


@lru_cache(maxsize=256)
def _headers(kind: str, tagged: bool, encoding: str, more: Headers) -> Headers:
    headers = {"Content-Type": kind, "Vary": VARY, "X-Content-Type-Options": "nosniff"}
    headers["Cache-Control"] = "no-cache" if tagged else "no-store"
    if encoding:
        headers["Content-Encoding"] = encoding
    headers |= dict(more)
    return tuple(({**pages.HEADERS, **headers} if kind.startswith("text/html") else headers).items())


def _with_tag(headers: Headers, etag: str) -> dict[str, str]:
    return {**dict(headers), "ETag": etag} if etag else dict(headers)
