"""Blank nodes get IRIs made from what is said of them: the same graph, whoever labels its nodes, and soon."""

from __future__ import annotations

import random
import time

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import BNode, Graph
from rdflib.compare import isomorphic

from coopgraph.store.embedded_blanks import without_blanks

G = ox.NamedNode("http://e/g")
P, Q = ox.NamedNode("http://e/p"), ox.NamedNode("http://e/q")


def quads(turtle: str, graph: ox.NamedNode = G) -> frozenset[ox.Quad]:
    found = ox.parse(turtle.encode(), ox.RdfFormat.TURTLE, base_iri="http://e/", rename_blank_nodes=True)
    return frozenset(ox.Quad(t.subject, t.predicate, t.object, graph) for t in found)


def graph_of(found: frozenset[ox.Quad]) -> Graph:
    """The triples, with a blank node again for each IRI that was given."""
    data = ox.serialize((q.triple for q in found), format=ox.RdfFormat.N_TRIPLES)
    read = Graph()
    for triple in Graph().parse(data=data, format="nt"):
        read.add(tuple(BNode(str(t).rsplit("/", 1)[1]) if "/genid/" in str(t) else t for t in triple))
    return read


GRAPHS = [
    "<s> <p> [ <q> 1 ; <p> [ <q> 2 ] ] , [ <q> 1 ] .",
    "<s> <p> [ <q> 1 ] , [ <q> 1 ] . <t> <p> [ <q> 1 ] .",
    "[] <p> 1 . [] <p> 1 . [ <p> [ <p> [] , [] ] ] <q> 1 .",
    "<s> <p> ( 1 ( 2 3 ) ( ) [ <q> ( 1 ) ] ) .",
    "_:a <p> _:b . _:b <p> _:a .",
    "_:a <p> _:a .",
    "_:a <p> _:c . _:b <p> _:c . _:c <q> 1 .",
    "<s> <p> _:a . <t> <p> _:a . _:a <q> 'shared' .",
    "_:a <p> _:b . _:b <p> _:c . _:c <p> _:a . <s> <p> [ <q> 1 ] .",
]


@pytest.mark.parametrize("turtle", GRAPHS)
def test_the_graph_is_the_same_and_no_blank_node_is_left(turtle):
    found = without_blanks(quads(turtle))
    assert not any(isinstance(t, ox.BlankNode) for q in found for t in (q.subject, q.object))
    assert isomorphic(graph_of(found), Graph().parse(data=turtle, format="turtle", publicID="http://e/"))
    assert without_blanks(quads(turtle)) == found


TERMS = st.one_of(st.integers(0, 5).map(lambda n: ox.BlankNode(f"n{n}")), st.sampled_from([G, P]))


@given(st.sets(st.tuples(TERMS, st.sampled_from([P, Q]), TERMS), max_size=8), st.integers(0, 99))
@settings(max_examples=150, deadline=None)
def test_the_labels_make_no_difference(triples, seed):
    names = random.Random(seed).sample(range(100), 6)

    def again(term: object) -> object:
        return ox.BlankNode(f"m{names[int(term.value[1:])]}") if isinstance(term, ox.BlankNode) else term

    one = without_blanks(frozenset(ox.Quad(s, p, o, G) for s, p, o in triples))
    other = without_blanks(frozenset(ox.Quad(again(s), p, again(o), G) for s, p, o in triples))
    assert one == other
    assert len(one) == len(triples)


def test_what_differs_anywhere_gets_other_iris():
    one, other = (without_blanks(quads(f"<s> <p> [ <q> [ <q> {n} ] ] .")) for n in (1, 2))
    assert not {q.object for q in one if q.subject != P} & {q.object for q in other}


def test_a_node_of_two_graphs_is_one_thing():
    node = ox.BlankNode("a")
    found = without_blanks(
        frozenset({ox.Quad(node, P, P, G), ox.Quad(node, Q, P, ox.NamedNode("http://e/f"))})
    )
    assert len({q.subject for q in found}) == 1
    assert "http://e/f/genid/" in str(found)


@pytest.mark.parametrize(
    "turtle",
    ["<s> <p> " + "[ <p> " * 3000 + "1" + " ]" * 3000 + " .", "<s> <p> (" + " 1" * 5000 + " ) .",
     "<s> <p> " + "( " * 3000 + ") " * 3000 + ".", "<s> <p> " + ", ".join(["[ <q> 1 ]"] * 3000) + " ."],
    ids=["chain", "list", "lists", "twins"],
)  # fmt: skip
def test_trees_take_time_in_proportion_to_their_size(turtle):
    given = quads(turtle)
    begin = time.process_time()
    assert len(without_blanks(given)) == len(given)
    assert time.process_time() - begin < 2  # canonicalization needs 7 s for a chain of 500
