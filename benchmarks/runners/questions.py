"""Thirteen questions of the field, asked of coopgraph, of the engine with the same text, and of rdflib."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable, Mapping
from math import exp, log
from typing import Any

from coopgraph.web.workers.nursery import environment
from runners import made
from runners.measuring import Numbers, median_of, once, run_task, save, say

_ANSWERED = "application/sparql-results+json"
METHOD = (
    "All stores hold the ontology, the named graphs, the shortcuts that a build draws and the merged default "
    "graph in memory, loaded from the sorted N-Quads that a build publishes; each is asked the same text, which "
    "is worded for the embedded engine. coopgraph and the engine answer in one process, which has the environment "
    "that the server gives its workers, in turn, question by question: a warm-up, then repetitions for up to "
    "three seconds; median; the answer serialised as SPARQL JSON (coopgraph: Store.answer; engine: query and "
    "serialize). rdflib answers over the same quads in a process of its own, once, and is compared by processor "
    "time, as it may take half an hour. It is given up after {patience} s of that for one question; a question it "
    "was given up on counts with that time, so 'at least'. The numbers of rows are compared; where rdflib was "
    "given up, with its answer over a tenth of the quads."
)


def run(quads: int, patience: int) -> Numbers:
    """Measure and save; rdflib is given up after ``patience`` seconds of processor time for one question."""
    say("  rdflib")
    slow = _asked("questions:rdflib_graph", quads, patience)
    say("  coopgraph and the engine")
    full = _asked("questions:both", quads, environment=environment())
    given_up = [name for name, found in slow.items() if "failed" in found]
    small, checked = {}, {}
    if given_up:
        say(f"  given up: {', '.join(given_up)}; comparing answers over a tenth")
        small = _asked("questions:embedded_rows", quads // 10)
        checked = _asked("questions:rdflib_graph", quads // 10, patience, *given_up)
    rows = []
    for name, found in full.items():
        peer = slow[name]
        waited = peer.get("cpu", patience)
        theirs, ours = (checked[name], small[name]) if name in checked else (peer, found)
        equal = found["agree"] and theirs["rows"] == ours["rows"] if "rows" in theirs else "not compared"
        rows.append(
            {
                "question": name,
                "rows": found["rows"],
                "coopgraph, ms": 1000 * found["ours"]["seconds"],
                "engine, ms": 1000 * found["engine"]["seconds"],
                "ratio": found["ours"]["seconds"] / found["engine"]["seconds"],
                "rdflib, ms": f"given up after {patience} s" if "failed" in peer else 1000 * peer["cpu"],
                "times rdflib": waited / found["ours"]["cpu"],
                "answers agree": equal,
            }
        )
    least = ", at least" if given_up else ""
    summary = [
        {
            "what": "time against the engine, geometric mean",
            "ratio": _mean([row["ratio"] for row in rows]),
            "of_processor_time": _mean([f["ours"]["cpu"] / f["engine"]["cpu"] for f in full.values()]),
        },
        {
            "what": f"times rdflib, geometric mean{least}",
            "ratio": _mean([row["times rdflib"] for row in rows]),
        },
        {"what": f"questions rdflib gave up on, of {len(rows)}", "ratio": len(given_up)},
        {
            "what": f"questions with equal answers, of {len(rows)}",
            "ratio": sum(row["answers agree"] is True for row in rows),
        },
    ]
    result = {
        "title": "Questions",
        "method": METHOD.format(patience=patience),
        "world": made.about(made.world(quads)[1]),
        "rows": summary,
        "table": rows,
    }
    save("questions", result)
    return result


def _asked(
    task: str, quads: int, *arguments: object, environment: Mapping[str, str] = os.environ
) -> dict[str, Numbers]:
    found = run_task(task, str(quads), *map(str, arguments), timeout=7200, environment=environment)
    if "failed" in found:
        raise RuntimeError(found["failed"])
    questions: dict[str, Numbers] = found["questions"]
    return questions


def _mean(values: list[float]) -> float:
    return exp(sum(map(log, values)) / len(values))


def both(quads: str) -> Numbers:
    """Task: ask coopgraph and the engine every question, in turn."""
    import pyoxigraph as ox

    from coopgraph.store.embedded import EmbeddedStore

    size = int(quads)
    store, engine = EmbeddedStore.in_memory(), ox.Store()
    world = made.built(size)
    store.load_nquads(world)
    engine.bulk_load(path=str(world), format=ox.RdfFormat.N_QUADS)
    engine.bulk_load(path=str(made.merged(world)), format=ox.RdfFormat.N_TRIPLES)
    found = {}
    for name, text in made.questions(size).items():

        def by_store(text: str = text) -> bytes:
            return b"".join(store.answer(text, _ANSWERED))

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
    return {"questions": found}


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


def embedded_rows(quads: str) -> Numbers:
    """Task: ask coopgraph every question, once, for the number of rows."""
    from coopgraph.store.embedded import EmbeddedStore

    store = EmbeddedStore.in_memory()
    store.load_nquads(made.built(int(quads)))
    answers = {
        name: json.loads(b"".join(store.answer(text, _ANSWERED)))
        for name, text in made.questions(int(quads)).items()
    }
    return {"questions": {name: {"rows": _rows(answer)} for name, answer in answers.items()}}


def rdflib_graph(quads: str, patience: str, *names: str) -> Numbers:
    """Task: ask rdflib each question, or those named, once, with so many seconds of patience for one."""
    from rdflib import Dataset

    dataset = Dataset(default_union=True)
    dataset.parse(made.built(int(quads)), format="nquads")
    found: dict[str, Numbers] = {}
    signal.signal(signal.SIGPROF, _ring)
    for name, text in made.questions(int(quads)).items():
        rows: list[int | bool] = []

        def work(text: str = text, rows: list[int | bool] = rows) -> None:
            answer = dataset.query(text)
            rows.append(bool(answer.askAnswer) if answer.type == "ASK" else len(list(answer)))

        if names and name not in names:
            continue
        signal.setitimer(signal.ITIMER_PROF, float(patience))
        try:
            busy = time.thread_time()  # that of the process is counted in ticks while its alarm is set
            found[name] = once(work)
            found[name]["cpu"] = time.thread_time() - busy
            found[name]["rows"] = rows[-1]
        except TimeoutError:
            found[name] = {"failed": f"no answer within {patience} s"}
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    return {"questions": found}


def _ring(*_: object) -> None:
    raise TimeoutError
