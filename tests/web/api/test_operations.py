"""The API gives what the graph holds: all of it, counted, page by page, and says what is wrong."""

from __future__ import annotations

import json
import re
import threading
from urllib.parse import quote, urlencode

import pytest

from coopgraph.namespaces import COOP, ID
from coopgraph.network.measures import MEASURES
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.revisions import StoreFolder
from coopgraph.web.api.working import OPERATIONS

AGREEMENT = "agreement/trentino-sviluppo-technopolis-2015"


def get(server, path: str, *more: tuple[str, str], **values: object):
    asked = [*more, *((name, str(value)) for name, value in values.items())]
    return server.get(path + (f"?{urlencode(asked)}" if asked else ""))


def ok(server, path: str, *more: tuple[str, str], **values: object):
    answer = get(server, path, *more, **values)
    assert answer.status == 200, answer.text
    assert answer.type == "application/json"
    return answer.json


def next_of(answer) -> str:
    found = re.search(r'<([^>]*)>; rel="next"', answer.headers.get("link", ""))
    return found[1] if found else ""


# things


def test_things_come_page_by_page_and_all_of_them_come(bundled_server, bundled):
    path, found, totals = "/api/things?type=Organization&size=10", [], set()
    while path:
        answer = bundled_server.get(path)
        found += [thing["id"] for thing in answer.json["things"]]
        totals.add(answer.json["total"])
        path = next_of(answer)
    rows = bundled.sparql(f"SELECT DISTINCT ?t WHERE {{ ?t a <{COOP}Organization> }} ORDER BY ?t")
    assert found == [str(row["t"]) for row in rows]
    assert totals == {len(found)}
    assert len(found) > 20


@pytest.mark.parametrize("given", [{}, {"type": "Event"}, {"source": "mise-tf-it-ru"}])
def test_a_count_is_what_its_value_would_leave(bundled_server, given):
    page = ok(bundled_server, "/api/things", size=1, **given)
    tried = 0
    for dimension, counts in page["facets"].items():
        for one in counts[:2] if dimension not in given else ():
            narrowed = ok(bundled_server, "/api/things", size=1, **given, **{dimension: one["id"]})
            assert narrowed["total"] == one["count"], (dimension, one)
            tried += 1
    assert tried >= 4


def test_filters_take_codes_slugs_keys_and_iris(bundled_server):
    def total(**given: str) -> int:
        return ok(bundled_server, "/api/things", **given)["total"]

    assert total(country="RU") == total(country=ID + "country/ru") > 0
    assert total(region="IT-25") == total(region="region/it-25") > 0
    assert (
        total(sector="mechatronics")
        == total(sector="https://w3id.org/coopgraph/concept/sector/mechatronics")
        > 0
    )
    assert total(source="mise-tf-it-ru") == total(source=ID + "source/mise-tf-it-ru") > 0
    assert total(type="Person") == total(type=COOP + "Person") == 15


def test_a_narrower_sector_counts(bundled_server, bundled):
    rows = bundled.sparql(
        "PREFIX coop: <https://w3id.org/coopgraph/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
        "SELECT ?above ?t WHERE { ?t coop:hasSector/skos:broader ?above } LIMIT 1"
    )
    (row,) = rows
    listed = ok(bundled_server, "/api/things", sector=row["above"], size=1000)["things"]
    assert str(row["t"]) in {thing["id"] for thing in listed}


def test_a_thing_in_the_api_is_the_thing_at_its_address(bundled_server):
    for type_ in ("application/json", "application/ld+json"):
        here = bundled_server.get(f"/api/things/{AGREEMENT}", Accept=type_)
        assert here.body == bundled_server.get(f"/id/{AGREEMENT}", Accept=type_).body
        assert here.type == type_
    assert bundled_server.get("/api/things/person/nobody").status == 404
    assert bundled_server.get(f"/api/things/{AGREEMENT}", Accept="text/html").status == 406


def test_neighbours_are_whoever_is_linked_in_either_direction_or_by_a_situation(bundled_server):
    page = ok(bundled_server, "/api/things/organization/technopolis-moscow/neighbours")
    ties = {
        (one["thing"]["id"].removeprefix(ID), tie["relation"].removeprefix(COOP), tie["direction"])
        for one in page["neighbours"]
        for tie in one["ties"]
    }
    assert ("organization/trentino-sviluppo", "cooperatesWith", "to") in ties
    assert (AGREEMENT, "hasParty", "from") in ties
    assert ("person/ishchenko-igor", "holder", "via") in ties
    assert page["total"] == len(page["neighbours"])
    for one in page["facets"]["relation"]:
        narrowed = ok(
            bundled_server, "/api/things/organization/technopolis-moscow/neighbours", relation=one["id"]
        )
        assert narrowed["total"] == one["count"]


# connections, networks, rules: what Python gives is what the API gives


def test_a_pair_is_what_python_gives(bundled_server, bundled):
    found = ok(bundled_server, "/api/pair", one="IT", other="Russia")
    assert found == json.loads(json.dumps(bundled.pair(ID + "country/it", ID + "country/ru").to_json()))


def test_a_key_is_enough_to_name_a_thing(bundled_server):
    by_key = ok(
        bundled_server, "/api/why", subject="trentino-sviluppo-technopolis-2015", predicate="signedBy"
    )
    assert by_key == ok(bundled_server, "/api/why", subject=AGREEMENT, predicate="signedBy")


def test_a_path_is_what_python_gives(bundled_server, bundled):
    ends = "person/casotto-mauro", "person/monti-riccardo-maria"
    found = ok(
        bundled_server, "/api/path", ("via", "participation"), ("via", "role"), source=ends[0], target=ends[1],
        paths=2, until=2015,
    )  # fmt: skip
    there = bundled.path(*(ID + end for end in ends), via=("participation", "role"), paths=2, until="2015")
    assert found == json.loads(json.dumps(there.to_json()))
    assert found["paths"]


def test_why_is_what_python_gives(bundled_server, bundled):
    from rdflib import URIRef

    found = ok(bundled_server, "/api/why", subject=AGREEMENT, predicate="signedBy", object="Mauro Casotto")
    there = bundled.why(
        URIRef(ID + AGREEMENT), URIRef(COOP + "signedBy"), URIRef(ID + "person/casotto-mauro")
    )
    assert [one["iri"] for one in found["statements"]] == [str(one.statement) for one in there]
    assert found["statements"][0]["passages"][0]["quotation"]
    paged = ok(bundled_server, "/api/why", subject="IT", size=3)
    assert (len(paged["statements"]), paged["total"]) == (3, len(bundled.why(URIRef(ID + "country/it"))))


def test_the_check_is_what_python_gives(bundled_server, bundled):
    there = json.loads(bundled.check().to_json())
    found = ok(bundled_server, "/api/check", size=1000)
    assert (found["results"], found["counts"], found["conforms"]) == (
        there["results"],
        there["counts"],
        there["conforms"],
    )
    infos = ok(bundled_server, "/api/check", severity="Info", size=1)
    assert (infos["total"], len(infos["results"])) == (there["counts"]["Info"], 1)


def test_every_network_is_listed_and_answers(bundled_server, bundled):
    listed = ok(bundled_server, "/api/network")
    assert {one["name"] for one in listed["networks"]} == {
        name.removeprefix("networks/") for name in bundled.catalogue.names("networks")
    }
    for one in listed["networks"]:
        network = ok(bundled_server, f"/api/network/{one['name']}")
        assert network["graph"]["graph_version"] == bundled.version
        assert len(network["edges"]) == bundled.network(one["name"]).summary().ties


@pytest.mark.parametrize("name", list(MEASURES))
def test_every_measure_is_taken_by_a_worker_that_can_open_no_file(bundled_server, name):
    network = {"reciprocity": "country-sides"}.get(name, "co-participation")
    answer = get(bundled_server, f"/api/network/{network}", measure=name)
    assert answer.status in (200, 422), answer.text  # some are not defined for some networks, and say so
    if answer.status == 200:
        assert answer.json["nodes"]


def test_measures_are_those_of_python(bundled_server, bundled):
    found = ok(
        bundled_server, "/api/network/co-participation", ("measure", "degree"), ("measure", "betweenness")
    )
    table = bundled.network("co-participation").measures(["degree", "betweenness"])
    there = {row[0]: row[table.columns.index("betweenness")] for row in table.rows}
    assert {node["id"]: node["betweenness"] for node in found["nodes"]} == pytest.approx(there)


def test_a_network_comes_in_the_formats_of_other_programs(bundled_server):
    import networkx

    graphml = get(bundled_server, "/api/network/co-participation", format="graphml")
    assert (graphml.status, graphml.type) == (200, "application/xml")
    assert len(networkx.parse_graphml(graphml.text)) > 10
    assert b"<gexf" in get(bundled_server, "/api/network/co-participation", format="gexf").body
    assert "elements" in ok(bundled_server, "/api/network/co-participation", format="cyjs")


# every operation


@pytest.mark.parametrize("name", list(OPERATIONS))
def test_every_operation_answers_its_example_and_remembers_it(bundled_server, name):
    operation = OPERATIONS[name]
    path = operation.path
    for parameter in operation.parameters:
        if parameter.place == "path":
            path = path.replace(f"{{{parameter.name}}}", quote(parameter.example))
    given = {p.name: p.example for p in operation.parameters if p.required and p.place == "query"}
    first = get(bundled_server, path, **given)
    assert (first.status, first.type) == (200, "application/json"), first.text
    address = path + (f"?{urlencode(given)}" if given else "")
    again = bundled_server.get(address, If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert bundled_server.get(address, Accept="image/png").status == (200 if operation.others else 406)


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/api/things?typ=Event", 400, "there are: type, country"),
        ("/api/things?page=0", 400, "from 1 to"),
        ("/api/things?page=2&page=3", 400, "given 2 times"),
        ("/api/things?page=9999", 404, "the last is"),
        ("/api/things?country=Atlantis", 404, "Atlantis"),
        ("/api/pair?one=IT", 400, "other is missing"),
        ("/api/pair?one=IT&other=IT", 422, "two different ones"),
        ("/api/path?source=Sobianin&target=nobody-at-all", 404, "nobody-at-all"),
        ("/api/path?source=IT&target=RU&via=telepathy", 400, "one of participation"),
        ("/api/network/co-partecipation", 400, "co-participation"),
        ("/api/network/co-participation?since=soon", 422, "EDTF"),
        ("/api/network/co-participation?measure=fame", 400, "betweenness"),
        ("/api/why?subject=x%20y%20z", 404, "/api/search"),
        ("/api/check?severity=bad", 400, "Violation"),
        ("/api/nothing", 404, "there is no /api/nothing"),
    ],
)
def test_what_is_wrong_is_said_in_a_problem_document(bundled_server, path, status, said):
    answer = bundled_server.get(path)
    assert (answer.status, answer.type) == (status, "application/problem+json"), answer.text
    assert said in answer.json["detail"]
    assert answer.json["status"] == status


@pytest.fixture(scope="module")
def crowded(tmp_path_factory):
    """A congress at which five hundred took part, and so met one another: measuring that takes long."""
    lines = []
    for number in range(500):
        person, part = f"person:p{number}", f"participation:p{number}"
        lines.append(f'{person} a coop:Person ; skos:prefLabel "Person {number}"@en .')
        lines.append(
            f"{part} a coop:Participation ; coop:participant {person} ; coop:inEvent event:congress ; "
            "coop:modality modality:actual ; coop:statedIn source:s ."
        )
    with EmbeddedStore.in_memory() as store:
        store.load_trig(
            ("\n".join((_PREFIXES, "<https://w3id.org/coopgraph/graph/source/s> {", *lines, "}"))).encode()
        )
        folder = StoreFolder(tmp_path_factory.mktemp("crowded") / "store")
        folder.publish(store.dump_nquads(), {})
    return folder


_PREFIXES = f"""
@prefix coop: <{COOP}> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix modality: <https://w3id.org/coopgraph/concept/modality/> .
""" + "\n".join(f"@prefix {kind}: <{ID}{kind}/> ." for kind in ("person", "participation", "event", "source"))


def test_a_long_call_is_stopped_at_its_time_and_holds_nobody_up(serving, crowded):
    with serving(crowded, query_seconds=2, workers=2) as server:
        slow = []
        path = "/api/network/co-participation-people?measure=betweenness&measure=constraint"
        thread = threading.Thread(target=lambda: slow.append(server.get(path)))
        thread.start()
        for number in range(10):
            assert server.get(f"/id/person/p{number}").status == 200
        assert slow == []  # it was still at it
        thread.join()
        assert (slow[0].status, slow[0].type) == (504, "application/problem+json")
        assert "2 seconds" in slow[0].json["detail"]
