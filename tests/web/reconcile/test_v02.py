"""Version 0.2: what OpenRefine asks is answered, valid by the official schemas, and nothing is matched lightly."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest

FORM = {"Content_Type": "application/x-www-form-urlencoded"}


def best(results):
    return results[0]["id"], results[0]["match"]


# what the service says of itself


def test_the_manifest_is_valid_and_every_address_in_it_answers(served, valid):
    manifest = served.get("/reconcile").json
    valid("0.2", "manifest", manifest)
    assert manifest["identifierSpace"] == "https://w3id.org/coopgraph/id/"
    base = served.url
    for kind, place in manifest["suggest"].items():
        assert place["service_url"] == base
        found = served.get(f"{place['service_path']}?prefix=pers").json
        valid(
            "0.2",
            {"entity": "suggest-entities-response", "property": "suggest-properties-response"}.get(
                kind, "suggest-types-response"
            ),
            found,
        )
    assert (
        served.get(
            manifest["preview"]["url"].removeprefix(base).replace("{{id}}", "person/razov-sergey")
        ).status
        == 200
    )
    led = served.get(manifest["view"]["url"].removeprefix(base).replace("{{id}}", "person/razov-sergey"))
    assert (led.status, led.headers["location"]) == (303, "/id/person/razov-sergey")
    assert served.get(led.headers["location"]).status == 200
    proposals = manifest["extend"]["propose_properties"]
    assert served.get(proposals["service_path"] + "?type=Person").status == 200
    names = {kind["id"] for kind in manifest["defaultTypes"]}
    assert {"Person", "Organization", "Place"} <= names


def test_a_client_on_any_page_may_ask(served):
    answer = served.get("/reconcile", Origin="https://openrefine.example")
    assert answer.headers["access-control-allow-origin"] == "*"
    before = served.request(
        "OPTIONS",
        "/reconcile",
        Origin="https://openrefine.example",
        Access_Control_Request_Method="POST",
        Access_Control_Request_Headers="content-type",
    )
    assert before.status == 200


# batches


def test_a_batch_gives_the_same_by_form_and_by_address_and_is_valid(match, get, valid):
    queries = {
        "q0": {"query": "Сергей Собянин", "type": "Person", "limit": 3},
        "q1": {"query": "Niznhy Novgorod"},
        "q2": {"query": "Zxqwv"},
    }
    valid("0.2", "reconciliation-query-batch", queries)
    answer = get("queries", queries)
    valid("0.2", "reconciliation-result-batch", answer.json)
    assert {key: found["result"] for key, found in answer.json.items()} == match(**queries)
    results = match(**queries)
    assert best(results["q0"]) == ("person/sobyanin-sergey", True)
    assert best(results["q1"]) == ("region/ru-niz", True)
    assert results["q2"] == []
    first = results["q0"][0]
    assert first["type"] == [{"id": "Person", "name": "person"}]
    assert {"id": "name_exact", "value": True} in first["features"]


def test_labels_come_in_the_language_that_the_client_prefers(served):
    body = urlencode({"queries": json.dumps({"a": {"query": "Sobyanin"}})})
    for language, name in (
        ("it-IT,it;q=0.9", "Sergej Sobjanin"),
        ("ru", "Сергей Собянин"),
        ("de", "Sergey Sobyanin"),
    ):
        answer = served.request("POST", "/reconcile", body, Accept_Language=language, **FORM)
        assert answer.json["a"]["result"][0]["name"] == name
        assert "Accept-Language" in answer.headers["vary"]


def test_only_things_of_the_type_come_back_unless_it_only_should_be_so(match):
    found = match(
        region={"query": "Trentino", "type": "Region"},
        any={"query": "Trentino", "type": ["Region", "Organization"]},
        all={"query": "Trentino", "type": ["Region", "Place"], "type_strict": "all"},
        should={"query": "Sergey Razov", "type": "Organization", "type_strict": "should"},
    )
    assert {kind["id"] for hit in found["region"] for kind in hit["type"]} == {"Place", "Region"}
    assert any(hit["id"].startswith("organization/") for hit in found["any"])
    assert all({"Place", "Region"} <= {kind["id"] for kind in hit["type"]} for hit in found["all"])
    assert best(found["should"]) == ("person/razov-sergey", False)


# when a match is safe


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"query": "Sergey Razov"}, ("person/razov-sergey", True)),
        ({"query": "RAZOV, Sergey"}, ("person/razov-sergey", True)),
        ({"query": "Razov"}, ("person/razov-sergey", False)),  # a family name only
        ({"query": "Sergej Rasov"}, ("person/razov-sergey", False)),  # a guess
        # equal by sound is not enough; with a second fact it is
        ({"query": "Serghei Sobianin", "type": "Person"}, ("person/sobyanin-sergey", False)),
        (
            {"query": "Serghei Sobianin", "properties": [{"pid": "side", "v": "Russia"}]},
            ("person/sobyanin-sergey", True),
        ),
        # what contradicts forbids it
        (
            {"query": "Sergey Razov", "properties": [{"pid": "side", "v": {"id": "country/it"}}]},
            ("person/razov-sergey", False),
        ),
        ({"query": "Trentino Sviluppo S.p.A."}, ("organization/trentino-sviluppo", True)),
    ],
)
def test_a_match_is_sure_by_name_and_by_what_else_is_known(match, query, expected):
    assert best(match(q=query)["q"]) == expected


def test_the_two_ministries_of_economic_development_are_told_apart_and_never_confused(match):
    found = match(
        italian={"query": "Ministero dello Sviluppo Economico"},
        russian={"query": "Ministry of Economic Development of the Russian Federation"},
        neither={"query": "Ministry of Economic Development"},
        by_country={
            "query": "Ministry of Economic Development",
            "properties": [{"pid": "country", "v": "Россия"}],
        },
    )
    assert best(found["italian"])[0] == "organization/mise"
    assert best(found["russian"]) == ("organization/minecon-ru", True)
    assert not any(hit["match"] for hit in found["neither"])
    assert found["by_country"][0]["id"] == "organization/minecon-ru"


def test_properties_are_features_from_0_to_1(match):
    (first, *_) = match(
        q={
            "query": "Franco D'Alfonso",
            "properties": [
                {"pid": "role", "v": ["assessore", "sindaco"]},
                {"pid": "inOrganization", "v": "Comune di Milano"},
                {"pid": "attestedOn", "v": 2015},
                {"pid": "side", "v": "Russia"},
                {"pid": "isoCode", "v": "IT-MI"},
            ],
        }
    )["q"]
    features = {feature["id"]: feature["value"] for feature in first["features"]}
    assert features["role"] == features["inOrganization"] == features["attestedOn"] == 1
    assert 0 <= features["side"] < 0.5
    assert "isoCode" not in features  # persons have none, which says nothing
    assert not first["match"]


def test_a_row_without_a_name_is_looked_up_by_its_property_and_never_matched(match):
    (found,) = match(q={"properties": [{"pid": "isoCode", "v": "RU-TA"}]})["q"]
    assert (found["id"], found["match"]) == ("region/ru-ta", False)


# what is refused


@pytest.mark.parametrize(
    ("queries", "said"),
    [
        ({f"q{n}": {"query": "x"} for n in range(101)}, "101 queries; send 100 at most"),
        ({"q": {"query": "x", "limit": 101}}, "from 1 to 100"),
        ({"q": {"query": "x", "limit": 0}}, "from 1 to 100"),
        ({"q": {"query": "x", "type": "Ship"}}, "Ship"),
        ({"q": {"query": "x", "properties": [{"pid": "tonnage", "v": 1}]}}, "tonnage"),
        ({"q": {"query": "x", "properties": [{"pid": "role"}]}}, "'v'"),
        ({"q": {"query": "x", "type_strict": "perhaps"}}, "perhaps"),
        ({"q": {"query": "x", "colour": 1}}, "colour"),
        ({"q": {}}, "neither"),
        ({"q": "x"}, "no JSON object"),
        (["x"], "a JSON object"),
    ],
)
def test_a_batch_that_cannot_be_answered_whole_is_refused(get, queries, said):
    answer = get("queries", queries)
    assert (answer.status, answer.type) == (400, "application/problem+json")
    assert said in answer.json["detail"]


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "status"),
    [
        ("GET", "/reconcile?queries=%7B", None, {}, 400),
        ("GET", "/reconcile?queries=%7B%7D&extend=%7B%7D", None, {}, 400),
        ("GET", "/reconcile?queries=%7B%7D&queries=%7B%7D", None, {}, 400),
        ("GET", "/reconcile?callback=f", None, {}, 400),
        ("POST", "/reconcile", "", FORM, 400),
        ("POST", "/reconcile", "queries=%FF", FORM, 400),
        ("POST", "/reconcile", "{}", {"Content_Type": "application/json"}, 415),
        ("POST", "/reconcile", "queries=" + "x" * 300_000, FORM, 413),
        ("GET", "/reconcile/suggest/ship?prefix=a", None, {}, 404),
        ("GET", "/reconcile/suggest/entity", None, {}, 400),
        ("GET", "/reconcile/suggest/entity?prefix=a&limit=1000", None, {}, 400),
        ("GET", "/reconcile/preview", None, {}, 400),
        ("GET", "/reconcile/preview?id=person/nobody", None, {}, 404),
        ("GET", "/reconcile/preview?id=%3Cscript%3E", None, {}, 400),
        ("GET", "/reconcile/view?id=https://elsewhere.example/", None, {}, 404),
        ("GET", "/reconcile/flyout/type?id=Ship", None, {}, 404),
    ],
)
def test_a_wrong_request_is_a_problem(served, method, path, body, headers, status):
    answer = served.request(method, path, body, **headers)
    assert (answer.status, answer.type) == (status, "application/problem+json")


# suggestions, previews


@pytest.mark.parametrize(
    ("kind", "prefix", "first"),
    [
        ("entity", "sobj", "person/sobyanin-sergey"),
        ("entity", "собян", "person/sobyanin-sergey"),
        ("property", "works", "worksFor"),
        ("property", "paes", "country"),
        ("property", "other n", "altLabel"),
        ("type", "pers", "Person"),
        ("type", "persona", "Person"),
        ("type", "authority", "TerritorialAuthority"),
    ],
)
def test_what_is_typed_is_completed(served, kind, prefix, first):
    found = served.get(f"/reconcile/suggest/{kind}?{urlencode({'prefix': prefix})}").json["result"]
    assert found[0]["id"] == first


def test_suggestions_go_on_after_the_cursor(served):
    whole = served.get("/reconcile/suggest/entity?prefix=trent&limit=100").json["result"]
    assert served.get("/reconcile/suggest/entity?prefix=trent&cursor=2&limit=3").json["result"] == whole[2:5]


@pytest.mark.parametrize(
    ("kind", "identifier", "shown"),
    [("entity", "person/razov-sergey", "Razov"), ("property", "role", "role"), ("type", "Person", "person")],
)
def test_a_flyout_is_a_few_lines_of_html(served, kind, identifier, shown):
    found = served.get(f"/reconcile/flyout/{kind}?id={identifier}").json
    assert found["id"] == identifier
    assert found["html"].startswith("<p>")
    assert shown in found["html"]


def test_a_preview_may_stand_in_a_frame_and_runs_and_loads_nothing(served):
    answer = served.get("/reconcile/preview?id=person/dalfonso-franco", Accept_Language="it")
    assert answer.type == "text/html; charset=utf-8"
    assert "frame-ancestors" not in answer.headers["content-security-policy"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "Franco D&#x27;Alfonso" in answer.text
    assert "Comune di Milano" in answer.text
    assert "<script" not in answer.text


# extension


def test_a_table_is_extended_with_names_codes_dates_and_texts(get, valid):
    query = {
        "ids": ["person/dalfonso-franco", "region/ru-ta", "person/nobody"],
        "properties": [
            {"id": "worksFor"},
            {"id": "isoCode"},
            {"id": "prefLabel", "settings": {"language": "ru", "limit": "1"}},
            {"id": "country", "settings": {"content": "id"}},
        ],
    }
    valid("0.2", "data-extension-query", query)
    answer = get("extend", query).json
    valid("0.2", "data-extension-response", answer)
    assert [head["id"] for head in answer["meta"]] == ["worksFor", "isoCode", "prefLabel", "country"]
    assert answer["meta"][0]["type"] == {"id": "Organization", "name": "organization"}
    assert answer["rows"]["person/dalfonso-franco"]["worksFor"] == [
        {"id": "organization/comune-di-milano", "name": "Municipality of Milan"}
    ]
    region = answer["rows"]["region/ru-ta"]
    assert region["isoCode"] == [{"str": "RU-TA"}]
    assert region["prefLabel"] == [{"str": "Татарстан"}]
    assert region["country"] == [{"str": "country/ru"}]
    assert answer["rows"]["person/nobody"] == {"worksFor": [], "isoCode": [], "prefLabel": [], "country": []}


def test_numbers_and_days_keep_their_kind(get):
    answer = get(
        "extend", {"ids": ["session/tf-it-ru-sme-25"], "properties": [{"id": "ordinal"}, {"id": "earliest"}]}
    )
    row = answer.json["rows"]["session/tf-it-ru-sme-25"]
    assert row["ordinal"] == [{"int": 25}]
    assert row["earliest"][0]["date"].endswith("T00:00:00")


def test_the_properties_proposed_for_a_type_are_those_that_its_things_have(served, get, valid):
    proposed = served.get("/reconcile/propose?type=Person").json
    valid("0.2", "data-extension-property-proposal", proposed)
    names = [found["id"] for found in proposed["properties"]]
    assert {"role", "side", "worksFor"} <= set(names)
    assert "isoCode" not in names
    assert len(served.get("/reconcile/propose?type=Person&limit=3").json["properties"]) == 3
    everyone = served.get("/api/search?q=sergey&type=Person").json["results"]
    ids = [hit["id"].removeprefix("https://w3id.org/coopgraph/id/") for hit in everyone]
    rows = get("extend", {"ids": ids, "properties": [{"id": name} for name in names[:3]]}).json["rows"]
    assert any(row[names[0]] for row in rows.values())


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"ids": ["person/x"] * 101, "properties": [{"id": "role"}]}, "101 things; send 100"),
        ({"ids": ["person/x"], "properties": [{"id": "tonnage"}]}, "tonnage"),
        ({"ids": ["person/x"], "properties": [{"id": "role", "settings": {"limit": -1}}]}, "limit"),
        ({"ids": ["person/x"], "properties": [{"id": "role", "settings": {"content": "all"}}]}, "content"),
        ({"ids": ["person/x"], "properties": [{"id": "role", "settings": {"rank": "best"}}]}, "rank"),
        ({"ids": [1], "properties": []}, "no identifier"),
        ({"properties": []}, "'ids'"),
    ],
)
def test_an_extension_that_cannot_be_answered_whole_is_refused(get, query, said):
    answer = get("extend", query)
    assert answer.status == 400
    assert said in answer.json["detail"]


def test_the_sequence_of_openrefine(served, match, get):
    """Manifest, guess of types, reconcile in batches of ten, preview, propose, extend: as OpenRefine 3 sends them."""
    manifest = served.get("/reconcile", Accept="application/json", User_Agent="OpenRefine").json
    assert "0.2" in manifest["versions"]
    column = [
        "Sobjanin Sergej",
        "Riccardo Monti",
        "Mauro Casotto",
        "Igor Ishenko",
        "Raffaele Farella",
        "Napoleon",
    ]
    guesses = match(**{f"q{n}": {"query": cell, "limit": 3} for n, cell in enumerate(column)})
    guessed = {kind["id"] for found in guesses.values() for hit in found[:1] for kind in hit["type"]}
    assert "Person" in guessed
    results = match(
        **{
            f"q{n}": {"query": cell, "type": "Person", "type_strict": "should", "limit": 5}
            for n, cell in enumerate(column)
        }
    )
    matched = [found[0]["id"] for found in results.values() if found and found[0]["match"]]
    assert matched == [
        "person/sobyanin-sergey",
        "person/monti-riccardo-maria",
        "person/casotto-mauro",
        "person/ishchenko-igor",
        "person/farella-raffaele",
    ]
    proposed = served.get("/reconcile/propose?type=Person&limit=5").json["properties"]
    extended = get(
        "extend", {"ids": matched, "properties": [{"id": one["id"], "settings": {}} for one in proposed]}
    )
    assert set(extended.json["rows"]) == set(matched)
