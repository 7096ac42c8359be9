"""What cannot be compiled goes to pySHACL, which is named with the reason; nothing is skipped."""

from __future__ import annotations

import pytest
from rdflib import Graph, URIRef

from coopgraph.store.embedded import EmbeddedStore
from coopgraph.validation.compiled import compile_shapes, find
from coopgraph.validation.shapes import Shapes

PREFIXES = """
@prefix ex: <http://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
DATA = "GRAPH ex:g { ex:a a ex:C ; ex:p ex:b ; ex:name 'ab' . ex:b a ex:C ; ex:p ex:a ; ex:name 'x' . }"


def shapes(turtle: str) -> Shapes:
    return Shapes(Graph().parse(data=PREFIXES + turtle, format="turtle"), ())


def store() -> EmbeddedStore:
    data = EmbeddedStore.in_memory()
    data.load_trig((PREFIXES + DATA).encode())
    return data


def test_a_shape_with_a_look_around_is_checked_by_pyshacl_and_the_others_are_not() -> None:
    both = shapes(
        "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:path ex:name ; sh:pattern '^(?=a)' ] ."
        "ex:T a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:path ex:name ; sh:minLength 2 ] ."
    )
    compiled = compile_shapes(both)
    found = find(store(), compiled)
    assert [one.shape for one in found.handed_over] == [URIRef("http://example.org/S")]
    assert "pattern" in found.handed_over[0].reason
    assert [node for node, _ in compiled.targets] == [URIRef("http://example.org/T")]
    assert sorted(str(one.component).rpartition("#")[2] for one in found) == [
        "MinLengthConstraintComponent",
        "PatternConstraintComponent",
    ]
    assert {one.focus for one in found} == {URIRef("http://example.org/b")}


def test_a_few_focus_nodes_are_picked_from_what_pyshacl_finds() -> None:
    one = shapes(
        "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:path ex:name ; sh:pattern '^(?=z)' ] ."
    )
    assert len(find(store(), one)) == 2
    assert len(find(store(), one, focus=[URIRef("http://example.org/a")])) == 1
    assert len(find(store(), one, focus=[])) == 0


@pytest.mark.parametrize(
    ("turtle", "reason"),
    [
        ("sh:property [ sh:path ex:p ; sh:node ex:S ]", "refers to itself"),
        ("sh:property [ sh:path ex:q ; sh:datatype xsd:byte ]", "byte"),
        ("sh:property [ sh:path ex:q ; sh:hasValue [] ]", "blank node"),
        ("sh:rule [ a sh:TripleRule ]", "sh:rule"),
        ("sh:node ex:Missing", "not defined"),
        ("sh:node [ sh:sparql [ sh:select 'SELECT $this WHERE { $this ?p ?o }' ] ]", "sh:sparql"),
        ("sh:sparql [ sh:select 'SELECT $this WHERE { $this ?p ?o } LIMIT 2' ]", "LIMIT"),
        ("sh:node [ sh:property [ sh:path ex:p ; sh:minCount 9 ] ]", "counts 9"),
        ("sh:in ( 1 2 ) ; sh:in ( 3 )", "two values"),
        ("sh:minCount 1", "without a path"),
    ],
)
def test_the_reason_is_told(turtle: str, reason: str) -> None:
    (handed,) = compile_shapes(shapes(f"ex:S a sh:NodeShape ; sh:targetClass ex:C ; {turtle} .")).handed_over
    assert reason in handed.reason


def test_a_target_of_the_whole_graph_also_holds_for_a_few() -> None:
    one = shapes(
        "ex:S a sh:NodeShape ; sh:class ex:D ; sh:target [ a sh:SPARQLTarget ; sh:select '''"
        "SELECT ?this WHERE { { SELECT DISTINCT ?other WHERE { ?any <http://example.org/p> ?other } LIMIT 9 }"
        " ?this <http://example.org/p> ?other . ?this <http://example.org/name> 'ab' }''' ] ."
    )
    assert compile_shapes(one).handed_over == ()
    things = [URIRef(f"http://example.org/{name}") for name in "ab"]
    assert [finding.focus for finding in find(store(), one)] == things[:1]
    assert [finding.focus for finding in find(store(), one, focus=things)] == things[:1]
    assert len(find(store(), one, focus=things[1:])) == 0
