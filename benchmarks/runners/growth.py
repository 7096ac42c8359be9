"""How load time, memory and answers grow with the graph, embedded and in Virtuoso; where the two cross."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from math import exp, log

from runners import made, virtuoso
from runners.measuring import Numbers, hold, once, peak_megabytes, run_task, save, say

_JSON = "application/sparql-results+json"
_PATIENCE = 60
_REFUSED = "refused"
_LADDER = (100_000, 300_000, 1_000_000, 3_000_000, 10_000_000)
_LONGEST = 1800
_MOST_MEGABYTES = 18_000
METHOD = (
    "The same world at several sizes. Embedded: loaded into memory and asked by Store.answer in one process. Virtuoso: "
    "loaded by its own loader, with one thread, and asked over loopback as coopgraph asks it (RemoteStore.answer), so "
    "with the requests and the reading of answers that go with it. Each of the thirteen questions a warm-up and up to "
    "half a second of repetitions, three at least, median; one that takes over five seconds once. The geometric mean "
    "is of those that both answered at every size, and the questions one by one are at the size nearest a million. The "
    "text is the same for both, worded for the embedded engine. Times are those of processors, of the engine and of "
    "who asks together, so that other work on the machine matters little; Virtuoso may use two for one question. "
    "Memory of Virtuoso is not measured, for it takes what its settings give it; its database is, which should fit "
    "there."
)


def run(quads: int) -> Numbers:
    """Measure and save; what the smaller sizes gave is saved before a larger one is begun."""
    points: list[Numbers] = []
    result: Numbers = {}
    for size in sizes(quads):
        say(f"  {size} quads")
        drawn = run_task("growth:drawn", str(size), timeout=_LONGEST)
        embedded = drawn if "failed" in drawn else run_task("growth:embedded", str(size), timeout=_LONGEST)
        if "failed" in embedded:
            if len(points) < 2:
                raise RuntimeError(embedded["failed"])
            say(f"    not measured at {size} quads: {embedded['failed']}")
            break
        points.append({"quads": _quads(size), "embedded": embedded, "virtuoso": _virtuoso(size)})
        say(f"    {points[-1]}")
        if len(points) > 1:
            result = _result(points, size)
            save("growth", result)
    return result


def sizes(quads: int) -> list[int]:
    """Return the sizes up to ``quads``, about three times as large each as the one before; three at least."""
    smaller = [size for size in _LADDER if size < 0.9 * quads]
    return [*(smaller if len(smaller) >= 2 else (quads // 10, quads // 3)), quads]


def _result(points: list[Numbers], size: int) -> Numbers:
    both = [name for name in points[0]["embedded"]["ms"] if all(_answered(point, name) for point in points)]
    for point in points:
        for engine in ("embedded", "virtuoso"):
            times = [point[engine]["ms"][name] for name in both if "ms" in point[engine]]
            point[engine]["mean_ms"] = exp(sum(map(log, times)) / len(times)) if times else None
    rows = [
        {"what": f"Virtuoso's time for one of embedded, {point['quads']:,} quads", "ratio": _compared(point)}
        for point in points
    ]
    asked = min(points, key=lambda point: abs(point["quads"] - 1_000_000))
    compared = _question_by_question(asked)
    of = f"of {len(compared)}, {asked['quads']:,} quads"
    for engine in ("embedded", "Virtuoso"):
        count = sum(row["quicker"] == engine for row in compared)
        rows.append({"what": f"questions quicker in {engine}, {of}", "ratio": count})
    refused = sum(row["Virtuoso, ms"] == _REFUSED for row in compared)
    rows.append({"what": f"questions Virtuoso refused, {of}", "ratio": refused})
    return {
        "title": "Growth",
        "method": METHOD,
        "world": made.about(made.world(size)[1]),
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


def drawn(quads: str) -> Numbers:
    """Task: make the world and draw its shortcuts, by a process of its own, for the memory it takes."""
    hold(_MOST_MEGABYTES)
    made.merged(made.built(int(quads)))
    return {"megabytes": peak_megabytes()}


def embedded(quads: str) -> Numbers:
    """Task: load a world into memory and ask it every question."""
    from coopgraph.store.embedded import EmbeddedStore

    size = int(quads)
    hold(_MOST_MEGABYTES)
    store = EmbeddedStore.in_memory()
    loading = once(lambda: store.load_nquads(made.built(size)))
    found = _asked(lambda text: b"".join(store.answer(text, _JSON)), size, time.process_time)
    return {"load_seconds": loading["cpu"], "megabytes": peak_megabytes(), **found}


def _virtuoso(size: int) -> Numbers:
    from coopgraph.store.endpoint import Endpoint
    from coopgraph.store.remote import RemoteStore

    try:
        with (
            virtuoso.loaded(size) as server,
            RemoteStore(Endpoint(server.url, user="dba", password="dba", seconds=_PATIENCE)) as store,
        ):
            busy = lambda: time.process_time() + server.busy()  # noqa: E731
            found = _asked(lambda text: b"".join(store.answer(text, _JSON)), size, busy)
            return {"load_seconds": server.seconds, "disk_megabytes": server.disk_megabytes, **found}
    except RuntimeError as error:
        return {"failed": str(error)}


def _asked(answer: Callable[[str], bytes], size: int, busy: Callable[[], float]) -> Numbers:
    """Return the milliseconds and the rows of each question, and which were refused or took too long.

    Args:
        answer: asks.
        size: of the world.
        busy: the seconds of processors taken so far.
    """
    from coopgraph.errors import CoopgraphError

    times, rows, refused = {}, {}, []
    for name, text in made.questions(size).items():
        start, begun = busy(), time.perf_counter()
        try:
            read = json.loads(answer(text))
        except CoopgraphError as error:
            refused.append(f"{name} ({type(error).__name__})")
            continue
        rows[name] = read["boolean"] if "boolean" in read else len(read["results"]["bindings"])
        taken = [busy() - start]
        if time.perf_counter() - begun < 5:
            taken, end = [], time.perf_counter() + 0.5
            while len(taken) < 3 or (time.perf_counter() < end and len(taken) < 30):
                start = busy()
                answer(text)
                taken.append(busy() - start)
        times[name] = 1000 * statistics.median(taken)
    return {"ms": times, "rows": rows, "refused": refused}
