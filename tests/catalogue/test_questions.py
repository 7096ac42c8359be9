"""Every question of the catalogue gives the rows its cases expect, on two engines.

A case is a JSON file ``tests/data/queries/{query}/{case}.json``; ``tests/data/queries/README.md``
describes the format. The expected rows come from reading the documents.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from rdflib import URIRef

from coopgraph.namespaces import CONCEPT, COOP, DCT, ID
from coopgraph.queries import Catalogue
from coopgraph.queries.query import QUESTIONS
from coopgraph.resources import resource

CASES = Path(__file__).parents[1] / "data" / "queries"
PREFIXES = {"id:": ID, "coop:": COOP, "concept:": CONCEPT, "dct:": DCT}
ELSEWHERE = {
    23: "bridges between groups of actors are a measure of a network: queries/networks and coopgraph network"
}

UNANSWERED = {
    "actors/tenures": "only attestations, no beginning or end of an office",
    "agreements/signed-at-sessions": "a protocol at every session, none of them identified",
    "places/took-part-never-hosted": "over 50 regions took part, without names",
    "quality/figures-conflict": "the figures that conflict are totals and shares against parts",
}

Worlds = Callable[[str], Any]

# rdflib uses its own deprecated names whenever it reads a dataset.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated"),
]


def case_names() -> list[str]:
    return sorted(str(path.relative_to(CASES))[: -len(".json")] for path in CASES.rglob("*.json"))


def question_names() -> list[str]:
    root = resource("queries")
    return sorted(
        str(path.relative_to(root))[: -len(".rq")]
        for folder in QUESTIONS
        for path in (root / folder).rglob("*.rq")
    )


def read_case(name: str) -> dict[str, Any]:
    case: dict[str, Any] = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return case


def query_of(case: str) -> str:
    return case.rsplit("/", 1)[0]


def long(text: str) -> str:
    """Return a parameter with the prefix of its IRI written out."""
    prefix = next((p for p in PREFIXES if text.startswith(p)), "")
    return PREFIXES.get(prefix, "") + text.removeprefix(prefix)


def short(term: Any) -> str | int | float | bool | None:
    """Return a term as cases write it: short IRIs, plain strings, numbers and truth values."""
    if term is None:
        return None
    if isinstance(term, URIRef):
        prefix = next((p for p, namespace in PREFIXES.items() if term.startswith(namespace)), "")
        return prefix + term.removeprefix(PREFIXES.get(prefix, ""))
    value = term.toPython()
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float | Decimal):
        return int(value) if value == int(value) else float(value)
    return str(term)


@pytest.mark.parametrize("name", case_names())
@pytest.mark.parametrize("engine", ["oxigraph", "rdflib"])
def test_a_question_gives_the_rows_that_the_documents_say(
    name: str, engine: str, catalogue: Catalogue, world: Worlds
) -> None:
    case = read_case(name)
    query = catalogue.get(query_of(name))
    values = {key: long(str(value)) for key, value in case.get("parameters", {}).items()}

    columns, rows = world(case.get("graph", "bundled")).ask(engine, query.bind(values))

    assert set(case["columns"]) <= set(columns)
    assert [[short(row.get(column)) for column in case["columns"]] for row in rows] == case["rows"]


@pytest.mark.parametrize("name", question_names())
def test_every_question_has_a_case(name: str) -> None:
    assert name in {query_of(case) for case in case_names()}


def test_every_case_is_of_a_question() -> None:
    assert {query_of(case) for case in case_names()} <= set(question_names())


def test_every_competency_question_has_a_query_or_a_reason(catalogue: Catalogue) -> None:
    numbers = {catalogue.get(name).header["number"] for name in question_names()}

    assert numbers == set(range(1, 45)) - set(ELSEWHERE)


@pytest.mark.parametrize("name", question_names())
def test_a_question_names_nothing_of_the_bundled_data(name: str, catalogue: Catalogue) -> None:
    assert not re.search(re.escape(ID) + r"|\bid:", catalogue.get(name).body)


@pytest.mark.parametrize("name", question_names())
def test_a_question_orders_its_rows_and_cuts_none(name: str, catalogue: Catalogue) -> None:
    body = catalogue.get(name).body

    assert re.search(r"^ORDER BY ", body, re.MULTILINE)
    assert not re.search(r"\b(LIMIT|OFFSET)\b", body)


@pytest.mark.parametrize("name", question_names())
def test_a_question_has_a_title_in_english_and_italian(name: str, catalogue: Catalogue) -> None:
    assert {"title", "title_it"} <= catalogue.get(name).header.keys()


@pytest.mark.parametrize("name", question_names())
def test_the_examples_of_a_question_answer_something_on_the_bundled_data(
    name: str, catalogue: Catalogue, world: Worlds
) -> None:
    query = catalogue.get(name)
    values = {parameter.name: parameter.sample() for parameter in query.parameters}

    _, rows = world("bundled").ask("oxigraph", query.bind(values))

    assert bool(rows) != (name in UNANSWERED)


@pytest.mark.parametrize("name", question_names())
def test_a_question_lists_its_columns_in_the_order_of_its_answer(
    name: str, catalogue: Catalogue, world: Worlds
) -> None:
    query = catalogue.get(name)
    cases = [read_case(case) for case in case_names() if query_of(case) == name]
    values = {key: long(str(value)) for key, value in cases[0].get("parameters", {}).items()}

    columns, _ = world(cases[0].get("graph", "bundled")).ask("oxigraph", query.bind(values))

    assert tuple(query.columns) == columns


def test_all_statements_of_a_source_that_stands_alone_are_lost_with_it(
    catalogue: Catalogue, world: Worlds
) -> None:
    """No other document speaks of the agreement, so nothing of the press release outlives it."""
    source = ID + "source/pat-2571-2015"
    _, listed = world("bundled").ask("oxigraph", catalogue.get("sources/list").bind({}))
    stated = next(short(row["statements"]) for row in listed if str(row["source"]) == source)

    _, lost = world("bundled").ask(
        "oxigraph", catalogue.get("sources/lost-if-withdrawn").bind({"source": source})
    )

    assert len(lost) == stated
    assert ID + "agreement/trentino-sviluppo-technopolis-2015" in {str(row["subject"]) for row in lost}
