"""A small HTTP/1.1 client that keeps connections open and counts: enough to load a server on loopback."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle

from runners.measuring import Numbers


@dataclass(frozen=True)
class Load:
    """What to send: the GETs of ``targets`` in turn, over ``clients`` connections, for ``seconds``.

    With no seconds each connection sends one.
    """

    port: int
    targets: tuple[str, ...]
    clients: int
    seconds: float
    patience: float = 20.0


def responses(load: Load) -> Numbers:
    """Send a load and return answers, requests a second, latencies in milliseconds and bytes of one answer."""
    return asyncio.run(_all(load))


async def _all(load: Load) -> Numbers:
    waits: list[float] = []
    faults: list[str] = []
    sizes: list[int] = []
    targets = cycle(load.targets)
    start = time.perf_counter()
    await asyncio.gather(
        *(_one(load, targets, start + load.seconds, waits, sizes, faults) for _ in range(load.clients))
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
    load: Load, targets: Iterator[str], end: float, waits: list[float], sizes: list[int], faults: list[str]
) -> None:
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", load.port)
    except OSError as error:
        faults.append(str(error))
        return
    try:
        while True:
            start = time.perf_counter()
            writer.write(_request(next(targets)))
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


def _request(target: str) -> bytes:
    accept = "application/sparql-results+json"
    return f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {accept}\r\n\r\n".encode()


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
