"""SHACL's property paths as SPARQL writes them."""

from __future__ import annotations

import pytest
from rdflib import Graph, URIRef

from coopgraph.errors import SettingsError
from coopgraph.validation.paths import path_text

EX = "http://example.org/"


@pytest.mark.parametrize(
    ("turtle", "sparql"),
    [
        ("ex:p", f"{EX}p"),
        ("[ sh:inversePath ex:p ]", f"^<{EX}p>"),
        ("( ex:p ex:q )", f"<{EX}p>/<{EX}q>"),
        ("( [ sh:inversePath ex:p ] ex:q )", f"(^<{EX}p>)/<{EX}q>"),
        ("[ sh:alternativePath ( ex:p ex:q ) ]", f"<{EX}p>|<{EX}q>"),
        ("[ sh:zeroOrMorePath ex:p ]", f"<{EX}p>*"),
        ("[ sh:oneOrMorePath ex:p ]", f"<{EX}p>+"),
        ("[ sh:zeroOrOnePath ex:p ]", f"<{EX}p>?"),
        ("[ sh:inversePath ( ex:p ex:q ) ]", f"^(<{EX}p>/<{EX}q>)"),
        ("( [ sh:alternativePath ( ex:p ex:q ) ] ex:r )", f"(<{EX}p>|<{EX}q>)/<{EX}r>"),
        ("[ sh:zeroOrMorePath [ sh:inversePath ex:p ] ]", f"(^<{EX}p>)*"),
    ],
)
def test_a_path_is_written_as_sparql_writes_it(turtle: str, sparql: str) -> None:
    graph = Graph().parse(
        data=f"@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <{EX}> . ex:shape sh:path {turtle} .",
        format="turtle",
    )
    path = graph.value(URIRef(EX + "shape"), URIRef("http://www.w3.org/ns/shacl#path"))
    assert path is not None
    assert path_text(graph, path) == sparql


def test_a_node_that_is_no_path_is_refused() -> None:
    graph = Graph().parse(data=f"@prefix ex: <{EX}> . ex:shape ex:path [ ex:other ex:p ] .", format="turtle")
    (path,) = graph.objects(URIRef(EX + "shape"), URIRef(EX + "path"))
    with pytest.raises(SettingsError, match="no property path"):
        path_text(graph, path)
