"""Whether a graph fits into the memory of this machine, for work that is several times quicker there."""

from __future__ import annotations

import os
import re
from pathlib import Path

_A_QUAD = 900
"""Bytes of memory a quad takes at most, with its merge and what a check makes of it: measured at 1 to 10 million."""
_SHARE = 0.5
"""Of what is free: others use the machine too."""


def fits_in_memory(quads: int) -> bool:
    """Return whether a graph of so many quads may be copied into memory: into half of what is free, at most."""
    return quads * _A_QUAD <= _free() * _SHARE


def _free() -> int:
    """Return the bytes that are free, or given back when they are asked for, as far as the system tells."""
    try:
        said = Path("/proc/meminfo").read_text(encoding="ascii")
        free = int(re.search(r"^MemAvailable:\s+(\d+) kB", said, re.MULTILINE)[1]) * 1024  # type: ignore[index]
    except (OSError, TypeError):
        free = _machine() // 2
    try:  # a container's own limit
        return min(free, int(Path("/sys/fs/cgroup/memory.max").read_text(encoding="ascii")))
    except (OSError, ValueError):
        return free


def _machine() -> int:
    """Return the bytes of memory of the machine; 4 GiB where it does not tell."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return 4 << 30
