"""Every rule has faults that break it and nothing else; the valid world breaks nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rdflib import URIRef
from rdflib.namespace import SH

from coopgraph.namespaces import ID
from coopgraph.validation.explain import prefixes
from coopgraph.validation.shapes import Shapes

if TYPE_CHECKING:
    from shapes.conftest import Judged

DATA = Path(__file__).parent.parent / "data" / "shapes"
FAULTS = sorted((DATA / "faults").glob("*.ru"))
SOUND = sorted((DATA / "sound").glob("*.ru"))
Judge = Callable[[str], "Judged"]
Expand = Callable[[str], str]


def expected(text: str, expand: Expand) -> dict[tuple[str, str], set[str]]:
    """Read the lines ``#> RULE focus source…`` of a fault: (rule, focus) → the sources to be named."""
    lines = re.findall(r"^#> (\S+) (\S+) (.+)$", text, re.MULTILINE)
    return {
        (rule, expand(focus)): {f"{ID}source/{key}" for key in keys.split() if key != "-"}
        for rule, focus, keys in lines
    }


def test_the_valid_world_breaks_no_rule_not_even_with_a_note(judge: Judge) -> None:
    assert [(r.rule, str(r.focus), r.messages) for r in judge("").report.results] == []


@pytest.mark.parametrize("path", FAULTS, ids=lambda path: path.stem)
def test_a_fault_breaks_its_rule_and_nothing_else(
    path: Path, judge: Judge, expand: Expand, shapes: Shapes
) -> None:
    text = path.read_text("utf-8")
    results = judge(text).report.results
    assert {(r.rule, str(r.focus)): set(r.sources) for r in results} == expected(text, expand)
    severities = {rule.shape: rule.severity for rule in shapes.rules}
    assert all(result.severity == severities[result.shape] for result in results)
    for result in results:
        assert set(result.message) == {"en", "it"}
        assert not any("{" in message for message in result.message.values())


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.stem)
def test_a_sound_change_breaks_nothing(path: Path, judge: Judge) -> None:
    results = judge(path.read_text("utf-8")).report.results
    assert [(r.rule, str(r.focus), r.messages) for r in results] == []


def test_every_rule_has_a_fault(shapes: Shapes) -> None:
    assert {path.name.split("-")[0] for path in FAULTS} == {rule.number for rule in shapes.rules}


def test_every_shape_has_a_fault_where_a_rule_has_several(shapes: Shapes, judge: Judge) -> None:
    broken = {r.shape for path in FAULTS for r in judge(path.read_text("utf-8")).report.results}
    assert broken == {rule.shape for rule in shapes.rules}


def test_a_query_finds_the_faults_also_when_asked_once_for_all_nodes(judge: Judge, shapes: Shapes) -> None:
    only_queries = {
        rule.shape: list(shapes.graph.objects(URIRef(rule.shape), SH.sparql))
        for rule in shapes.rules
        if not list(shapes.graph.objects(URIRef(rule.shape), SH.property))
    }
    missed = []
    for path in FAULTS:
        judged = judge(path.read_text("utf-8"))
        for result in judged.report.results:
            queries = only_queries.get(result.shape, [])
            texts = [prefixes(shapes, q) + str(shapes.graph.value(q, SH.select)) for q in queries]
            if texts and not any(
                row["this"] == result.focus for q in texts for row in judged.store.select(q)
            ):
                missed.append((path.stem, result.shape))
    assert missed == []


def test_there_are_at_least_sixty_faults() -> None:
    assert len(FAULTS) >= 60
