"""On generated graphs, right and wrong in unplanned ways, both engines agree: on the shipped rules, and on every component."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pyshacl import validate
from rdflib import RDFS, XSD, Graph, Literal, URIRef
from rdflib.namespace import SH

from coopgraph.namespaces import BASE, CONCEPT, COOP, EDTF, GRAPH, OA, PROV, RDF, SKOS
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.validation import reference
from coopgraph.validation.compiled import compile_shapes, find
from coopgraph.validation.reference import Finding
from coopgraph.validation.shapes import Shapes
from validation.compiled.conftest import TESTS, comparable

EX = "http://example.org/"
MORE = int(os.environ.get("COOPGRAPH_EXAMPLES", "1"))  # times as many, and others each time


def examples(number: int) -> settings:
    """As many examples as pySHACL judges in about ten seconds, the same on each run."""
    return settings(
        max_examples=number * MORE,
        deadline=None,
        derandomize=MORE == 1,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )


nodes = st.sampled_from([URIRef(f"{EX}n{number}") for number in range(1, 7)])
values = st.sampled_from(
    [
        Literal(0),
        Literal(1),
        Literal(2),
        Literal(7),
        Literal("a"),
        Literal("ab"),
        Literal("1.5", datatype=XSD.decimal),
    ]
)
names = st.sampled_from(
    [
        Literal("abc"),
        Literal("a", lang="it"),
        Literal("ab", lang="en-GB"),
        Literal("ac", lang="it"),
        Literal("zz", lang="ru"),
    ]
)
numbers = st.sampled_from([Literal(number) for number in (1, 2, 3)])


def triple(predicate: str, objects: st.SearchStrategy) -> st.SearchStrategy:  # type: ignore[type-arg]
    return st.tuples(nodes, st.just(URIRef(predicate)), objects)


small_graphs = st.lists(
    st.one_of(
        triple(f"{RDF}type", st.sampled_from([URIRef(EX + name) for name in "ABCD"])),
        triple(f"{EX}p", nodes),
        triple(f"{EX}p", nodes),
        triple(f"{EX}r", nodes),
        triple(f"{EX}q", st.one_of(nodes, values)),
        triple(f"{EX}name", names),
        triple(f"{EX}low", numbers),
        triple(f"{EX}high", numbers),
    ),
    min_size=3,
    max_size=24,
)


@pytest.fixture(scope="module")
def every_component() -> Shapes:
    return Shapes(Graph().parse(TESTS / "data/shacl/every-component.ttl"), ())


def test_every_component_is_compiled(every_component: Shapes) -> None:
    assert compile_shapes(every_component).handed_over == ()


@examples(60)
@given(triples=small_graphs)
def test_every_component_is_judged_as_pyshacl_judges_it(triples: list, every_component: Shapes) -> None:  # type: ignore[type-arg]
    store = EmbeddedStore.in_memory()
    subclass = (URIRef(f"{EX}B"), RDFS.subClassOf, URIRef(f"{EX}A"))
    store.add((*fact, f"{EX}g") for fact in (*triples, subclass))
    found = find(store, compile_shapes(every_component))
    assert comparable(found) == comparable(_by_rdflib((*triples, subclass), every_component))


def _by_rdflib(triples: tuple, shapes: Shapes) -> Iterator[Finding]:  # type: ignore[type-arg]
    """Yield what pySHACL finds in a graph of rdflib: on Oxigraph it fails where a literal is a focus node."""
    data, rules = Graph(), Graph()
    for fact in triples:
        data.add(fact)
    for fact in shapes.graph:
        rules.add(fact)
    _, report, _ = validate(data, shacl_graph=rules, advanced=True, inplace=True)
    for result in report.objects(None, SH.result):
        parts = (
            SH.sourceShape,
            SH.sourceConstraint,
            SH.focusNode,
            SH.resultPath,
            SH.value,
            SH.sourceConstraintComponent,
        )
        yield Finding(*(report.value(result, part) for part in parts))  # type: ignore[arg-type]


def _terms(folder: Path) -> tuple[list[URIRef], list[URIRef]]:
    """Return the classes and the properties that the shipped rules speak of."""
    text = "".join(path.read_text("utf-8") for path in sorted(folder.glob("*.ttl")))
    found = set(re.findall(r"coop:(\w+)", text))
    classes = sorted(name for name in found if name[0].isupper())
    return [URIRef(COOP + name) for name in classes], [
        URIRef(COOP + name) for name in sorted(found - set(classes))
    ]


CLASSES, PROPERTIES = _terms(TESTS.parent / "shapes")
THINGS = [URIRef(f"{BASE}id/thing/{number}") for number in range(8)]
DAYS = [Literal(day, datatype=XSD.date) for day in ("2015-10-14", "2015-10-16", "2016-12-01")]
GRAPHS = [f"{GRAPH}source/a", f"{GRAPH}source/b", f"{GRAPH}entities"]
DATES = ("earliest", "latest", "attestedOn")
NUMBERS = ("ordinal", "value", "lowerBound", "upperBound")
CODES = ("role", "modality", "measure", "qualifier", "eventStatus", "discrepancyType")
CODE_VALUES = [
    URIRef(CONCEPT + code)
    for code in (
        "event-status/held",
        "event-status/planned",
        "role/witness",
        "role/president",
        "measure/sessions-held",
        "no-list/no-code",
    )
]


def _objects(name: str) -> st.SearchStrategy:  # type: ignore[type-arg]
    if name in DATES:
        return st.sampled_from([*DAYS, Literal("soon")])
    if name in NUMBERS:
        return st.sampled_from([Literal(1), Literal(2), Literal(4), Literal("2.5", datatype=XSD.decimal)])
    if name == "date":
        return st.sampled_from([Literal("2015", datatype=URIRef(f"{EDTF}EDTF")), Literal("2015")])
    if name in CODES:
        return st.sampled_from(CODE_VALUES)
    if name == "isoCode":
        return st.sampled_from([Literal("IT"), Literal("IT-25"), Literal("it-25")])
    return st.sampled_from(THINGS)


def _fact(predicate: URIRef, objects: st.SearchStrategy) -> st.SearchStrategy:  # type: ignore[type-arg]
    return st.tuples(st.sampled_from(THINGS), st.just(predicate), objects, st.sampled_from(GRAPHS))


facts = st.one_of(
    _fact(URIRef(f"{RDF}type"), st.sampled_from(CLASSES)),
    st.sampled_from(PROPERTIES).flatmap(lambda prop: _fact(prop, _objects(prop.removeprefix(COOP)))),
    _fact(
        URIRef(f"{SKOS}prefLabel"),
        st.sampled_from(
            [Literal("a", lang="it"), Literal("b", lang="it"), Literal("c", lang="ru"), Literal("d")]
        ),
    ),
    _fact(URIRef(f"{OA}start"), st.sampled_from([Literal(1), Literal(5), Literal("x")])),
    _fact(URIRef(f"{OA}end"), st.sampled_from([Literal(3), Literal(5)])),
    _fact(URIRef(f"{OA}exact"), st.sampled_from([Literal(""), Literal("words")])),
)
typed = st.lists(st.sampled_from(CLASSES), min_size=len(THINGS), max_size=len(THINGS))


@pytest.fixture(scope="module")
def vocabulary(ontology: bytes) -> list:  # type: ignore[type-arg]
    """What the rules read of the ontology."""
    store = EmbeddedStore.in_memory()
    store.load_nquads(ontology)
    wanted = ("<http://www.w3.org/2000/01/rdf-schema#subClassOf>", f"<{COOP}codeList>", f"<{SKOS}inScheme>")
    pattern = " UNION ".join(f"{{ ?s ?p ?o FILTER(?p = {predicate}) }}" for predicate in wanted)
    kinds = "{ ?s ?p ?o FILTER(?p = <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> && STRSTARTS(STR(?o), 'http://www.w3.org/2002/07/owl#')) }"
    found = store.construct(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} UNION {kinds} }}")
    return [(*fact, f"{GRAPH}ontology") for fact in found]


@examples(20)
@given(types=typed, quads=st.lists(facts, min_size=10, max_size=70))
def test_the_shipped_rules_are_judged_as_pyshacl_judges_them(
    types: list,
    quads: list,
    vocabulary: list,
    data_shapes: Shapes,  # type: ignore[type-arg]
) -> None:
    store = EmbeddedStore.in_memory()
    sources = [
        (URIRef(graph), URIRef(f"{PROV}wasDerivedFrom"), thing, graph)
        for graph, thing in zip(GRAPHS, THINGS, strict=False)
    ]
    kinds = [
        (thing, URIRef(f"{RDF}type"), kind, GRAPHS[2]) for thing, kind in zip(THINGS, types, strict=True)
    ]
    store.add([*vocabulary, *sources, *kinds, *quads])
    assert comparable(find(store, data_shapes)) == comparable(reference.find(store, data_shapes))
