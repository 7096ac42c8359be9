"""How load time, memory and answers grow with the graph, embedded and in Virtuoso; where the two cross."""

from __future__ import annotations

import json
import time
from math import exp, log
from typing import Any

from runners import made, virtuoso
from runners.measuring import Numbers, median_of, once, peak_megabytes, run_task, save, say

_JSON = "application/sparql-results+json"
_PATIENCE = 60
_REFUSED = "refused"
METHOD = (
    "The same worlds at three sizes. Embedded: loaded into memory and asked by Store.answer in one process. Virtuoso: "
    "loaded by its own loader, with one thread, and asked over loopback as coopgraph asks it (RemoteStore.answer), so "
    "with the requests and the reading of answers that go with it. Each of the thirteen questions a warm-up and up to "
    "half a second of repetitions, median; the geometric mean is of those that both answered at every size, and the "
    "questions one by one are at the largest. The text is the same for both, worded for the embedded engine. Memory of "
    "Virtuoso is not measured, for it takes what its settings give it; its database is, which should fit there."
)


def run(quads: int) -> Numbers:
    """Measure and save."""
    points: list[Numbers] = []
    for size in (quads // 10, quads // 3, quads):
        say(f"  {size} quads")
        embedded = run_task("growth:embedded", str(size), timeout=1800)
        if "failed" in embedded:
            raise RuntimeError(embedded["failed"])
        points.append({"quads": _quads(size), "embedded": embedded, "virtuoso": _virtuoso(size)})
        say(f"    {points[-1]}")
    both = [name for name in points[0]["embedded"]["ms"] if all(_answered(point, name) for point in points)]
    for point in points:
        for engine in ("embedded", "virtuoso"):
            times = [point[engine]["ms"][name] for name in both if "ms" in point[engine]]
            point[engine]["mean_ms"] = exp(sum(map(log, times)) / len(times)) if times else None
    rows = [
        {"what": f"Virtuoso's time for one of embedded, {point['quads']:,} quads", "ratio": _compared(point)}
        for point in points
    ]
    compared = _question_by_question(points[-1])
    for engine in ("embedded", "Virtuoso"):
        count = sum(row["quicker"] == engine for row in compared)
        rows.append({"what": f"questions quicker in {engine}, of {len(compared)}", "ratio": count})
    refused = sum(row["Virtuoso, ms"] == _REFUSED for row in compared)
    rows.append({"what": f"questions Virtuoso refused, of {len(compared)}", "ratio": refused})
    result = {
        "title": "Growth",
        "method": METHOD,
        "world": made.about(made.world(quads)[1]),
        "rows": rows,
        "table": compared,
        "times": {
            f"{engine}, {point['quads']:,} quads": {
                k: v for k, v in point[engine].items() if k not in ("ms", "rows")
            }
            for point in points
            for engine in ("embedded", "virtuoso")
        },
        "points": points,
    }
    save("growth", result)
    return result


def _quads(size: int) -> int:
    return int(made.about(made.world(size)[1])["quads"])


def _answered(point: Numbers, name: str) -> bool:
    return name in point["embedded"]["ms"] and name in point["virtuoso"].get("ms", {})


def _question_by_question(point: Numbers) -> list[Numbers]:
    """Return for each question both engines' milliseconds, and which is quicker: neither where one refused."""
    theirs, rows = point["virtuoso"].get("ms", {}), []
    for name, ours in point["embedded"]["ms"].items():
        other = theirs.get(name)
        quicker = "" if other is None else "embedded" if ours < other else "Virtuoso"
        shown = _REFUSED if other is None else other
        rows.append({"question": name, "embedded, ms": ours, "Virtuoso, ms": shown, "quicker": quicker})
    return rows


def _compared(point: Numbers) -> float | None:
    ours, theirs = point["embedded"]["mean_ms"], point["virtuoso"]["mean_ms"]
    return theirs / ours if ours and theirs else None


def embedded(quads: str) -> Numbers:
    """Task: load a world into memory and ask it every question."""
    from coopgraph.store.embedded import EmbeddedStore

    size = int(quads)
    store = EmbeddedStore.in_memory()
    loading = once(lambda: store.load_nquads(made.built(size)))
    found = _asked(lambda text: b"".join(store.answer(text, _JSON)), size)
    return {"load_seconds": loading["seconds"], "megabytes": peak_megabytes(), **found}


def _virtuoso(size: int) -> Numbers:
    from coopgraph.store.endpoint import Endpoint
    from coopgraph.store.remote import RemoteStore

    try:
        with (
            virtuoso.loaded(size) as server,
            RemoteStore(Endpoint(server.url, user="dba", password="dba", seconds=_PATIENCE)) as store,
        ):
            found = _asked(lambda text: b"".join(store.answer(text, _JSON)), size)
            return {"load_seconds": server.seconds, "disk_megabytes": server.disk_megabytes, **found}
    except RuntimeError as error:
        return {"failed": str(error)}


def _asked(answer: Any, size: int) -> Numbers:
    """Return the milliseconds and the rows of each question, and which were refused or took too long."""
    from coopgraph.errors import CoopgraphError

    times, rows, refused = {}, {}, []
    for name, text in made.questions(size).items():
        start = time.perf_counter()
        try:
            read = json.loads(answer(text))
        except CoopgraphError as error:
            refused.append(f"{name} ({type(error).__name__})")
            continue
        rows[name] = read["boolean"] if "boolean" in read else len(read["results"]["bindings"])
        slow = time.perf_counter() - start > 5
        found = median_of(lambda text=text: answer(text), 0.0 if slow else 0.5, 1 if slow else 3)  # type: ignore[misc]
        times[name] = 1000 * found["seconds"]
    return {"ms": times, "rows": rows, "refused": refused}
