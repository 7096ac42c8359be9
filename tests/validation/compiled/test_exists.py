"""EXISTS of several patterns becomes a chain of EXISTS with one pattern each, and means the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import URIRef

from coopgraph.store.embedded import EmbeddedStore
from coopgraph.validation.compiled.exists import chained

P, Q, R = (f"<http://example.org/{name}>" for name in "pqr")
QUERIES = [
    f"SELECT ?a WHERE {{ ?a {P} ?b FILTER EXISTS {{ ?b {Q} ?c . ?c {R} ?d FILTER(?c != ?a && ?d = ?b) }} }}",
    f"SELECT ?a WHERE {{ ?a {P} ?b FILTER NOT EXISTS {{ ?b {P} ?c , ?d ; {Q} ?e . FILTER(?c!=?d) }} }}",
    f"SELECT ?a WHERE {{ ?a {P} ?b FILTER NOT EXISTS {{ ?c {P}/{Q} ?b . ?c ({P}|^{Q})+ ?a }} }}",
    f"SELECT ?a WHERE {{ ?a {P} ?b FILTER EXISTS {{ ?a {P} ?x . ?x {Q} ?y FILTER(?x = ?y) }}"
    f" FILTER NOT EXISTS {{ ?b {P} ?x . ?b {R} ?y FILTER(?x = ?y) }} }}",
    f"SELECT ?a WHERE {{ ?a {P} ?b FILTER NOT EXISTS {{ ?a {Q} ?x ; {R} ?y ."
    f" FILTER NOT EXISTS {{ ?x {P} ?z . ?y {P}/{P} ?z FILTER(?z != ?b) }} FILTER(?x != ?y) }} }}",
    f"SELECT ?a WHERE {{ ?a {P} ?b FILTER(EXISTS {{ ?a {Q}* ?x . ?x {R} ?b }} || NOT EXISTS {{ ?b {Q}? ?x . ?x {P} ?a }}) }}",
]
nodes = st.sampled_from([URIRef(f"http://example.org/n{number}") for number in range(4)])
facts = st.tuples(nodes, st.sampled_from([URIRef(f"http://example.org/{name}") for name in "pqr"]), nodes)


@pytest.mark.parametrize("query", QUERIES)
@settings(max_examples=60, deadline=None, derandomize=True)
@given(triples=st.lists(facts, max_size=14))
def test_a_chain_gives_the_same_rows(query: str, triples: list) -> None:  # type: ignore[type-arg]
    store = EmbeddedStore.in_memory()
    store.add((*fact, "http://example.org/g") for fact in triples)
    rewritten = chained(query)
    assert rewritten != query

    def rows(text: str) -> list[str]:
        return sorted(str(row["a"]) for row in store.select(text))

    assert rows(rewritten) == rows(query)


def test_patterns_are_asked_from_the_bound_side() -> None:
    text = chained(f"SELECT ?a WHERE {{ ?a {P} ?b FILTER NOT EXISTS {{ ?x {Q} ?y . ?x {P} ?a }} }}")
    assert f"{{ ?x {P} ?a . FILTER EXISTS {{ ?x {Q} ?y . }} }}" in text


@pytest.mark.parametrize(
    "inside",
    [
        f"?a {P} ?x OPTIONAL {{ ?x {Q} ?y }} FILTER(!BOUND(?y))",
        f"GRAPH ?g {{ ?a {P} ?x . ?x {Q} ?y }}",
        f"?a {P} [ {Q} ?y ]",
        f"?a {P} ?x . BIND(STR(?x) AS ?y)",
        f"{{ ?a {P} ?x }} UNION {{ ?a {Q} ?x . ?x {P} ?b }}",
    ],
)
def test_a_group_of_anything_else_stays_as_it_is(inside: str) -> None:
    query = f"SELECT ?a WHERE {{ ?a {P} ?b FILTER EXISTS {{ {inside} }} }}"
    assert chained(query).replace(" ", "") == query.replace(" ", "")


def test_a_query_without_exists_is_not_touched() -> None:
    query = "SELECT ?a WHERE { ?a ?b 'x'@en }  # as it is"
    assert chained(query) is query
