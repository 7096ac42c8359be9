"""Search by any spelling over 100,000 names, beside RapidFuzz over every name."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

from runners.measuring import ROOT, Numbers, once, run_task, save, say

_NAMES = 100_000
_ASKED = 500
METHOD = (
    "100,000 full names made of names attested in Wikidata (those of ten bearers and of two, "
    "tests/resolution/variants.py), in Latin letters; 500 of them asked for as Wikidata has them in Cyrillic, every "
    "other one family name first. Recall is the share found among the first five. The peer is what one would write "
    "first: RapidFuzz's WRatio over every name, the question transliterated letter by letter. Milliseconds of "
    "processor time; 'beginnings' are 26 pairs of letters, which match thousands of names; 'one slip' are 500 of the "
    "names with two letters swapped."
)


def run(quads: int) -> Numbers:
    """Measure and save. The number of quads plays no part."""
    say("  coopgraph")
    ours = run_task("search:ours", timeout=900)
    say("  RapidFuzz over every name")
    peer = run_task("search:peer", timeout=1800)
    for found in (ours, peer):
        if "failed" in found:
            raise RuntimeError(found["failed"])
    rows = [
        {
            "what": "times RapidFuzz over every name, median",
            "ratio": peer["median_ms"] / ours["script"]["median_ms"],
        },
        {"what": "recall at 5, other script", "ratio": ours["script"]["recall_at_5"]},
        {"what": "recall at 5, other script, RapidFuzz", "ratio": peer["recall_at_5"]},
        {"what": "recall at 5, one slip", "ratio": ours["one slip"]["recall_at_5"]},
        {
            "what": "longest search, ms of processor time",
            "ratio": max(ours[kind]["longest_ms"] for kind in ("script", "one slip", "beginnings")),
        },
    ]
    result = {
        "title": "Search",
        "method": METHOD,
        "rows": rows,
        "times": {"coopgraph": ours, "RapidFuzz over every name": peer},
    }
    save("search", result)
    return result


def ours() -> Numbers:
    """Task: build the index and search it."""
    from coopgraph.namespaces import COOP
    from coopgraph.resolution.index import Name, NameIndex

    people, asked = _world()
    names = [Name(latin, latin, latin, COOP + "Person") for latin, _ in people]
    built: list[NameIndex] = []
    building = once(lambda: built.append(NameIndex.build(names)))
    find = built[0].find

    def five(text: str) -> list[str]:
        return [hit.iri for hit in find(text, limit=5)]

    letters = "abcdefghijklmnopqrstuvwxyz"
    five("warm up")
    return {
        "building": building,
        "script": _measured(five, asked),
        "one slip": _measured(five, _with_slips(people)),
        "beginnings": _measured(
            five, [(one + other, "") for one, other in zip(letters, "aeiou" * 6, strict=False)]
        ),
    }


def peer() -> Numbers:
    """Task: the same questions of RapidFuzz, over every name."""
    from rapidfuzz import fuzz, process

    from coopgraph.resolution.transliteration import to_latin

    people, asked = _world()
    names = [latin.lower() for latin, _ in people]

    def five(text: str) -> list[str]:
        return [
            people[at][0] for _, _, at in process.extract(to_latin(text), names, scorer=fuzz.WRatio, limit=5)
        ]

    return _measured(five, asked[::5])


def _world() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the people, and the questions: a spelling, and the name it is to lead to."""
    sys.path.insert(0, str(ROOT / "tests"))
    from resolution.variants import of_people

    people = of_people(_NAMES)
    chosen = people[:: len(people) // _ASKED][:_ASKED]
    asked = [
        (cyrillic if at % 2 else " ".join(reversed(cyrillic.split())), latin)
        for at, (latin, cyrillic) in enumerate(chosen)
    ]
    return people, asked


def _with_slips(people: list[tuple[str, str]]) -> list[tuple[str, str]]:
    from resolution.variants import slipped

    chosen = people[7 :: len(people) // _ASKED][:_ASKED]
    return [(" ".join([latin.split()[0], slipped(latin.split()[-1], 1)]), latin) for latin, _ in chosen]


def _measured(five: Callable[[str], list[str]], asked: Iterable[tuple[str, str]]) -> dict[str, Any]:
    times, found = [], []
    for text, wanted in asked:
        start = time.process_time()
        hits = five(text)
        times.append(1000 * (time.process_time() - start))
        found.append(wanted in hits)
    times.sort()
    numbers: dict[str, Any] = {
        "median_ms": statistics.median(times),
        "p95_ms": times[int(0.95 * (len(times) - 1))],
        "longest_ms": times[-1],
        "searches": len(times),
    }
    if any(found):
        numbers["recall_at_5"] = sum(found) / len(found)
    return numbers
