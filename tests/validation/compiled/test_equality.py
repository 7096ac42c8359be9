"""The compiled checker finds what pySHACL finds: no more, no less, the same values."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import URIRef

from coopgraph.store.embedded import EmbeddedStore
from coopgraph.validation import reference
from coopgraph.validation.compiled import compile_shapes, find
from coopgraph.validation.shapes import Shapes
from validation.compiled.conftest import TESTS, comparable

UPDATES = sorted((TESTS / "data/shapes").glob("*/*.ru"))
# pySHACL takes half a second for each world: several faults share one, unless every fixture is to have its own.
SIZE = 1 if os.environ.get("COOPGRAPH_EVERY_FIXTURE") else 10
GROUPS = [UPDATES[start :: -(-len(UPDATES) // SIZE)] for start in range(-(-len(UPDATES) // SIZE))]


def test_no_shipped_rule_is_left_to_pyshacl(shapes: Shapes) -> None:
    compiled = compile_shapes(shapes)
    assert compiled.handed_over == ()
    assert len(compiled.targets) == len(shapes.rules)


def test_the_valid_world_breaks_nothing(shapes: Shapes, world: Callable[..., EmbeddedStore]) -> None:
    assert len(find(world(), shapes)) == 0


@pytest.mark.parametrize("updates", GROUPS, ids=lambda group: group[0].stem)
def test_faults_are_found_as_pyshacl_finds_them(
    updates: list[Path], shapes: Shapes, data_shapes: Shapes, world: Callable[..., EmbeddedStore]
) -> None:
    about_terms = any("graph:ontology" in update.read_text("utf-8") for update in updates)
    used = shapes if about_terms else data_shapes
    store = world(*updates)
    assert comparable(find(store, used)) == comparable(reference.find(store, used))


def test_the_toy_world_is_judged_as_pyshacl_judges_it(shapes: Shapes) -> None:
    store = EmbeddedStore.in_memory()
    store.load_trig(TESTS / "data/toy.trig")
    found = comparable(find(store, shapes))
    assert len(found) > 100  # without the ontology, no term in it is declared
    assert found == comparable(reference.find(store, shapes))


def test_a_check_of_a_few_things_finds_their_part_of_the_whole(
    shapes: Shapes, world: Callable[..., EmbeddedStore]
) -> None:
    store = world(*GROUPS[0], *GROUPS[-1])
    compiled = compile_shapes(shapes)
    whole = find(store, compiled).results
    things = sorted(
        {row["s"] for row in store.select("SELECT DISTINCT ?s WHERE { ?s ?p ?o FILTER(isIRI(?s)) }")}
    )
    for part in (things[::2], things[1::2], things[:1]):
        focus = {URIRef(thing) for thing in part}
        expected = [one for one in whole if one.focus in focus]
        assert comparable(find(store, compiled, focus=focus)) == comparable(expected)
