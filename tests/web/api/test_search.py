"""``/api/search``: every spelling finds its thing, page by page, and nothing is cut or guessed in silence."""

from __future__ import annotations

import html
import re
import time
from urllib.parse import urlencode

import pytest

from coopgraph.namespaces import COOP, ID
from coopgraph.store.revisions import StoreFolder
from coopgraph.web.api import searching


@pytest.fixture(scope="module")
def served(serving_bundled):
    with serving_bundled() as server:
        yield server


def path(q: str, **more: object) -> str:
    return f"/api/search?{urlencode({'q': q, **more}, doseq=True)}"


def found(server, q: str, **more: object) -> list[str]:
    return [hit["id"].removeprefix(ID) for hit in server.get(path(q, **more)).json["results"]]


@pytest.mark.parametrize("q", ["Собянин", "Sobjanin", "sobyanin", "SOBIANIN", "Sobyannin", "Собьянин Сергей"])
def test_any_spelling_finds_the_person_first(served, q):
    assert found(served, q)[0] == "person/sobyanin-sergey"


def test_a_result_says_what_matched_how_and_what_the_thing_is_called_in_each_language(served):
    answer = served.get(path("sobjanin", lang="ru"))
    assert answer.type == "application/json"
    (hit,) = answer.json["results"]
    assert hit == {
        "id": f"{ID}person/sobyanin-sergey",
        "label": "Сергей Собянин",
        "labels": {"en": "Sergey Sobyanin", "it": "Sergej Sobjanin", "ru": "Сергей Собянин"},
        "type": f"{COOP}Person",
        "types": [f"{COOP}Person"],
        "matched": "Sergej Sobjanin",
        "how": "words",
        "score": hit["score"],
    }
    assert 0 < hit["score"] <= 1


def test_the_pages_together_are_the_whole_and_each_leads_to_the_next(served):
    whole = served.get(path("trentino", limit=100)).json
    assert whole["total"] == len(whole["results"]) > 4
    pages, address = [], path("trentino", limit=3)
    while address:
        answer = served.get(address)
        assert answer.json["total"] == whole["total"]
        pages += answer.json["results"]
        following = re.search(r'<([^>]+)>; rel="next"', answer.headers.get("link", ""))
        address = following[1] if following else ""
    assert pages == whole["results"]
    last = re.search(r'<([^>]+)>; rel="last"', served.get(path("trentino", limit=3)).headers["link"])
    assert served.get(last[1]).json["results"] == pages[-len(served.get(last[1]).json["results"]) :]


def test_types_narrow_the_results_and_the_facets_say_what_each_would_leave(served):
    whole = served.get(path("trentino", limit=100)).json
    for facet in whole["facets"]["type"]:
        narrowed = served.get(path("trentino", type=facet["id"], limit=100)).json
        assert narrowed["total"] == facet["count"]
        assert all(facet["id"] in hit["types"] for hit in narrowed["results"])
        assert narrowed["facets"] == whole["facets"]
    assert served.get(path("trentino", type=["Region", "City"])).json["total"] == sum(
        facet["count"] for facet in whole["facets"]["type"] if facet["label"] in ("region", "city")
    )


def test_nothing_found_is_an_empty_page(served):
    answer = served.get(path("Zxqwv Napoleon")).json
    assert (answer["total"], answer["results"], answer["facets"]) == (0, [], {"type": []})


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/api/search", "q is empty"),
        ("/api/search?q=+", "q is empty"),
        (path("x" * 501), "501 characters"),
        (path("a", limit=0), "from 1 to 100"),
        (path("a", limit=101), "from 1 to 100"),
        (path("a", limit="ten"), "from 1 to 100"),
        (path("a", limit="٣"), "from 1 to 100"),
        (path("a", offset=-1), "from 0"),
        (path("a", lang="de"), "choose one of en, it, ru"),
        (path("a", type="Ship"), "Ship"),
        (path("a", page=2), "'page'"),
        ("/api/search?q=a&q=b", "q is given twice"),
    ],
)
def test_a_wrong_request_is_a_problem_that_says_what_to_do(served, address, said):
    answer = served.get(address)
    assert (answer.status, answer.type) == (400, "application/problem+json")
    assert said in answer.json["detail"]


def test_what_is_not_json_is_not_acceptable(served):
    assert served.get(path("a"), Accept="text/csv").status == 406


def test_an_answer_the_client_has_is_not_sent_again(served):
    first = served.get(path("monti"))
    assert served.get(path("monti"), If_None_Match=first.headers["etag"]).status == 304
    assert served.request("HEAD", path("monti")).headers["etag"] == first.headers["etag"]
    assert served.get(path("monti", lang="it")).headers["etag"] != first.headers["etag"]


def test_a_new_name_is_found_as_soon_as_its_revision_is_served(serving, toy, tmp_path):
    folder = StoreFolder(tmp_path / "store")
    folder.publish(toy.dump_nquads(), {})
    label = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
    line = f'<{ID}person/new> {label} "Zebulon Pike"@en <https://w3id.org/coopgraph/graph/entities> .\n'
    with serving(folder) as server:
        before = server.get(path("Zebulon")).json
        assert before["total"] == 0
        folder.publish(toy.dump_nquads() + line.encode(), {})
        until = time.monotonic() + 30
        while (after := server.get(path("Zebulon")).json)["version"] == before["version"]:
            assert time.monotonic() < until
            time.sleep(0.1)
        assert [hit["id"] for hit in after["results"]] == [f"{ID}person/new"]


def test_searching_is_left_to_the_workers(served, monkeypatch):
    """The server of these tests runs in this process: if it looked the names up itself, it would find none here."""
    monkeypatch.setattr(searching, "directory", None)
    assert found(served, "Razov")


def test_people_have_a_page_of_the_same_results(served):
    page = served.get("/search?q=%D0%A1%D0%BE%D0%B1%D1%8F%D0%BD%D0%B8%D0%BD", Accept="text/html")
    assert (page.status, page.type) == (200, "text/html; charset=utf-8")
    assert '<a href="./id/person/sobyanin-sergey">Sergey Sobyanin</a>' in page.text
    assert "also: Сергей Собянин" in page.text
    sent = urlencode({"q": "Собянин"})
    assert (
        served.get(f"/search?{sent}", Accept="application/json").json["results"]
        == (served.get(f"/api/search?{sent}").json["results"])
    )


def test_the_page_leads_to_one_class_and_to_the_next_results(served):
    page = served.get("/search?q=ministero&limit=1", Accept="text/html")
    assert "2 things; here 1 to 1" in page.text
    assert '<a rel="next" href="./search?q=ministero&amp;limit=1&amp;offset=1">next</a>' in page.text
    assert '</search?q=ministero&limit=1&offset=1>; rel="next"' in page.headers["link"]
    (narrow,) = re.findall(r'href="[.](/search[^"]*PublicBody[^"]*)"', page.text)
    assert "2 things" in served.get(html.unescape(narrow), Accept="text/html").text


def test_the_page_without_a_name_asks_for_one_and_the_api_refuses(served):
    assert '<input name="q"' in served.get("/search", Accept="text/html").text
    assert served.get("/api/search").status == 400
    assert served.get("/search?q=x&nope=1", Accept="text/html").status == 400
