"""The query page offers what to begin with: questions, and classes with all that their members have."""

from __future__ import annotations

import asyncio
import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

from fastapi import Request

from coopgraph.queries import Catalogue
from coopgraph.resources import resource
from coopgraph.settings import Settings
from coopgraph.web import pages
from coopgraph.web.beginnings import beginnings
from coopgraph.web.endpoint import Endpoint
from coopgraph.web.place import Place


def links(page: str) -> dict[str, str]:
    """Return the queries that a page links to, by the words of the link."""
    found = re.findall(r'<a href="([^"]*\?query=[^"]*)">([^<]*)</a>', page)
    return {text: parse_qs(urlsplit(unescape(path)).query)["query"][0] for path, text in found}


def test_every_question_and_every_class_is_a_query_that_has_an_answer(bundled_server):
    page = bundled_server.get("/sparql", Accept="text/html").text
    found = links(page)
    questions = {unescape(one.title) for one in Catalogue.load([resource("queries")]).questions()}
    assert questions <= {unescape(title) for title in found}
    assert {"Agreement", "Signature", "Discrepancy", "Source"} <= found.keys()
    for text, query in found.items():
        answer = bundled_server.ask(query, "text/csv")
        assert answer.status == 200, text
        if unescape(text) not in questions:
            assert len(answer.text.splitlines()) > 1, text


def test_what_members_of_a_class_have_is_taken_in_by_one_letter(bundled_server):
    query = links(bundled_server.get("/sparql", Accept="text/html").text)["Signature"]
    line = "  # ?signature coop:onBehalfOf ?onBehalfOf .  # 2\n"
    assert line in query
    header = bundled_server.ask(query.replace(line, line.replace("# ", "", 1)), "text/csv").text.splitlines()[
        0
    ]
    assert header == "signature,onBehalfOf"


def test_all_that_members_of_a_class_have_can_be_taken_in_at_once(bundled_server):
    for name, query in links(bundled_server.get("/sparql", Accept="text/html").text).items():
        if query.startswith("PREFIX") and "\n# Take out" in query:
            assert bundled_server.ask(re.sub(r"^  # ", "  ", query, flags=re.M), "text/csv").status == 200, (
                name
            )


def test_things_are_shown_by_name_with_their_iri_beside_it(bundled_server):
    page = bundled_server.ask(
        "SELECT ?who { ?signature a coop:Signature ; coop:participant ?who }", "text/html"
    ).text
    assert '<a href="./id/person/casotto-mauro">Mauro Casotto</a>' in page
    assert '<small class="iri">id:person/casotto-mauro</small>' in page


def test_a_stored_question_leads_to_its_query_with_the_values_given(bundled_server):
    path = "/queries/actors/names?thing=person/casotto-mauro"
    query = links(bundled_server.get(path, Accept="text/html").text)["Change it on the SPARQL page"]
    assert "Casotto" in bundled_server.ask(query, "text/csv").text


def test_a_stored_question_does_not_name_things_twice(bundled_server):
    path = "/queries/agreements/signatories?agreement=agreement/trentino-sviluppo-technopolis-2015"
    page = bundled_server.get(path, Accept="text/html").text
    assert "Mauro Casotto" in page
    assert ">personLabel" not in page
    assert "personLabel" in bundled_server.get(path, Accept="text/csv").text


def test_a_page_says_which_parameter_its_question_does_not_have(bundled_server):
    page = bundled_server.get("/queries/actors/names?actor=person/casotto-mauro", Accept="text/html")
    assert page.status == 400
    assert "has no parameter &#39;actor&#39;; its parameters are thing (iri" in page.text


def test_the_form_does_not_wait_for_classes_that_take_long_to_count():
    page = pages.query_form(None, Place("/sparql"), "http://127.0.0.1/sparql", beginnings=beginnings(None))
    assert "still being counted" in page
    assert "Who signed an agreement, for whom" in page


def test_a_count_that_is_late_is_left_out(monkeypatch):
    class Slow:
        async def overview(self, revision):
            await asyncio.sleep(60)

    monkeypatch.setattr("coopgraph.web.endpoint._PATIENCE", 0.01)
    endpoint = Endpoint(Slow(), Settings(), None, None)  # type: ignore[arg-type]
    request = Request({"type": "http", "headers": [], "query_string": b"", "path": "/sparql", "state": {}})
    assert asyncio.run(endpoint._counted(request)) is None
