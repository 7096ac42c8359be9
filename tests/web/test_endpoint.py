"""``/sparql`` keeps the SPARQL 1.1 Protocol, over a real connection."""

from __future__ import annotations

import html
import re
from urllib.parse import quote, urlencode

import pytest
from rdflib import Graph

from coopgraph.web.pages import EXAMPLE

COOP = "PREFIX coop: <https://w3id.org/coopgraph/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
CODES = COOP + "SELECT ?code WHERE { ?c coop:isoCode ?code } ORDER BY ?code"
LABELS = COOP + "CONSTRUCT { ?c skos:prefLabel ?l } WHERE { ?c a coop:Country ; skos:prefLabel ?l }"
GAZETTE = "https://w3id.org/coopgraph/graph/source/gazette-1"
FORM = "application/x-www-form-urlencoded"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def is_problem(answer, status):
    assert answer.status == status, answer
    assert answer.type == "application/problem+json"
    assert answer.json["status"] == status
    assert answer.json["detail"]
    assert answer.json["type"]
    return answer.json["detail"]


# the three ways to send a query


def test_a_query_comes_by_get_by_form_and_by_direct_post(server):
    answers = [
        server.ask(CODES, "text/csv"),
        server.request("POST", "/sparql", urlencode({"query": CODES}), Content_Type=FORM, Accept="text/csv"),
        server.request("POST", "/sparql", CODES, Content_Type="application/sparql-query", Accept="text/csv"),
        server.request(
            "POST",
            "/sparql",
            CODES,
            Content_Type="application/sparql-query; charset=UTF-8",
            Accept="text/csv",
        ),
    ]
    assert [a.status for a in answers] == [200] * 4
    assert {a.body for a in answers} == {b"code\r\nXA\r\nXB\r\n"}


def test_what_is_encoded_is_decoded_exactly_once(server):
    query = 'SELECT ("100%25 città + %C3%A0 &amp; è" AS ?x) (<http://ex/a%20b> AS ?y) {}'
    for answer in (
        server.ask(query, "text/csv"),
        server.request("POST", "/sparql", urlencode({"query": query}), Content_Type=FORM, Accept="text/csv"),
        server.request(
            "POST", "/sparql", query.encode(), Content_Type="application/sparql-query", Accept="text/csv"
        ),
    ):
        assert answer.text == "x,y\r\n100%25 città + %C3%A0 &amp; è,http://ex/a%20b\r\n"


def test_head_gives_the_headers_of_get_and_no_body(server):
    path = f"/sparql?{urlencode({'query': CODES})}"
    head, get = server.request("HEAD", path, Accept="text/csv"), server.get(path, Accept="text/csv")
    assert (head.status, head.body) == (200, b"")
    for name in ("content-type", "content-length", "vary"):
        assert head.headers[name] == get.headers[name]


# formats


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        (
            "text/csv;q=0.4, application/sparql-results+xml;q=0.8, text/html;q=0.1",
            "application/sparql-results+xml",
        ),
    ],
)
@pytest.mark.parametrize("query", [CODES, "ASK {}"])
def test_rows_and_answers_come_in_the_format_asked_for(server, query, accept, content_type):
    answer = server.ask(query, accept)
    assert (answer.status, answer.type) == (200, content_type)
    assert "Accept" in answer.headers["vary"].split(", ")
    assert answer.body == b"".join(server.store.answer(query, content_type))


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own JSON-LD parser
@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("*/*", "text/turtle; charset=utf-8"),
        ("text/turtle", "text/turtle; charset=utf-8"),
        ("application/n-triples", "application/n-triples"),
        ("application/ld+json", "application/ld+json"),
        ("application/rdf+xml", "application/rdf+xml"),
    ],
)
@pytest.mark.parametrize("query", [LABELS, "DESCRIBE <https://w3id.org/coopgraph/id/country/xa>"])
def test_graphs_come_in_the_format_asked_for(server, query, accept, content_type):
    answer = server.ask(query, accept)
    assert (answer.status, answer.type) == (200, content_type)
    graph = Graph().parse(data=answer.body, format=content_type.split(";")[0])
    assert "Ардония" in {str(o) for o in graph.objects()}


def test_letters_with_accents_and_other_scripts_arrive_whole(server):
    query = COOP + 'SELECT ?l WHERE { ?c coop:isoCode "XB" ; skos:prefLabel ?l } ORDER BY ?l'
    assert server.ask(query, "text/csv").text == "l\r\nBorduria\r\nBordùria\r\nБордурия\r\n"
    query = 'SELECT ?c WHERE { ?c ?p "Ада Амари"@ru }'
    assert "amari-ada" in server.ask(query).text


def test_a_format_that_is_not_there_is_406_with_the_list_of_those_that_are(server):
    detail = is_problem(server.ask(CODES, "application/pdf"), 406)
    assert "text/csv" in detail
    assert "Accept" in server.ask(CODES, "text/turtle").headers["vary"].split(", ")
    assert "text/turtle" in is_problem(server.ask(LABELS, "text/csv"), 406)


@pytest.mark.parametrize(
    ("query", "wished", "content_type"),
    [
        (CODES, "csv", "text/csv"),
        (CODES, "JSON", "application/sparql-results+json"),
        (CODES, "xml", "application/sparql-results+xml"),
        (CODES, "text/tab-separated-values", "text/tab-separated-values"),
        (CODES, "application/sparql-results+xml", "application/sparql-results+xml"),
        (CODES, "html", "text/html"),
        (LABELS, "json", "application/ld+json"),
        (LABELS, "ttl", "text/turtle"),
        (LABELS, "n3", "text/turtle"),
        (LABELS, "rdf", "application/rdf+xml"),
        (LABELS, "nt", "application/n-triples"),
        (LABELS, "csv", "text/turtle"),
    ],
)
def test_a_format_can_be_wished_for_in_the_address(server, query, wished, content_type):
    answer = server.ask(query, accept="application/sparql-results+xml", format=wished)
    assert (answer.status, answer.type.split(";")[0]) == (200, content_type)


def test_a_format_that_nobody_knows_is_refused_with_those_that_are(server):
    answer = server.ask(CODES, format="xlsx")
    assert (answer.status, "'xlsx'" in answer.json["detail"], "csv" in answer.json["detail"]) == (
        400,
        True,
        True,
    )
    assert server.ask(CODES, format="").status == 200


def test_a_long_answer_is_sent_in_pieces_and_whole(server):
    query = "SELECT * WHERE { ?s ?p ?o . ?a ?b ?c }"
    answer = server.ask(query, "text/csv")
    assert answer.headers.get("transfer-encoding") == "chunked"
    lines = b"".join(server.store.answer(query, "text/csv")).splitlines()
    assert (answer.body.splitlines()[0], sorted(answer.body.splitlines())) == (lines[0], sorted(lines))
    assert answer.body.count(b"\r\n") == server.store.count() ** 2 + 1


def test_pages_of_any_origin_may_ask(server):
    assert (
        server.get("/sparql?query=ASK%7B%7D", Origin="https://x.org").headers["access-control-allow-origin"]
        == "*"
    )
    preflight = server.request(
        "OPTIONS",
        "/sparql",
        Origin="https://x.org",
        Access_Control_Request_Method="POST",
        Access_Control_Request_Headers="content-type",
    )
    assert preflight.status == 200


# the dataset


def test_a_query_can_be_limited_to_graphs_that_are_there(server):
    query = COOP + "SELECT (COUNT(*) AS ?n) WHERE { ?f a coop:ReportedFigure }"
    assert server.ask(query, "text/csv").text == "n\r\n2\r\n"
    assert server.ask(query, "text/csv", **{"default-graph-uri": GAZETTE}).text == "n\r\n1\r\n"
    named = COOP + "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?f a coop:ReportedFigure } }"
    assert server.ask(named, "text/csv", **{"named-graph-uri": GAZETTE}).text == "n\r\n1\r\n"
    direct = server.request(
        "POST",
        f"/sparql?default-graph-uri={quote(GAZETTE, safe='')}",
        query,
        Content_Type="application/sparql-query",
        Accept="text/csv",
    )
    assert direct.text == "n\r\n1\r\n"


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
@pytest.mark.parametrize("graph", ["http://127.0.0.1:9/data.ttl", "file:///etc/passwd", "no iri at all", ""])
def test_a_graph_that_is_not_there_is_refused_and_never_fetched(server, name, graph):
    assert "does not fetch documents" in is_problem(server.ask("ASK {}", **{name: graph}), 400)


# refusals


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "ASK { { service silent ?where { ?s ?p ?o } } }",
        "INSERT DATA { <http://a> <http://b> 1 }",
        "DELETE WHERE { ?s ?p ?o }",
        "LOAD <file:///etc/passwd>",
        "DROP ALL",
    ],
)
def test_reaching_out_and_writing_are_refused(server, query):
    before = server.store.dump_nquads()
    assert 400 <= server.ask(query).status < 500
    is_problem(server.ask(query), server.ask(query).status)
    for field, content_type in (("query", FORM), ("update", FORM)):
        answer = server.request("POST", "/sparql", urlencode({field: query}), Content_Type=content_type)
        assert 400 <= answer.status < 500
    is_problem(server.request("POST", "/sparql", query, Content_Type="application/sparql-update"), 403)
    assert server.store.dump_nquads() == before


def test_a_syntax_error_is_400_with_line_and_column(server):
    assert "line 2, column" in is_problem(server.ask("SELECT ?s WHERE {\n ?s ?p }"), 400)


def test_two_queries_in_one_request_are_refused(server):
    assert "2" in is_problem(server.get("/sparql?query=ASK%7B%7D&query=ASK%7B%7D"), 400)
    body = "query=ASK%7B%7D&query=ASK%7B%7D"
    is_problem(server.request("POST", "/sparql", body, Content_Type=FORM), 400)
    is_problem(
        server.request("POST", "/sparql?query=ASK%7B%7D", "ASK{}", Content_Type="application/sparql-query"),
        400,
    )


def test_a_post_without_a_query_is_refused(server):
    assert "no query" in is_problem(server.request("POST", "/sparql", "", Content_Type=FORM), 400)
    is_problem(server.request("POST", "/sparql", "", Content_Type="application/sparql-query"), 400)
    assert "no query" in is_problem(server.get("/sparql", Accept="application/sparql-results+json"), 400)


def test_a_body_of_another_type_is_415(server):
    answer = server.request("POST", "/sparql", "{}", Content_Type="application/json")
    is_problem(answer, 415)
    assert "application/sparql-query" in answer.headers["accept-post"]
    is_problem(server.request("POST", "/sparql", "ASK {}"), 415)
    is_problem(
        server.request("POST", "/sparql", "ASK {}", Content_Type="application/sparql-query; charset=utf-16"),
        415,
    )


def test_what_is_not_utf8_is_refused(server):
    is_problem(server.request("POST", "/sparql", b"ASK \xff", Content_Type="application/sparql-query"), 400)
    is_problem(server.get("/sparql?query=ASK%7B%7D%FF"), 400)


def test_a_request_that_is_too_long_is_413(server):
    query = "ASK {} #" + "x" * 30_000
    assert "20000" in is_problem(
        server.request("POST", "/sparql", query, Content_Type="application/sparql-query"), 413
    )


def test_other_methods_and_addresses_are_problems_too(server):
    is_problem(server.request("DELETE", "/sparql"), 405)
    is_problem(server.get("/nowhere"), 404)
    for page in ("/docs", "/redoc", "/openapi.json"):
        is_problem(server.get(page), 404)


# without a query, and for people


def test_a_browser_gets_a_form_that_works_without_scripts(server):
    answer = server.get("/sparql", Accept=BROWSER)
    assert (answer.status, answer.type) == (200, "text/html; charset=utf-8")
    assert '<form action="./sparql#answer" method="get">' in answer.text
    assert "<textarea" in answer.text
    assert "<script" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_the_example_of_the_form_has_an_answer(server):
    answer = server.ask(EXAMPLE, BROWSER)
    assert "2 rows" in answer.text
    assert "id/person/amari-ada" in answer.text


def test_a_browser_gets_links_to_what_is_found_and_to_the_answer_in_other_formats(server):
    answer = server.ask(EXAMPLE, BROWSER)
    assert re.search(
        r'<a href="./id/person/amari-ada">[^<:]+</a>.*<small class="iri">id:person/amari-ada</small>',
        answer.text,
    )
    (csv,) = re.findall(r'<a href="[.](/sparql[^"]*)" type="text/csv"', answer.text)
    assert server.get(html.unescape(csv), Accept=BROWSER).text.startswith("person,for,agreement,source")
    assert f"query@question.rq {server.url}/sparql</pre>" in answer.text
    typed = server.ask("SELECT (1.5 AS ?a) ('uno'@it AS ?b) (<javascript:alert(1)> AS ?c) {}", BROWSER).text
    assert "<span>1.5</span>" in typed
    assert '<span lang="it">uno</span> <small>it</small>' in typed
    assert "<span>javascript:alert(1)</span>" in typed


def test_a_browser_is_shown_the_beginning_of_a_long_answer_and_told_so(server):
    digits = "VALUES ?a { 0 1 2 3 4 5 6 7 8 9 } VALUES ?b { 0 1 2 3 4 5 6 7 8 9 } VALUES ?c { 0 1 2 3 4 5 6 7 8 9 }"
    exactly = server.ask(f"SELECT * {{ {digits} }}", "text/html").text
    longer = server.ask(f"SELECT * {{ {digits} VALUES ?d {{ 0 1 }} }}", "text/html").text
    assert "<p>1000 rows</p>" in exactly
    assert "2000 rows; the first 1000 of them are shown, and the downloads hold all" in longer
    assert longer.count("<tr><td>") == exactly.count("<tr><td>") == 1000


def test_a_browser_sees_its_mistake_above_nothing_it_wrote_as_html(server):
    answer = server.ask('SELECT "<script>alert(1)</script>"', BROWSER)
    assert answer.status == 400
    assert "line 1" in answer.text
    assert "<script" not in answer.text
    hostile = server.ask('SELECT ("<script>alert(1)</script>" AS ?x) {}', BROWSER)
    assert hostile.status == 200
    assert "<script" not in hostile.text
    assert "&lt;script&gt;" in hostile.text


def test_a_browser_is_told_why_nothing_is_found(bundled_server):
    for select in ("SELECT ?p", "SELECT (COUNT(?p) AS ?n)"):
        page = bundled_server.ask(f"{select} {{ ?s coop:partecipant ?p }}", "text/html")
        assert "the graph says nothing of coop:partecipant; did you mean coop:participant?" in page.text
    found = bundled_server.ask("SELECT ?p { ?s coop:participant ?p }", "text/html")
    assert "Why nothing is found" not in found.text
    relative = bundled_server.ask(
        "SELECT ?p { <agreement/trentino-sviluppo-technopolis-2015> ?p ?o }", "text/html"
    )
    assert "its name here is &lt;https://w3id.org/coopgraph/id/agreement/" in relative.text


def test_a_browser_sees_graphs_and_yes_or_no_too(server):
    assert "Ардония" in server.ask(LABELS, BROWSER).text
    assert "true" in server.ask("ASK {}", BROWSER).text


def test_an_answer_can_be_cited_by_the_graph_it_came_from(bundled_server):
    page = bundled_server.ask("SELECT ?a { ?a a coop:Agreement }", "text/html")
    (version,) = re.findall(r'From the graph <span class="iri">([0-9a-f]{64})</span>', page.text)
    (address,) = re.findall(r'<a href="\./([^"]+revision=[^"]+)">this answer', page.text)
    cited = bundled_server.get(f"/{html.unescape(address)}", Accept="text/html")
    assert version in cited.text
    assert "this answer at" not in cited.text
    assert "memento-datetime" in cited.headers
