"""The dataset of the protocol becomes USING clauses, and nothing else of an update changes."""

from __future__ import annotations

import pytest

from coopgraph.errors import ParameterError, QueryRefusedError
from coopgraph.sparql.using import with_dataset

MODIFY = (
    "INSERT { GRAPH <urn:g> { ?s a 'WHERE {' } } # WHERE\nWHERE { ?s ?p ?o { SELECT * WHERE { ?s ?p ?o } } }"
)


def test_every_operation_with_a_pattern_gets_the_clauses_and_no_other_place_does():
    text = f"PREFIX where: <urn:WHERE>\nINSERT DATA {{}} ;\n{MODIFY} ;\nDELETE {{ ?s ?p ?o }} where {{ ?s ?p ?o }}"
    expected = text.replace("\nWHERE {", "\nUSING <urn:a> USING NAMED <urn:b> WHERE {")
    expected = expected.replace(" where {", " USING <urn:a> USING NAMED <urn:b> where {")
    assert with_dataset(text, ["urn:a"], ["urn:b"]) == expected


@pytest.mark.parametrize(
    "text",
    [
        "WITH <urn:a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "INSERT { ?s ?p ?o } USING <urn:a> WHERE { ?s ?p ?o }",
        "INSERT { ?s ?p ?o } using named <urn:a> WHERE { ?s ?p ?o }",
    ],
)
def test_an_update_that_names_its_graphs_itself_is_refused_as_the_protocol_says(text):
    with pytest.raises(QueryRefusedError, match="keep one of them"):
        with_dataset(text, ["urn:b"], [])


def test_the_short_form_that_takes_no_dataset_is_refused_with_the_long_one():
    with pytest.raises(QueryRefusedError, match=r"write DELETE \{ … \} WHERE"):
        with_dataset("DELETE WHERE { ?s ?p ?o }", ["urn:b"], [])


@pytest.mark.parametrize("name", ["urn:a> WHERE { } ; CLEAR ALL #", "a", "", "urn:a b"])
def test_a_name_cannot_say_more_than_a_graph(name):
    with pytest.raises(ParameterError):
        with_dataset(MODIFY, [name], [])
