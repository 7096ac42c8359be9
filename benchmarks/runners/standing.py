"""Standing networks beside SPARQL, and paths between actors."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path
from random import Random
from typing import Any

from runners import made
from runners.measuring import ROOT, Numbers, median_of, once, run_task, save, say

_PAIRS = 40
_ASKED = {
    "country matrix": ("country-sides", "13-country-matrix"),
    "top institutions": ("co-participation-institutions", "08-top-institutions"),
    "who is tied across sides": ("co-participation", "05-co-participation"),
}
_ACTORS = """PREFIX coop: <https://w3id.org/coopgraph/ontology#>
SELECT DISTINCT ?actor { ?part coop:participant|coop:party ?actor } ORDER BY ?actor"""


METHOD = (
    "Standing networks are made and read in the folder of a revision of the world and asked in one process, "
    "beside a question to the store in memory, in SPARQL, that an analyst would put for the same purpose: a "
    "warm-up, then the median. Paths of up to four hops are looked for, with the evidence of every hop, "
    f"between {_PAIRS} pairs of actors drawn by lot, each once, in the store in memory."
)


def run(quads: int) -> Numbers:
    """Measure and save."""
    made.built(quads)
    times: dict[str, Numbers] = {}
    rows: list[Numbers] = []
    kept = run_task("standing:answers", str(quads), timeout=1800)
    if "failed" in kept:
        kept = {"all": kept}
    for name, numbers in kept.items():
        times[name] = numbers
        say(f"  {name}: {numbers}")
        if "milliseconds" in numbers:
            rows.append(
                {
                    "what": f"milliseconds, {name}",
                    "ratio": numbers["milliseconds"],
                    "of_processor_time": numbers["cpu"],
                }
            )
    times["paths"] = found = run_task("standing:paths", str(quads), timeout=900)
    say(f"  {found}")
    for name in ("median", "p90", "slowest"):
        row = {"what": f"seconds for a path, {name}", "ratio": found.get(name)}
        rows.append({**row, "of_processor_time": found.get(f"{name} cpu")})
    result = {
        "title": "Standing networks and paths",
        "method": METHOD,
        "world": made.about(made.world(quads)[1]),
        "rows": rows,
        "times": times,
    }
    save("standing", result)
    return result


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
            lambda: kept.publish(made.built(int(quads)).read_bytes(), {"made": "for benchmarks"})
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
                found[f"{network}, {what}"] = {
                    **_milliseconds(median_of(work, 0.5, 3)),
                    "ties": standing.size[1],
                }
            sparql = lambda text=questions[question]: store.select(text)  # noqa: E731
            found[f"{name}, in SPARQL"] = _milliseconds(median_of(sparql, 1.0, 1))
        store.close()
    return found


def _milliseconds(found: Numbers) -> Numbers:
    return {"milliseconds": found["seconds"] * 1000, "cpu": found["cpu"] * 1000, "runs": found["runs"]}


def paths(quads: str) -> Numbers:
    """Task: look for paths between actors drawn by lot, up to four hops, with their evidence."""
    from coopgraph.network.paths import find_paths
    from coopgraph.queries import Catalogue
    from coopgraph.store.embedded import EmbeddedStore

    store = EmbeddedStore.in_memory()
    store.load_nquads(made.built(int(quads)))
    catalogue = Catalogue.load([ROOT / "queries"])
    actors = [str(row["actor"]) for row in store.select(_ACTORS).rows]
    rng = Random(1)
    pairs = [rng.sample(actors, 2) for _ in range(_PAIRS + 1)]
    find_paths(store, catalogue, *pairs[0])
    taken, busy, lengths = [], [], []
    for one, other in pairs[1:]:
        start, working = time.perf_counter(), time.process_time()
        found = find_paths(store, catalogue, one, other)
        taken.append(time.perf_counter() - start)
        busy.append(time.process_time() - working)
        lengths.append(len(found.paths[0].hops) if found.paths else 0)
    return {
        **_spread("", taken),
        **_spread(" cpu", busy),
        "pairs": _PAIRS,
        "actors": len(actors),
        "without path": lengths.count(0),
        "longest": max(lengths),
    }


def _spread(suffix: str, seconds: list[float]) -> Numbers:
    ordered = sorted(seconds)
    p90 = ordered[int(0.9 * len(ordered))]
    found = {"median": statistics.median(ordered), "p90": p90, "slowest": ordered[-1]}
    return {f"{name}{suffix}": value for name, value in found.items()}
