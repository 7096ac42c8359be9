"""Standing networks beside SPARQL, and paths between actors."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path
from random import Random
from typing import Any

from runners import made
from runners.measuring import ROOT, Numbers, median_of, once, run_task, say

_PAIRS = 40
_ASKED = {
    "country matrix": ("country-sides", "13-country-matrix"),
    "top institutions": ("co-participation-institutions", "08-top-institutions"),
    "who is tied across sides": ("co-participation", "05-co-participation"),
}
_ACTORS = """PREFIX coop: <https://w3id.org/coopgraph/ontology#>
SELECT DISTINCT ?actor { ?part coop:participant|coop:party ?actor } ORDER BY ?actor"""


def rows(quads: int, times: dict[str, Numbers]) -> list[Numbers]:
    """Measure, file the times, and return the rows for the page."""
    kept = run_task("standing:answers", str(quads), timeout=1800)
    paths = run_task("standing:paths", str(quads), timeout=900)
    say(f"  {kept}\n  {paths}")
    times["paths"] = paths
    found: list[Numbers] = []
    for name, numbers in kept.items():
        times[f"standing, {name}"] = numbers if isinstance(numbers, dict) else {"seconds": numbers}
        if isinstance(numbers, dict) and "milliseconds" in numbers:
            found.append(
                {"what": f"milliseconds, standing network: {name}", "ratio": numbers["milliseconds"]}
            )
    for name in ("median", "p90", "slowest"):
        found.append({"what": f"seconds for a path, {name}", "ratio": paths.get(name)})
    return found


def answers(quads: str) -> Numbers:
    """Task: keep the standing networks of a world, then ask them, and the store in SPARQL."""
    from coopgraph.network.standing import drawn_for, materialise
    from coopgraph.queries import Catalogue
    from coopgraph.store.revisions import StoreFolder

    catalogue = Catalogue.load([ROOT / "queries"])
    questions = made.questions(int(quads))
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        kept = StoreFolder(Path(folder) / "store")
        found["publishing"] = once(
            lambda: kept.publish(made.complete(int(quads)).read_bytes(), {"made": "for benchmarks"})
        )
        revision = kept.current()
        found["all drawn, measured and laid out"] = once(lambda: materialise(revision, catalogue))
        found["all drawn, measured and laid out"]["megabytes on disk"] = round(
            sum(file.stat().st_size for file in (revision.path / "networks").rglob("*.parquet")) / 1e6
        )
        store = revision.open(memory=True)
        for name, (network, question) in _ASKED.items():
            query = catalogue.get(f"networks/{network}")

            def read(query: Any = query) -> Any:
                return drawn_for(query, store, revision.version, revision)

            standing = read()
            asked = {
                "groups": lambda standing=standing: standing.groups("side"),
                "top": lambda standing=standing: standing.top("degree", 20),
                "slice": lambda standing=standing: standing.between("2012", "2014").groups("side"),
                "certain slice": lambda standing=standing: standing.between("2012", "2014", "certainly").top(
                    "strength", 20
                ),
                "read from disk": read,
            }
            for what, work in asked.items():
                milliseconds = median_of(work, 0.5, 3)["seconds"] * 1000
                found[f"{network}, {what}"] = {"milliseconds": milliseconds, "ties": standing.size[1]}
            sparql = lambda text=questions[question]: store.select(text)  # noqa: E731
            found[f"{name} in SPARQL"] = {"milliseconds": median_of(sparql, 1.0, 1)["seconds"] * 1000}
        store.close()
    return found


def paths(quads: str) -> Numbers:
    """Task: look for paths between actors drawn by lot, up to four hops, with their evidence."""
    from coopgraph.network.paths import find_paths
    from coopgraph.queries import Catalogue
    from coopgraph.store.embedded import EmbeddedStore

    store = EmbeddedStore.in_memory()
    store.load_nquads(made.complete(int(quads)))
    catalogue = Catalogue.load([ROOT / "queries"])
    actors = [str(row["actor"]) for row in store.select(_ACTORS).rows]
    rng = Random(1)
    pairs = [rng.sample(actors, 2) for _ in range(_PAIRS + 1)]
    find_paths(store, catalogue, *pairs[0])
    taken, lengths = [], []
    for one, other in pairs[1:]:
        start = time.perf_counter()
        found = find_paths(store, catalogue, one, other)
        taken.append(time.perf_counter() - start)
        lengths.append(len(found.paths[0].hops) if found.paths else 0)
    taken.sort()
    return {
        "median": statistics.median(taken),
        "p90": taken[int(0.9 * len(taken))],
        "slowest": taken[-1],
        "pairs": _PAIRS,
        "actors": len(actors),
        "without path": lengths.count(0),
        "longest": max(lengths),
    }
