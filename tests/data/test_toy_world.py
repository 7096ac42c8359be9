"""The toy world is what its README says it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coopgraph.store.embedded import EmbeddedStore

HERE = Path(__file__).parent
PREFIXES = """
PREFIX coop: <https://w3id.org/coopgraph/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
"""


@pytest.fixture
def toy():
    with EmbeddedStore.in_memory() as store:
        store.load_trig(HERE / "toy.trig")
        yield store


def texts() -> dict[str, str]:
    readme = (HERE / "README.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z]+-\d):\n> (.*)$", readme, re.MULTILINE))


def test_every_passage_stands_in_its_source_where_it_says(toy):
    rows = toy.select(
        PREFIXES + "SELECT ?source ?exact ?start ?end WHERE "
        "{ ?e a coop:Evidence ; oa:exact ?exact ; oa:start ?start ; oa:end ?end ; coop:statedIn ?source }"
    )
    assert len(rows) == 11
    for row in rows:
        source = str(row["source"]).rsplit("/", 1)[1]
        assert texts()[source][int(row["start"]) : int(row["end"])] == str(row["exact"])


def test_two_facts_are_shared_by_the_two_sources(toy):
    between = "GRAPH ?a { ?s ?p ?o } GRAPH ?b { ?s ?p ?o } FILTER(STR(?a) < STR(?b))"
    rows = toy.select(PREFIXES + f"SELECT ?p WHERE {{ {between} }} ORDER BY ?p")
    assert [str(row["p"]).rsplit("#", 1)[1] for row in rows] == ["ordinal", "signs"]


def test_no_data_hangs_on_a_blank_node(toy):
    assert not toy.ask("ASK { ?s ?p ?o FILTER(ISBLANK(?s) || ISBLANK(?o)) }")
