"""The JSON-LD of the engine, made what programs of JSON-LD expect."""

from __future__ import annotations

import json
from io import BytesIO

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.embedded_writing import _Typed
from coopgraph.store.media import JSONLD

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
TURTLE = f"""
@prefix : <http://example.org/> .
:s a :C, :D ; :p "\\"{TYPE}\\":[{{\\"@id\\":\\"http://example.org/no\\"}}]" , "]" ; :q 1 .
:t a :C .
[] a "no class" ; :p [ a :C ] .
"""
ASK = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


@pytest.fixture
def store():
    with EmbeddedStore.in_memory() as held:
        held.engine.load(TURTLE, ox.RdfFormat.TURTLE)
        yield held


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib's own readers
def test_types_are_told_as_types_and_nothing_else_is_touched(store):
    data = b"".join(store.answer(ASK, JSONLD.type)).decode()
    said = {}
    for node in json.loads(data):
        for key, value in node.items():
            said.setdefault(node["@id"], {}).setdefault(key, []).extend(
                value if isinstance(value, list) else [value]
            )
    subject = said["http://example.org/s"]
    assert sorted(subject["@type"]) == ["http://example.org/C", "http://example.org/D"]
    assert TYPE not in subject
    assert {value["@value"] for value in subject["http://example.org/p"]} == {
        f'"{TYPE}":[{{"@id":"http://example.org/no"}}]', "]",
    }  # fmt: skip
    assert isomorphic(Graph().parse(data=data, format="json-ld"), Graph().parse(data=TURTLE, format="turtle"))


@pytest.mark.parametrize("size", [1, 2, 7, 64, 1 << 16])
def test_it_does_not_matter_in_which_pieces_the_engine_writes(store, size):
    plain = ox.serialize(store.engine.query(ASK), format=ox.RdfFormat.JSON_LD)
    assert plain is not None
    typed = _Typed(output := BytesIO())
    for start in range(0, len(plain), size):
        typed.write(plain[start : start + size])
    typed.finish()
    whole = json.loads(output.getvalue())
    once = _Typed(again := BytesIO())
    once.write(plain)
    once.finish()
    assert whole == json.loads(again.getvalue())
    assert any("@type" in node for node in whole)
