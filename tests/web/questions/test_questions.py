"""The whole catalogue answers at its addresses, with the rows it has elsewhere."""

from __future__ import annotations

import html
import json
import re
from urllib.parse import urlencode, urljoin

import pytest

from coopgraph.queries import Catalogue
from coopgraph.resources import resource
from coopgraph.web.questions import stored
from coopgraph.web.workers.question import Question

CATALOGUE = Catalogue.load([resource("queries")])
SIGNATORIES = "/queries/agreements/signatories"
AGREEMENT = {"agreement": "agreement/trentino-sviluppo-technopolis-2015"}


@pytest.mark.parametrize("name", CATALOGUE.names())
def test_every_query_answers_as_in_python(bundled_server, bundled, name):
    query = CATALOGUE.get(name)
    values = {p.name: p.sample() for p in query.parameters if p.required}
    asked = f"?{urlencode(values)}" if values else ""
    accept = "text/csv" if query.form == "select" else "*/*"
    answer = bundled_server.get(f"/queries/{name}{asked}", Accept=accept)
    assert answer.status == 200, answer.text
    if query.form == "select":
        there = b"".join(bundled.store.answer(query.bind(values), "text/csv"))
        assert sorted(answer.body.splitlines()) == sorted(there.splitlines())
    page = bundled_server.get(f"/queries/{name}.html{asked}")
    assert (page.status, page.type) == (200, "text/html; charset=utf-8")
    assert bundled_server.get(f"/queries/{name}.rq").text == query.source


def test_a_page_shows_the_form_before_it_can_answer_and_the_rows_after(bundled_server):
    empty = bundled_server.get(f"{SIGNATORIES}.html")
    assert (empty.status, "<table>" in empty.text, 'name="agreement"' in empty.text) == (200, False, True)
    filled = bundled_server.get(f"{SIGNATORIES}.html?{urlencode(AGREEMENT)}", Accept_Language="it")
    assert "<p>2 rows</p>" in filled.text
    assert 'href="../../id/person/casotto-mauro">Mauro Casotto</a>' in filled.text
    for target in re.findall(r'href="([^"]*)" type="', filled.text):
        assert bundled_server.get(urljoin(SIGNATORIES, html.unescape(target))).status == 200


def test_every_alternate_is_what_it_is_said_to_be(bundled_server):
    answer = bundled_server.get(f"{SIGNATORIES}.json?{urlencode(AGREEMENT)}")
    found = re.findall(r'<([^>]*)>; rel="[a-z]*"; type="([^"]*)"', answer.headers["link"])
    assert len(found) == 5
    for target, type_ in found:
        assert bundled_server.get(target).type.partition(";")[0] == type_


def test_the_list_of_queries_is_the_catalogue(bundled_server):
    listed = bundled_server.get("/queries", Accept="application/json").json
    assert [one["name"] for one in listed["queries"]] == list(CATALOGUE.names())
    assert listed["total"] == len(CATALOGUE)
    page = bundled_server.get("/queries", Accept="text/html")
    assert {name for name in CATALOGUE.names() if f'href="./queries/{name}"' not in page.text} == set()


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        (SIGNATORIES, 400, "agreement"),
        (f"{SIGNATORIES}?agreement=a&agreement=b", 400, "2 times"),
        (f"{SIGNATORIES}?agreemnt=a", 400, "agreemnt"),
        ("/queries/agreements/none", 404, "closest"),
        ("/queries/agreements/list.png", 404, ".png"),
        ("/queries/agreements/list.ttl", 404, ".ttl"),
    ],
)
def test_what_is_wrong_is_said(bundled_server, path, status, said):
    answer = bundled_server.get(path)
    assert (answer.status, answer.type) == (status, "application/problem+json")
    assert said in answer.json["detail"]


def test_a_wrong_value_is_said_on_a_page_to_who_asked_for_a_page(bundled_server):
    page = bundled_server.get(f"{SIGNATORIES}.html?agreement=%3Cb%3E")
    assert (page.status, page.type) == (400, "text/html; charset=utf-8")
    assert "<b>" not in page.text


@pytest.mark.parametrize("most", [1, 2])
def test_a_long_answer_is_shown_in_part_and_says_so(bundled, monkeypatch, most):
    class Written:
        def __init__(self) -> None:
            self.headers: dict[str, object] = {}
            self.text = ""

        def write(self, data: bytes) -> None:
            self.text += data.decode()

    monkeypatch.setattr(stored, "LONGEST", most)
    arguments = (("values", json.dumps(AGREEMENT)), ("query", ""), ("languages", "en"))
    reply = Written()
    stored.answer(bundled.store, "1", Question(SIGNATORIES[9:], "stored", arguments=arguments), reply)
    assert reply.text.count("<tr><td>") == most
    assert ("<p>2 rows</p>" in reply.text) == (most == 2)
    assert ("2 rows; the first 1 of them are shown, and the downloads hold all" in reply.text) == (most == 1)
