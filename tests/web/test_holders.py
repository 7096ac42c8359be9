"""A published change is served by a fork of the process that wrote it, and is not loaded again."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Never
from urllib.parse import quote

import pytest

from coopgraph.namespaces import ID, RDFS, SKOS
from coopgraph.resolution.directory import Directory
from coopgraph.resolution.keeping import FILE, directory_for
from coopgraph.store.revisions import StoreFolder
from coopgraph.web.names import directory
from coopgraph.web.writes import scribe
from coopgraph.web.writes.change import Change
from coopgraph.web.writes.scribe import Scribe
from served import writable_copy

TOKEN = "from-vladivostok-to-bari"
MAY = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/sparql-update"}
GRAPH = "http://e/new"
COUNT = "/sparql?query=" + quote(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}")

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")


@pytest.fixture
def writable(toy, tmp_path):
    with writable_copy(toy, tmp_path, TOKEN) as server:
        server.folder = StoreFolder(tmp_path / "store")
        yield server


def insert(server, triple: str):
    answer = server.request("POST", "/sparql", f"INSERT DATA {{ GRAPH <{GRAPH}> {{ {triple} }} }}", **MAY)
    assert answer.status == 200, answer.text


def count(server) -> int:
    return int(server.get(COUNT, Accept="text/csv").text.split()[1])


def parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])


def test_what_was_written_is_served_by_a_fork_of_what_wrote_it(writable):
    for number in range(3):
        insert(writable, f"<http://e/s> <http://e/p> {number}")
        assert parent(writable.running.pool.holder) == writable.running.writer._process.pid
        assert count(writable) == number + 1


def test_what_another_process_has_published_is_loaded(writable):
    insert(writable, "<http://e/s> <http://e/p> 1")
    nquads = writable.folder.current().nquads.read_bytes()
    writable.folder.publish(nquads + f'<http://e/t> <http://e/p> "2" <{GRAPH}> .\n'.encode(), {})
    until = time.monotonic() + 20
    while count(writable) != 2:
        assert time.monotonic() < until
        time.sleep(0.1)
    assert parent(writable.running.pool.holder) != writable.running.writer._process.pid
    insert(writable, "<http://e/s> <http://e/p> 3")
    assert count(writable) == 3


def test_a_name_that_is_written_is_found_and_one_that_is_taken_away_is_not(writable):
    def found(text: str) -> list[str]:
        return [hit["id"] for hit in writable.get(f"/api/search?q={quote(text)}").json["results"]]

    iri = f"{ID}person/perelman-grigori"
    insert(writable, "<http://e/s> <http://e/p> 1")  # changes no name
    assert not found("Perelman")
    insert(writable, f'<{iri}> <{SKOS}altLabel> "Grigori Perelman"@en')
    assert found("Perelman") == [iri]
    insert(writable, "<http://e/s> <http://e/p> 2")
    assert found("Perelman") == [iri]
    assert writable.request("DELETE", f"/store?graph={GRAPH}", **MAY).status == 200
    assert not found("Perelman")


def test_the_names_of_what_was_written_are_kept_with_it(writable):
    iri = f"{ID}person/perelman-grigori"
    insert(writable, f'<{iri}> <{SKOS}altLabel> "Grigori Perelman"@en')
    insert(writable, "<http://e/s> <http://e/p> 1")
    revision = writable.folder.current()
    until = time.monotonic() + 20
    while not (revision.path / FILE).exists():
        assert time.monotonic() < until
        time.sleep(0.1)
    kept = directory_for(_never, revision.version, revision.path)
    assert [hit.iri for hit in map(kept.index.hit, kept.find("Perelman"))] == [iri]


def test_names_that_did_not_change_are_not_read_again(toy, tmp_path, monkeypatch):
    StoreFolder(tmp_path / "store").publish(toy.dump_nquads(), {})
    work = Scribe(StoreFolder(tmp_path / "store"), megabytes=0)
    monkeypatch.setattr(scribe, "load_directory", _never)

    def names_after(graph: str) -> Directory:
        made, _ = work.prepare(Change("put", GRAPH, media=("turtle",)), [graph.encode()])
        work.publish(made)
        store = work.held(StoreFolder(tmp_path / "store").current().path.name)
        assert store is not None
        return directory(store)

    first = names_after("<http://e/s> <http://e/p> 1 .")
    assert names_after("<http://e/s> <http://e/p> 2 .") is first
    iri = f"{ID}person/perelman-grigori"
    assert iri in names_after(f'<{iri}> <{SKOS}altLabel> "Grigori Perelman"@en .').entities
    with pytest.raises(AssertionError, match="read"):  # what is a class decides over other things as well
        names_after(f'<http://e/c> <{RDFS}label> "a class, it may be" .')


def _never(_: object) -> Never:
    raise AssertionError("the names are read")


def test_a_holder_answers_on_when_what_it_was_forked_from_is_killed(writable):
    insert(writable, "<http://e/s> <http://e/p> 1")
    holder = writable.running.pool.holder
    os.kill(writable.running.writer._process.pid, signal.SIGKILL)
    assert count(writable) == 1
    insert(writable, "<http://e/s> <http://e/p> 2")
    assert count(writable) == 2
    assert writable.running.pool.holder != holder


def test_a_holder_that_is_killed_is_replaced_by_one_that_loads_from_the_disk(writable):
    insert(writable, "<http://e/s> <http://e/p> 1")
    os.kill(writable.running.pool.holder, signal.SIGKILL)
    until = time.monotonic() + 20
    while writable.get("/readyz").status != 200 or writable.get(COUNT, Accept="text/csv").status != 200:
        assert time.monotonic() < until
        time.sleep(0.1)
    assert count(writable) == 1


def test_refused_changes_are_counted_by_reason(writable):
    assert (
        writable.request("POST", "/sparql", "CLEAR ALL", **{**MAY, "Authorization": "Bearer x"}).status == 401
    )
    assert writable.request("POST", "/sparql", "LOAD <http://e/>", **MAY).status == 400
    lines = writable.get("/metrics").text.splitlines()
    assert 'coopgraph_writes_refused_total{reason="token"} 1' in lines
    assert 'coopgraph_writes_refused_total{reason="query-refused"} 1' in lines
