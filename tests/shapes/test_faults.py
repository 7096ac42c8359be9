"""Every rule has faults that break it and nothing else; the valid world breaks nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from coopgraph.namespaces import ID
from coopgraph.validation.report import Report
from coopgraph.validation.shapes import Shapes

FAULTS = sorted((Path(__file__).parent.parent / "data" / "shapes" / "faults").glob("*.ru"))
SITUATIONS = Path(__file__).parent.parent / "data" / "shapes" / "sound"
Judge = Callable[[str], Report]


def expected(text: str, expand: Callable[[str], str]) -> dict[tuple[str, str], set[str]]:
    """Read the lines ``#> RULE focus source…`` of a fault: (rule, focus) → the sources to be named."""
    lines = re.findall(r"^#> (\S+) (\S+) (.+)$", text, re.MULTILINE)
    return {
        (rule, expand(focus)): {f"{ID}source/{key}" for key in keys.split() if key != "-"}
        for rule, focus, keys in lines
    }


def test_the_valid_world_breaks_no_rule_not_even_with_a_note(judge: Judge) -> None:
    assert [(r.rule, str(r.focus), r.messages) for r in judge("").results] == []


@pytest.mark.parametrize("path", FAULTS, ids=lambda path: path.stem)
def test_a_fault_breaks_its_rule_and_nothing_else(
    path: Path, judge: Judge, expand: Callable[[str], str], shapes: Shapes
) -> None:
    text = path.read_text("utf-8")
    wanted = expected(text, expand)
    report = judge(text)
    found = {(result.rule, str(result.focus)): set(result.sources) for result in report.results}
    assert found == wanted
    severities = {rule.shape: rule.severity for rule in shapes.rules}
    assert all(result.severity == severities[result.shape] for result in report.results)


@pytest.mark.parametrize("path", sorted(SITUATIONS.glob("*.ru")), ids=lambda path: path.stem)
def test_a_sound_change_breaks_nothing(path: Path, judge: Judge) -> None:
    report = judge(path.read_text("utf-8"))
    assert [(r.rule, str(r.focus), r.messages) for r in report.results] == []


@pytest.mark.parametrize("path", FAULTS, ids=lambda path: path.stem)
def test_every_message_of_a_fault_is_filled_in_in_both_languages(path: Path, judge: Judge) -> None:
    for result in judge(path.read_text("utf-8")).results:
        assert set(result.message) == {"en", "it"}
        assert not any("{" in text for text in result.message.values())


def test_every_rule_has_a_fault(shapes: Shapes) -> None:
    tried = {path.name.split("-")[0] for path in FAULTS}
    assert tried == {rule.number for rule in shapes.rules}


def test_there_are_at_least_sixty_faults() -> None:
    assert len(FAULTS) >= 60
