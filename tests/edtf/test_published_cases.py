"""The 206 valid and 56 invalid strings of unt-libraries/edtf-validate (BSD-3)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coopgraph.edtf import EdtfError, parse

CASES = Path(__file__).parents[2].parent / "shared" / "data" / "edtf-cases" / "cases.json"


@pytest.fixture(scope="module")
def cases() -> dict[str, list[str]]:
    if not CASES.is_file():
        pytest.skip("the published EDTF cases are not beside this checkout (../shared/data/edtf-cases)")
    loaded: dict[str, list[str]] = json.loads(CASES.read_text(encoding="utf-8"))
    return loaded


def test_every_valid_string_of_levels_0_and_1_is_accepted_with_its_level(cases: dict[str, list[str]]) -> None:
    assert len(cases["Level0"]) == 21
    assert len(cases["Level1"]) == 64
    assert {text: parse(text).level for text in cases["Level0"]} == dict.fromkeys(cases["Level0"], 0)
    assert {text: parse(text).level for text in cases["Level1"]} == dict.fromkeys(cases["Level1"], 1)


def test_every_invalid_string_is_refused(cases: dict[str, list[str]]) -> None:
    invalid = [text for group, texts in cases.items() if group.startswith("invalid") for text in texts]
    assert len(invalid) == 56
    for text in invalid:
        with pytest.raises(EdtfError):
            parse(text)


def test_level_2_is_accepted_for_unspecified_digits_and_refused_by_name_otherwise(
    cases: dict[str, list[str]],
) -> None:
    accepted = []
    for text in cases["Level2"]:
        if "X" in text or text == "2011-23~":  # a qualified season is level 1 in an interval, so alone too
            parse(text)
            accepted.append(text)
        else:
            with pytest.raises(EdtfError, match="level 2 feature not supported"):
                parse(text)
    assert len(cases["Level2"]) == 121
    assert len(accepted) == 55
