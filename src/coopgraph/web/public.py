"""Where the server is for its clients: behind a proxy, seldom where it listens.

Pages link relatively (``place``). Headers and documents that need whole addresses take them from here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

if TYPE_CHECKING:
    from fastapi import Request

    from coopgraph.settings import Settings

_WITHIN = re.compile(r"<(?=/)")


def home_of(request: Request) -> str:
    """Return the URL of the server's root, with a slash at its end: as the setting has it, else as the request."""
    settings: Settings = request.app.state.settings
    return f"{settings.public_url.rstrip('/')}/" if settings.public_url else str(request.base_url)


def public(request: Request, path: str) -> str:
    """Return a path of the server as the URL it has for clients; as it is where no setting says."""
    settings: Settings = request.app.state.settings
    return settings.public_url.rstrip("/") + path


class Public:
    """Makes the addresses in headers whole: they are those of ``url``, and not of the server behind the proxy."""

    def __init__(self, app: ASGIApp, url: str) -> None:
        self._app = app
        self._url = url.rstrip("/")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                for name in ("location", "content-location"):
                    if headers.get(name, "").startswith("/"):
                        headers[name] = self._url + headers[name]
                if "link" in headers:
                    headers["link"] = _WITHIN.sub(f"<{self._url}", headers["link"])
                message = {**message, "headers": headers.raw}
            await send(message)

        await self._app(scope, receive, told)
