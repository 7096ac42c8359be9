"""A response that passes an answer on as it comes from its worker, and how to see that a client has left."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

from fastapi import Request
from fastapi.responses import Response
from starlette.types import Receive, Scope, Send

from coopgraph.errors import CoopgraphError
from coopgraph.web.faults import AnswerCutError
from coopgraph.web.metrics import Metrics
from coopgraph.web.workers.answer import Answer

_T = TypeVar("_T")
_PATIENCE_SECONDS = 0.02


class ClientGoneError(Exception):
    """The client closed the connection before it was answered. Nobody reads what is answered now."""


class Relay(Response):
    """Sends an answer piece by piece, in chunks.

    An answer that breaks off is never ended properly: the connection is closed without the last
    chunk, which every HTTP/1.1 client reports as an error. When the client leaves, the worker is killed.
    """

    def __init__(
        self,
        answer: Answer,
        headers: Mapping[str, str],
        seconds: float,
        metrics: Metrics,
        whole: Callable[[bytes], None],
        largest: int,
    ) -> None:
        """Make the response.

        Args:
            answer: closed when the response ends, however it ends.
            headers: of the response.
            seconds: the client may take to read it all.
            metrics: where cuts and departures are counted.
            whole: called with the whole body, when it is no longer than ``largest``.
            largest: in bytes.
        """
        super().__init__(headers=dict(headers))
        del self.headers["content-length"]
        self._answer = answer
        self._seconds = seconds
        self._metrics = metrics
        self._whole = whole
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the response.

        Raises:
            AnswerCutError: it broke off.
        """
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        departure = asyncio.create_task(_departure(receive))
        departure.add_done_callback(lambda _: self._answer.close())
        try:
            async with asyncio.timeout(self._seconds):
                if scope["method"] != "HEAD":
                    await self._pass_on(send, departure)
        except (CoopgraphError, TimeoutError) as error:
            if not departure.done():
                self._metrics.count("cut")
                reason = str(error) or "the client took too long to read it"
                raise AnswerCutError(f"an answer broke off: {reason}") from error
        finally:
            if departure.done() and not departure.cancelled():
                self._metrics.count("abandoned")
            departure.cancel()
            self._answer.close()
        if scope["method"] == "HEAD" or not departure.done() or departure.cancelled():
            await send({"type": "http.response.body", "body": b""})

    async def _pass_on(self, send: Send, departure: asyncio.Task[None]) -> None:
        sent = [self._answer.body]
        size = len(self._answer.body)
        await send({"type": "http.response.body", "body": self._answer.body, "more_body": True})
        async for piece in self._answer.rest():
            await send({"type": "http.response.body", "body": piece, "more_body": True})
            size += len(piece)
            if size <= self._largest:
                sent.append(piece)
            if departure.done():
                return
        if size <= self._largest:
            self._whole(b"".join(sent))


async def unless_gone(request: Request, work: Awaitable[_T]) -> _T:
    """Return the outcome of ``work``; when the client leaves meanwhile, cancel it.

    Raises:
        ClientGoneError: the client has left.
    """
    loop = asyncio.get_running_loop()
    asking = asyncio.current_task()
    assert asking is not None
    watch: asyncio.Task[None] | None = None
    gone = over = False

    def leave(_: object) -> None:
        nonlocal gone
        if not over:
            gone = True
            asking.cancel()

    def look() -> None:
        nonlocal watch
        watch = loop.create_task(_departure(request.receive))
        watch.add_done_callback(leave)

    patience = loop.call_later(_PATIENCE_SECONDS, look)  # most are done by then
    try:
        return await work
    except asyncio.CancelledError:
        if not gone or asking.uncancel():  # somebody else has cancelled it, too
            raise
        raise ClientGoneError from None
    finally:
        over = True
        patience.cancel()
        if watch is not None:
            watch.cancel()


async def _departure(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
