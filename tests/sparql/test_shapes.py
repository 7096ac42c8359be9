"""A text judged by its shape is judged as it is: no shape stands for texts that differ in more than plain IRIs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coopgraph.errors import CoopgraphError
from coopgraph.sparql import Limits, refuse_remote
from coopgraph.sparql.guard import _judge

PIECES = [
    "SELECT", "ASK", "*", "?x", "{", "}", "(", ")", ".", ";", "FILTER", "VALUES", "NOW", "GRAPH", "?g", "1", "<", ">",
    "<=", "=", "&&", "SERVICE", "SERVICEex:a", "LOAD", "INTO", "FROM", "FROM NAMED", "BASE", "PREFIX ex:", "ex:a",
    "PREFIX ex: <http://a.example/>", "PREFIX ex: <http://a.example/b#>", "a", "true", "^^", "@en", "x:", "#",
    "# SERVICE <x:> {}", "# ' \"", "\n", "\r", " ", "\t", "<http://a.example/b>", "<http://a.example/b#c>", "<x:>",
    "<urn:a>", "<rel>", "<?b&&?c>", "<a'b>", "<http://a.example/it's>", "'text'", '"', "'''a' }", "\\", "\\u0053ERVICE",
    "\\u003C", "é", "<http://a.example/é>", "_:b", "http://", "ex:<http://a.example/>", "<<", ">>", "<#>", "a#b",
]  # fmt: skip


def verdict(judge, text):
    try:
        return judge(text, limits=Limits())
    except CoopgraphError as error:
        return type(error), str(error)


@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " ", "\n"])), max_size=14))
def test_a_text_gets_the_verdict_it_gets_when_it_is_judged_alone(pieces):
    text = "".join(piece + space for piece, space in pieces)
    alone = verdict(_judge, text)
    for other in (text.replace("a.example", "b.example"), text):
        verdict(refuse_remote, other)  # fills what is remembered of the shape
    found = verdict(lambda t, limits: refuse_remote(t, writable=True, limits=limits), text)
    assert found == alone


def test_texts_of_one_shape_are_told_apart_where_their_iris_matter():
    one = refuse_remote("SELECT * FROM <http://a.example/1> { ?s ?p ?o }")
    two = refuse_remote("SELECT * FROM <http://a.example/2> { ?s ?p ?o }")
    assert (one.from_graphs, two.from_graphs) == (("http://a.example/1",), ("http://a.example/2",))
    base = refuse_remote("BASE <http://a.example/1/> SELECT * FROM <x> { ?s ?p ?o }")
    assert refuse_remote("BASE <http://a.example/2/> SELECT * FROM <x> { ?s ?p ?o }").base != base.base
    prefixed = "PREFIX ex: <http://a.example/%d/> SELECT * { ex:a ?p ?o }"
    assert refuse_remote(prefixed % 1).prefixes != refuse_remote(prefixed % 2).prefixes


def test_a_call_of_a_function_that_varies_is_seen_and_its_name_elsewhere_is_not():
    assert refuse_remote("SELECT (NOW() AS ?n) {}").volatile
    assert refuse_remote("SELECT * {} ORDER BY rand ()").volatile
    assert not refuse_remote("SELECT * { ?now ?p 'NOW()' } # RAND()").volatile
