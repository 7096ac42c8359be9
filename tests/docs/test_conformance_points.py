"""What the conformance page says beyond the W3C's suites is held by tests that exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "conformance.md").read_text(encoding="utf-8")
ROWS = [
    row
    for row in PAGE.partition("### Beyond the suites")[2].partition("\n### ")[0].splitlines()
    if row.startswith("| ") and not row.startswith("| asked for")
]
ASKED = (
    "`HEAD`", "406", "TSV", "weights of `Accept` ", "gzip", "Zstandard", "percent-encoding", "several `query=`",
    "`default-graph-uri`", "`named-graph-uri`", "`Vary`", "character sets", "CORS",
)  # fmt: skip


@pytest.mark.parametrize("point", ASKED)
def test_every_point_has_its_row(point):
    assert [row for row in ROWS if point in row.split("|")[1]]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip())
def test_every_row_names_tests_that_exist(row):
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", row.rsplit("|", 2)[1])
    assert named
    for file, name in named:
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}, (
            f"{file} has no {name}"
        )
