"""The short way in: plain queries are read from the bytes of their requests, and answered in bytes.

Between a connection and the endpoint lie a parser of everything HTTP can say, a task, layers and routes; together
they take several times as long as a quick query. A GET of ``/sparql`` that asks a query, and says in its headers at
most in what form it likes the answer, needs none of them. Whatever else a request says, it takes the long way, to
the same answer; so does one whose answer turns out to be long, or no answer at all.
"""

from __future__ import annotations

import re
import time
from functools import lru_cache
from typing import NamedTuple

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from coopgraph.settings import Settings
from coopgraph.web.accesslog import AccessLog
from coopgraph.web.encodings import preferred_encoding
from coopgraph.web.endpoint import Begun, Endpoint, Told
from coopgraph.web.problems import CLIENT_GONE
from coopgraph.web.protocol import QueryRequest, read_query
from coopgraph.web.rates import neighbourhood
from coopgraph.web.workers.question import Question

_LINE = re.compile(rb"GET /sparql\?([!\"$-~]+) HTTP/1\.1")
_HEADER = re.compile(rb"([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[ \t]*([\t -~]*?)[ \t]*")
_ANSWERED_OTHERWISE = frozenset(
    (
        *(b"accept-datetime", b"origin", b"prefer"),
        *(b"content-length", b"expect", b"te", b"trailer", b"transfer-encoding", b"upgrade"),
    )
)
_OF_THE_CLIENT = frozenset((b"forwarded", b"x-forwarded-for"))
_CONNECTION = b"connection"
_LONGEST = 1 << 16


class Plain(NamedTuple):
    """A request that can take the short way: what it asks, and when it came."""

    question: Question
    asked: QueryRequest
    since: float


class _Wishes(NamedTuple):
    """What the headers of a plain request say."""

    accept: str
    encoding: str
    match: str


class Door:
    """An application whose plain queries can be answered without calling it."""

    def __init__(self, app: ASGIApp, endpoint: Endpoint, log: AccessLog, settings: Settings) -> None:
        """Make the door.

        Args:
            app: the application, which all other requests are for.
            endpoint: what answers queries there.
            log: where every request is noted.
            settings: with a rate for each client no request is plain.
        """
        self._app = app
        self._endpoint = endpoint
        self._log = log
        self._open = not settings.client_rate
        weighty = _ANSWERED_OTHERWISE
        if settings.client_queries or settings.access_log:  # then it matters who asks
            weighty |= _OF_THE_CLIENT
        self._wishes = lru_cache(maxsize=256)(lambda block: _read_headers(block, weighty))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request the long way."""
        await self._app(scope, receive, send)

    def read(self, data: bytes) -> Plain | None:
        """Return the request that ``data`` are if they are one, whole and plain; else None."""
        line, _, block = data.partition(b"\r\n")
        found = _LINE.fullmatch(line)
        if found is None or not self._open or len(data) > _LONGEST:
            return None
        wishes = self._wishes(block)
        if wishes is None:
            return None
        try:
            asked = read_query(found[1])
        except HTTPException:
            return None
        accept = asked.accept or wishes.accept
        if not asked.query or asked.query.isspace() or asked.revisions or "html" in accept.lower():
            return None
        graphs = asked.dataset
        question = Question(
            asked.query, "query", accept, False, wishes.encoding, graphs.default, graphs.named, wishes.match
        )
        return Plain(question, asked, time.perf_counter())

    def at_hand(self, plain: Plain) -> Told | None:
        """Return the answer that is remembered, if one is."""
        return self._endpoint.remembered(plain.question)

    async def ask(self, plain: Plain, host: str) -> Told | Begun:
        """Return the answer; where it is long its beginning, to be given to ``Endpoint.answer`` as its ``OUTCOME``.

        Raises:
            CoopgraphError: there is none.
        """
        begun = await self._endpoint.ask(plain.question, plain.asked, neighbourhood(host))
        return self._endpoint.told(plain.question, plain.asked, begun) or begun

    def answered(self, plain: Plain, client: tuple[str, int] | None, told: Told) -> None:
        """Note that a request has been answered."""
        self._note(plain, client, told.status, len(told.body))

    def left(self, plain: Plain, client: tuple[str, int] | None) -> None:
        """Note that the client left before it was."""
        self._note(plain, client, CLIENT_GONE, 0)

    def _note(self, plain: Plain, client: tuple[str, int] | None, status: int, size: int) -> None:
        scope: Scope = {
            "method": "GET", "path": "/sparql", "client": client, "state": {"query": plain.question.text},
        }  # fmt: skip
        self._log.ended(scope, plain.since, status, size)


def _read_headers(block: bytes, weighty: frozenset[bytes]) -> _Wishes | None:
    """Return what the headers of a request say, without its first line; None if it is not plain."""
    lines = block.split(b"\r\n")
    if lines[-2:] != [b"", b""] or b"" in lines[:-2]:
        return None  # not one whole request
    values: dict[bytes, list[str]] = {}
    for line in lines[:-2]:
        found = _HEADER.fullmatch(line)
        if found is None:
            return None
        name, value = found[1].lower(), found[2].decode("ascii")
        if name in weighty or (name == _CONNECTION and value.lower() != "keep-alive"):
            return None
        values.setdefault(name, []).append(value)
    encoding = preferred_encoding(",".join(values.get(b"accept-encoding", ())))
    return _Wishes(", ".join(values.get(b"accept", ())), encoding, values.get(b"if-none-match", [""])[0])
