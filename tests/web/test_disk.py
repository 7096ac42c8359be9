"""A server whose workers read the disk: the same answers, the same limits, and next to no memory for the graph."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from urllib.parse import quote

import pytest

from coopgraph.errors import SettingsError
from coopgraph.namespaces import ID, SKOS
from coopgraph.settings import Settings, load_settings
from coopgraph.store.leases import in_use
from coopgraph.store.revisions import StoreFolder
from heavy import ENDLESS, FLOOD, HOARD, idle, opened, until
from served import Running

TOKEN = "from-vladivostok-to-bari"
EVERY_QUAD = "SELECT * { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g ?s ?p ?o"
FACTS = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")


@pytest.fixture
def disk(serving):
    with serving(answer_from="disk", workers=2, query_megabytes=256) as server:
        yield server


def files(pid: int) -> set[str]:
    """What a process has open, beside nothing."""
    links = [str(link.readlink()) for link in Path(f"/proc/{pid}/fd").iterdir()]
    return {link for link in links if link != "/dev/null"}


def children(pid: int) -> list[int]:
    return [int(found) for found in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_the_answers_are_those_from_memory(disk, server):
    (row, *_) = server.store.select(f"SELECT ?label {{ ?thing <{SKOS}prefLabel> ?label }} LIMIT 1").rows
    for path, media in (
        (f"/sparql?query={quote(EVERY_QUAD)}", "text/csv"),
        (f"/sparql?query={quote(FACTS)}", "text/csv"),
        (f"/api/search?q={quote(row['label'])}", "application/json"),
        ("/api/things", "application/json"),
        ("/store?default", "application/n-triples"),
        ("/", "text/html"),
    ):
        both = [one.get(path, Accept=media) for one in (disk, server)]
        assert [one.status for one in both] == [200, 200], path
        assert sorted(both[0].text.splitlines()) == sorted(both[1].text.splitlines())


def test_a_worker_has_open_what_the_revision_holds_and_one_socket(disk, toy_folder):
    home = toy_folder.current().path.resolve() / "oxigraph"
    assert disk.ask(FACTS).status == 200
    for worker in children(disk.running.pool.holder):
        held = files(worker)
        assert {Path(one).parent for one in held if not one.startswith("socket:")} == {home}
        assert len([one for one in held if one.startswith("socket:")]) == 1
        limit = next(
            line for line in Path(f"/proc/{worker}/limits").read_text().splitlines() if "open files" in line
        )
        assert int(limit.split()[3]) == len(list(Path(f"/proc/{worker}/fd").iterdir()))  # none is free


def test_time_memory_and_departures_are_as_in_memory(disk):
    assert disk.ask(ENDLESS, timeout="0.5").status == 504
    assert disk.ask(HOARD, timeout="20").json["type"].endswith("memory-limit")
    until(lambda: idle(disk) == 2)
    with opened(disk, FLOOD) as connection:
        assert connection.recv(100).startswith(b"HTTP/1.1 200")
    until(lambda: idle(disk) == 2)
    assert disk.ask("ASK { ?s ?p ?o }").json["boolean"] is True


def test_when_the_process_that_has_the_files_open_dies_another_takes_its_place(disk):
    former = disk.running.pool.holder
    os.kill(former, signal.SIGKILL)
    until(lambda: disk.get("/readyz").status == 200 and disk.running.pool.holder != former, 20)
    assert disk.ask(FACTS).status == 200


def test_changes_are_served_from_the_disk_and_hold_no_revision_longer_than_needed(toy, tmp_path):
    folder = StoreFolder(tmp_path / "store")
    folder.publish(toy.dump_nquads(), {})
    first = folder.current().path
    settings = Settings(answer_from="disk", writes=True, write_token=TOKEN, workers=2)
    may = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/sparql-update"}
    with Running(folder, settings) as server:
        assert in_use(first)
        for number in range(3):
            text = f'INSERT DATA {{ GRAPH <http://e/new> {{ <{ID}person/x> <http://e/p> "{number}" }} }}'
            assert server.request("POST", "/sparql", text, **may).status == 200
            found = server.ask("SELECT (COUNT(*) AS ?n) { GRAPH <http://e/new> { ?s ?p ?o } }", "text/csv")
            assert found.text.split()[1] == str(number + 1)
            (worker, *_) = children(server.running.pool.holder)
            assert any(folder.current().path.name in one for one in files(worker))
        until(lambda: not in_use(first))


def test_another_place_than_memory_or_disk_is_refused(tmp_path):
    with pytest.raises(SettingsError, match='answer_from is \'cloud\'; choose "memory" or "disk"'):
        load_settings({"COOPGRAPH_ANSWER_FROM": "cloud"}, tmp_path)
    assert load_settings({"COOPGRAPH_ANSWER_FROM": "disk"}, tmp_path).answer_from == "disk"
