"""``/exports``: the files of a release, made from the revision being served. A page, a list, and the files."""

from __future__ import annotations

import asyncio
import json

from fastapi import FastAPI, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from coopgraph.errors import CoopgraphError, StoreTimeoutError
from coopgraph.release.dataset import Measured
from coopgraph.release.files import GRAPH_FILES
from coopgraph.web import templating
from coopgraph.web.api.searching import JSON
from coopgraph.web.endpoint import Endpoint, accepted, question_of
from coopgraph.web.faults import MemoryLimitError
from coopgraph.web.history import History
from coopgraph.web.pages import HTML
from coopgraph.web.place import place_of, revision_of
from coopgraph.web.public import public
from coopgraph.web.workers.answering import chosen
from coopgraph.web.workers.pool import Pool
from coopgraph.web.workers.question import Question

PATH = "/exports"
_READING = ["GET", "HEAD"]
_PATIENCE_SECONDS = 5
"""How long a description waits for the sizes of files: those of a million quads take most of a minute."""


class Files:
    """The files of the graph being served, measured once for each revision, when somebody asks."""

    def __init__(self, pool: Pool, seconds: float, patience: float = _PATIENCE_SECONDS) -> None:
        """Measure by ``pool``, in so many seconds at most; who asks meanwhile waits no longer than ``patience``."""
        self._pool = pool
        self._seconds = seconds
        self._patience = patience
        self._version = ""
        self._measuring: asyncio.Task[tuple[Measured, ...]] | None = None

    async def measured(self) -> tuple[Measured, ...]:
        """Return the files with their sizes and checksums.

        None where making them passes the limits of a query; nor, for now, while they are still being made.
        """
        version = self._pool.revision.version
        if self._measuring is None or self._version != version:
            self._version, self._measuring = version, asyncio.ensure_future(self._measure())
            self._measuring.add_done_callback(_seen)  # its fault is told to who asks next, if anybody does
        done, _ = await asyncio.wait([self._measuring], timeout=self._patience)
        if not done:
            return ()
        try:
            return self._measuring.result()
        except (StoreTimeoutError, MemoryLimitError):
            return ()  # as it would be again: the revision does not change
        except CoopgraphError:
            self._measuring = None  # tried again when asked again
            return ()

    async def _measure(self) -> tuple[Measured, ...]:
        answer = await self._pool.ask(Question(kind="exports"), self._seconds)
        try:
            told = json.loads(answer.body + b"".join([piece async for piece in answer.rest()]))
            return tuple(Measured(*file) for file in told)
        finally:
            answer.close()


def _seen(measuring: asyncio.Task[tuple[Measured, ...]]) -> None:
    if not measuring.cancelled():
        measuring.exception()


def add_exports(app: FastAPI, endpoint: Endpoint, pool: Pool, history: History, held: Files) -> None:
    """Add the routes."""

    async def exports(request: Request) -> Response:
        media = chosen(accepted(request), (HTML, JSON))
        version = (revision_of(request) or pool.revision).version
        measured = await held.measured() if version == pool.revision.version else ()
        sizes = {one.path: {"bytes": one.size, "sha256": one.sha256} for one in measured}
        files = [
            {
                "path": one.path,
                "url": f"{PATH}/{one.path}",
                "about": one.about,
                "type": one.type,
                **sizes.get(one.path, {}),
            }
            for one in GRAPH_FILES
        ]
        headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
        if media is JSON:
            place = place_of(request)
            told = [{**file, "url": public(request, place.at(str(file["url"])))} for file in files]
            text = json.dumps({"version": version, "files": told}, ensure_ascii=False)
            return Response(text, headers=headers, media_type=JSON.type)
        values = {"files": files, "graph_version": version}
        html = templating.page("exports.html", values, place_of(request))
        return Response(html, headers={**headers, **templating.HEADERS}, media_type=HTML.content_type)

    async def export(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in {one.path for one in GRAPH_FILES}:
            raise HTTPException(404, f"there is no export {name!r}; {PATH} lists those there are")
        return await endpoint.answer(request, question_of(request, name, "export"))

    app.add_route(PATH, history.dated(exports), methods=_READING)
    app.add_route(PATH + "/{name}", history.dated(export), methods=_READING)
