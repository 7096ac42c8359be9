"""``SELECT *`` gives its columns in the order in which they are met."""

from __future__ import annotations

import pytest

from coopgraph.sparql.columns import spell_out
from coopgraph.store.embedded import EmbeddedStore


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("SELECT * { ?s ?p ?o }", ["s", "p", "o"]),
        ("select distinct * where { ?z ?b ?a } order by ?a", ["z", "b", "a"]),
        ("PREFIX x: <http://x/*>\nSELECT REDUCED * { GRAPH ?g { ?s x:p ?o } }", ["g", "s", "o"]),
        (
            "SELECT * { { SELECT ?n (COUNT(*) AS ?b) { ?n ?hidden ?a } GROUP BY ?n } ?n a ?c }",
            ["n", "b", "c"],
        ),
        ("SELECT * { ?b ?a 'SELECT * ?z' MINUS { ?q ?r ?b } }", ["b", "a"]),
        ("SELECT * { ?s ?p ?o } VALUES ?a { 1 }", ["s", "p", "o", "a"]),
        ("SELECT * { $s <x:p>* ?b OPTIONAL { ?b ?a [] } }", ["s", "b", "a"]),
        ("SELECT * { ?only a <x:C> }", ["only"]),
        ("SELECT * {}", []),
        ("SELECT ?b ?a { ?a ?c ?b { SELECT * { ?a ?c ?b } } }", ["b", "a"]),
    ],
)
def test_the_columns_are_those_of_the_query_as_they_are_met(query, columns):
    with EmbeddedStore.in_memory() as store:
        assert list(store.select(query).variables) == columns
        head = b"".join(store.answer(query, "text/csv")).decode().splitlines()
    assert head[:1] == ([",".join(columns)] if columns else head[:1])


def test_a_text_without_a_star_is_not_even_looked_at():
    def columns_of(text: str) -> list[str]:
        raise AssertionError(text)

    for text in ("SELECT ?s { ?s ?p ?o }", "ASK { { SELECT * { ?s ?p ?o } } }", "SELECT (COUNT(*) AS ?n) {}"):
        assert spell_out(text, columns_of) == text
