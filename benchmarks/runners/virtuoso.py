"""A Virtuoso with a world in it, as another engine to measure beside: the named graphs, and the merged graph."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from runners import made
from runners.measuring import ROOT, say

_BUFFERS = 170_000  # of 8 KB: more than these worlds need


@dataclass(frozen=True)
class Loaded:
    """A Virtuoso that is running.

    Attributes:
        url: of its endpoint.
        pid: of its process.
        seconds: of processors that its own loader took.
        disk_megabytes: of its database files.
        memory_megabytes: the most it has held.
    """

    url: str
    pid: int
    seconds: float
    disk_megabytes: int
    memory_megabytes: int

    def busy(self) -> float:
        """Return the seconds of processors that its threads have taken so far."""
        return _busy(self.pid)


@contextmanager
def loaded(quads: int) -> Iterator[Loaded]:
    """Start a Virtuoso, load a world by its own loader, and end it afterwards.

    Raises:
        RuntimeError: it is not installed, or did not load the world.
    """
    named = made.built(quads)
    merged = made.merged(named)
    script = ROOT / "scripts" / "virtuoso"
    with TemporaryDirectory() as folder:
        environ = {**os.environ, "VIRTUOSO_BUFFERS": str(_BUFFERS)}
        started = subprocess.run([script, "start", folder], capture_output=True, text=True, env=environ)
        if started.returncode:
            reason = (started.stderr.strip().splitlines() or ["it did not start"])[-1]
            raise RuntimeError(f"Virtuoso: {reason}; scripts/virtuoso install installs it")
        try:
            Path(folder, "world.nq").symlink_to(named)
            Path(folder, "merged.nt").symlink_to(merged)
            say(f"  loading {quads} quads into Virtuoso")
            yield _load(Path(folder), started.stdout.strip())
        finally:
            subprocess.run([script, "stop", folder], check=True)


def _load(folder: Path, url: str) -> Loaded:
    from coopgraph.store.endpoint import MERGED

    lock = (folder / "virtuoso.lck").read_text(encoding="ascii")
    pid = int(re.findall(r"VIRT_PID=(\d+)", lock)[0])
    start = _busy(pid)
    _sql(
        folder,
        "ld_dir('.', 'world.nq', 'urn:unused'); "
        f"ld_dir('.', 'merged.nt', '{MERGED}'); rdf_loader_run(); checkpoint;",
    )
    seconds = _busy(pid) - start
    fault = _sql(folder, "SELECT ll_error FROM DB.DBA.LOAD_LIST WHERE ll_error IS NOT NULL;")
    if "0 Rows" not in fault:
        raise RuntimeError(f"Virtuoso did not load the world: {fault.strip()[-200:]}")
    disk = sum(file.stat().st_size for file in folder.glob("virtuoso*.db"))
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return Loaded(url, pid, seconds, disk >> 20, int(status.split("VmHWM:")[1].split()[0]) // 1024)


def _busy(pid: int) -> float:
    tasks = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(task.read_text(encoding="ascii").split()[0]) for task in tasks) / 1e9


def _sql(folder: Path, text: str) -> str:
    settings = (folder / "virtuoso.ini").read_text(encoding="utf-8")
    address = re.findall(r"^ServerPort\s*=\s*(\S+)", settings, re.MULTILINE)[0]
    command = ["isql-vt", address, "dba", "dba", f"exec={text}"]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=3000).stdout
