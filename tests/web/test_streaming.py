"""A long answer is sent as it is found: nobody holds it whole, however long it is and however slowly it is read."""

from __future__ import annotations

import http.client
import os
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode

import pytest

ROWS = 1_000_000
MILLION = f"SELECT ?a ?b {{ ?a ?p ?o . ?b ?q ?r }} LIMIT {ROWS}"

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/smaps_rollup").exists(),
    reason="the system does not tell what memory processes share",
)


def family(pid: int) -> list[int]:
    """A process and all that come from it, as far as they have not ended meanwhile."""
    found = [pid]
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += family(int(child))
    return found


def megabytes() -> float:
    """What this process, which serves and reads, and the holders and workers that come from it hold together."""
    kilobytes = 0
    for pid in family(os.getpid()):
        with suppress(OSError):
            kilobytes += int(Path(f"/proc/{pid}/smaps_rollup").read_text().split("\nPss:")[1].split()[0])
    return kilobytes / 1024


def test_a_million_rows_are_neither_held_in_memory_nor_waited_for(serving_bundled):
    with serving_bundled(workers=1) as server:
        server.ask("ASK {}")
        before = megabytes()
        connection = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=30)
        connection.request("GET", f"/sparql?{urlencode({'query': MILLION})}", headers={"Accept": "text/csv"})
        response = connection.getresponse()
        piece, lines = response.read1(1 << 16), 0
        time.sleep(
            1
        )  # a reader that dawdles: what it has not asked for is not found yet, rather than kept for it
        assert server.running.pool.numbers()["idle"] == 0
        most = megabytes()
        while piece:
            lines += piece.count(b"\n")
            piece = response.read(1 << 22)
            most = max(most, megabytes())
        connection.close()
    assert lines == ROWS + 1
    assert most - before < 100
