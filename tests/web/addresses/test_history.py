"""Yesterday's graph: a thing as a former revision described it, by the name of the revision or by date (RFC 7089)."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime

import pytest

from coopgraph.namespaces import ID
from coopgraph.settings import Settings
from coopgraph.store.revisions import StoreFolder
from served import Running

THING = "/id/country/xa"
NEW = "/id/person/new"
LABEL = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
GRAPH = "<https://w3id.org/coopgraph/graph/entities>"


@pytest.fixture(scope="module")
def folder(toy, tmp_path_factory):
    """Three revisions, a second apart at least: the toy world, a new person in it, that person renamed."""
    folder = StoreFolder(tmp_path_factory.mktemp("history") / "store", kept=5)
    for name in ("", "Zebulon", "Zebulon Pike"):
        line = f'<{ID}person/new> {LABEL} "{name}"@en {GRAPH} .\n' if name else ""
        folder.publish(toy.dump_nquads() + line.encode(), {})
        time.sleep(1.1)
    return folder


@pytest.fixture(scope="module")
def served(folder):
    with Running(folder, Settings()) as server:
        yield server


@pytest.fixture(scope="module")
def revisions(folder):
    return folder.revisions()


def turtle(server, path, **headers):
    return server.get(path, Accept="text/turtle", **headers)


def links(answer, relation):
    return re.findall(rf'<([^>]*)>; rel="[^"]*\b{relation}\b', answer.headers["link"])


def test_each_revision_is_named_and_dated_and_the_oldest_comes_first(revisions):
    assert len(revisions) == 3
    assert [one.published for one in revisions] == sorted({one.published for one in revisions})


def test_a_thing_is_described_as_each_revision_described_it(served, revisions):
    first, second, third = (f"{NEW}?revision={one.path.name}" for one in revisions)
    assert turtle(served, first).status == 404
    assert '"Zebulon"@en' in turtle(served, second).text
    assert '"Zebulon Pike"@en' in turtle(served, third).text
    assert '"Zebulon Pike"@en' in turtle(served, NEW).text
    assert '"Zebulon"@en' in turtle(served, f"{NEW}?revision={revisions[1].version[:10]}").text


def test_a_memento_says_its_date_and_leads_to_its_own_forms(served, revisions):
    answer = turtle(served, f"{THING}?revision={revisions[0].path.name}")
    assert parsedate_to_datetime(answer.headers["memento-datetime"]) == revisions[0].published
    assert links(answer, "original") == links(answer, "timegate") == [THING]
    assert links(answer, "timemap") == [f"/timemap{THING}"]
    assert f"revision={revisions[0].path.name}" in answer.headers["content-location"]
    for form in links(answer, "alternate"):
        assert f"?revision={revisions[0].path.name}" in form
        assert served.get(form).headers["memento-datetime"] == answer.headers["memento-datetime"]


def test_each_revision_has_an_entity_tag_of_its_own(served, revisions):
    tags = {turtle(served, f"{THING}?revision={one.path.name}").headers["etag"] for one in revisions}
    assert len(tags) == 3
    path = f"{THING}?revision={revisions[0].path.name}"
    tag = turtle(served, path).headers["etag"]
    again = turtle(served, path, If_None_Match=tag)
    assert (again.status, again.headers["memento-datetime"]) == (
        304,
        format_datetime(revisions[0].published, usegmt=True),
    )


@pytest.mark.parametrize(("seconds", "number"), [(-(10**6), 0), (0, 0), (1, 1), (2, 2), (10**6, 2)])
def test_a_date_leads_to_the_revision_that_was_current_then(served, revisions, seconds, number):
    base = revisions[min(max(seconds, 0), 2)].published if abs(seconds) < 10 else datetime.now(UTC)
    when = base + timedelta(seconds=seconds if abs(seconds) > 10 else 0)
    answer = turtle(served, THING, Accept_Datetime=format_datetime(when, usegmt=True))
    assert answer.status == 302
    assert answer.headers["location"] == f"{THING}?revision={revisions[number].path.name}"
    assert "accept-datetime" in answer.headers["vary"].lower()
    assert links(answer, "original") == [THING]


def test_an_answer_of_today_says_where_the_past_is(served):
    answer = turtle(served, THING)
    assert links(answer, "timegate") == [THING]
    assert "accept-datetime" in answer.headers["vary"].lower()
    assert "memento-datetime" not in answer.headers


def test_a_time_map_lists_the_revisions_that_describe_the_thing(served, revisions):
    answer = served.get(f"/timemap{NEW}")
    assert answer.type.partition(";")[0] == "application/link-format"
    listed = re.findall(r'<([^>]*)>; rel="memento"; datetime="([^"]*)"', answer.text)
    assert listed == [
        (f"{NEW}?revision={one.path.name}", format_datetime(one.published, usegmt=True))
        for one in revisions[1:]
    ]
    assert all(turtle(served, path).status == 200 for path, _ in listed)
    assert served.get("/timemap/id/person/nobody").status == 404


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        (f"{THING}?revision=nonsense", {}, 404),
        (f"{THING}?revision=", {}, 404),
        (THING, {"Accept_Datetime": "yesterday"}, 400),
    ],
)
def test_a_revision_or_date_that_is_none_is_a_problem(served, path, headers, status):
    answer = turtle(served, path, **headers)
    assert (answer.status, answer.type) == (status, "application/problem+json")


def test_a_store_keeps_as_many_former_revisions_as_it_is_told(toy, tmp_path):
    for kept in (1, 3):
        folder = StoreFolder(tmp_path / str(kept), kept)
        for number in range(6):
            line = f'<{ID}person/new> {LABEL} "{number}"@en {GRAPH} .\n'
            folder.publish(toy.dump_nquads() + line.encode(), {})
        assert len(folder.revisions()) == kept + 1
