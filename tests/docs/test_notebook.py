"""The notebooks say what their cells give when they are run again."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
for package in ("matplotlib", "pandas", "networkit", "scipy"):
    pytest.importorskip(package, reason="the extras of the notebooks are not installed")


@pytest.fixture(scope="module")
def executing() -> ModuleType:
    spec = importlib.util.spec_from_file_location("executing_notebooks", FOLDER / "execute.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_says_what_its_cells_give(executing: ModuleType, path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert executing.said(executing.run(notebook)) == executing.said(notebook), (
        "run docs/notebooks/execute.py"
    )


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_every_cell_of_code_was_run_and_names_no_place_of_this_machine(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    assert all(cell["outputs"] for cell in code)
    assert str(FOLDER.parents[1]) not in path.read_text(encoding="utf-8")


def test_cells_whose_data_are_absent_stay_as_they_are(
    executing: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(executing, "DATA", tmp_path)
    notebook = json.loads((FOLDER / "networks.ipynb").read_text(encoding="utf-8"))
    needing = [cell for cell in notebook["cells"] if cell["metadata"].get("tags")]
    assert needing
    assert not any(executing.runnable(cell) for cell in needing)
    assert executing.said(executing.run({**notebook, "cells": needing})) == executing.said(
        {**notebook, "cells": needing}
    )


def test_data_of_others_come_with_their_source_and_licence() -> None:
    words = (FOLDER / "networks.ipynb").read_text(encoding="utf-8")
    for said in ("Hekman/twincities", "MIT", "CC BY-SA 4.0", "ships none of it"):
        assert said in words
