"""The draft of version 1.0 on its own path: valid by its schemas, with the same candidates as 0.2."""

from __future__ import annotations

import json

import pytest

JSON = {"Content_Type": "application/json"}


def post(served, path, value):
    return served.request("POST", f"/reconcile/draft/{path}", json.dumps(value), **JSON)


def name(text, **more):
    return {"conditions": [{"matchType": "name", "propertyValue": text}], **more}


def test_the_manifest_says_that_it_is_experimental(served, valid):
    manifest = served.get("/reconcile/draft").json
    valid("1.0-draft", "manifest", manifest)
    assert "experimental" in manifest["name"]


def test_the_candidates_are_those_of_0_2(served, match, valid):
    batch = {"queries": [name("Сергей Собянин", type="Person"), name("Trentino", limit=2), name("Zxqwv")]}
    valid("1.0-draft", "reconciliation-query-batch", batch)
    answer = post(served, "match", batch).json
    valid("1.0-draft", "reconciliation-result-batch", answer)
    old = match(
        a={"query": "Сергей Собянин", "type": "Person"},
        b={"query": "Trentino", "limit": 2},
        c={"query": "Zxqwv"},
    )
    for new, former in zip(answer["results"], old.values(), strict=True):
        assert [(c["id"], c["score"], c["match"]) for c in new["candidates"]] == [
            (c["id"], c["score"], c["match"]) for c in former
        ]


def test_conditions_on_properties_may_be_required_and_of_any_all_or_none(served):
    def found(**condition):
        query = {
            "conditions": [
                {"matchType": "name", "propertyValue": "Ministry of Economic Development"},
                {"matchType": "property", "propertyId": "country", "required": True, **condition},
            ]
        }
        (result,) = post(served, "match", {"queries": [query]}).json["results"]
        return {c["id"] for c in result["candidates"]}

    assert "organization/minecon-ru" in found(propertyValue="Russia")
    assert "organization/mise" not in found(propertyValue="Russia")
    assert "organization/mise" in found(propertyValue="Russia", matchQuantifier="none")
    assert found(propertyValue=["Russia", "Italy"], matchQuantifier="all") == set()
    assert {"organization/mise", "organization/minecon-ru"} <= found(propertyValue=["Russia", "Italy"])


def test_a_thing_is_found_by_its_identifier(served, valid):
    query = {"conditions": [{"matchType": "id", "propertyValue": "person/razov-sergey"}]}
    answer = post(served, "match", {"queries": [query]}).json
    valid("1.0-draft", "reconciliation-result-batch", answer)
    assert [(c["id"], c["match"]) for c in answer["results"][0]["candidates"]] == [
        ("person/razov-sergey", True)
    ]


def test_a_table_is_extended(served, valid):
    answer = post(
        served, "extend", {"ids": ["region/ru-ta"], "properties": [{"id": "isoCode"}, {"id": "country"}]}
    ).json
    valid("1.0-draft", "data-extension-response", answer)
    (row,) = answer["rows"]
    assert row["id"] == "region/ru-ta"
    assert row["properties"][0] == {"id": "isoCode", "values": [{"str": "RU-TA"}]}


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("suggest/entity?prefix=serg", "suggest-entities-response"),
        ("suggest/property?prefix=ro", "suggest-properties-response"),
        ("suggest/type?prefix=pe", "suggest-types-response"),
        ("extend/propose?type=Person", "data-extension-property-proposal"),
    ],
)
def test_the_other_services_answer_validly(served, valid, path, schema):
    answer = served.get(f"/reconcile/draft/{path}")
    assert answer.status == 200
    valid("1.0-draft", schema, answer.json)
    assert served.get("/reconcile/draft/preview?id=person/razov-sergey").status == 200


@pytest.mark.parametrize(
    "batch",
    [
        {},
        {"queries": [{}]},
        {"queries": [{"conditions": [{"matchType": "colour", "propertyValue": "x"}]}]},
        {"queries": [{"conditions": [{"matchType": "name"}]}]},
        {
            "queries": [
                {"conditions": [{"matchType": "name", "propertyValue": "x", "matchQualifier": "Exact"}]}
            ]
        },
        {"queries": [{"conditions": [{"matchType": "property", "propertyValue": "x"}]}]},
        {"queries": [name("x")] * 101},
    ],
)
def test_a_batch_that_cannot_be_answered_is_refused(served, batch):
    answer = post(served, "match", batch)
    assert (answer.status, answer.type) == (400, "application/problem+json")
