"""The W3C's tests of SPARQL 1.1 queries, through an embedded store; outcomes are in ``docs/conformance.md``.

To write the outcomes anew: ``COOPGRAPH_WRITE_CONFORMANCE=1 python -m pytest tests/conformance/test_query_suite.py``.
"""

from __future__ import annotations

import os

from rdflib import BNode, Graph, Literal

from conformance.comparing import same_rows
from conformance.known import KNOWN
from conformance.publishing import earl, key, table
from conformance.w3c import QUERY
from conftest import ROOT

PAGE = ROOT / "docs" / "conformance.md"
EARL = ROOT / "docs" / "conformance-sparql.ttl"
START, END = "<!-- query and update evaluation: outcomes -->\n", "<!-- end of query and update evaluation -->"


def test_every_query_is_answered_rightly_but_those_known(areas):
    failed = {key(o): o.said for o in areas["query evaluation"] if o.earl == "failed"}
    assert {name: said for name, said in failed.items() if name not in KNOWN} == {}


def test_no_known_fault_is_mended_without_being_struck_off(areas):
    failed = {key(o) for outcomes in areas.values() for o in outcomes if o.earl == "failed"}
    assert failed == set(KNOWN)


def test_every_suite_of_queries_is_run(areas):
    assert {o.suite for o in areas["query evaluation"]} == set(QUERY)
    assert len(areas["query evaluation"]) > 300
    assert sum(o.said == "passed" for o in areas["query evaluation"]) > 230


def test_the_outcomes_in_the_documentation_are_those_that_came_out(areas):
    everything = [o for outcomes in areas.values() for o in outcomes]
    if os.environ.get("COOPGRAPH_WRITE_CONFORMANCE"):
        before, _, after = PAGE.read_text(encoding="utf-8").partition(START)
        PAGE.write_text(before + START + table(areas) + END + after.partition(END)[2], encoding="utf-8")
        EARL.write_text(earl(everything), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8").partition(START)[2].partition(END)[0] == table(areas)
    assert EARL.read_text(encoding="utf-8") == earl(everything)


def test_the_outcomes_in_earl_are_turtle(areas):
    everything = [o for outcomes in areas.values() for o in outcomes]
    assert len(Graph().parse(data=earl(everything[:20]), format="turtle")) == 3 + 8 * 20


def test_the_comparison_sees_a_wrong_a_missing_and_a_repeated_row():
    a, b, node = {"x": Literal(1)}, {"x": Literal(2)}, {"x": BNode()}
    assert same_rows([a, node], [a, {"x": BNode()}])
    assert not same_rows([a], [b])
    assert not same_rows([a, a], [a])
    assert not same_rows([node, {"x": BNode()}], [node])
    assert not same_rows([node | {"y": node["x"]}], [node | {"y": BNode()}])
