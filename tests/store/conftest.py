"""Engines of other processes on loopback: Virtuoso, Oxigraph's server, Apache Jena, and our own endpoint."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from coopgraph.store.endpoint import MERGED, RELEASE, Endpoint
from coopgraph.store.remote import RemoteStore
from coopgraph.store.revisions import StoreFolder
from store.other_engines import jena, oxigraph
from store.skipping import missing

SCRIPT = Path(__file__).parents[2] / "scripts" / "virtuoso"


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory) -> Iterator[Endpoint]:
    """A Virtuoso 7 with a database of its own. Tests share it: each empties it first."""
    installed = subprocess.run([SCRIPT, "install"], capture_output=True, text=True, timeout=300)
    if installed.returncode:
        missing(f"Virtuoso cannot be installed here: {installed.stderr.strip()[-200:]}")
    folder = tmp_path_factory.mktemp("virtuoso")
    try:
        # It stays as a daemon and would hold a pipe open, so its address comes by a file.
        with (folder / "address").open("w") as address:
            subprocess.run([SCRIPT, "start", folder], stdout=address, stderr=address, timeout=120, check=True)
        yield Endpoint((folder / "address").read_text().strip(), user="dba", password="dba", seconds=60)
    finally:
        subprocess.run([SCRIPT, "stop", folder], timeout=30, check=True)


@pytest.fixture
def empty_virtuoso(virtuoso) -> Iterator[RemoteStore]:
    """The store in Virtuoso, after all that was in it is deleted."""
    with RemoteStore(virtuoso) as store:
        for graph in (*store.graphs(), MERGED, RELEASE):
            store.write_graph(graph, (), replace=True)
        yield store


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


@pytest.fixture(scope="session")
def served(tmp_path_factory) -> Iterator[Callable[[bytes], Endpoint]]:
    """Return a function that serves N-Quads by ``coopgraph serve``, in a process of its own, until the session ends."""
    with ExitStack() as servers:

        def serve(nquads: bytes) -> Endpoint:
            folder = tmp_path_factory.mktemp("served") / "store"
            StoreFolder(folder).publish(nquads, {})
            return servers.enter_context(_serving(folder))

        yield serve


@contextmanager
def _serving(folder: Path) -> Iterator[Endpoint]:
    command = [sys.executable, "-m", "coopgraph", "serve", "--port", "0", "--store", str(folder)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            found = re.search(r"http://[0-9.:]+", process.stderr.readline())
            assert found is not None
            yield Endpoint(f"{found[0]}/sparql")
        finally:
            process.terminate()
            process.wait(20)
