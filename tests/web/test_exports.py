"""``/exports``: the files of a release, of the revision being served."""

from __future__ import annotations

import asyncio
import csv
import hashlib
import json
from types import SimpleNamespace

import pytest

from coopgraph.errors import StoreTimeoutError
from coopgraph.release.files import GRAPH_FILES
from coopgraph.web.exports import Files
from coopgraph.web.faults import MemoryLimitError, OverloadedError


@pytest.fixture(scope="module")
def served(serving_bundled):
    with serving_bundled() as server:
        yield server


def test_the_list_and_the_page_name_every_file_and_each_is_there(served):
    listed = served.get("/exports", Accept="application/json").json
    assert [file["path"] for file in listed["files"]] == [file.path for file in GRAPH_FILES]
    page = served.get("/exports", Accept="text/html")
    assert page.type == "text/html; charset=utf-8"
    for file in listed["files"]:
        assert f'href=".{file["url"]}"' in page.text
        answer = served.get(file["url"])
        assert answer.status == 200
        assert answer.type.partition(";")[0] == file["type"]
        assert listed["version"][:12] in answer.headers["content-disposition"]


def test_the_sorted_quads_have_the_version_as_their_checksum(served):
    version = served.get("/exports", Accept="application/json").json["version"]
    assert hashlib.sha256(served.get("/exports/graph.nq").body).hexdigest() == version


def test_the_table_of_nodes_is_csv_that_names_people(served):
    rows = list(csv.DictReader(served.get("/exports/nodes.csv").text.splitlines()))
    assert "Sergey Razov" in {row["label_en"] for row in rows}


def test_a_file_the_client_has_is_not_sent_again(served):
    tag = served.get("/exports/edges.csv").headers["etag"]
    assert served.get("/exports/edges.csv", If_None_Match=tag).status == 304


@pytest.mark.parametrize(
    ("path", "accept", "status"),
    [
        ("/exports/secret.txt", "*/*", 404),
        ("/exports/nodes.csv", "text/html", 406),
        ("/exports", "text/csv", 406),
    ],
)
def test_what_is_not_there_or_not_wanted_is_a_problem(served, path, accept, status):
    answer = served.get(path, Accept=accept)
    assert (answer.status, answer.type) == (status, "application/problem+json")


@pytest.mark.parametrize(
    ("error", "times"),
    [(StoreTimeoutError("late"), 1), (MemoryLimitError("much"), 1), (OverloadedError("many"), 2)],
)
def test_files_that_pass_the_limits_are_tried_once_for_a_revision(error, times):
    asked = []

    async def ask(*_):
        asked.append(1)
        raise error

    async def twice():
        pool = SimpleNamespace(revision=SimpleNamespace(version="one"), ask=ask)
        files = Files(pool, 1)
        for _ in range(2):
            assert await files.measured() == ()
        pool.revision.version = "another"
        assert await files.measured() == ()

    asyncio.run(twice())
    assert len(asked) == times + 1


def test_who_asks_while_files_are_being_made_is_answered_without_their_sizes_and_later_with_them():
    async def run():
        made = asyncio.Event()

        class Slow:
            revision = SimpleNamespace(version="1")

            async def ask(self, question, seconds):
                await made.wait()
                return Made()

        class Made:
            body = json.dumps([["graph.nq", "the graph", "application/n-quads", 5, "abc"]]).encode()
            close = staticmethod(lambda: None)

            async def rest(self):
                return
                yield

        files = Files(Slow(), 1, patience=0.01)
        assert await files.measured() == ()
        made.set()
        files._patience = 5
        (found,) = await files.measured()
        assert (found.path, found.size) == ("graph.nq", 5)

    asyncio.run(run())
