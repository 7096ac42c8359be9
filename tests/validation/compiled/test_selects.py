"""Queries of shapes asked for all focus nodes at once, and those that are not sure to mean the same."""

from __future__ import annotations

import pytest

from coopgraph.validation.compiled.model import Unsupported
from coopgraph.validation.compiled.selects import ask_for_all, for_few, with_path, without_prefixes

TABLE = "VALUES ?this { <http://example.org/a> }"


def flat(text: str) -> str:
    return " ".join(text.split())


def test_names_become_iris_and_comments_go() -> None:
    text = "PREFIX ex: <http://example.org/>\nSELECT $this WHERE { $this ex:p\\,q rdf:type } # why"
    names = {"rdf": "http://rdf/", "ex": "http://other/"}
    assert (
        without_prefixes(text, names)
        == "SELECT $this WHERE { $this <http://example.org/p,q> <http://rdf/type> }"
    )


def test_an_undeclared_prefix_is_not_guessed() -> None:
    with pytest.raises(Unsupported, match="prefix ex: is not declared"):
        without_prefixes("SELECT $this WHERE { $this ex:p ?x }", {})


def test_the_table_stands_at_the_start_of_the_query() -> None:
    asked = ask_for_all("SELECT $this WHERE { $this <p:> ?x FILTER EXISTS { $this <q:> ?x } }", TABLE)
    assert flat(asked) == f"SELECT $this WHERE {{ {TABLE} $this <p:> ?x FILTER EXISTS {{ $this <q:> ?x }} }}"


def test_the_table_stands_in_every_group_that_uses_this_unbound() -> None:
    asked = ask_for_all("SELECT $this WHERE { { FILTER($this = <a:>) } UNION { $this <p:> ?x } }", TABLE)
    assert f"{{ {TABLE} FILTER($this = <a:>) }}" in flat(asked)
    assert "UNION { $this <p:> ?x }" in flat(asked)


def test_a_short_table_stands_in_every_group_that_uses_this() -> None:
    asked = ask_for_all(
        "SELECT $this WHERE { { $this <p:> ?x } UNION { ?x <p:> ?y } }", TABLE, everywhere=True
    )
    assert f"{{ {TABLE} $this <p:> ?x }} UNION {{ ?x <p:> ?y }}" in flat(asked)


def test_a_sub_select_has_the_table_within() -> None:
    text = "SELECT $this WHERE { { SELECT $this (COUNT(?x) AS ?n) WHERE { $this <p:> ?x } GROUP BY $this } }"
    assert f"WHERE {{ {TABLE} $this <p:> ?x }} GROUP BY" in flat(ask_for_all(text, TABLE, everywhere=True))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("SELECT $this WHERE { $this ?p ?x MINUS { $this <p:> ?x } }", "MINUS"),
        ("SELECT $this WHERE { $this ?p ?x } LIMIT 1", "LIMIT"),
        ("SELECT ?x WHERE { $this ?p ?x }", "select"),
        ("SELECT $this WHERE { { SELECT ?x WHERE { ?x ?p ?y } } $this ?p ?x }", "select"),
        ("SELECT (COUNT(?x) AS ?n) $this WHERE { $this ?p ?x }", "GROUP BY"),
        ("SELECT $this WHERE { ?x ?p ?y BIND(?x AS $this) }", "anew"),
        ("SELECT $this WHERE { GRAPH ?g { ?x ?p ?y FILTER(?y = $this) } }", "GRAPH"),
        ("SELECT $this WHERE { GRAPH $shapesGraph { $this ?p ?y } }", "shapesGraph"),
        ("ASK { $this ?p ?x }", "no SELECT"),
    ],
)
def test_what_may_mean_something_else_is_not_compiled(text: str, reason: str) -> None:
    with pytest.raises(Unsupported, match=reason):
        ask_for_all(text, TABLE)


def test_the_path_of_the_shape_stands_for_path() -> None:
    assert (
        with_path("SELECT $this WHERE { $this $PATH ?x }", "<p:> / <q:>")
        == "SELECT $this WHERE { $this (<p:> / <q:>) ?x }"
    )
    with pytest.raises(Unsupported, match="without a path"):
        with_path("SELECT $this WHERE { $this $PATH ?x }", None)


def test_a_target_is_asked_for_a_table_only_where_that_gives_no_others() -> None:
    assert for_few("SELECT ?this WHERE { ?this <p:> ?x OPTIONAL { ?this <q:> ?y } }", TABLE)
    assert for_few("SELECT ?this WHERE { ?x <p:> ?y OPTIONAL { ?this <q:> ?x } }", TABLE) is None
    assert (
        for_few("SELECT ?this WHERE { { SELECT DISTINCT ?x WHERE { ?y a ?x } } ?this a ?x }", TABLE) is None
    )
