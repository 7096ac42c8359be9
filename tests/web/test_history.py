"""Yesterday's graph: a thing as a former revision described it, by the name of the revision or by date (RFC 7089)."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import urlencode, urljoin

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


@pytest.mark.parametrize(
    "path",
    [THING, "/sparql?query=ASK{}", "/api/things", "/queries", "/exports", "/store?default"],
)
def test_whatever_may_be_of_another_day_says_so_to_caches(served, path):
    assert served.get(path).headers["vary"].count("Accept-Datetime") == 1


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


NAMED = "SELECT ?name WHERE { <https://w3id.org/coopgraph/id/person/new> ?p ?name }"


def asked_of(served, revision, query=NAMED, **more):
    return served.ask(query, "text/csv", revision=revision, **more)


def test_sparql_is_answered_from_the_revision_that_is_named(served, revisions):
    names = [asked_of(served, one.path.name).text.split("\r\n")[1:-1] for one in revisions]
    assert names == [[], ["Zebulon"], ["Zebulon Pike"]]
    assert asked_of(served, revisions[1].version[:10]).text == asked_of(served, revisions[1].path.name).text
    assert "Zebulon Pike" in asked_of(served, "current").text


def test_a_form_that_is_posted_names_a_revision_too(served, revisions):
    form = urlencode({"query": NAMED, "revision": revisions[1].path.name})
    kind = "application/x-www-form-urlencoded"
    answer = served.request("POST", "/sparql", form, Content_Type=kind, Accept="text/csv")
    assert answer.text.split("\r\n")[1:-1] == ["Zebulon"]
    assert parsedate_to_datetime(answer.headers["memento-datetime"]) == revisions[1].published
    day = format_datetime(revisions[1].published, usegmt=True)
    body = urlencode({"query": NAMED})
    led = served.request("POST", "/sparql", body, Content_Type=kind, Accept="text/csv", Accept_Datetime=day)
    assert (led.status, led.text) == (200, answer.text)


def test_a_day_leads_to_the_same_query_on_the_revision_of_that_day(served, revisions):
    day = format_datetime(revisions[1].published, usegmt=True)
    path = f"/sparql?{urlencode({'query': NAMED})}"
    led = served.get(path, Accept="text/csv", Accept_Datetime=day)
    assert (led.status, led.headers["location"]) == (302, f"{path}&revision={revisions[1].path.name}")
    assert served.get(led.headers["location"], Accept="text/csv").text.split("\r\n")[1:-1] == ["Zebulon"]


def test_each_revision_has_its_own_tag_for_the_same_query(served, revisions):
    answers = [asked_of(served, one.path.name) for one in revisions]
    assert len({one.headers["etag"] for one in answers}) == 3
    for one, answer in zip(revisions, answers, strict=True):
        path = f"/sparql?{urlencode({'query': NAMED, 'revision': one.path.name})}"
        again = served.get(path, Accept="text/csv", If_None_Match=answer.headers["etag"])
        assert (again.status, again.headers["memento-datetime"]) == (304, answer.headers["memento-datetime"])
        assert served.get(path, Accept="text/csv").text == answer.text  # and not another's from the cache


@pytest.mark.parametrize("path", [THING, "/sparql?query=ASK{}", "/api/things", "/queries/actors/names"])
def test_a_revision_that_is_none_is_answered_with_those_that_are_kept(served, folder, revisions, path):
    joint = "&" if "?" in path else "?"
    answer = served.get(f"{path}{joint}revision=nonsense", Accept="application/json")
    assert (answer.status, answer.type) == (404, "application/problem+json")
    listed = [one["revision"] for one in answer.json["revisions"]]
    assert listed == [one.path.name for one in reversed(revisions)]
    assert all(name in answer.json["detail"] for name in listed)
    assert str(folder.path) not in answer.text
    page = served.get(f"{path}{joint}revision=nonsense", Accept="text/html")
    assert (page.status, listed[0] in page.text) == (404, True)


def test_a_former_revision_takes_no_update(served, revisions):
    path = f"/sparql?revision={revisions[0].path.name}"
    answer = served.request("POST", path, "INSERT DATA {}", Content_Type="application/sparql-update")
    assert answer.status == 400


def test_a_former_page_leads_to_former_things_and_back_to_the_present(served, revisions):
    name = revisions[0].path.name
    page = served.get(f"{THING}?revision={name}&hl=it", Accept="text/html")
    linked = [href for href in re.findall(r'href="(?!http)([^"#]+)"', page.text) if "static" not in href]
    dated = [href for href in linked if re.match(r"(\.\./)+(id|concept|graph|sparql|queries)\b", href)]
    assert len(dated) > 5
    present = re.findall(r'rel="original" href="([^"]+)"', page.text)
    assert {href for href in dated if f"revision={name}" not in href} == set(present)
    assert served.get(urljoin(THING, present[0])).headers.get("memento-datetime") is None
    assert served.get(urljoin(THING, dated[0]).replace("&amp;", "&")).headers["memento-datetime"]


def test_the_pages_of_a_former_revision_lead_to_each_other(served, revisions):
    name = revisions[0].path.name
    answer = turtle(served, f"{THING}?revision={name}&size=1")
    (following,) = links(answer, "next")
    assert f"revision={name}" in following
    assert served.get(following).headers["memento-datetime"] == answer.headers["memento-datetime"]
    triples = served.get(f"{THING}?revision={name}&size=1", Accept="application/n-triples").text
    assert f"hydra/core#next> <{ID}country/xa?revision={name}&page=2&size=1>" in triples
    page = served.get(f"{THING}?revision={name}&size=1", Accept="text/html").text
    assert f"?page=2&amp;size=1&amp;revision={name}" in page


def test_stored_questions_the_api_files_and_graphs_are_those_of_the_revision(served, revisions):
    first, second = (one.path.name for one in revisions[:2])
    for path in (
        "/api/search?q=Zebulon",
        "/api/things?size=1000&counts=false",
        f"/queries/actors/names.csv?thing={ID}person/new",
        "/exports/graph.nq",
        "/store?default",
    ):
        joint = "&" if "?" in path else "?"
        answers = [served.get(f"{path}{joint}revision={name}") for name in (first, second)]
        assert [one.status for one in answers] == [200, 200], path
        assert answers[0].text != answers[1].text
        assert answers[1].headers["memento-datetime"]
    assert served.get(f"/api/search?q=Zebulon&revision={first}").json["total"] == 0
    assert served.get(f"/api/search?q=Zebulon&revision={second}").json["total"] == 1


def test_the_pages_of_a_list_of_the_api_stay_in_the_revision(served, revisions):
    name = revisions[0].path.name
    answer = served.get(f"/api/things?size=1&revision={name}")
    (following,) = links(answer, "next")
    assert f"revision={name}" in following
    assert served.get(following).json["version"] == revisions[0].version


def test_the_form_of_a_former_page_asks_the_same_revision(served, revisions):
    name = revisions[0].path.name
    for path in ("/sparql?", "/sparql?query=ASK{}&"):
        page = served.get(f"{path}revision={name}", Accept="text/html").text
        assert f'<input type="hidden" name="revision" value="{name}">' in page
    described = served.get(f"/sparql?revision={name}", Accept="text/turtle")
    assert described.headers["memento-datetime"]
