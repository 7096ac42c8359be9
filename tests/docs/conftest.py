"""The pages people read, and how to take their examples out of them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "docs").glob("*.md")),
]

_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def fences(page: Path, language: str) -> list[str]:
    """Return the blocks of a page that are fenced as ``language``."""
    return [body for kind, body in _FENCE.findall(page.read_text(encoding="utf-8")) if kind == language]


@pytest.fixture
def desk(tmp_path: Path, bundled_store: Path) -> Path:
    """A folder as a reader has it after `coopgraph build`: work there, and the store stays as it is."""
    (tmp_path / "coopgraph.store").symlink_to(bundled_store)
    return tmp_path


@pytest.fixture
def shell() -> Callable[[str, Path], str]:
    """Runs a command line in a folder as a reader would, fails unless it succeeds, and returns its output."""

    def run(line: str, folder: Path) -> str:
        outcome = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", line],
            cwd=folder,
            env=environment(),
            capture_output=True,
            text=True,
        )
        assert outcome.returncode == 0, f"{line}\n{outcome.stderr}"
        return outcome.stdout

    return run


def environment() -> dict[str, str]:
    """Return the environment of somebody who has activated the virtual environment and set nothing."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COOPGRAPH_")}
    return kept | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}"}


@pytest.fixture(scope="session")
def served(bundled_store: Path) -> Iterator[str]:
    """The address at which `coopgraph serve` serves the bundled graph."""
    command = [sys.executable, "-m", "coopgraph", "serve", "--port", "0", "--store", str(bundled_store)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment()) as process:
        assert process.stderr is not None
        said = process.stderr.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+", said)
        try:
            assert address, said
            yield address[0]
        finally:
            process.terminate()
            process.wait(timeout=20)
