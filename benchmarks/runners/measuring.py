"""Measuring honestly: fresh processes, a warm-up, repetitions that alternate between the rivals, medians.

A *task* is a function ``module:name`` that takes strings and returns what it measured as a dictionary;
it runs in a process of its own, so that memory is its own and a runaway can be killed.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "benchmarks" / "results"
CACHE = ROOT / "benchmarks" / ".cache"
_PACKAGES = (
    "coopgraph pyoxigraph rdflib oxrdflib rdflib-endpoint pyshacl networkx numpy scipy networkit "
    "igraph pyarrow "
    "rapidfuzz uvicorn"
)

Numbers = dict[str, Any]


def run_task(
    task: str, *arguments: str, timeout: float = 600, environment: Mapping[str, str] = os.environ
) -> Numbers:
    """Return what a task measured in a fresh process; ``{"failed": why}`` when it fails or takes too long."""
    command = [sys.executable, str(ROOT / "benchmarks" / "run.py"), "--task", task, *arguments]
    environ = {**environment, "PYTHONHASHSEED": "0"}
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, env=environ)
    except subprocess.TimeoutExpired:
        return {"failed": f"no answer within {timeout:g} s"}
    if done.returncode == -signal.SIGXCPU:
        return {"failed": "no answer within its processor time"}
    if done.returncode:
        return {"failed": (done.stderr.strip().splitlines() or ["no reason given"])[-1]}
    found: Numbers = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def allow(seconds: int) -> None:
    """Have the system end this process after so many more seconds of processor time, however busy the machine is."""
    most = int(time.process_time()) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (most, most + 5))


def hold(megabytes: int) -> None:
    """Have the system refuse this process more memory than that, before others are pushed out by it."""
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))


def alternate(tasks: Mapping[str, Sequence[str]], repeat: int, timeout: float = 600) -> dict[str, Numbers]:
    """Run each task ``repeat`` times, taking turns, and return for each the median and the best time.

    A task that fails is not tried again. Other numbers are those of the last run.
    """
    runs: dict[str, list[Numbers]] = {name: [] for name in tasks}
    for _ in range(repeat):
        for name, (task, *arguments) in tasks.items():
            if runs[name] and "failed" in runs[name][-1]:
                continue
            runs[name].append(run_task(task, *arguments, timeout=timeout))
            say(f"  {name}: {_brief(runs[name][-1])}")
    return {name: _summed_up(found) for name, found in runs.items()}


def _summed_up(runs: list[Numbers]) -> Numbers:
    if "failed" in runs[-1]:
        return runs[-1]
    seconds = [run["seconds"] for run in runs]
    found = {**runs[-1], "seconds": statistics.median(seconds), "best": min(seconds), "runs": len(runs)}
    if "cpu" in found:
        found["cpu"] = statistics.median(run["cpu"] for run in runs)
    return found


def _brief(run: Numbers) -> str:
    return run["failed"] if "failed" in run else f"{run['seconds']:.3g} s"


def seconds_of(work: Callable[[], object]) -> float:
    """Return the seconds that ``work`` takes once."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def once(work: Callable[[], object]) -> Numbers:
    """Return the seconds ``work`` takes, those of processors, and the most memory the process has held."""
    busy = time.process_time()
    seconds = seconds_of(work)
    return {"seconds": seconds, "cpu": time.process_time() - busy, "megabytes": peak_megabytes()}


def median_of(work: Callable[[], object], budget: float = 3.0, least: int = 3, most: int = 30) -> Numbers:
    """Run ``work`` once to warm up, then again and again within ``budget`` seconds; return median and best.

    Work whose first run takes more than three budgets is not repeated: a warm-up would change little.
    """
    busy = time.process_time()
    found = [seconds_of(work)]
    if found[0] <= 3 * budget:
        found, busy = [], time.process_time()
        while len(found) < least or (sum(found) < budget and len(found) < most):
            found.append(seconds_of(work))
    busy = (time.process_time() - busy) / len(found)
    return {"seconds": statistics.median(found), "best": min(found), "cpu": busy, "runs": len(found)}


def peak_megabytes() -> int:
    """Return the most memory this process has held, in MB.

    Not ``ru_maxrss``: a child begins with what its parent had held when it was forked.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


def ratio(one: Numbers, other: Numbers, key: str = "seconds") -> float | None:
    """Return how many times the seconds of ``one`` those of ``other`` are; None when either failed."""
    if "failed" in one or "failed" in other:
        return None
    return float(one[key]) / float(other[key])


def machine() -> dict[str, object]:
    """Return what the figures depend on besides the code."""
    versions = {}
    for package in _PACKAGES.split():
        try:
            versions[package] = version(package)
        except PackageNotFoundError:
            continue
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "cores": os.cpu_count(),
        "memory_gib": round(pages / 2**30),
        "system": platform.system(),
        "python": platform.python_version(),
        "load_before": round(os.getloadavg()[0], 1),
        "packages": versions,
    }


def save(name: str, result: Numbers) -> None:
    """Write a benchmark's result with its date and machine."""
    RESULTS.mkdir(exist_ok=True)
    body = {"benchmark": name, "date": time.strftime("%Y-%m-%d"), **result}
    (RESULTS / f"{name}.json").write_text(
        json.dumps(body, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )


def say(text: str) -> None:
    """Tell the person who waits."""
    print(text, file=sys.stderr, flush=True)
