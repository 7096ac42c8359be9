"""The outcomes of the suites as the tables of ``docs/conformance.md`` and as EARL."""

from __future__ import annotations

from collections.abc import Sequence

from conformance.known import KNOWN
from conformance.w3c import Outcome

PRODUCT = "https://w3id.org/coopgraph/"


def key(outcome: Outcome) -> str:
    """Return the name of a test, as the list of known faults has it: the suite, and the name in its manifest."""
    return f"{outcome.suite}/{outcome.test.rpartition('#')[2]}"


def table(areas: dict[str, Sequence[Outcome]]) -> str:
    """Return the outcomes as Markdown: counts by suite, and each test that did not pass, with the reason."""
    lines = [
        "The SPARQL 1.1 suites of query evaluation, update evaluation and syntax, each test with its own data in an embedded store, "
        "asked through `select`, `ask`, `construct`, `answer` and `update`.",
        "Answers are compared by value, whatever blank nodes are called, rows and columns in any order. "
        "*Not answered* is what the store refuses to do or does not offer.",
        "Every test in EARL: [conformance-sparql.ttl](conformance-sparql.ttl).",
        "",
        "| suite | tests | passed | not answered | failed |",
        "|---|---|---|---|---|",
    ]
    for area, outcomes in areas.items():
        lines.append(_counts(f"**{area}**", outcomes))
        lines += [
            _counts(s, [o for o in outcomes if o.suite == s])
            for s in dict.fromkeys(o.suite for o in outcomes)
        ]
    lines += ["", "| failed | reason |", "|---|---|"]
    everything = [o for outcomes in areas.values() for o in outcomes]
    lines += [f"| {_name(o)} | {KNOWN.get(key(o), o.said)} |" for o in everything if o.earl == "failed"]
    lines += ["", "| not answered | reason |", "|---|---|"]
    for reason in dict.fromkeys(o.said for o in everything if o.earl == "inapplicable"):
        named = [o for o in everything if o.said == reason]
        suites = dict.fromkeys(o.suite for o in named)
        lines.append(f"| {len(named)} tests of {', '.join(suites)} | {reason} |")
    return "\n".join(lines) + "\n"


def earl(outcomes: Sequence[Outcome]) -> str:
    """Return the outcomes as a Turtle document in the Evaluation and Report Language."""
    head = (
        "@prefix earl: <http://www.w3.org/ns/earl#> .\n@prefix doap: <http://usefulinc.com/ns/doap#> .\n\n"
        f'<{PRODUCT}> a doap:Project , earl:TestSubject ; doap:name "coopgraph" .\n'
    )
    return head + "".join(
        f"\n[] a earl:Assertion ; earl:assertedBy <{PRODUCT}> ; earl:mode earl:automatic ;\n"
        f"  earl:subject <{PRODUCT}> ; earl:test <{o.test}> ;\n"
        f"  earl:result [ a earl:TestResult ; earl:outcome earl:{o.earl} ] .\n"
        for o in outcomes
    )


def _counts(name: str, outcomes: Sequence[Outcome]) -> str:
    found = [o.earl for o in outcomes]
    numbers = [len(found), *(found.count(kind) for kind in ("passed", "inapplicable", "failed"))]
    return f"| {name} | " + " | ".join(map(str, numbers)) + " |"


def _name(outcome: Outcome) -> str:
    return f"{outcome.suite}: {' '.join(outcome.name.split()).replace('|', '&#124;')}"
