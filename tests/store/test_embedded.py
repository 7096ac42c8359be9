"""The embedded store keeps the contract, in memory and on disk."""

from __future__ import annotations

import subprocess
import sys

import pyoxigraph
import pytest
from rdflib import BNode, Literal, URIRef

from coopgraph.errors import (
    QuerySyntaxError,
    StoreError,
    StoreLockedError,
    StoreUnavailableError,
    UnreadableSourceError,
)
from coopgraph.store.embedded import EmbeddedStore
from store_contract import FACT, SOURCE_1, SOURCE_2, TOY, StoreContract


class TestInMemory(StoreContract):
    @pytest.fixture
    def store(self):
        with EmbeddedStore.in_memory() as store:
            yield store


class TestOnDisk(StoreContract):
    @pytest.fixture
    def store(self, tmp_path):
        with EmbeddedStore.at(tmp_path / "store", read_only=False) as store:
            yield store


def test_a_syntax_error_names_the_column_too():
    with pytest.raises(QuerySyntaxError, match="line 2, column"):
        EmbeddedStore.in_memory().select("SELECT ?s WHERE {\n ?s ?p }")


def test_the_engine_still_counts_shared_facts_twice_through_its_union_switch():
    """The reason why the default graph is written. When this fails, the engine was mended."""
    store = pyoxigraph.Store()
    store.load(TOY.read_bytes(), pyoxigraph.RdfFormat.TRIG)
    signs = "SELECT * WHERE { ?s <https://w3id.org/coopgraph/ontology#signs> ?a }"
    assert len(list(store.query(signs, use_default_graph_as_union=True))) == 2


def test_loading_an_export_gives_the_same_export():
    first, second = EmbeddedStore.in_memory(), EmbeddedStore.in_memory()
    first.load_trig(TOY)
    second.load_nquads(first.dump_nquads())
    assert first.dump_nquads() == second.dump_nquads()
    assert first.count() == second.count()


def test_an_export_is_sorted_and_has_a_graph_on_every_line():
    store = EmbeddedStore.in_memory()
    store.load_trig(TOY)
    lines = store.dump_nquads().splitlines()
    assert lines == sorted(lines)
    assert all(line.rsplit(b" ", 2)[1].startswith(b"<https://w3id.org/coopgraph/graph/") for line in lines)
    assert len(lines) == sum(store.count(graph) for graph in store.graphs())


def test_the_blank_nodes_of_a_turtle_file_become_iris_that_do_not_change(tmp_path):
    turtle = tmp_path / "list.ttl"
    turtle.write_text("@prefix ex: <http://ex/> . ex:a ex:b [ ex:c (1 2) ] .")
    dumps = []
    for _ in range(2):
        store = EmbeddedStore.in_memory()
        store.load_turtle(turtle, "http://ex/graph")
        dumps.append(store.dump_nquads())
    assert dumps[0] == dumps[1]
    assert b"_:" not in dumps[0]
    assert b"<http://ex/graph/genid/list-0>" in dumps[0]


def test_a_blank_node_is_refused_because_it_has_no_lasting_name():
    with pytest.raises(StoreError, match="give the thing an IRI"):
        EmbeddedStore.in_memory().add([(BNode(), URIRef("http://ex/p"), Literal("x"), SOURCE_1)])


def test_an_iri_with_a_space_is_refused_with_the_reason():
    with pytest.raises(StoreError, match="no valid RDF term"):
        EmbeddedStore.in_memory().add([(URIRef("http://ex/a b"), FACT[1], FACT[2], SOURCE_1)])


def test_malformed_nquads_name_file_line_and_column(tmp_path):
    path = tmp_path / "broken.nq"
    path.write_text("<http://a> <http://b> <http://c> <http://g> .\n<http://a> <http://b> oops .\n")
    with pytest.raises(UnreadableSourceError, match=r"broken\.nq:2:\d+"):
        EmbeddedStore.in_memory().load_nquads(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(StoreUnavailableError, match=r"none\.nq"):
        EmbeddedStore.in_memory().load_nquads(tmp_path / "none.nq")


def test_a_read_only_store_refuses_to_write(tmp_path):
    with EmbeddedStore.at(tmp_path / "store", read_only=False) as store:
        store.add([(*FACT, SOURCE_1)])
    with EmbeddedStore.at(tmp_path / "store") as store:
        assert store.count() == 1
        for write in (
            lambda: store.update("INSERT DATA { <http://a> <http://b> 1 }"),
            lambda: store.add([(*FACT, SOURCE_2)]),
        ):
            with pytest.raises(StoreUnavailableError, match="open for reading only"):
                write()


def test_a_serialised_answer_needs_no_rdflib_which_is_slow_to_import(tmp_path):
    with EmbeddedStore.at(tmp_path / "store", read_only=False) as store:
        store.add([(*FACT, SOURCE_1)])
    script = (
        "import sys\nfrom coopgraph.store.embedded import EmbeddedStore\n"
        "print(list(EmbeddedStore.at(sys.argv[1]).answer('SELECT ?s { ?s ?p ?o }', 'text/csv')))\n"
        "sys.exit('rdflib' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, tmp_path / "store"], capture_output=True, check=True)
    assert b"http://example.org/a" in done.stdout


def test_two_readers_read_at_once(tmp_path):
    with EmbeddedStore.at(tmp_path / "store", read_only=False) as store:
        store.add([(*FACT, SOURCE_1)])
    with EmbeddedStore.at(tmp_path / "store") as one, EmbeddedStore.at(tmp_path / "store") as two:
        assert one.count() == two.count() == 1


def test_a_store_that_another_process_writes_to_is_locked(tmp_path):
    script = (
        "import sys\nfrom coopgraph.store.embedded import EmbeddedStore\n"
        "store = EmbeddedStore.at(sys.argv[1], read_only=False)\n"
        "print('open', flush=True)\nsys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path / "store")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(StoreLockedError, match="held by another process"):
            EmbeddedStore.at(tmp_path / "store", read_only=False)
        other.stdin.close()
        other.wait(10)


def test_a_folder_that_holds_no_store_is_not_opened_and_not_touched(tmp_path):
    (tmp_path / "holiday.jpg").write_bytes(b"x")
    with pytest.raises(StoreUnavailableError):
        EmbeddedStore.at(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["holiday.jpg"]
