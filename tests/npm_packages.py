"""Packages of npm that judge what we write: vocabularies as they are published, and programs of others."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest


def installed(*packages: str) -> Path:
    """Return the ``node_modules`` folder that holds ``packages`` (``name@version``), installed once for each machine.

    Skips the test, saying why, where there is no npm or it cannot reach its registry.
    """
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("node and npm are not installed")
    caches = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "coopgraph-tests"
    folder = caches / hashlib.sha256(" ".join(packages).encode()).hexdigest()[:16]
    if not (folder / "installed").exists():
        folder.mkdir(parents=True, exist_ok=True)
        options = ("--no-audit", "--no-fund", "--no-save", "--ignore-scripts", "--prefix", str(folder))
        command = [npm, "install", *options, *packages]
        done = subprocess.run(command, capture_output=True, text=True, timeout=400, check=False)
        if done.returncode:
            pytest.skip(f"npm cannot install {' '.join(packages)} here: {done.stderr.strip()[-300:]}")
        (folder / "installed").touch()
    return folder / "node_modules"


def run_node(modules: Path, script: str, text: str, timeout: int = 120) -> str:
    """Return what ``script`` (CommonJS) prints in a folder whose packages it can require, given ``text`` to read.

    Fails the test when the script does.
    """
    node = shutil.which("node")
    assert node
    done = subprocess.run(
        [node, "-e", script], input=text, cwd=modules.parent, capture_output=True, text=True, timeout=timeout,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout
