"""A report in all its forms."""

from __future__ import annotations

import json

import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import SH

from coopgraph.dossier import Position
from coopgraph.errors import InvalidDataError
from coopgraph.validation import HandedOver, Report, Result, Rule

EX = "http://example.org/"


def rule(number: str, severity: str) -> Rule:
    return Rule(
        number,
        f"{EX}{number}",
        severity,
        {"en": f"Rule {number}", "it": f"Regola {number}"},
        {},
        f"{EX}rules#{number}",
        "own.ttl",
        {"en": f"Mend {number}.", "it": f"Riparare {number}."},
    )


def result(number: str, severity: str, focus: str = "a", **more: object) -> Result:
    facts: dict[str, object] = {
        "path": None,
        "value": None,
        "messages": (("en", "wrong"), ("it", "errato")),
        "sources": (),
    }
    return Result(number, f"{EX}{number}", severity, URIRef(EX + focus), **{**facts, **more})  # type: ignore[arg-type]


RULES = (rule("R01", "Violation"), rule("R02", "Warning"), rule("R03", "Info"))
MIXED = Report(
    (
        result(
            "R01",
            "Violation",
            value=Literal(3),
            path=f"{EX}p",
            sources=(f"{EX}s",),
            place=Position("a.yaml", 7, 5),
        ),
        result("R02", "Warning", messages=(("en", f"see {EX}b."),)),
        result("R03", "Info"),
    ),
    RULES,
)


def test_a_report_conforms_while_it_has_no_violation() -> None:
    assert Report(MIXED.results[1:], RULES).conforms
    assert not MIXED.conforms


def test_results_are_counted_by_severity_the_gravest_first() -> None:
    assert list(MIXED.counts().items()) == [("Violation", 1), ("Warning", 1), ("Info", 1)]
    assert [len(part) for part in (MIXED.violations, MIXED.warnings, MIXED.infos)] == [1, 1, 1]


def test_results_sort_by_severity_then_rule_then_focus() -> None:
    shuffled = [
        result("R03", "Info"),
        result("R02", "Warning", "b"),
        result("R02", "Warning", "a"),
        result("R01", "Violation"),
    ]
    ordered = [(r.rule, str(r.focus)[-1]) for r in sorted(shuffled, key=Result.order)]
    assert ordered == [("R01", "a"), ("R02", "a"), ("R02", "b"), ("R03", "a")]


def test_a_violation_raises_with_the_report_in_the_error() -> None:
    with pytest.raises(InvalidDataError, match="1 violation of R01") as caught:
        MIXED.raise_for_violations()
    assert caught.value.report is MIXED


def test_a_report_without_violation_does_not_raise() -> None:
    Report(MIXED.results[1:], RULES).raise_for_violations()


def test_the_text_gives_counts_first_then_what_breaks_each_rule() -> None:
    lines = MIXED.to_text("en", {f"{EX}a": "Thing A", f"{EX}s": "The Gazette"}).splitlines()
    assert lines[0] == "The graph breaks the rules: 1 violation, 1 warning, 1 info."
    assert lines[2].split() == ["1", "violation", "R01", "Rule", "R01"]
    block = lines[lines.index("R01  Rule R01 (1 violation)") + 1 :][:6]
    assert block == [
        f"  Thing A  [<{EX}a>]",
        "      wrong",
        f"      <{EX}p>: 3",
        "      a.yaml:7",
        "      source: The Gazette",
        "  what to do: Mend R01.",
    ]


def test_the_text_puts_labels_in_the_place_of_iris_in_messages() -> None:
    assert "see Thing B." in MIXED.to_text("en", {f"{EX}b": "Thing B"})


def test_the_text_speaks_italian() -> None:
    text = MIXED.to_text("it")
    assert text.startswith("Il grafo viola le regole: 1 violazione, 1 avviso, 1 nota.")
    assert "errato" in text
    assert "che fare: Riparare R01." in text


def test_an_empty_report_says_so_in_one_line() -> None:
    assert (
        Report((), RULES).to_text() == "The graph conforms to the 3 rules: 0 violations, 0 warnings, 0 infos."
    )


def test_the_iris_of_a_report_are_those_a_reader_sees() -> None:
    assert MIXED.iris() == (f"{EX}a", f"{EX}b", f"{EX}p", f"{EX}s")


def test_the_json_form_has_every_field_in_order() -> None:
    body = json.loads(MIXED.to_json())
    assert body["conforms"] is False
    assert body["counts"] == {"Violation": 1, "Warning": 1, "Info": 1}
    assert body["results"][0] == {
        "rule": "R01",
        "shape": f"{EX}R01",
        "severity": "Violation",
        "focus": {"type": "uri", "value": f"{EX}a"},
        "path": f"{EX}p",
        "value": {"type": "literal", "value": "3", "datatype": "http://www.w3.org/2001/XMLSchema#integer"},
        "message": {"en": "wrong", "it": "errato"},
        "sources": [f"{EX}s"],
        "place": {"file": "a.yaml", "line": 7, "column": 5},
        "remedy": {"en": "Mend R01.", "it": "Riparare R01."},
        "page": f"{EX}rules#R01",
    }
    assert body["results"][1]["place"] is None
    assert body["handedOver"] == []


def test_the_turtle_form_is_a_validation_report() -> None:
    graph = Graph().parse(data=MIXED.to_turtle(), format="turtle")
    (report,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.value(report, SH.conforms) == Literal(False)
    focus = {graph.value(r, SH.focusNode) for r in graph.objects(report, SH.result)}
    assert focus == {URIRef(EX + "a")}
    (violation,) = graph.subjects(SH.resultSeverity, SH.Violation)
    assert graph.value(violation, SH.sourceShape) == URIRef(f"{EX}R01")
    assert graph.value(violation, SH.value) == Literal(3)
    assert graph.value(violation, SH.resultPath) == URIRef(f"{EX}p")
    assert set(graph.objects(violation, SH.resultMessage)) == {
        Literal("wrong", lang="en"),
        Literal("errato", lang="it"),
    }


def test_an_empty_report_in_turtle_conforms() -> None:
    graph = Graph().parse(data=Report((), RULES).to_turtle(), format="turtle")
    assert (None, SH.conforms, Literal(True)) in graph
    assert (None, SH.result, None) not in graph


def test_news_are_the_results_that_the_former_report_has_not() -> None:
    later = Report((result("R02", "Warning", "new"), *MIXED.results), RULES)
    news = later.since(MIXED, "000001-abc")
    assert [str(r.focus) for r in news.results] == [f"{EX}new"]
    assert "Only what is new since 000001-abc." in news.to_text()
    assert json.loads(news.to_json())["since"] == "000001-abc"


def test_a_result_is_not_news_for_another_line_source_or_wording_of_its_value() -> None:
    moved = result(
        "R01",
        "Violation",
        value=Literal(3),
        path=f"{EX}p",
        place=Position("b.yaml", 1, 1),
        messages=(("en", "!"),),
    )
    assert Report((moved,), RULES).since(MIXED, "x").results == ()


def test_what_a_thing_lacks_is_news_when_it_lacks_something_else() -> None:
    lacking = result("R03", "Info", messages=(("en", "wrong too"),))
    assert Report((lacking,), RULES).since(MIXED, "x").results == (lacking,)


def test_what_pyshacl_was_asked_instead_is_said_in_every_form_for_reading() -> None:
    report = Report((), RULES, (HandedOver(f"{EX}R01", "a path too deep"),))
    assert "Checked by pySHACL" in report.to_text()
    assert "a path too deep" in report.to_text("it")
    assert json.loads(report.to_json())["handedOver"] == [{"shape": f"{EX}R01", "reason": "a path too deep"}]
