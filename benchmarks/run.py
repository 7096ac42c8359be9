#!/usr/bin/env python3
"""Run benchmarks by name and write their results and docs/benchmarks.md. scripts/bench calls this."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from runners.measuring import machine, say

BENCHMARKS = ("load", "questions", "check", "http", "streaming", "growth", "networks", "standing", "search")
_MODULES = {"http": "web"}


def main() -> None:
    """Run what the command line names."""
    if sys.argv[1:2] == ["--task"]:
        print(json.dumps(_task(*sys.argv[2:])))
        return
    parser = argparse.ArgumentParser(description="Measure coopgraph beside its peers.")
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHMARKS)}; all unless given"
    )
    parser.add_argument("--quads", type=int, default=1_000_000, help="size of the world (default 1000000)")
    parser.add_argument(
        "--patience",
        type=int,
        default=100,
        help="seconds of processor time after which rdflib is given up on one of the questions (default 100)",
    )
    chosen = parser.parse_args()
    if unknown := sorted(set(chosen.names) - set(BENCHMARKS)):
        parser.error(f"there is no benchmark {unknown[0]!r}; choose among {', '.join(BENCHMARKS)}")
    from runners.page import write_page

    for name in chosen.names or BENCHMARKS:
        say(f"{name}, {chosen.quads} quads")
        before, start = machine(), time.perf_counter()
        module = importlib.import_module(f"runners.{_MODULES.get(name, name)}")
        module.run(chosen.quads, *([chosen.patience] if name == "questions" else []))
        write_page(name, before, round(time.perf_counter() - start))


def _task(task: str, *arguments: str) -> object:
    module, name = task.split(":")
    return getattr(importlib.import_module(f"runners.{module}"), name)(*arguments)


if __name__ == "__main__":
    main()
