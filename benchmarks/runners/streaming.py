"""Long answers, and clients that leave: first byte, memory, and how soon a worker is free again."""

from __future__ import annotations

import os
import socket
import statistics
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory

from runners import made
from runners.measuring import ROOT, Numbers, run_task, save, say
from runners.web import HEAVY, WORKERS, Served, serving

_ALL = {
    "every fact": "SELECT * { ?s ?p ?o }",
    "every quad": "SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }",
}
_DISK = "coopgraph, from the disk"
_TOLD = {
    "first byte, ms": "first_byte_ms",
    "memory meanwhile, MB": "megabytes_more",
    "memory of the whole server before, MB": "megabytes_before",
    "until the last byte, s": "seconds",
}
_PATIENCE = 60
_DEPARTURES = 20
METHOD = (
    "Everything is asked for as rows of CSV (the engine behind FastAPI gives JSON), over loopback, read as fast as "
    "it comes; the memory is what all processes of the server hold more than before (proportional set size, looked at "
    "twenty times a second, and a second after the end). Hardly any of ours is the answer: the engine counts in the "
    "graph itself who reads a quad, so what a worker reads becomes a copy of its own, until the worker is replaced. "
    "'From the disk' is `coopgraph serve --answer-from disk`, whose workers read the revision's files and share "
    "what the system keeps of them in memory, which is not counted. An answer that has not begun within "
    f"{_PATIENCE} s is given up. 'Free again' is from the answer 504, or from the client's "
    "closing the connection under a heavy query, until /metrics counts the worker among the idle: "
    f"{_DEPARTURES} times each."
)


def run(quads: int) -> Numbers:
    """Measure and save."""
    file = made.built(quads)
    times: dict[str, Numbers] = {}
    task = [sys.executable, str(ROOT / "benchmarks" / "run.py"), "--task"]
    with TemporaryDirectory() as folder:
        run_task("web:publish", str(file), folder)
        command = [sys.executable, "-m", "coopgraph", "serve", "--store", folder]
        with serving([*command, "--answer-from", "disk", "--port"]) as server:
            times[_DISK] = {what: _stream(server, query) for what, query in _ALL.items()}
        with serving([*command, "--port"]) as server:
            times["coopgraph"] = {what: _stream(server, query) for what, query in _ALL.items()}
            for way, leave in (("after a timeout", _overstay), ("after the client left", _depart)):
                times[f"coopgraph, free again {way}"] = _freed(server, leave)
    with serving([*task, "web:engine", str(file), str(made.merged(file))]) as server:
        times["pyoxigraph"] = {"every quad": _stream(server, _ALL["every quad"])}
    with serving([*task, "web:peer", str(file)]) as server:
        times["rdflib-endpoint"] = {"every quad": _stream(server, _ALL["every quad"])}
    for name, found in times.items():
        say(f"  {name}: {found}")
    rows: list[Numbers] = []
    for name in ("coopgraph", _DISK):
        for what, found in times[name].items():
            for told, number in _TOLD.items():
                rows.append({"what": f"{name}, {what}: {told}", "ratio": found.get(number)})
    for way in ("after a timeout", "after the client left"):
        slowest = times[f"coopgraph, free again {way}"]["slowest_ms"]
        rows.append({"what": f"worker free again {way}, slowest, ms", "ratio": slowest})
    result = {
        "title": "Long answers",
        "method": METHOD,
        "world": made.about(made.world(quads)[1]),
        "rows": rows,
        "times": times,
    }
    save("streaming", result)
    return result


def _stream(server: Served, query: str) -> Numbers:
    before = _megabytes(server.group)
    most, ended = before, threading.Event()
    found: Numbers

    def watch() -> None:
        nonlocal most
        while not ended.wait(0.05):
            most = max(most, _megabytes(server.group))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        found = _read(server, query)
    except TimeoutError:
        found = {"failed": f"nothing within {_PATIENCE} s"}
    finally:
        ended.set()
        watcher.join()
    time.sleep(1)
    left = _megabytes(server.group) - before
    memory = {"before": before, "more": most - before, "more_afterwards": left}
    return {**found, **{f"megabytes_{when}": round(value) for when, value in memory.items()}}


def _read(server: Served, query: str) -> Numbers:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=_PATIENCE)
    start = time.perf_counter()
    connection.request("GET", server.target(query), headers={"Accept": "text/csv"})
    response = connection.getresponse()
    piece = response.read1(1 << 16)
    first_byte = time.perf_counter() - start
    size = lines = 0
    table = response.headers.get_content_type() == "text/csv"
    while piece:
        size, lines = size + len(piece), lines + piece.count(b"\n")
        piece = response.read(1 << 20)
    seconds = time.perf_counter() - start
    connection.close()
    return {
        "status": response.status,
        "first_byte_ms": round(first_byte * 1000, 1),
        "seconds": round(seconds, 2),
        "megabytes_sent": round(size / 1e6),
        **({"rows": lines - 1, "rows_per_second": round((lines - 1) / seconds)} if table else {}),
    }


def _megabytes(group: int) -> float:
    """Return what the processes of a group hold, what they share counted once."""
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # a process may end while it is looked at
            if os.getpgid(int(folder.name)) == group:
                found = (folder / "smaps_rollup").read_text(encoding="ascii")
                total += int(found.split("\nPss:")[1].split()[0])
    return total / 1024


def _freed(server: Served, leave: Callable[[Served], None]) -> Numbers:
    """Return how long after ``leave`` a worker is idle again."""
    waits = []
    for _ in range(_DEPARTURES):
        leave(server)
        start = time.perf_counter()
        while _idle(server) < WORKERS:
            assert time.perf_counter() - start < _PATIENCE, "the worker never came back"
        waits.append((time.perf_counter() - start) * 1000)
    return {"median_ms": round(statistics.median(waits), 1), "slowest_ms": round(max(waits), 1)}


def _overstay(server: Served) -> None:
    """Let a query's time be over, and read the error."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=_PATIENCE)
    connection.request("GET", server.target(HEAVY, timeout="0.2"))
    response = connection.getresponse()
    response.read()
    connection.close()
    assert response.status == 504, response.status


def _depart(server: Served) -> None:
    """Ask something heavy and leave when it is under way."""
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        line.sendall(f"GET {server.target(HEAVY)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        while _idle(server) == WORKERS:
            time.sleep(0.01)


def _idle(server: Served) -> int:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=_PATIENCE)
    connection.request("GET", "/metrics")
    text = connection.getresponse().read().decode()
    connection.close()
    return int(text.split("\ncoopgraph_idle ")[1].split()[0])
