"""The commands give the same answers on an endpoint as on a folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import urllib.request

import pytest

from coopgraph.store.remote import RemoteStore
from coopgraph.store.remote_loading import publish
from coopgraph.store.revisions import StoreFolder

AGREEMENT = "agreement/trentino-sviluppo-technopolis-2015"


@pytest.fixture(scope="module")
def loaded(bundled_store, virtuoso):
    with RemoteStore(virtuoso) as store:
        publish(store, StoreFolder(bundled_store).current().nquads.read_bytes())
    return virtuoso.url


def run(*arguments: str, password: str = "dba") -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "COOPGRAPH_STORE_PASSWORD": password}
    command = [sys.executable, "-m", "coopgraph", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environ, timeout=60)


@pytest.mark.parametrize(
    "command",
    [
        ("sparql", "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"),
        ("query", "agreements/signatories", "--agreement", AGREEMENT, "--format", "csv"),
        ("search", "sobjanin"),
        ("path", "trentino-sviluppo", "technopolis-moscow"),
        ("check", "--format", "json"),
        ("export",),
        ("export", "--profile", "rdf-1-2"),
        ("export", "--profile", "nanopub", "--date", "2026-11-30"),
        ("network", "co-signing"),
        ("show", "trentino-sviluppo"),
        ("why", AGREEMENT),
        ("pair", "IT", "RU"),
    ],
    ids=lambda command: command[0],
)
def test_a_command_says_the_same_of_an_endpoint(command, loaded, bundled_store):
    here = run(*command, "--store", str(bundled_store))
    there = run(*command, "--store", loaded, "--store-user", "dba")
    assert (there.returncode, there.stdout) == (here.returncode, here.stdout)
    assert here.returncode == 0


def test_building_loads_an_endpoint_with_the_same_version(loaded, tmp_path):
    here = run("build", "--no-networks", "--store", str(tmp_path / "store"))
    there = run("build", "--store", loaded, "--store-user", "dba")
    assert there.returncode == 0, there.stderr
    assert here.stdout.splitlines()[1:] == there.stdout.splitlines()[1:]


def test_a_wrong_password_is_refused_with_the_remedy(loaded):
    refused = run("sparql", "ASK {}", "--store", f"{loaded}-auth", "--store-user", "dba", password="wrong")
    assert refused.returncode == 1
    assert "COOPGRAPH_STORE_PASSWORD" in refused.stderr


def test_serving_an_endpoint_gives_its_graph_and_its_version(loaded, bundled_store):
    command = [
        sys.executable,
        "-m",
        "coopgraph",
        "serve",
        "--port",
        "0",
        "--store",
        loaded,
        "--store-user",
        "dba",
    ]
    environ = {**os.environ, "COOPGRAPH_STORE_PASSWORD": "dba"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environ) as process:
        try:
            line = process.stderr.readline()
            url = re.search(r" at (http://[0-9.:]+)", line)[1]
            kept = StoreFolder(bundled_store).current()
            assert line.startswith(f"Serving {kept.triples} facts of {loaded} at ")
            with urllib.request.urlopen(f"{url}/metrics", timeout=20) as response:
                assert f'coopgraph_graph_info{{version="{kept.version}"}} 1' in response.read().decode()
        finally:
            process.terminate()
            assert process.wait(20) == 0
