"""RDF files go into a graph of a store whole, checked, or not at all."""

from __future__ import annotations

import json
import shutil

import pytest
from click.testing import CliRunner

from coopgraph.cli.group import coopgraph
from coopgraph.errors import (
    InvalidDataError,
    ParameterError,
    QueryRefusedError,
    StoreError,
    UnreadableSourceError,
)
from coopgraph.ingest.build import build, bundled_dossiers
from coopgraph.ingest.loading import load
from coopgraph.namespaces import COOP, GRAPH_EDITORIAL, GRAPH_ONTOLOGY
from coopgraph.store.revisions import StoreFolder

GRAPH = "https://example.org/graph/treaties"
NOTE = '<{0}> <http://www.w3.org/2004/02/skos/core#note> "{1}"@en .\n'
BARE = f"<https://w3id.org/coopgraph/id/agreement/bare> a <{COOP}Agreement> .\n"


@pytest.fixture
def store(bundled_store, tmp_path):
    return shutil.copytree(bundled_store, tmp_path / "store")


@pytest.fixture
def file(tmp_path):
    def written(text: str, name: str = "a.ttl"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


def content(store, graph=GRAPH):
    with StoreFolder(store).open() as opened:
        return sorted(
            str(row["o"]) for row in opened.select(f"SELECT ?o {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
        )


def version(store):
    return StoreFolder(store).current().version


def test_a_graph_holds_what_the_files_say_and_no_longer_what_it_held(store, file):
    files = [file(NOTE.format("http://e/1", "one")), file(NOTE.format("http://e/2", "two"), "b.nt")]
    before = version(store)
    loaded = load(files, GRAPH, store)
    assert (loaded.changed.added, loaded.changed.removed) == (2, 0)
    assert loaded.revision.version == version(store) != before
    assert content(store) == ["one", "two"]
    load([file(NOTE.format("http://e/3", "three"))], GRAPH, store)
    assert content(store) == ["three"]
    load([file(NOTE.format("http://e/4", "four"))], GRAPH, store, keep=True)
    assert content(store) == ["four", "three"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.rdf", '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">'
         '<r:Description r:about="http://e/s"><e:p>x</e:p></r:Description></r:RDF>'),
        ("a.jsonld", '{"@id": "http://e/s", "http://e/p": "x"}'),
        ("a.json", '{"@id": "http://e/s", "http://e/p": "x"}'),
        ("A.TTL", '<s> <p> "x" .'),
    ],
)  # fmt: skip
def test_the_suffix_tells_the_format(store, file, name, text):
    load([file(text, name)], GRAPH, store)
    assert content(store) == ["x"]


def test_loading_the_same_again_publishes_nothing(store, file):
    path = file(NOTE.format("http://e/1", "one"))
    first = load([path], GRAPH, store)
    again = load([path], GRAPH, store)
    assert (again.changed.added, again.changed.removed) == (0, 0)
    assert again.revision.path == first.revision.path


def test_what_breaks_a_rule_is_refused_and_set_aside_for_repair(store, file, tmp_path):
    before = version(store)
    told = []
    with pytest.raises(InvalidDataError, match=r"the store is as it was.*are in .*refused-") as caught:
        load(
            [file(BARE)],
            GRAPH,
            store,
            quarantine=tmp_path / "aside",
            on_refusal=lambda *said: told.append(said[1]),
        )
    assert told == [caught.value.report]
    (aside,) = (tmp_path / "aside").iterdir()
    assert (
        f"<https://w3id.org/coopgraph/id/agreement/bare> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{COOP}Agreement> <{GRAPH}> ."
        in (aside / "graph.nq").read_text()
    )
    assert {
        tuple(r["focus"].values())
        for r in json.loads((aside / "report.json").read_text())["results"]
        if r["severity"] == "Violation"
    } == {("uri", "https://w3id.org/coopgraph/id/agreement/bare")}
    assert version(store) == before


@pytest.mark.parametrize(
    ("text", "name", "graph", "error", "said"),
    [
        ("<a> <b> .", "a.ttl", GRAPH, UnreadableSourceError, r"a\.ttl:1:\d+: "),
        ("<a> <b> <c> .", "a.csv", GRAPH, ParameterError, r"a\.csv has a suffix .* use one of .*\.ttl"),
        ("<a> <b> <c> .", "a.ttl", "treaties", ParameterError, "'treaties' is not an absolute IRI; name"),
        ("<a> <b> <c> .", "a.ttl", "http://e/a b", ParameterError, "is not an absolute IRI"),
        ("<http://e/a> <http://e/b> 1 .", "a.ttl", GRAPH_ONTOLOGY, QueryRefusedError, "not written by hand"),
    ],
)
def test_what_cannot_be_loaded_changes_nothing_and_says_why(store, file, text, name, graph, error, said):
    before = version(store)
    with pytest.raises(error, match=said):
        load([file(text, name)], graph, store)
    assert version(store) == before


def test_a_file_that_is_not_there_is_named(store, tmp_path):
    with pytest.raises(UnreadableSourceError, match=r"none\.ttl: cannot be read: No such file"):
        load([tmp_path / "none.ttl"], GRAPH, store)


def test_a_build_does_not_lose_what_was_loaded(store, file):
    load([file(NOTE.format("http://e/1", "one"))], GRAPH_EDITORIAL, store, keep=True)
    with pytest.raises(StoreError, match="holds 1 changes made over HTTP or by coopgraph load"):
        build([bundled_dossiers()], store)
    assert "one" in content(store, GRAPH_EDITORIAL)


def test_the_command_says_what_it_did_or_why_not(store, file):
    words = ["load", "--graph", GRAPH, "--store", str(store)]
    done = CliRunner().invoke(coopgraph, [*words, str(file(NOTE.format("http://e/1", "one")))])
    assert done.exit_code == 0
    assert f"version   {version(store)}" in done.stdout
    assert f"graph     <{GRAPH}>: 1 triples added, 0 removed" in done.stdout
    refused = CliRunner().invoke(coopgraph, [*words, str(file(BARE))])
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "id:agreement/bare" in refused.stderr
    assert "the store is as it was" in refused.stderr
    assert content(store) == ["one"]
