"""SARIF as editors and code hosts read it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rdflib import URIRef

from coopgraph.dossier import Position
from coopgraph.resources import resource
from coopgraph.validation import Report, Result
from coopgraph.validation.coded import RULES
from coopgraph.validation.shapes import load_shapes

BOOK = tuple(sorted((*load_shapes([resource("shapes")]).rules, *RULES), key=lambda rule: rule.shape))


def log_of(*results: Result, language: str = "en") -> dict[str, Any]:
    log: dict[str, Any] = json.loads(Report(results, BOOK).to_sarif(language))
    return log


def result(local: str, file: str = "") -> Result:
    (rule,) = (rule for rule in BOOK if rule.shape.endswith(f"#{local}"))
    return Result(
        rule.number,
        rule.shape,
        rule.severity,
        URIRef("http://example.org/thing"),
        None,
        None,
        (("en", "wrong"), ("it", "errato")),
        (),
        Position(file, 12, 5) if file else None,
    )


def test_the_log_has_the_parts_that_the_standard_requires() -> None:
    log = log_of(result("R01-party-on-each-side"))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "coopgraph"
    assert driver["version"]
    assert driver["informationUri"].startswith("https://")


def test_every_rule_of_the_book_is_described_with_its_page_its_remedy_and_its_level() -> None:
    rules = log_of()["runs"][0]["tool"]["driver"]["rules"]
    assert len(rules) == len(BOOK)
    assert len({rule["id"] for rule in rules}) == len(BOOK)
    for rule in rules:
        assert rule["helpUri"].startswith("https://")
        assert rule["shortDescription"]["text"]
        assert rule["fullDescription"]["text"]
        assert rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] in {"error", "warning", "note"}


def test_a_result_points_to_its_rule_and_to_the_line() -> None:
    log = log_of(
        result("R01-party-on-each-side", "data/a b.yaml"),
        result("R48-deprecated-terms"),
        result("R27-session-number"),
    )
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    one, two, three = log["runs"][0]["results"]
    assert [r["level"] for r in (one, two, three)] == ["error", "warning", "note"]
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in (one, two, three))
    assert one["message"] == {"text": "wrong"}
    physical = one["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "data/a%20b.yaml"
    assert physical["region"] == {"startLine": 12, "startColumn": 5}
    assert "physicalLocation" not in two["locations"][0]
    assert two["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "http://example.org/thing"}]


def test_an_absolute_file_is_a_file_uri_and_the_text_speaks_italian(tmp_path: Path) -> None:
    (one,) = log_of(result("R27-session-number", str(tmp_path / "x.yaml")), language="it")["runs"][0][
        "results"
    ]
    uri = one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == (tmp_path / "x.yaml").as_uri()
    assert one["message"] == {"text": "errato"}


def test_a_fingerprint_stays_when_the_line_moves() -> None:
    moved = log_of(result("R27-session-number", "a.yaml"), result("R27-session-number", "b.yaml"))["runs"][0]
    first, second = (r["partialFingerprints"] for r in moved["results"])
    assert first == second
