"""The short way in: plain reading requests to the endpoint, past the layers of the framework.

The layers that FastAPI puts around every route take longer than a quick query. A GET that no script of
a browser sends, and so needs no headers for other origins, is answered the same without them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import cast

from fastapi import FastAPI, Request
from fastapi.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

READING = ("GET", "HEAD")


class Door:
    """Lets plain reading requests of one path straight to what answers them, and all others to the application."""

    def __init__(
        self, app: ASGIApp, inside: FastAPI, path: str, answer: Callable[[Request], Awaitable[Response]]
    ) -> None:
        """Make the door.

        Args:
            app: where all other requests go.
            inside: the application whose state and exception handlers ``answer`` relies on.
            path: of the requests let through.
            answer: what the application answers this path by.
        """
        self._app = app
        self._inside = inside
        self._path = path
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if not self._plain(scope):
            await self._app(scope, receive, send)
            return
        scope["app"] = self._inside
        request = Request(scope, receive)
        try:
            response = await self._answer(request)
        except Exception as error:
            handlers = self._inside.exception_handlers
            kind = next(kind for kind in type(error).__mro__ if kind in handlers)
            response = cast(Response, await handlers[kind](request, error))  # type: ignore[misc]
            if kind is Exception:  # a fault of ours, which the server writes down
                await response(scope, receive, send)
                raise
        await response(scope, receive, send)

    def _plain(self, scope: Scope) -> bool:
        return (
            scope["type"] == "http"
            and scope["path"] == self._path
            and scope["method"] in READING
            and all(name != b"origin" for name, _ in scope["headers"])
        )
