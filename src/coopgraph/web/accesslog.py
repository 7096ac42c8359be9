"""What is written down about requests: a line of JSON each, where wanted, and every slow query."""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from coopgraph.settings import Settings
from coopgraph.web.metrics import Metrics

SINCE = "since"
"""Of the state of a request: when it came, where that was before it came here."""

ROUTES = ("/", "/sparql", "/store", "/healthz", "/readyz", "/metrics", "/.well-known/void")


class AccessLog:
    """Measures every request, counts it, and writes what the settings ask for on standard error."""

    def __init__(
        self, app: ASGIApp, settings: Settings, metrics: Metrics, write: Callable[[str], object] | None = None
    ) -> None:
        self._app = app
        self._settings = settings
        self._metrics = metrics
        self._write = write or (lambda line: sys.stderr.write(line))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and note how it ended."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        start = state.get(SINCE) or time.perf_counter()
        status, size, cut = 0, 0, True

        async def measured(message: Message) -> None:
            nonlocal status, size, cut
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                size += len(message.get("body", b""))
                cut = message.get("more_body", False)
            await send(message)

        try:
            await self._app(scope, receive, measured)
        finally:
            self.ended(scope, start, status, size, cut)

    def ended(self, scope: Scope, start: float, status: int, size: int, cut: bool = False) -> None:
        """Note how a request ended.

        Args:
            scope: its method, path and client, and in its ``state`` the query.
            start: when it came, by ``time.perf_counter``.
            status: of the response; 0 where there was none.
            size: of its body, in bytes.
            cut: whether it broke off.
        """
        seconds = time.perf_counter() - start
        path = str(scope["path"])
        self._metrics.response(path if path in ROUTES else "other", status, size, seconds)
        query = str(scope["state"].get("query", ""))
        is_slow = bool(query) and 0 < self._settings.slow_query_seconds <= round(seconds, 4)
        if is_slow or self._settings.access_log:
            facts: dict[str, object] = {
                "status": status,
                "bytes": size,
                "ms": round(seconds * 1000, 1),
                "cut": cut,
            }
            self._note(scope, query, is_slow, facts)

    def _note(self, scope: Scope, query: str, is_slow: bool, facts: dict[str, object]) -> None:
        client = scope.get("client")
        line: dict[str, object] = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "event": "slow query" if is_slow else "request",
            "client": client[0] if client else "",
            "method": scope["method"],
            "path": scope["path"],
            **facts,
        }
        if query:
            line["query_hash"] = hashlib.sha256(query.encode()).hexdigest()[:16]
        if is_slow:
            line["query"] = query
        self._write(json.dumps(line, ensure_ascii=False) + "\n")
