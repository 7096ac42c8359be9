"""Every error of the tree has a status, and a fault of ours tells nothing to the world."""

from __future__ import annotations

import asyncio
import json

import pytest

from coopgraph import errors
from coopgraph.web.problems import STATUS, answer_error, answer_fault, kind_of, status_of, title_of


def tree(kind=errors.CoopgraphError):
    yield kind
    for child in kind.__subclasses__():
        yield from tree(child)


@pytest.mark.parametrize("kind", [k for k in tree() if k.__module__ == errors.__name__])
def test_every_error_has_a_status(kind):
    assert 400 <= STATUS[kind] < 600


def test_an_error_that_is_not_in_the_table_takes_the_status_of_its_parent():
    class NewError(errors.QuerySyntaxError):
        pass

    assert status_of(NewError("x")) == 400


def test_a_problem_says_kind_title_status_and_detail():
    response = asyncio.run(answer_error(None, errors.StoreLockedError("held by pid 7")))
    assert response.status_code == 503
    assert json.loads(response.body) == {
        "type": "https://w3id.org/coopgraph/problem/store-locked",
        "title": "Another process is writing to the store.",
        "status": 503,
        "detail": "held by pid 7",
    }


def test_an_unexpected_fault_keeps_its_words_to_itself():
    response = asyncio.run(answer_fault(None, ValueError("a secret path")))
    assert response.status_code == 500
    assert b"secret" not in response.body


@pytest.mark.parametrize("kind", list(STATUS), ids=lambda kind: kind.__name__)
def test_a_type_of_problem_answers_at_its_iri(server, kind):
    answer = server.get(f"/problem/{kind_of(kind)}")
    assert (answer.status, answer.json["status"]) == (200, STATUS[kind])
    assert answer.json["title"] == title_of(kind)
    page = server.get(f"/problem/{kind_of(kind)}", Accept="text/html")
    assert (page.status, page.type) == (200, "text/html; charset=utf-8")
    assert server.get("/problem/none").status == 404
