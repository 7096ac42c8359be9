"""Whether a graph fits into memory is asked of the system."""

from __future__ import annotations

import pytest

from coopgraph.store import room
from coopgraph.store.room import fits_in_memory


def test_a_small_graph_fits_and_one_of_a_million_million_quads_does_not():
    assert fits_in_memory(1000)
    assert not fits_in_memory(10**12)


def test_half_of_what_is_free_is_taken_at_most(monkeypatch):
    monkeypatch.setattr(room, "_free", lambda: 18_000_000)
    assert fits_in_memory(10_000)
    assert not fits_in_memory(10_001)


@pytest.mark.parametrize(
    ("files", "free"),
    [
        ({"/proc/meminfo": "MemTotal: 9 kB\nMemAvailable:   5 kB\n"}, 5120),
        ({"/proc/meminfo": "MemAvailable: 5 kB\n", "/sys/fs/cgroup/memory.max": "max\n"}, 5120),
        ({"/proc/meminfo": "MemAvailable: 5 kB\n", "/sys/fs/cgroup/memory.max": "4096\n"}, 4096),
        ({}, 1000),
    ],
)
def test_what_is_free_is_what_the_system_gives_back_or_a_container_may_take(monkeypatch, files, free):
    def read(path, encoding):
        if str(path) not in files:
            raise FileNotFoundError(path)
        return files[str(path)]

    monkeypatch.setattr(room.Path, "read_text", read)
    monkeypatch.setattr(room, "_machine", lambda: 2000)
    assert room._free() == free
