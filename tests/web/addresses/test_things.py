"""The address of a thing: what it says, in which format, and what it says when there is nothing to say."""

from __future__ import annotations

import re
from urllib.parse import urlencode, urljoin

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, RDFS, SKOS

from coopgraph.namespaces import BASE, COOP, ID
from coopgraph.settings import Settings
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.revisions import StoreFolder
from coopgraph.web.addresses.formats import OFFERS, RDF_OFFERS
from dereferenced import triples_by_pyld, triples_by_rdflib, with_client
from served import Running
from store_contract import TOY

C = Namespace(COOP)
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
AGREEMENT = "/id/agreement/trentino-sviluppo-technopolis-2015"
SOURCE = "/id/source/mise-tf-it-ru"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


def iri(path: str) -> URIRef:
    return URIRef(BASE + path.removeprefix("/"))


def graph_at(server, path: str) -> Graph:
    answer = server.get(path, Accept="text/turtle")
    assert answer.status == 200, answer.text
    return Graph().parse(data=answer.body, format="turtle")


def links(answer) -> dict[str, list[tuple[str, str]]]:
    """Relation to (address, media type), of a Link header."""
    found: dict[str, list[tuple[str, str]]] = {}
    for target, rel, type_ in re.findall(
        r'<([^>]*)>; rel="([^"]*)"(?:; type="([^"]*)")?', answer.headers["link"]
    ):
        found.setdefault(rel, []).append((target, type_))
    return found


# what it says


@pytest.mark.parametrize("path", [AGREEMENT, "/id/country/ru", "/concept/sector/energy", SOURCE])
def test_everything_said_of_a_thing_is_there_and_every_link_to_it_is_counted(bundled_server, bundled, path):
    said = graph_at(bundled_server, path)
    thing = iri(path)
    assert set(said.triples((thing, None, None))) == set(
        bundled.construct(f"CONSTRUCT {{ {thing.n3()} ?p ?o }} WHERE {{ {thing.n3()} ?p ?o }}")
    )
    (row,) = bundled.sparql(f"SELECT (COUNT(*) AS ?n) WHERE {{ ?s ?p {thing.n3()} }}")
    here = set(said.triples((None, None, thing))) - set(
        said.triples((None, URIRef("http://xmlns.com/foaf/0.1/primaryTopic"), thing))
    )
    if int(row["n"]) <= 100:
        assert len(here) == int(row["n"])
    else:
        (total,) = said.objects(None, HYDRA.totalItems)
        assert int(total) == int(row["n"])


def test_the_pages_together_hold_every_link_and_no_page_is_cut(bundled_server, bundled):
    thing, path, found, pages = iri(SOURCE), SOURCE, set(), 0
    while path:
        answer = bundled_server.get(path, Accept="text/turtle")
        said = Graph().parse(data=answer.body, format="turtle")
        found |= set(said.triples((None, C.statedIn, thing)))
        pages += 1
        path = links(answer).get("next", [("", "")])[0][0]
    assert pages == 2
    assert found == set(
        bundled.construct(
            f"CONSTRUCT {{ ?s <{COOP}statedIn> {thing.n3()} }} WHERE {{ ?s <{COOP}statedIn> {thing.n3()} }}"
        )
    )
    assert bundled_server.get(f"{SOURCE}?page=3").status == 404
    for wrong in ("0", "x", "-1", "1&page=2", "99999999999999999999"):
        assert bundled_server.get(f"{SOURCE}?page={wrong}").status == 400


@pytest.mark.parametrize(
    "path", [AGREEMENT, "/id/person/monti-riccardo-maria", "/id/event/forum-mosca-italia-2015"]
)
def test_every_linked_node_that_has_a_label_comes_with_it(bundled_server, bundled, path):
    said = graph_at(bundled_server, path)
    nodes = {term for s, _, o in said for term in (s, o) if isinstance(term, URIRef)}
    labelled = 0
    for node in nodes:
        for prop in (SKOS.prefLabel, DCTERMS.title, RDFS.label):
            known = {row["l"] for row in bundled.sparql(f"SELECT ?l WHERE {{ {node.n3()} {prop.n3()} ?l }}")}
            assert known == set(said.objects(node, prop))
            labelled += bool(known)
    assert labelled > 20


def test_a_fact_comes_with_the_claim_that_makes_it_and_its_words(bundled_server):
    said = graph_at(bundled_server, AGREEMENT)
    thing = iri(AGREEMENT)
    (claim,) = (
        c
        for c in said.subjects(C.claimSubject, thing)
        if said.value(c, C.claimPredicate) == C.hasSector
        and said.value(c, C.claimObject) == iri("/concept/sector/mechatronics")
    )
    assert said.value(claim, C.statedIn) == iri("/id/source/pat-2571-2015")
    evidence = said.value(claim, C.hasEvidence)
    assert "meccatronica" in str(said.value(evidence, URIRef("http://www.w3.org/ns/oa#exact")))


def test_every_statement_in_a_description_names_its_source(bundled_server):
    said = graph_at(bundled_server, "/id/organization/ice")
    statements = {
        s
        for kind in (C.Claim, C.RoleHolding, C.Participation)
        for s in said.subjects(RDF.type, kind)
        if (s, None, iri("/id/organization/ice")) in said
    }
    assert len(statements) == 5
    for statement in statements:
        assert (statement, C.statedIn, None) in said
        assert (statement, C.hasEvidence, None) in said or (statement, C.explanation, None) in said


# which format


@pytest.mark.parametrize(
    ("accept", "type_"),
    [
        (BROWSER, "text/html; charset=utf-8"),
        ("*/*", "text/turtle; charset=utf-8"),
        ("", "text/turtle; charset=utf-8"),
        ("application/ld+json, */*", "application/ld+json"),
        ("application/json", "application/json"),
        ("text/*", "text/turtle; charset=utf-8"),
        ("text/turtle;q=0.5, application/n-triples", "application/n-triples"),
        ("text/html, application/ld+json", "text/html; charset=utf-8"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("image/png, text/csv;q=0.1", "text/csv; charset=utf-8"),
    ],
)
def test_the_format_is_the_one_the_client_likes_best(bundled_server, accept, type_):
    assert bundled_server.get(AGREEMENT, Accept=accept).type == type_


def test_a_suffix_wins_over_what_the_client_accepts(bundled_server):
    for offer in OFFERS:
        answer = bundled_server.get(AGREEMENT + offer.suffix, Accept="image/png")
        assert (answer.status, answer.type) == (200, offer.content_type)


def test_a_page_may_load_its_stylesheet(bundled_server):
    page = bundled_server.get(AGREEMENT, Accept="text/html")
    assert "style-src 'self';" in page.headers["content-security-policy"]
    (style,) = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page.text)
    assert bundled_server.get(urljoin(AGREEMENT, style)).type.startswith("text/css")


def test_nothing_acceptable_is_told_what_there_is(bundled_server):
    answer = bundled_server.get(AGREEMENT, Accept="image/png")
    assert (answer.status, answer.type) == (406, "application/problem+json")
    assert all(offer.type in answer.json["detail"] for offer in OFFERS)


def test_every_alternate_is_what_it_is_said_to_be(bundled_server):
    answer = bundled_server.get(AGREEMENT, Accept="text/html")
    found = links(answer)
    assert {type_ for _, type_ in found["alternate"]} == {offer.type for offer in OFFERS[1:]}
    for target, type_ in found["alternate"] + found["describedby"]:
        assert bundled_server.get(target).type.partition(";")[0] == type_
    assert found["about"] == [(str(iri(AGREEMENT)), "")]
    for part in ("Accept", "Accept-Language", "Accept-Encoding"):
        assert part in answer.headers["vary"]
    located = bundled_server.get(answer.headers["content-location"])
    assert (located.body, located.headers["etag"]) == (answer.body, answer.headers["etag"])
    for target in re.findall(r'rel="alternate" type="[^"]*" href="([^"]*)"', answer.text):
        assert bundled_server.get(urljoin(AGREEMENT, target)).status == 200


def test_json_is_the_same_document_as_json_ld_and_names_its_context(bundled_server):
    plain = bundled_server.get(AGREEMENT + ".json")
    linked = bundled_server.get(AGREEMENT + ".jsonld").json
    context = linked.pop("@context")
    assert plain.json == linked
    ((target, _),) = links(plain)["http://www.w3.org/ns/json-ld#context"]
    published = bundled_server.get(target)
    assert published.type == "application/ld+json"
    assert context.items() <= published.json["@context"].items()
    assert bundled_server.get(target, If_None_Match=published.headers["etag"]).status == 304


@pytest.mark.parametrize("path", [AGREEMENT, "/id/person/sobyanin-sergey", "/concept/measure/attendance"])
def test_json_ld_expands_to_what_sparql_says_by_two_processors(bundled_server, path):
    """The description's own query, asked over HTTP, and the labels and classes of what it mentions."""
    body = bundled_server.get(path + ".jsonld").body
    linked = bundled_server.get(f"/queries/pages/linked.json?thing={iri(path)}").json["results"]["bindings"]
    values = [("thing", str(iri(path))), *(("linked", row["subject"]["value"]) for row in linked)]
    asked = bundled_server.get(f"/queries/pages/description.nt?{urlencode(values)}")
    expected = set(Graph().parse(data=asked.body, format="nt"))
    assert len(expected) > 5
    for read in (triples_by_rdflib, triples_by_pyld):
        found = read(body)
        assert expected <= found
        for s, p, o in found - expected:
            assert p in (RDF.type, SKOS.prefLabel, DCTERMS.title, RDFS.label)
            assert bundled_server.ask(f"ASK {{ {s.n3()} {p.n3()} {o.n3()} }}").json["boolean"] is True


def test_a_programmer_reads_the_json_without_knowing_rdf(bundled_server):
    found = bundled_server.get(AGREEMENT + ".json").json
    assert found["id"] == str(iri(AGREEMENT))
    assert "Agreement" in found["type"]
    assert found["prefLabel"]["en"] == "Agreement between Trentino Sviluppo and Technopolis Moscow (2015)"
    assert {party["prefLabel"]["en"] for party in found["hasParty"]} == {
        "Trentino Sviluppo",
        "Technopolis Moscow",
    }
    (signing,) = found["inverse"]["signs"]
    assert signing["type"] == ["Event", "Signing"]


def test_an_etag_spares_the_second_answer_and_differs_by_format_and_language(bundled_server):
    first = bundled_server.get(AGREEMENT, Accept="text/html")
    again = bundled_server.get(AGREEMENT, Accept="text/html", If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["content-location"] == AGREEMENT + ".html"
    assert "Accept-Language" in again.headers["vary"]
    tags = {first.headers["etag"], bundled_server.get(AGREEMENT).headers["etag"]}
    tags.add(bundled_server.get(AGREEMENT, Accept="text/html", Accept_Language="it").headers["etag"])
    assert len(tags) == 3
    assert bundled_server.get("/id/person/nobody", If_None_Match="*").status == 404


def test_labels_are_in_the_language_asked_for(bundled_server):
    italian = bundled_server.get(AGREEMENT, Accept="text/html", Accept_Language="de, it;q=0.8")
    assert "<h1>Accordo tra Trentino Sviluppo e Technopolis Moscow (2015)</h1>" in italian.text
    russian = bundled_server.get("/concept/role/signatory.html?hl=ru", Accept_Language="it")
    assert "<h1>подписант</h1>" in russian.text


def test_a_property_of_another_vocabulary_is_called_by_its_short_name(bundled_server):
    page = bundled_server.get("/id/source/pat-2571-2015", Accept="text/html").text
    assert ">dct:publisher</a>" in page
    assert "owl:AnnotationProperty" not in page


def test_a_page_tells_the_conflicts_that_are_recorded_about_a_thing(bundled_server):
    page = bundled_server.get("/id/session/tf-it-ru-sme-25", Accept="text/html", Accept_Language="it").text
    conflicts = page.partition("<h2>Conflicts</h2>")[2].partition("<h2>")[0]
    assert conflicts.count('<div class="entry">') == 2
    assert '>totale contro ripartizione</a>: <span lang="it">Oltre 400 registrati' in conflicts
    assert 'href="../../id/discrepancy/registered-session-25"' in conflicts
    source = bundled_server.get("/id/source/piemonte-tf-2013", Accept="text/html").text
    assert "Twice a year from April 2002" in source.partition("<h2>Conflicts</h2>")[2]
    assert "<h2>Conflicts</h2>" not in bundled_server.get(AGREEMENT, Accept="text/html").text


def test_head_has_the_headers_of_get_and_no_body(bundled_server):
    got, head = bundled_server.get(AGREEMENT), bundled_server.request("HEAD", AGREEMENT)
    assert (head.status, head.body) == (200, b"")
    for name in ("content-type", "etag", "link", "content-location", "vary"):
        assert head.headers[name] == got.headers[name]


def test_rdflib_reads_the_address_that_a_browser_shows(bundled_server):
    found = Graph().parse(bundled_server.url + AGREEMENT)
    assert (iri(AGREEMENT), C.hasParty, iri("/id/organization/trentino-sviluppo")) in found


# when there is nothing to say


@pytest.mark.parametrize(
    "path",
    [
        "/id/person/nobody",
        "/id/person/nobody.ttl",
        "/concept/role/juggler",
        "/graph/none",
        '/id/a"b',
        "/id/%20",
    ],
)
def test_the_address_of_nothing_is_not_found(bundled_server, path):
    answer = bundled_server.get(path.replace('"', "%22"))
    assert (answer.status, answer.type) == (404, "application/problem+json")
    page = bundled_server.get(path.replace('"', "%22"), Accept=BROWSER)
    if not path.endswith(".ttl"):
        assert (page.status, page.type) == (404, "text/html; charset=utf-8")


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """The toy world, in which a person was merged into another and an organization withdrawn."""
    ada, former = URIRef(ID + "person/amari-ada"), URIRef(ID + "person/amari-a")
    gone, code = URIRef(ID + "organization/gone"), URIRef(BASE + "concept/role/old")
    entities = BASE + "graph/entities"
    with EmbeddedStore.in_memory() as store:
        store.load_trig(TOY)
        store.add(
            [
                (former, DCTERMS.isReplacedBy, ada, entities),
                (gone, OWL.deprecated, Literal(True), entities),
                (gone, SKOS.note, Literal("It never existed: a misreading.", lang="en"), entities),
                (gone, SKOS.note, Literal("Mai esistito: una svista.", lang="it"), entities),
                (code, OWL.deprecated, Literal(True), entities),
                (code, DCTERMS.isReplacedBy, URIRef(BASE + "concept/role/new"), entities),
            ]
        )
        folder = StoreFolder(tmp_path_factory.mktemp("changed") / "store")
        folder.publish(store.dump_nquads(), {})
    return folder.path


def asked(folder, *requests: tuple[str, str]):
    async def ask(client):
        return [await client.get(path, headers={"Accept": accept}) for path, accept in requests]

    return with_client(folder, ask)


def test_what_was_merged_moved_for_good(changed):
    data, suffixed = asked(changed, ("/id/person/amari-a", "*/*"), ("/id/person/amari-a.json", "*/*"))
    assert (data.status_code, data.headers["location"]) == (301, "/id/person/amari-ada")
    assert (suffixed.status_code, suffixed.headers["location"]) == (301, "/id/person/amari-ada.json")


@pytest.mark.parametrize("media", RDF_OFFERS, ids=lambda media: media.name)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib's own readers
def test_what_was_withdrawn_says_so_in_rdf_too(changed, media):
    gone = "/id/organization/gone"
    for answer in asked(changed, (gone, media.type), (gone + media.suffix, "*/*")):
        assert (answer.status_code, answer.headers["content-type"]) == (410, media.content_type)
        said = Graph().parse(data=answer.content, format=media.type)
        thing = URIRef(ID + "organization/gone")
        assert (thing, OWL.deprecated, Literal(True)) in said
        assert (thing, SKOS.note, Literal("It never existed: a misreading.", lang="en")) in said


def test_what_was_withdrawn_is_gone_and_says_why(changed):
    gone = "/id/organization/gone"
    data, page = asked(changed, (gone, "application/json"), (gone, BROWSER))
    assert (data.status_code, data.json()["type"]) == (410, BASE + "problem/gone")
    assert "misreading" in data.json()["detail"]
    assert (page.status_code, "misreading" in page.text) == (410, True)
    (italian,) = asked(changed, (f"{gone}?hl=it", BROWSER))
    assert (italian.status_code, "una svista" in italian.text) == (410, True)


def test_a_deprecated_code_keeps_its_meaning_and_answers(changed):
    (code,) = asked(changed, ("/concept/role/old", "text/turtle"))
    assert code.status_code == 200
    assert "isReplacedBy" in code.text


@pytest.mark.parametrize(
    ("path", "thing"),
    [
        ("/id/person/casoto-mauro", "person/casotto-mauro"),
        ("/id/Person/Casotto-Mauro", "person/casotto-mauro"),
        ("/id/person/%D0%A1%D0%BE%D0%B1%D1%8F%D0%BD%D0%B8%D0%BD", "person/sobyanin-sergey"),
        ("/id/organization/task-force-on-districts", "body/tf-it-ru-sme"),
    ],
)
def test_an_address_of_nothing_offers_what_is_called_like_it(bundled_server, path, thing):
    answer = bundled_server.get(path, Accept="application/json")
    assert (answer.status, answer.type) == (404, "application/problem+json")
    assert answer.json["near"][0]["id"] == ID + thing
    assert 1 <= len(answer.json["near"]) <= 5
    page = bundled_server.get(path, Accept="text/html")
    assert page.status == 404
    assert f'href="../../id/{thing}"' in page.text
    assert bundled_server.get(f"/api/things/{path.removeprefix('/id/')}").json["near"] == answer.json["near"]


def test_things_of_the_same_kind_are_offered_first(bundled_server):
    offered = bundled_server.get("/id/body/task-force", Accept="application/json").json["near"]
    kinds = [one["id"].removeprefix(ID).partition("/")[0] for one in offered]
    assert kinds == sorted(kinds, key=lambda kind: kind != "body")
    assert len(set(kinds)) > 1


def test_where_nothing_is_like_it_nothing_is_offered(bundled_server):
    answer = bundled_server.get("/id/person/xyzzy-plugh-foobar", Accept="application/json")
    assert answer.json["near"] == []
    assert "Perhaps" not in bundled_server.get("/id/person/xyzzy-plugh-foobar", Accept="text/html").text


@pytest.fixture(scope="module")
def lettered(tmp_path_factory):
    """A graph with an IRI in Cyrillic letters, and one that holds such letters percent-encoded."""
    name = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
    graph = "<https://w3id.org/coopgraph/graph/entities>"
    quads = [
        f'<{ID}person/собянин> {name} "raw"@ru {graph} .',
        f'<{ID}person/%D1%80%D0%B0%D0%B7%D0%BE%D0%B2> {name} "encoded"@ru {graph} .',
        f'<{ID}person/a%2Fb> {name} "reserved"@en {graph} .',
    ]
    folder = StoreFolder(tmp_path_factory.mktemp("lettered") / "store")
    folder.publish("\n".join([*quads, ""]).encode(), {})
    with Running(folder, Settings(workers=1)) as server:
        yield server


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/id/person/%D1%81%D0%BE%D0%B1%D1%8F%D0%BD%D0%B8%D0%BD", "raw"),
        ("/id/person/%d1%81%d0%be%d0%b1%d1%8f%d0%bd%d0%b8%d0%bd.ttl", "raw"),
        ("/id/p%65rson/%D1%81%D0%BE%D0%B1%D1%8F%D0%BD%D0%B8%D0%BD", "raw"),
        ("/id/person/%D1%80%D0%B0%D0%B7%D0%BE%D0%B2", "encoded"),
        ("/id/person/%d1%80%d0%b0%d0%b7%d0%be%d0%b2", "encoded"),
        ("/id/person/a%2Fb", "reserved"),
    ],
)
def test_an_iri_answers_however_its_letters_are_encoded(lettered, path, label):
    answer = lettered.get(path, Accept="text/turtle")
    assert answer.status == 200
    assert f'"{label}"' in answer.text
    alternates = [target for target, _ in links(answer)["alternate"]]
    assert lettered.get(alternates[0]).status == 200
    assert all(target.isascii() for target in alternates)
    page = lettered.get(path.removesuffix(".ttl"), Accept="text/html")
    assert (page.status, label in page.text) == (200, True)
    day = lettered.get(path, Accept_Datetime="Mon, 30 Nov 2026 08:00:00 GMT")
    assert lettered.get(day.headers["location"], Accept="text/turtle").text == answer.text


def test_what_is_reserved_is_not_decoded(lettered):
    assert lettered.get("/id/person/a/b").status == 404


def test_a_slash_too_many_leads_to_the_address_without(bundled_server):
    for path in (AGREEMENT, "/ontology", "/queries", "/api/things", "/exports", "/sparql"):
        answer = bundled_server.get(f"{path}/?size=2")
        assert (answer.status, answer.headers["location"]) == (301, f"{path}?size=2")
        assert bundled_server.get(f"{path}/", Accept="text/html").status == 301
    assert bundled_server.get("/id/person/nobody/").headers["location"] == "/id/person/nobody"
    assert bundled_server.get("//evil.example/").headers["location"] == "/evil.example"


def test_suffixes_and_letters_that_need_no_encoding_may_be_written_otherwise(bundled_server):
    assert bundled_server.get(f"{AGREEMENT}.TTL").type.startswith("text/turtle")
    answer = bundled_server.get(AGREEMENT.replace("-", "%2D"), Accept="text/turtle")
    assert answer.status == 200
    assert answer.headers["content-location"] == f"{AGREEMENT}.ttl"


def test_a_browser_that_asks_for_nothing_gets_a_page(bundled_server):
    page = bundled_server.get("/nowhere", Accept="text/html,*/*;q=0.8")
    assert (page.status, page.type) == (404, "text/html; charset=utf-8")
    assert bundled_server.get("/nowhere").type == "application/problem+json"
