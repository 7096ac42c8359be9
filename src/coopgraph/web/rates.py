"""So many requests a minute from one address, where the settings say how many.

Each address has a bucket of tokens that fills steadily; a request takes one. Of a bucket nothing is kept but
the moment at which it is full again, and nothing at all once that has passed.
"""

from __future__ import annotations

import socket
import time
from collections import OrderedDict
from collections.abc import Callable
from math import ceil

from starlette.types import ASGIApp, Receive, Scope, Send

from coopgraph.web.faults import TooManyRequestsError
from coopgraph.web.metrics import Metrics
from coopgraph.web.problems import kind_of, problem, status_of, title_of

UNLIMITED = frozenset(["/healthz", "/readyz"])
"""Paths that are always answered: whoever looks after the server must see it when it is busiest."""

_MOST_ADDRESSES = 100_000
_MAPPED = bytes(10) + b"\xff\xff"


class Rates:
    """How many requests each address has made lately. Used from one thread only."""

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with every bucket full.

        Args:
            a_minute: how many requests; so many may also come at once.
            clock: in seconds.
        """
        self._interval = 60 / a_minute
        self._clock = clock
        self._full: OrderedDict[str, float] = OrderedDict()

    def __len__(self) -> int:
        """Return how many addresses are remembered: those of the last minute, 100,000 at most."""
        return len(self._full)

    def wait(self, address: str) -> float:
        """Count a request, unless it is one too many: then return the seconds until one will be taken, else 0.

        Beyond 100,000 addresses within a minute, those that were quiet longest are forgotten.
        """
        now = self._clock()
        full = max(self._full.get(address, now), now) + self._interval
        if full > now + 60 + 1e-9:
            return full - now - 60
        self._full[address] = full
        self._full.move_to_end(address)
        while self._full:
            oldest = next(iter(self._full))
            if self._full[oldest] > now and len(self._full) <= _MOST_ADDRESSES:
                break
            del self._full[oldest]
        return 0


class Limit:
    """Refuses the requests of an address that makes too many, before anything else looks at them."""

    def __init__(self, app: ASGIApp, rates: Rates, metrics: Metrics) -> None:
        self._app = app
        self._rates = rates
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it with status 429 and the seconds to wait."""
        wait = 0.0
        if scope["type"] == "http" and scope["path"] not in UNLIMITED:
            wait = self._rates.wait(neighbourhood(scope["client"][0] if scope["client"] else ""))
        if not wait:
            await self._app(scope, receive, send)
            return
        self._metrics.count("limited")
        error = TooManyRequestsError("this address sends too many requests; wait as long as Retry-After says")
        headers = {
            "Retry-After": str(ceil(wait)),
            "Access-Control-Allow-Origin": "*",  # scripts of other origins may read it, as any answer
            "Access-Control-Expose-Headers": "Retry-After",
        }
        kind = type(error)
        refusal = problem(status_of(error), str(error), kind_of(kind), title_of(kind), headers)
        await refusal(scope, receive, send)


def neighbourhood(host: str) -> str:
    """Return what an address is counted by: itself, or of IPv6 the first 64 bits, the least a customer is given.

    An address of IPv4 within IPv6 is the one of IPv4. What is no address stands for itself.
    """
    if ":" not in host:
        return host
    try:
        packed = socket.inet_pton(socket.AF_INET6, host.partition("%")[0])
    except OSError:
        return host
    if packed.startswith(_MAPPED):
        return socket.inet_ntoa(packed[12:])
    return socket.inet_ntop(socket.AF_INET6, packed[:8] + bytes(8)) + "/64"
