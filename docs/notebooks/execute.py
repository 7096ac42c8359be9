"""Runs the notebooks of this folder and writes what their cells print and draw; no Jupyter is needed.

    python docs/notebooks/execute.py           write outputs
    python docs/notebooks/execute.py --check   write nothing; exit code 1 when a cell now says something else

A cell with the tag ``needs:NAME`` is left as it is where ``../shared/data/NAME``, seen from the project, is absent.
"""

from __future__ import annotations

import ast
import base64
import contextlib
import io
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[2] / "shared" / "data"


def run(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return the notebook with the outputs of its cells, run in order in one namespace."""
    names: dict[str, Any] = {"__name__": "__main__", "DATA": DATA}
    cells, count = [], 0
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            for cell in notebook["cells"]:
                if cell["cell_type"] == "code":
                    count += 1
                    outputs = _outputs("".join(cell["source"]), names) if runnable(cell) else cell["outputs"]
                    cell = {**cell, "execution_count": count, "outputs": outputs}
                cells.append(cell)
        finally:
            os.chdir(before)
    return {**notebook, "cells": cells}


def runnable(cell: dict[str, Any]) -> bool:
    """Return whether the data that a cell needs are there."""
    tags = cell["metadata"].get("tags", [])
    return all((DATA / tag.removeprefix("needs:")).is_dir() for tag in tags if tag.startswith("needs:"))


def said(notebook: dict[str, Any]) -> list[str]:
    """Return what the cells print and show, as text: pictures differ between versions of Matplotlib."""
    return [
        "".join(output["text"] if "text" in output else output["data"].get("text/plain", []))
        for cell in notebook["cells"]
        if cell["cell_type"] == "code"
        for output in cell["outputs"]
    ]


def written(notebook: dict[str, Any]) -> str:
    """Return the notebook as its file holds it."""
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def _outputs(source: str, names: dict[str, Any]) -> list[dict[str, Any]]:
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, "<cell>", "exec"), names)
        value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names) if last else None
    found: list[dict[str, Any]] = []
    if text := printed.getvalue():
        found.append({"name": "stdout", "output_type": "stream", "text": text.splitlines(keepends=True)})
    if value is not None:
        found.append({"data": _shown(value), "metadata": {}, "output_type": "display_data"})
    return found


def _shown(value: Any) -> dict[str, Any]:
    if isinstance(value, Path) and value.suffix == ".png":
        return {"image/png": base64.b64encode(_smaller(value)).decode(), "text/plain": [value.name]}
    data = {"text/plain": repr(value).splitlines(keepends=True)}
    if hasattr(value, "_repr_html_"):
        data["text/html"] = value._repr_html_().splitlines(keepends=True)
    return data


def _smaller(path: Path) -> bytes:
    """Return a picture in 64 colours: a third of the bytes, and nobody sees it."""
    from PIL import Image

    out = io.BytesIO()
    with Image.open(path) as image:
        image.convert("RGB").quantize(64, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def main() -> None:
    """Run every notebook."""
    changed = False
    for path in sorted(HERE.glob("*.ipynb")):
        former = json.loads(path.read_text(encoding="utf-8"))
        new = run(former)
        if "--check" in sys.argv[1:]:
            changed |= said(former) != said(new)
        else:
            path.write_text(written(new), encoding="utf-8")
            print(f"wrote {path.relative_to(HERE.parents[1])}")
    sys.exit(int(changed))


if __name__ == "__main__":
    main()
