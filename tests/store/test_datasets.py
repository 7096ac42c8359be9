"""What an engine is told so that a query sees the merged set once and the sources by name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coopgraph.errors import QueryRefusedError
from coopgraph.sparql import inspect
from coopgraph.store.datasets import NOTHING, Selection, select_graphs
from coopgraph.store.endpoint import MERGED, VIRTUOSO, Endpoint, Engine, recognise
from coopgraph.store.protocol import RdfDataset

SOURCES = ("http://e/1", "http://e/2")
UNION = Engine(merged=True)


def told(text: str, engine: Engine, dataset: RdfDataset | None = None, graphs=SOURCES) -> Selection:
    return select_graphs(text, inspect(text), dataset, engine, lambda: graphs)


def named(*graphs: str) -> str:
    return "".join(f"define input:named-graph-uri <{graph}> " for graph in graphs)


def test_an_engine_with_a_default_graph_of_its_own_is_told_nothing():
    assert told("ASK { GRAPH ?g { ?s ?p ?o } }", Engine()) == Selection([])


def test_an_engine_by_the_standard_is_told_the_merged_graph_and_every_source():
    expected = [("default-graph-uri", MERGED), *(("named-graph-uri", graph) for graph in SOURCES)]
    assert told("ASK { GRAPH ?g { ?s ?p ?o } }", UNION) == Selection(expected)


def test_a_query_without_graph_needs_the_merged_graph_only():
    assert told('ASK { ?graph ?p "GRAPH ?g" } # GRAPH ?g', VIRTUOSO) == Selection(
        [("default-graph-uri", MERGED)]
    )


def test_virtuoso_is_told_the_sources_in_the_text_because_it_repeats_parameters_in_headers():
    merged = [("default-graph-uri", MERGED)]
    assert told("ASK { GRAPH ?g { ?s ?p ?o } }", VIRTUOSO) == Selection(merged, named(*SOURCES))


@pytest.mark.parametrize("graph", ["<http://e/2>", "<2>", "e:2"])
def test_a_graph_that_a_query_names_is_the_only_one_it_sees(graph):
    text = f"BASE <http://e/> PREFIX e: <http://e/> ASK {{ GRAPH {graph} {{ ?s ?p ?o }} }}"
    assert told(text, VIRTUOSO).prologue == named("http://e/2")


def test_the_merged_graph_cannot_be_asked_as_a_source():
    assert told(f"ASK {{ GRAPH <{MERGED}> {{ ?s ?p ?o }} }}", VIRTUOSO).prologue == named(NOTHING)


def test_a_dataset_of_one_kind_leaves_the_other_empty():
    assert told("ASK {}", VIRTUOSO, RdfDataset(default=("http://e/1",))).prologue == named(NOTHING)
    assert told("ASK {}", VIRTUOSO, RdfDataset(named=("http://e/1",))).parameters == [
        ("default-graph-uri", NOTHING)
    ]
    assert told("ASK {}", UNION, RdfDataset(named=("http://e/1",))).parameters == [
        ("named-graph-uri", "http://e/1")
    ]


def test_more_sources_than_virtuoso_takes_are_refused_and_not_forgotten():
    many = tuple(f"http://e/{n}" for n in range(5000))
    with pytest.raises(QueryRefusedError, match="FROM NAMED"):
        told("ASK { GRAPH ?g { ?s ?p ?o } }", VIRTUOSO, graphs=many)
    assert told("ASK { GRAPH <http://e/7> { ?s ?p ?o } }", VIRTUOSO, graphs=many).prologue == named(
        "http://e/7"
    )


def test_virtuoso_is_recognised_and_its_other_addresses_are_known():
    engine, endpoint = recognise(Endpoint("http://e/sparql", user="u", password="p"), "Virtuoso/07.20", False)
    assert engine == VIRTUOSO
    assert endpoint.update == "http://e/sparql-auth"
    assert endpoint.graphs == "http://e/sparql-graph-crud-auth"
    assert recognise(Endpoint("http://e/sparql"), "Virtuoso/07.20", False)[1].update == "http://e/sparql"


def test_where_the_merged_set_lies_is_found_out_unless_it_is_said():
    endpoint = Endpoint("http://e/sparql")
    assert recognise(endpoint, "Jetty", has_merged=False)[0] == Engine()
    assert recognise(endpoint, "Jetty", has_merged=True)[0] == UNION
    assert recognise(replace(endpoint, default_graph="merged"), "Jetty", has_merged=False)[0] == UNION
    assert (
        recognise(replace(endpoint, default_graph="own"), "Virtuoso/07", has_merged=False)[0].merged is False
    )
