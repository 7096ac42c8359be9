"""A refused query is told its slip; one that is right has none."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest

from coopgraph.namespaces import COOP
from coopgraph.sparql.slips import slip

ROOT = Path(__file__).parents[2]

SLIPS = {
    "prefix": ("INSERT DATA { <x:s> a coop:Event }", f"line 1, column 23: the prefix 'coop:' is not declared; begin with PREFIX coop: <{COOP}>"),
    "prefix of nobody": ("ASK { ?s x:y ?o }", "line 1, column 10: the prefix 'x:' is not declared; begin with PREFIX x: <…>"),
    "prefix in a path": ("ASK { ?s a/x:name ?o }", "PREFIX x: <…>"),
    "a slash in a name": ("SELECT ?x { id:person/casotto-mauro coop:signs ?x }", r"line 1, column 13: a slash ends a prefixed name; write id:person\/casotto-mauro, or the whole IRI between < and >"),
    "a slash before a full stop": ("ASK { ?x <x:p> id:event/x. ?x a ?c }", r"write id:event\/x, or"),
    "not closed": ("SELECT ?s {\n  ?s ?p ?o", "line 1, column 11: this { is not closed"),
    "inner not closed": ("SELECT ?s { { ?s ?p ?o }", "line 1, column 11: this { is not closed"),
    "closed twice": ("SELECT ?s { ?s ?p ?o } }", "line 1, column 24: this } closes nothing"),
    "closed by another": ("SELECT ?s { FILTER(?a > 1 }", "line 1, column 27: } where the ( of line 1, column 19"),
    "no full stop": ("SELECT ?s {\n  ?s a <x:C>\n  ?s ?p ?o }", "line 3, column 3: '?s' where a triple is complete"),
    "no full stop after a typed literal": ('ASK { ?s <x:p> "1"^^<x:t> ?b ?c ?d }', "line 1, column 27: '?b'"),
    "no full stop after a label": ('ASK { ?s <x:p> "uno"@it ?b ?c ?d }', "line 1, column 25: '?b'"),
    "no full stop after a path": ("ASK { ?s <x:p>/^<x:q>* ?a ?b ?c ?d }", "line 1, column 27: '?b'"),
    "no full stop after brackets": ("ASK { ?s <x:p> [ <x:q> 1 ] ?b ?c ?d }", "line 1, column 28: '?b'"),
    "no full stop in a group": ("ASK { OPTIONAL { ?a ?b ?c ?d ?e ?f } }", "line 1, column 27: '?d'"),
    "no separator": ("ASK { ?a <x:p> 1 2 }", "line 1, column 18: '2' where a triple is complete; put a full stop before it"),
    "not grouped": ("SELECT ?s ?t (COUNT(?o) AS ?n) { ?s ?p ?o }", "line 1, column 8: ?s stands beside an aggregate; add GROUP BY ?s ?t"),
    "grouped by another": ("SELECT ?s ?l (COUNT(?o) AS ?n) { ?s ?p ?o } GROUP BY ?s", "line 1, column 11: ?l is neither grouped nor within an aggregate; add it to GROUP BY, or take one of its values with (SAMPLE(?l) AS ?…)"),
    "grouped by a value without a name": ("SELECT (YEAR(?d) AS ?y) (COUNT(?s) AS ?n) { ?s ?p ?d } GROUP BY (YEAR(?d)) ORDER BY ?y", "line 1, column 14: ?d is not grouped; group by the value, GROUP BY (YEAR(?d) AS ?y), and name only"),
    "a value not grouped": ("SELECT (STR(?s) AS ?t) (MAX(?o) AS ?n) { ?s ?p ?o }", "line 1, column 13: ?s stands beside an aggregate; add GROUP BY ?s at"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "told"), SLIPS.values(), ids=SLIPS)
def test_a_common_slip_is_named_with_its_place_and_the_remedy(text, told):
    with pytest.raises(SyntaxError):
        (pyoxigraph.Store().update if "INSERT" in text else pyoxigraph.Store().query)(text)
    assert told in (slip(text) or "")


@pytest.mark.parametrize(
    "text", ["SELECT ?s { ?s ?p ?o } LIMT 3", "SELECT (1 + AS ?x) {}", "ASK { FILTER EXIST { ?s ?p ?o } }"]
)
def test_what_is_no_common_slip_is_left_to_the_engine_to_tell(text):
    with pytest.raises(SyntaxError):
        pyoxigraph.Store().query(text)
    assert slip(text) is None


@pytest.mark.parametrize("file", sorted((ROOT / "queries").rglob("*.rq")), ids=lambda file: file.stem)
def test_a_query_of_the_catalogue_has_none(file):
    assert slip(file.read_text(encoding="utf-8")) is None


def test_a_slash_in_a_name_is_named_though_what_follows_is_no_token():
    told = slip("ASK { ?x ?y   id:event/moscow-italy-2015 }")
    assert told is not None
    assert told.startswith(
        r"line 1, column 15: a slash ends a prefixed name; write id:event\/moscow-italy-2015, or"
    )
