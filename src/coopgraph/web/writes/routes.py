"""Requests that write, and their answers: SPARQL Update, and the Graph Store Protocol's PUT, POST, DELETE and PATCH."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

from fastapi import Request
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from coopgraph.errors import CoopgraphError
from coopgraph.sparql.using import with_dataset
from coopgraph.web.metrics import Metrics
from coopgraph.web.problems import kind_of
from coopgraph.web.protocol import QueryRequest, read_body, read_only
from coopgraph.web.writes.change import Change, Written
from coopgraph.web.writes.reading import read_change
from coopgraph.web.writes.writer import Writer

_REASONS = {401: "token", 403: "kept-graph", 413: "too-large", 415: "media-type"}
METHODS = ["PUT", "POST", "DELETE", "PATCH"]


class Writes:
    """Answers requests that write. Without a writer it refuses them all: the server is read-only."""

    def __init__(self, writer: Writer | None, metrics: Metrics) -> None:
        self._writer = writer
        self._metrics = metrics

    async def update(self, request: Request, asked: QueryRequest) -> Response:
        """Apply the SPARQL Update of a request.

        Raises:
            HTTPException: 400 for a request the protocol does not allow, 401 and 403 where it may not write.
            CoopgraphError: it is refused.
        """
        with self._counted():
            return await self._update(request, asked)

    async def _update(self, request: Request, asked: QueryRequest) -> Response:
        writer = self._admitted(request)
        if request.method != "POST":
            raise HTTPException(400, "an update is sent by POST")
        if asked.update is None:
            raise HTTPException(400, "the request holds no update; send one as the form field 'update'")
        request.state.query = asked.update
        dataset = asked.using
        text = with_dataset(asked.update, dataset.default, dataset.named) if dataset else asked.update
        return _answer(await writer.write(Change("update", text=text), []))

    async def graph(self, request: Request, graph: str | None) -> Response:
        """Change one graph.

        Raises:
            HTTPException: 400, 413 and 415 for a request that cannot be read, 401 and 403 where it may not write.
            CoopgraphError: it is refused.
        """
        with self._counted():
            return await self._graph(request, graph)

    async def _graph(self, request: Request, graph: str | None) -> Response:
        writer = self._admitted(request)
        body = await read_body(request, request.app.state.settings.write_bytes)
        change, documents = read_change(request, graph, body)
        written = await writer.write(change, documents)
        if not written.created:
            return _answer(written)
        return _answer(written, 201, {"Location": change.graph})

    @contextmanager
    def _counted(self) -> Iterator[None]:
        """Count what is refused in the block, by the kind of the error or what the status means."""
        try:
            yield
        except HTTPException as error:
            reason = _REASONS.get(error.status_code, "malformed")
            self._metrics.refuse("read-only" if self._writer is None else reason)
            raise
        except CoopgraphError as error:
            self._metrics.refuse(kind_of(type(error)))
            raise

    def _admitted(self, request: Request) -> Writer:
        if self._writer is None:
            raise read_only()
        self._writer.authority.admit(request)
        return self._writer


def _answer(written: Written, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    said = asdict(written)
    del said["created"]
    return JSONResponse(said, status, {"Cache-Control": "no-store", **(headers or {})})
