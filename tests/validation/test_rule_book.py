"""One rule book: every rule, in shapes or in code, with what a reader needs."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from coopgraph.namespaces import CONCEPT
from coopgraph.resources import resource
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.validation import Rule, check
from coopgraph.validation.coded import RULES
from coopgraph.validation.shapes import load_shapes

BOOK = (*load_shapes([resource("shapes")]).rules, *RULES)
EACH_RULE = pytest.mark.parametrize("rule", BOOK, ids=lambda rule: rule.shape.rpartition("#")[2])


def test_a_report_has_every_rule_of_the_book_in_order(store_of: Callable[[str], EmbeddedStore]) -> None:
    rules = check(store_of("ex:g { ex:thing a ex:Thing }")).rules
    numbers = {rule.number for rule in rules if rule.number.startswith("R")}
    assert numbers == {f"R{number:02}" for number in range(1, 57)}
    assert list(rules) == sorted(BOOK, key=lambda rule: (rule.number, rule.shape))


@EACH_RULE
def test_a_rule_has_a_severity_names_a_description_a_page_and_a_home(rule: Rule) -> None:
    assert rule.severity in {"Violation", "Warning", "Info"}
    assert set(rule.name) == {"en", "it"}
    assert "en" in rule.description
    assert rule.page == f"https://w3id.org/coopgraph/docs/reference/rules#{rule.number}"
    assert rule.file


@EACH_RULE
def test_a_rule_says_what_to_do_about_it_in_two_languages(rule: Rule) -> None:
    assert set(rule.remedy) == {"en", "it"}
    assert all(re.search(r"\w.{15,}\.$", text) for text in rule.remedy.values())


def test_the_rules_that_find_contradictions_name_a_kind_that_can_be_recorded() -> None:
    finding = {rule.number: rule.conflict for rule in BOOK if rule.conflict}
    assert set(finding) == {"R34", "R36", "R37", "R38", "R39", "R40", "R41", "R52", "R53", "R54"}
    listed = (resource("ontology") / "schemes" / "discrepancy-type.ttl").read_text("utf-8")
    assert all(f'skos:notation "{kind}"' in listed for kind in finding.values())
    assert CONCEPT not in "".join(finding.values())
