"""The W3C SHACL test suite: every case the compiled checker claims, and what becomes of the others."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from coopgraph.errors import CoopgraphError, SettingsError
from coopgraph.validation.compiled import compile_shapes
from coopgraph.validation.compiled.expressions import COMPARISONS
from validation.compiled.w3c import ARCHIVE, Case, Result, cases, outcome

pytestmark = pytest.mark.skipif(
    not ARCHIVE.exists(), reason="the W3C suite is not beside the checkout (../shared/suites)"
)

PAGE = Path(__file__).resolve().parents[3] / "docs" / "shacl.md"
CASES = cases() if ARCHIVE.exists() else ()
# pySHACL over Oxigraph cannot be asked for these: it does not pass the parameters of a component on, and has no $shapesGraph.
UNANSWERED = {
    "sparql/component/nodeValidator-001",
    "sparql/component/optional-001",
    "sparql/component/propertyValidator-select-001",
    "sparql/component/validator-001",
    "sparql/pre-binding/shapesGraph-001",
}


def judged(case: Case) -> tuple[Counter[Result] | None, tuple[str, ...]]:
    """Return the results, None where the shapes are refused, and why shapes went to pySHACL."""
    reasons = handed_over(case)
    try:
        return outcome(case)[0], reasons
    except CoopgraphError:
        return None, reasons


def handed_over(case: Case) -> tuple[str, ...]:
    """Return why shapes of a case go to pySHACL."""
    from coopgraph.validation.shapes import Shapes
    from validation.compiled.w3c import graph

    return tuple(one.reason for one in compile_shapes(Shapes(graph(case.shapes), ())).handed_over)


CLAIMED = [case for case in CASES if not handed_over(case)]
HANDED = [case for case in CASES if case not in CLAIMED]


def test_the_suite_is_whole() -> None:
    groups = Counter(case.name.partition("/")[0] for case in CASES)
    assert groups == {"core": 98, "sparql": 23}


@pytest.mark.parametrize("case", CLAIMED, ids=lambda case: case.name)
def test_a_claimed_case_passes(case: Case) -> None:
    found, reasons = judged(case)
    assert reasons == ()
    assert found == case.expected


@pytest.mark.parametrize("case", HANDED, ids=lambda case: case.name)
@pytest.mark.filterwarnings("ignore")
def test_a_case_handed_to_pyshacl_is_answered_or_known_not_to_be(case: Case) -> None:
    if case.name in UNANSWERED:
        with pytest.raises(SettingsError, match="pySHACL cannot check the shapes"):
            outcome(case)
    else:
        assert judged(case)[0] == case.expected


def test_the_published_table_is_this_one() -> None:
    text = table()
    if os.environ.get("COOPGRAPH_REWRITE"):
        PAGE.write_text(text, "utf-8")
    assert PAGE.read_text("utf-8") == text, "run the test with COOPGRAPH_REWRITE=1 and read the difference"


def table() -> str:
    """Return the page: what is claimed, what passes, what pySHACL is asked."""
    groups: dict[str, Counter[str]] = {}
    for case in CASES:
        counts = groups.setdefault(case.group, Counter())
        counts["cases"] += 1
        counts["claimed" if case in CLAIMED else "handed"] += 1
        if case in CLAIMED:
            counts["passed"] += judged(case)[0] == case.expected
        else:
            counts["answered"] += case.name not in UNANSWERED
    columns = ("cases", "claimed", "passed", "handed", "answered")
    rows = [(group, *(str(counts[column]) for column in columns)) for group, counts in sorted(groups.items())]
    total = sum(groups.values(), Counter())
    rows.append(("**all**", *(f"**{total[column]}**" for column in columns)))
    body = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    handed = "\n".join(
        f"| {case.name} | {handed_over(case)[0]} | {'no' if case.name in UNANSWERED else 'yes'} |"
        for case in HANDED
    )
    return _PAGE.format(
        body=body, handed=handed, comparisons=", ".join(f"`sh:{kind}`" for kind in COMPARISONS)
    )


_PAGE = """<!-- Written by tests/validation/compiled/test_w3c.py with COOPGRAPH_REWRITE=1; do not edit. -->

# SHACL: what the checker knows

`coopgraph check` turns every shape into SPARQL queries, one for each constraint, and asks the store. What it cannot
turn into a query that is sure to mean the same goes to pySHACL, and the outcome names the shape and the reason:
nothing is skipped. All shipped rules are compiled.

Compiled: targets (`sh:targetNode`, `sh:targetClass` and implicit classes with subclasses, `sh:targetSubjectsOf`,
`sh:targetObjectsOf`, SPARQL targets); all property paths; `sh:class`, `sh:datatype`, `sh:nodeKind`, `sh:minCount`, `sh:maxCount`,
{comparisons}, `sh:minLength`, `sh:maxLength`, `sh:pattern`, `sh:languageIn`, `sh:uniqueLang`, `sh:equals`, `sh:disjoint`,
`sh:not`, `sh:and`, `sh:or`, `sh:xone`, `sh:node`, `sh:property`, `sh:qualifiedValueShape` (disjoint or not), `sh:closed`, `sh:hasValue`,
`sh:in`, and `sh:sparql` with `$this` and `$PATH`.

Handed to pySHACL: shapes that refer to themselves; constraint components of one's own, SHACL rules, functions and JavaScript;
`sh:sparql` in a shape that another shape refers to by anything but `sh:property`; queries with `MINUS`, `VALUES`,
`SERVICE`, `LIMIT` or `OFFSET`, with `$shapesGraph`, or that count without `GROUP BY $this`; blank nodes of the shapes graph as values;
patterns with look-around, back references or character properties, and flags other than `i` and `m`; derived numeric
datatypes (`xsd:byte`, `xsd:int`, …), which Oxigraph stores as `xsd:integer`; nested counts above four values.

## The W3C test suite

Every case of the suite (98 of SHACL Core, 23 of SHACL-SPARQL), compared result by result: focus node, path, value,
severity, component and source shape, each as often as the suite has it, with literals as the store keeps them.

| group | cases | claimed | passed | handed to pySHACL | answered by it |
|---|---|---|---|---|---|
{body}

| handed over | why | answered |
|---|---|---|
{handed}

The cases not answered need constraint components with parameters, or `$shapesGraph`, which pySHACL does not offer over an Oxigraph store:
such shapes stop the check with an error.
"""
