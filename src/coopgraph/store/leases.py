"""Leases: how a reader of a revision tells a publisher not to delete it.

A lease is a shared lock on the revision's ``revision.json``, which the system gives back when the
reader ends, however it ends. It is courtesy, not safety: where locks do not exist, a revision still
survives the one publication that follows it.
"""

from __future__ import annotations

from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # not a POSIX system: there, a file that is open cannot be deleted anyway
    fcntl = None  # type: ignore[assignment]


def take_lease(revision: Path) -> IO[bytes]:
    """Return an open file that keeps ``revision`` from being pruned until it is closed."""
    lease = (revision / "revision.json").open("rb")
    if fcntl is not None:
        fcntl.flock(lease, fcntl.LOCK_SH)
    return lease


def in_use(revision: Path) -> bool:
    """Whether a reader has ``revision`` open."""
    if fcntl is None:
        return False
    try:
        with (revision / "revision.json").open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except FileNotFoundError:
        return False
    return False
