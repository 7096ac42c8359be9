"""A remote store keeps the contract on other people's engines, and the catalogue gets the same answers there.

Oxigraph's own server, twice: with a default graph of its own, and with one that is the union of all graphs, as GraphDB,
Neptune and QLever have it. And Apache Jena, which shares no code with either.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from rdflib import XSD, Literal

from coopgraph.errors import QueryRefusedError, QuerySyntaxError, StoreError
from coopgraph.store.endpoint import MERGED, RELEASE, Endpoint
from coopgraph.store.protocol import Solutions
from coopgraph.store.remote import RemoteStore
from coopgraph.store.remote_loading import publish
from coopgraph.store.revisions import StoreFolder
from store.conftest import missing
from store.test_catalogue_on_virtuoso import CATALOGUE, OF_A_COPY, askings
from store_contract import A, P, StoreContract

JENA = Path(__file__).with_name("jena_server.py")


@contextmanager
def oxigraph(*options: str, default_graph: str) -> Iterator[Endpoint]:
    """Start Oxigraph's server, empty and in memory, on a free port of this machine."""
    program = shutil.which("oxigraph", path=sysconfig.get_path("scripts"))
    if program is None:
        missing("Oxigraph's server is not installed; scripts/setup test installs it")
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    with subprocess.Popen(
        [program, "serve", "--bind", address, *options], stderr=subprocess.DEVNULL
    ) as process:
        try:
            base = f"http://{address}"
            _await(f"{base}/query?query=ASK%7B%7D")
            yield Endpoint(
                f"{base}/query", f"{base}/update", f"{base}/store", default_graph=default_graph, seconds=30
            )
        finally:
            process.terminate()
            process.wait(20)


@contextmanager
def jena() -> Iterator[Endpoint]:
    """Start Apache Jena, empty and in memory, on a free port of this machine."""
    if not Path("/usr/share/java/jena-arq.jar").exists() or importlib.util.find_spec("jpype") is None:
        missing(
            "Apache Jena is not installed (Debian: libapache-jena-java); scripts/test installs it as root"
        )
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        missing("Java is not installed")
    with subprocess.Popen([sys.executable, JENA], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            found = re.match(r"http://[0-9.:]+", process.stdout.readline())
            assert found is not None
            yield Endpoint(f"{found[0]}/sparql", graphs=f"{found[0]}/data", seconds=30)
        finally:
            process.kill()
            process.wait(20)


def _await(url: str) -> None:
    end = time.monotonic() + 20
    while True:
        try:
            with urlopen(url, timeout=5):
                return
        except OSError:
            assert time.monotonic() < end, f"{url} does not answer"
            time.sleep(0.05)


@pytest.fixture(scope="session")
def oxigraph_server() -> Iterator[Endpoint]:
    with oxigraph(default_graph="own") as endpoint:
        yield endpoint


@pytest.fixture(scope="session")
def oxigraph_union() -> Iterator[Endpoint]:
    with oxigraph("--union-default-graph", default_graph="merged") as endpoint:
        yield endpoint


@pytest.fixture(scope="session")
def jena_server() -> Iterator[Endpoint]:
    with jena() as endpoint:
        yield endpoint


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


@pytest.fixture(scope="module")
def embedded(bundled_store):
    with StoreFolder(bundled_store).open() as store:
        yield store


@pytest.fixture(scope="module", params=["oxigraph_server", "oxigraph_union", "jena_server"])
def remote(bundled_store, request):
    with RemoteStore(request.getfixturevalue(request.param)) as store:
        publish(store, StoreFolder(bundled_store).current().nquads.read_bytes())
        yield store


def by_value(solutions: Solutions) -> Iterator[frozenset[tuple[str, object]]]:
    """Yield rows; a decimal counts by its value: Jena writes 2001.0 where Oxigraph writes 2001."""
    for row in solutions:
        yield frozenset(
            (name, term.value if getattr(term, "datatype", None) == XSD.decimal else term)
            for name, term in row.items()
        )


@pytest.mark.parametrize("name", [name for name in CATALOGUE.names() if name not in OF_A_COPY])
def test_an_answer_equals_the_embedded_stores(name, embedded, remote):
    query = CATALOGUE.get(name)
    for text in askings(name):
        if query.form == "construct":
            assert set(remote.construct(text)) == set(embedded.construct(text))
            continue
        expected, found = embedded.select(text), remote.select(text)
        assert found.variables == expected.variables
        assert Counter(by_value(found)) == Counter(by_value(expected))


def test_the_graph_comes_back_byte_for_byte(bundled_store, remote):
    revision = StoreFolder(bundled_store).current()
    assert remote.dump_nquads() == revision.nquads.read_bytes()
    assert (remote.version(), remote.count()) == (revision.version, revision.triples)
