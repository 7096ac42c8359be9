"""How a server is loaded: by wrk, or request by request where each one's time is of interest."""

from __future__ import annotations

import asyncio
import re
import subprocess
import time
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from runners.measuring import Numbers

ACCEPT = "application/sparql-results+json"
_SCRIPT = """
local targets, n = {}, 0
for line in io.lines("%s") do targets[#targets + 1] = line end
function request()
  n = n + 1
  return wrk.format("GET", targets[(n - 1) %% #targets + 1] .. (%s and (".%d." .. n) or ""),
    { Accept = "%s", ["If-None-Match"] = %s })
end
function done(summary, latency)
  local e = summary.errors
  print(string.format("RESULT %%d %%f %%f %%f %%d", summary.requests, summary.duration / 1e6,
    latency:percentile(50) / 1e3, latency:percentile(95) / 1e3, e.connect + e.read + e.write + e.status + e.timeout))
end
"""


@dataclass(frozen=True)
class Load:
    """What to send: GETs of ``targets`` in turn, over ``clients`` connections, for ``seconds``.

    With ``different``, a number is added to each target, so that no two are alike and no cache answers: the
    query has to come last, with a comment at its end. ``tag`` is of the answer the client says it has.
    With no seconds each connection sends one.
    """

    port: int
    targets: tuple[str, ...]
    clients: int
    seconds: float
    different: bool = False
    tag: str = ""
    patience: float = 20.0


def flood(load: Load) -> Numbers:
    """Send a load by wrk, which leaves the processors to the server.

    Raises:
        RuntimeError: wrk is not installed.
    """
    if which("wrk") is None:
        raise RuntimeError("wrk is not installed (Debian: apt-get install wrk)")
    one = responses(Load(load.port, load.targets[:1], 1, 0.0))
    if not one["answers"]:
        return one
    with TemporaryDirectory() as folder:
        listing, script = Path(folder) / "targets", Path(folder) / "load.lua"
        listing.write_text("\n".join(load.targets) + "\n", encoding="ascii")
        tag = f"'{load.tag}'" if load.tag else "nil"
        different = "true" if load.different else "false"
        script.write_text(_SCRIPT % (listing, different, time.time_ns(), ACCEPT, tag), encoding="ascii")
        done = subprocess.run(
            [
                *("wrk", "--threads", "1", "--connections", str(load.clients)),
                *("--duration", f"{max(1, round(load.seconds))}s", "--timeout", f"{load.patience:g}s"),
                *("--script", script, f"http://127.0.0.1:{load.port}/"),
            ],
            capture_output=True,
            text=True,
            check=True,
        )
    found = re.search(r"RESULT (\d+) (\S+) (\S+) (\S+) (\d+)", done.stdout)
    assert found is not None, done.stdout
    answers, faults = int(found[1]), int(found[5])
    return {
        "answers": answers,
        "per_second": round(answers / float(found[2]), 1),
        "p50_ms": round(float(found[3]), 2),
        "p95_ms": round(float(found[4]), 2),
        "bytes": one["bytes"],
        "faults": [f"{faults} errors"] if faults else [],
    }


def responses(load: Load) -> Numbers:
    """Send a load and return answers, requests a second, latencies in milliseconds and bytes of one answer."""
    return asyncio.run(_all(load))


async def _all(load: Load) -> Numbers:
    waits: list[float] = []
    faults: list[str] = []
    sizes: list[int] = []
    numbers = count()
    start = time.perf_counter()
    await asyncio.gather(
        *(_one(load, numbers, start + load.seconds, waits, sizes, faults) for _ in range(load.clients))
    )
    elapsed = time.perf_counter() - start
    waits.sort()
    if not waits:
        return {"answers": 0, "faults": faults[:3]}
    return {
        "answers": len(waits),
        "per_second": round(len(waits) / elapsed, 1),
        "p50_ms": round(1000 * waits[len(waits) // 2], 2),
        "p95_ms": round(1000 * waits[min(len(waits) - 1, int(len(waits) * 0.95))], 2),
        "bytes": sizes[0],
        "faults": faults[:3],
    }


async def _one(
    load: Load, numbers: count[int], end: float, waits: list[float], sizes: list[int], faults: list[str]
) -> None:
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", load.port)
    except OSError as error:
        faults.append(str(error))
        return
    try:
        while True:
            start = time.perf_counter()
            writer.write(_request(load, next(numbers)))
            status, size = await asyncio.wait_for(_answer(reader), load.patience)
            if status != 200:
                faults.append(f"status {status}")
                return
            waits.append(time.perf_counter() - start)
            sizes.append(size)
            if time.perf_counter() >= end:
                return
    except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
        faults.append(f"{type(error).__name__} {error}")
    finally:
        writer.close()


def _request(load: Load, number: int) -> bytes:
    target = load.targets[number % len(load.targets)] + (f".{number}" if load.different else "")
    return f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {ACCEPT}\r\n\r\n".encode()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, int]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    status = int(head.split(" ", 2)[1])
    if "transfer-encoding: chunked" in head:
        size = 0
        while length := int(await reader.readline(), 16):
            await reader.readexactly(length + 2)
            size += length
        await reader.readline()
        return status, size
    size = int(head.split("content-length:", 1)[1].split("\r\n", 1)[0])
    await reader.readexactly(size)
    return status, size
