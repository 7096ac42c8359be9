"""An export is the whole graph, the same bytes every time, and its hash is the version."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import Graph

from coopgraph.errors import QueryRefusedError
from coopgraph.release.export import FORMATS, version
from coopgraph.release.export import export as pieces
from coopgraph.store.embedded import EmbeddedStore
from store_contract import TOY


def export(store, form="nquads"):
    return b"".join(pieces(store, form))


@pytest.fixture
def toy():
    with EmbeddedStore.in_memory() as store:
        store.load_trig(TOY)
        yield store


def test_trig_tells_one_graph_after_the_other(bundled):
    """So that it can be read, as its place in a release promises."""
    text = export(bundled, "trig").decode()
    blocks = [line for line in text.splitlines() if line.endswith(" {")]
    assert len(blocks) == len(set(blocks)) == len(bundled.graphs())


def test_the_version_is_the_hash_of_the_sorted_nquads(toy):
    data = export(toy)
    assert data.splitlines() == sorted(data.splitlines())
    assert version(data) == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("form", FORMATS)
def test_two_processes_export_the_same_bytes(toy, form):
    script = (
        "import sys\nfrom pathlib import Path\nfrom coopgraph.store.embedded import EmbeddedStore\n"
        "from coopgraph.release.export import export\nstore = EmbeddedStore.in_memory()\n"
        "store.load_trig(Path(sys.argv[1]))\nsys.stdout.buffer.writelines(export(store, sys.argv[2]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, TOY, form], capture_output=True, check=True, timeout=60
    )
    assert done.stdout == export(toy, form)


@pytest.mark.parametrize("form", ["turtle", "ntriples", "rdfxml", "jsonld"])
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own JSON-LD parser
def test_formats_without_graphs_hold_every_triple_once(toy, form):
    name = {"turtle": "turtle", "ntriples": "nt", "rdfxml": "xml", "jsonld": "json-ld"}[form]
    assert len(Graph().parse(data=export(toy, form), format=name)) == toy.count()


@pytest.mark.parametrize(("form", "parser"), [("trig", RdfFormat.TRIG), ("nquads", RdfFormat.N_QUADS)])
def test_formats_with_graphs_keep_who_says_what(toy, form, parser):
    signs = "https://w3id.org/coopgraph/ontology#signs"
    graphs = [q.graph_name for q in parse(export(toy, form), parser) if q.predicate.value == signs]
    assert sorted(g.value.rsplit("/", 1)[1] for g in graphs) == ["bulletin-2", "gazette-1"]


def test_an_unknown_format_is_answered_with_the_known_ones(toy):
    with pytest.raises(QueryRefusedError, match="choose one of nquads, trig, turtle"):
        export(toy, "xlsx")
