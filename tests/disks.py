"""Small disks of their own for tests: made by the system where it lets us, skipped with the reason where not."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[Path]:
    """Give a disk in memory that holds so much and no more."""
    place.mkdir()
    if shutil.which("mount") is None:
        pytest.skip("there is no mount command here, so no small disk")
    options = f"size={megabytes}m"
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip(f"no disk can be mounted by this user: {made.stderr.decode().strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


@contextmanager
def read_only(place: Path) -> Iterator[None]:
    """Let nobody write to a disk that ``small_disk`` gave."""
    subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
    try:
        yield
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(place)], check=True)


def fill(place: Path, leave: int = 0) -> Path:
    """Fill a disk with one file, but for about ``leave`` bytes, and return the file."""
    ballast = place / "ballast"
    with ballast.open("wb") as file:
        free = shutil.disk_usage(place).free - leave
        file.write(b"\0" * max(free, 0))
    return ballast
