"""Counters of the server, in the text format Prometheus reads.

Reference: Prometheus text-based exposition format 0.0.4.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import accumulate

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_BOUNDS = (0.005, 0.02, 0.1, 0.5, 2.0, 10.0, 30.0)
_ABOUT = {
    "timeouts": "Queries stopped because their time was over.",
    "refused": "Queries refused because too many were waiting.",
    "limited": "Requests refused because their address had sent too many within a minute.",
    "abandoned": "Queries stopped because the client had left.",
    "cut": "Answers that broke off after part of them had been sent.",
    "cached": "Answers given from the cache.",
    "unchanged": "Requests answered with 304.",
    "writes": "Changes published at the wish of a client.",
    "revisions": "Revisions that took over while serving.",
}


class Metrics:
    """Counts since the server started. Used from one thread only."""

    def __init__(self) -> None:
        self._events: Counter[str] = Counter(dict.fromkeys(_ABOUT, 0))
        self._refusals: Counter[str] = Counter()
        self._responses: Counter[tuple[str, int]] = Counter()
        self._bytes = 0
        self._buckets = [0] * (len(_BOUNDS) + 1)
        self._seconds = 0.0
        self._queries = 0

    def count(self, event: str) -> None:
        """Count an event of those that have a description here."""
        assert event in _ABOUT
        self._events[event] += 1

    def refuse(self, reason: str) -> None:
        """Count a write that was refused. There are few reasons, and none is said by the client."""
        self._refusals[reason] += 1

    def response(self, route: str, status: int, size: int, seconds: float) -> None:
        """Count a response; the time of those to ``/sparql`` goes into the histogram."""
        self._responses[route, status] += 1
        self._bytes += size
        if route == "/sparql":
            self._queries += 1
            self._seconds += seconds
            self._buckets[bisect_left(_BOUNDS, seconds)] += 1

    def text(self, gauges: Mapping[str, float], version: str) -> str:
        """Return everything as text. ``gauges`` are values of this moment, by name."""
        lines: list[str] = []
        lines += _family(
            "responses_total", "counter", "Responses by route and status.",
            ((f'route="{r}",status="{s}"', n) for (r, s), n in sorted(self._responses.items())),
        )  # fmt: skip
        lines += _family("response_bytes_total", "counter", "Bytes of response bodies.", [("", self._bytes)])
        for name, about in _ABOUT.items():
            lines += _family(f"{name}_total", "counter", about, [("", self._events[name])])
        refusals = ((f'reason="{reason}"', n) for reason, n in sorted(self._refusals.items()))
        lines += _family("writes_refused_total", "counter", "Changes that were refused, by reason.", refusals)
        lines += [
            "# HELP coopgraph_sparql_seconds Time from a request to the end of its response.",
            "# TYPE coopgraph_sparql_seconds histogram",
            *(
                f'coopgraph_sparql_seconds_bucket{{le="{bound}"}} {number}'
                for bound, number in zip(_BOUNDS, accumulate(self._buckets), strict=False)
            ),
            f'coopgraph_sparql_seconds_bucket{{le="+Inf"}} {self._queries}',
            f"coopgraph_sparql_seconds_sum {self._seconds:.6f}",
            f"coopgraph_sparql_seconds_count {self._queries}",
        ]
        for name, value in gauges.items():
            lines += _family(
                name, "gauge", f"{name.replace('_', ' ').capitalize()} at this moment.", [("", value)]
            )
        lines += _family("graph_info", "gauge", "The version being served.", [(f'version="{version}"', 1)])
        return "\n".join(lines) + "\n"


def _family(name: str, kind: str, about: str, samples: Iterable[tuple[str, float]]) -> list[str]:
    head = [f"# HELP coopgraph_{name} {about}", f"# TYPE coopgraph_{name} {kind}"]
    return head + [
        f"coopgraph_{name}{f'{{{labels}}}' if labels else ''} {value}" for labels, value in samples
    ]
