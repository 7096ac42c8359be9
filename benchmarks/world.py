#!/usr/bin/env python3
"""Write a world of bilateral cooperation as N-Quads, graph by graph, in the model of the product.

    python benchmarks/world.py --quads 1000000 --seed 7 --faults 0.01 -o world.nq --manifest world.json

The same arguments give the same bytes, which are written as they are made: 10 million quads take 18 s of processor time
and 223 MB, 20 million 38 s and 268 MB. The ontology and the code lists are not in it; load them beside.
Only Python's standard library is used.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import IO

sys.path.insert(0, str(Path(__file__).resolve().parent))

from worlds import editorial, entities
from worlds.faults import Fault, plant
from worlds.plan import Plan
from worlds.stories import fill, frame
from worlds.telling import tell


def pieces(plan: Plan, faults: list[Fault]) -> Iterator[str]:
    """Yield the lines of a world, several at a time, and file the faults planted in it."""
    yield from editorial.opening(plan)
    for index in range(plan.stories):
        yield from editorial.notes(plant(plan, frame(plan, index))[0])
    yield from entities.places(plan)
    yield from entities.agents(plan)
    for index in range(plan.stories):
        story, fault = plant(plan, frame(plan, index))
        yield from entities.happenings(story)
        if fault:
            yield from fault.in_entities(story)
    for index in range(plan.stories):
        story, fault = plant(plan, frame(plan, index))
        fill(plan, story)
        if fault:
            fault.in_story(plan, story)
        graphs = [tell(plan, story, document) for document in story.documents]
        if fault:
            faults.append(fault.in_graphs(plan, story, graphs))
        for graph in graphs:
            yield graph.text()


def write_world(plan: Plan, out: IO[bytes]) -> dict[str, object]:
    """Write a world and return its manifest: sizes, digest, and every fault with the rules it breaks."""
    faults: list[Fault] = []
    digest, quads, graphs, batch = hashlib.sha256(), 0, 2, []

    def flush() -> int:
        data = "".join(batch).encode()
        batch.clear()
        digest.update(data)
        out.write(data)
        return data.count(b" .\n")

    for piece in pieces(plan, faults):
        batch.append(piece)
        if len(batch) >= 256:
            quads += flush()
    quads += flush()
    graphs += sum(len(frame(plan, index).documents) for index in range(plan.stories))
    return {
        "coopgraph": "world/1",
        "seed": plan.seed,
        "fault_rate": plan.fault_rate,
        "quads": quads,
        "graphs": graphs,
        "sha256": digest.hexdigest(),
        "stories": plan.stories,
        "countries": plan.countries,
        "organizations": plan.organizations,
        "persons": plan.persons,
        "faults": [asdict(fault) for fault in faults],
    }


def main() -> None:
    """Write the world that the command line asks for."""
    parser = argparse.ArgumentParser(description="Write a made-up world of bilateral cooperation as N-Quads.")
    parser.add_argument("--quads", type=int, default=100_000, help="about how many (default 100000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", type=float, default=0.0, help="share of the stories with a fault, 0 to 1")
    parser.add_argument("-o", "--out", type=Path, default=Path("world.nq"))
    parser.add_argument("--manifest", type=Path, help="write sizes, digest and faults as JSON here")
    chosen = parser.parse_args()
    if not 10_000 <= chosen.quads <= 50_000_000 or not 0 <= chosen.faults <= 1:
        parser.error("--quads is between 10000 and 50000000, --faults between 0 and 1")
    plan, start = Plan.of_size(chosen.quads, chosen.seed, chosen.faults), time.perf_counter()
    with chosen.out.open("wb") as out:
        manifest = write_world(plan, out)
    seconds = time.perf_counter() - start
    if chosen.manifest:
        chosen.manifest.write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    print(
        f"{manifest['quads']} quads in {seconds:.1f} s ({int(str(manifest['quads'])) / seconds:,.0f} a second)"
    )


if __name__ == "__main__":
    main()
