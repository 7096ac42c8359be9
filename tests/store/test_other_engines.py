"""A remote store keeps the contract on other people's engines.

Oxigraph's own server, twice: with a default graph of its own, and with one that is the union of all graphs, as GraphDB,
Neptune and QLever have it. And Apache Jena, which shares no code with either.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from rdflib import Literal

from coopgraph.errors import QueryRefusedError, QuerySyntaxError, StoreError
from coopgraph.store.endpoint import MERGED, RELEASE, Endpoint
from coopgraph.store.remote import RemoteStore
from store_contract import A, P, StoreContract


@contextmanager
def emptied(endpoint: Endpoint) -> Iterator[RemoteStore]:
    with RemoteStore(endpoint) as store:
        for graph in (*store.graphs(), MERGED, RELEASE, None):
            store.write_graph(graph, (), replace=True)
        yield store


class TestOnOxigraphsServer(StoreContract):
    refusal = (StoreError, "already exists")

    @pytest.fixture
    def store(self, oxigraph_server) -> Iterator[RemoteStore]:
        with emptied(oxigraph_server) as store:
            yield store


class TestWhereTheDefaultGraphIsTheUnionOfAll(StoreContract):
    failing_update = "INSERT DATA { GRAPH <http://s> { <http://a> <http://b> 1 } } ; CREATE GRAPH <http://g> ; CREATE GRAPH <http://g>"
    refusal = (StoreError, "already exists")

    @pytest.fixture
    def store(self, oxigraph_union) -> Iterator[RemoteStore]:
        with emptied(oxigraph_union) as store:
            yield store

    def test_an_update_writes(self, store):
        store.update(f"INSERT DATA {{ GRAPH <{MERGED}> {{ <http://a> <http://b> 1 }} }}")
        assert store.ask("ASK { <http://a> <http://b> 1 }")

    @pytest.mark.parametrize(
        "update",
        [
            "INSERT DATA { <http://a> <http://b> 1 }",
            "PREFIX e: <http://e/> INSERT DATA { GRAPH e:g { e:a e:b 1 } e:a e:b 2 }",
            "DELETE WHERE { ?s ?p ?o }",
            "DELETE { ?s ?p ?o } WHERE { GRAPH <http://g> { ?s ?p ?o } }",
            "DELETE { GRAPH ?g { ?s ?p ?o } } INSERT { ?s ?p 1 } WHERE { GRAPH ?g { ?s ?p ?o } }",
            "WITH <http://g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o } ; INSERT DATA { <http://a> <http://b> 1 }",
        ],
    )
    def test_what_would_be_written_where_no_query_looks_is_refused(self, store, update):
        with pytest.raises(QueryRefusedError, match=r"union of all graphs.*nothing was changed"):
            store.update(update)
        assert store.count() == 0

    @pytest.mark.parametrize(
        "update",
        [
            "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } ?s ?p ?o FILTER(?o > 1) }",
            "DELETE WHERE { GRAPH <http://g> { ?s ?p ?o . ?a ?b ?c } }",
            "INSERT { GRAPH <http://g> { <http://a> <http://b> ?n } } WHERE { BIND(1 AS ?n) }",
            "CLEAR GRAPH <http://g>",
        ],
    )
    def test_and_what_names_its_graph_is_not(self, store, update):
        store.add([(A, P, Literal(1), "http://g")])
        store.update(update)
        assert store.count() == 1  # the merged set is another graph, and not followed


class TestOnJena(StoreContract):
    # Its updates never fail halfway: it passes over a graph that is there already, or is not. It reads a text first, whole.
    failing_update = "INSERT DATA { <http://a> <http://b> 1 } ; INSERT DATA { ?x <http://b> 1 }"
    refusal = (QuerySyntaxError, "Variables not permitted")

    @pytest.fixture
    def store(self, jena_server) -> Iterator[RemoteStore]:
        with emptied(jena_server) as store:
            yield store
