"""Thirteen questions of the field, asked of coopgraph, of the engine with the same text, and of rdflib."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from math import exp, log
from pathlib import Path
from typing import Any

from runners import made
from runners.measuring import Numbers, median_of, run_task, save, say

_PATIENCE = 30
METHOD = (
    "All stores hold the ontology, the named graphs and the merged default graph in memory. coopgraph and the engine "
    "answer in one process, in turn, question by question: a warm-up, then repetitions for up to three seconds; "
    "median, the answer serialised as SPARQL JSON (coopgraph: Store.answer; engine: query and serialize). rdflib "
    f"answers over a tenth of the quads in a process of its own, once, given up after {_PATIENCE} s. The numbers of "
    "rows are compared: coopgraph with the engine at full size and with rdflib at a tenth."
)


def run(quads: int) -> Numbers:
    """Measure and save."""
    say("  coopgraph and the engine")
    full = run_task("questions:both", str(quads), timeout=1800)
    say("  coopgraph at a tenth, for the comparison of answers")
    tenth = run_task("questions:both", str(quads // 10), timeout=900)
    say("  rdflib at a tenth")
    slow = run_task("questions:rdflib_graph", str(quads // 10), timeout=60 * _PATIENCE)
    for found in (full, tenth, slow):
        if "failed" in found:
            raise RuntimeError(found["failed"])
    rows = []
    for name, found in full["questions"].items():
        peer, small = slow["questions"][name], tenth["questions"][name]
        rows.append(
            {
                "what": name,
                "rows": found["rows"],
                "coopgraph_ms": 1000 * found["ours"]["seconds"],
                "engine_ms": 1000 * found["engine"]["seconds"],
                "ratio": found["ours"]["seconds"] / found["engine"]["seconds"],
                "of_processor_time": found["ours"]["cpu"] / found["engine"]["cpu"],
                "rdflib_tenth_ms": 1000 * peer["seconds"] if "seconds" in peer else None,
                "times_rdflib_tenth": peer["seconds"] / found["ours"]["seconds"]
                if "seconds" in peer
                else None,
                "given_up": "seconds" not in peer,
                "answers_agree": found["agree"] and ("rows" not in peer or peer["rows"] == small["rows"]),
            }
        )
    known = [float(row["times_rdflib_tenth"]) for row in rows if row["times_rdflib_tenth"]]
    least = known + [1000 * _PATIENCE / row["coopgraph_ms"] for row in rows if row["given_up"]]
    same_size = [
        slow["questions"][name].get("seconds", _PATIENCE) / found["ours"]["seconds"]
        for name, found in tenth["questions"].items()
    ]
    summary = [
        {
            "what": "time against the engine, geometric mean",
            "ratio": _mean([row["ratio"] for row in rows]),
            "of_processor_time": _mean([row["of_processor_time"] for row in rows]),
        },
        {"what": "times rdflib, both at a tenth, geometric mean, at least", "ratio": _mean(same_size)},
        {
            "what": "times rdflib at a tenth, coopgraph at full size, geometric mean, at least",
            "ratio": _mean(least),
        },
        {"what": "questions rdflib gave up on, of 13", "ratio": sum(row["given_up"] for row in rows)},
        {"what": "questions with equal answers, of 13", "ratio": sum(row["answers_agree"] for row in rows)},
    ]
    result = {
        "title": "Questions",
        "method": METHOD,
        "world": made.about(made.world(quads)[1]),
        "rows": summary,
        "table": rows,
    }
    save("questions", result)
    return result


def _mean(values: list[float]) -> float:
    return exp(sum(map(log, values)) / len(values))


def both(quads: str) -> Numbers:
    """Task: ask coopgraph and the engine every question, in turn."""
    import pyoxigraph as ox

    from coopgraph.store.embedded import EmbeddedStore

    size = int(quads)
    store, engine = EmbeddedStore.in_memory(), ox.Store()
    store.load_nquads(made.complete(size))
    engine.bulk_load(path=str(made.complete(size)), format=ox.RdfFormat.N_QUADS)
    engine.bulk_load(path=str(made.merged(size)), format=ox.RdfFormat.N_TRIPLES)
    found = {}
    for name, text in made.questions(size).items():

        def by_store(text: str = text) -> bytes:
            return b"".join(store.answer(text, "application/sparql-results+json"))

        def by_engine(text: str = text) -> bytes:
            answer = engine.query(text)
            assert not isinstance(answer, ox.QueryTriples)
            return answer.serialize(format=ox.QueryResultsFormat.JSON) or b""

        ours, theirs = json.loads(by_store()), json.loads(by_engine())
        found[name] = {
            "rows": _rows(ours),
            "agree": _rows(ours) == _rows(theirs),
            **_in_turn(by_store, by_engine),
        }
    return {"seconds": 0.0, "questions": found}


def _in_turn(one: Callable[[], bytes], other: Callable[[], bytes]) -> dict[str, Numbers]:
    """Return the medians of two rivals: half of each one's repetitions before the other's, half after."""
    first, second = median_of(one, 0.75), median_of(other, 0.75)
    third, fourth = median_of(other, 0.75), median_of(one, 0.75)
    return {"ours": _merge(first, fourth), "engine": _merge(second, third)}


def _merge(one: Numbers, other: Numbers) -> Numbers:
    return {
        "seconds": (one["seconds"] + other["seconds"]) / 2,
        "best": min(one["best"], other["best"]),
        "cpu": (one["cpu"] + other["cpu"]) / 2,
        "runs": one["runs"] + other["runs"],
    }


def _rows(answer: dict[str, Any]) -> int | bool:
    return answer["boolean"] if "boolean" in answer else len(answer["results"]["bindings"])


def rdflib_graph(quads: str) -> Numbers:
    """Task: ask rdflib every question, once, with patience."""
    from rdflib import Dataset

    size = int(quads)
    dataset = Dataset(default_union=True)
    dataset.parse(Path(made.complete(size)), format="nquads")
    found: dict[str, Numbers] = {}
    signal.signal(signal.SIGALRM, _ring)
    for name, text in made.questions(size).items():
        rows: list[int | bool] = []

        def work(text: str = text, rows: list[int | bool] = rows) -> None:
            answer = dataset.query(text)
            rows.append(bool(answer.askAnswer) if answer.type == "ASK" else len(list(answer)))

        signal.alarm(_PATIENCE)
        try:
            from runners.measuring import seconds_of

            found[name] = {"seconds": seconds_of(work)}
            found[name]["rows"] = rows[-1]
        except TimeoutError:
            found[name] = {"failed": f"no answer within {_PATIENCE} s"}
        finally:
            signal.alarm(0)
    return {"seconds": 0.0, "questions": found}


def _ring(*_: object) -> None:
    raise TimeoutError
