"""Behind a proxy: every whole address is the public one, pages link relatively, and, for purists, 303 See Other."""

from __future__ import annotations

import html
import http.server
import re
import threading
import urllib.request
from urllib.parse import urljoin

import pytest
from rdflib import Graph

from coopgraph.errors import SettingsError
from coopgraph.namespaces import ID
from coopgraph.settings import load_settings

PUBLIC = "https://graph.example.org/coop"
THING = "/id/person/casotto-mauro"


@pytest.fixture(scope="module")
def behind(serving_bundled):
    with serving_bundled(public_url=PUBLIC, workers=1) as server:
        yield server


@pytest.fixture(scope="module")
def purist(serving_bundled):
    with serving_bundled(dereference="303", workers=1) as server:
        yield server


@pytest.fixture(scope="module")
def proxy(behind):
    """A proxy that serves the server under /coop, as nginx does: the path is taken away on the way in."""

    class Passing(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            if not self.path.startswith("/coop/"):
                self.send_error(404)
                return
            asked = {name: self.headers[name] for name in self.headers if name != "Connection"}
            answer = behind.get(self.path.removeprefix("/coop"), **asked)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                if name in ("content-type", "location"):
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Passing) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/coop"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    "path", [THING, f"{THING}.ttl?size=1", "/ontology", "/queries/quality/place-types.json"]
)
def test_the_addresses_in_headers_are_public(behind, path):
    answer = behind.get(path, Accept="text/turtle")
    targets = re.findall(r"<([^>]*)>", answer.headers["link"])
    assert len(targets) > 3
    assert all(one.startswith((f"{PUBLIC}/", "https://w3id.org/")) for one in targets)
    assert answer.headers.get("content-location", PUBLIC).startswith(PUBLIC)


def test_redirections_are_public(behind):
    day = "Mon, 30 Nov 2026 08:00:00 GMT"
    assert behind.get(THING, Accept_Datetime=day).headers["location"].startswith(f"{PUBLIC}{THING}?revision=")
    assert behind.get("/reconcile/view?id=person/casotto-mauro").headers["location"] == f"{PUBLIC}{THING}"
    assert behind.get("/docs/reference/rules").headers["location"] == f"{PUBLIC}/shapes"


def test_the_documents_that_need_whole_addresses_have_public_ones(behind):
    manifest = behind.get("/reconcile").json
    assert manifest["view"]["url"].startswith(f"{PUBLIC}/reconcile/view")
    assert behind.get("/api/openapi.json").json["servers"] == [{"url": PUBLIC}]
    assert all(
        one["url"].startswith(f"{PUBLIC}/exports/")
        for one in behind.get("/exports", Accept="application/json").json["files"]
    )
    described = Graph().parse(data=behind.get("/.well-known/void").text, format="turtle")
    urls = {str(term) for triple in described for term in triple if "example.org" in str(term)}
    assert {f"{PUBLIC}/sparql", f"{PUBLIC}/exports/graph.nq"} <= urls
    assert not [term for triple in described for term in triple if "127.0.0.1" in str(term)]
    assert f"{PUBLIC}/sparql" in behind.get("/sparql", Accept="text/turtle").text
    assert f"<{PUBLIC}{THING}>" in behind.get(f"/timemap{THING}").text


@pytest.mark.parametrize(
    "path", ["/", "/queries", "/api", "/sparql", "/ontology", "/exports", THING, "/id/person/nobody"]
)
def test_every_link_of_a_page_behind_the_proxy_leads_through_it(proxy, path):
    request = urllib.request.Request(f"{proxy}{path}", headers={"Accept": "text/html"})
    try:
        page = urllib.request.urlopen(request).read().decode()
    except urllib.error.HTTPError as error:
        page = error.read().decode()
    links = {html.unescape(one).partition("#")[0] for one in re.findall(r'(?:href|action)="([^"]*)"', page)}
    within = {urljoin(f"{proxy}{path}", one) for one in links if one and not one.startswith("http")}
    assert len(within) > 6
    assert all(one.startswith(f"{proxy}/") for one in within)
    for one in sorted(within)[:8]:
        asked = urllib.request.Request(one, headers={"Accept": "text/html, */*;q=0.1"})
        assert urllib.request.urlopen(asked).status in (200, 204), one


def test_without_the_setting_addresses_are_those_of_the_request(bundled_server):
    answer = bundled_server.get("/api/openapi.json", Host="elsewhere.example")
    assert answer.json["servers"] == [{"url": "http://elsewhere.example"}]
    assert "</id/person/" in bundled_server.get(THING).headers["link"]


def test_for_purists_the_address_of_a_thing_leads_to_its_page_or_its_data(purist):
    for accept, target in (
        ("text/html", f"/page{THING}"),
        ("text/turtle", f"/data{THING}.ttl"),
        ("application/ld+json", f"/data{THING}.jsonld"),
        ("*/*", f"/data{THING}.ttl"),
    ):
        led = purist.get(f"{THING}?size=1", Accept=accept)
        assert (led.status, led.headers["location"]) == (303, f"{target}?size=1")
        assert "Accept" in led.headers["vary"]
        followed = purist.get(led.headers["location"])
        assert followed.status == 200
        if accept != "*/*":
            assert followed.type.partition(";")[0] == accept
    assert purist.get(THING, Accept="image/png").status == 406


def test_a_suffix_does_not_lead_elsewhere_for_purists_either(purist):
    assert purist.get(f"{THING}.ttl").status == 200
    assert purist.get("/ontology", Accept="text/turtle").status == 200


def test_the_links_of_a_page_of_its_own_lead_to_things(purist):
    page = purist.get(f"/page{THING}").text
    (stylesheet,) = re.findall(r'rel="stylesheet" href="([^"]*)"', page)
    assert purist.get(urljoin(f"/page{THING}", stylesheet)).status == 200
    assert (
        purist.get(urljoin(f"/page{THING}", "../../../id/person/casotto-mauro.json")).json["id"]
        == f"{ID}person/casotto-mauro"
    )
    assert '"../../../id/' in page


@pytest.mark.parametrize(
    "path", ["/page/ontology", "/data/id/person/casotto-mauro", "/page/id/person/nobody"]
)
def test_a_page_or_data_of_nothing_is_not_found(purist, path):
    assert purist.get(path).status == 404


def test_without_the_setting_there_are_no_such_addresses(bundled_server):
    assert bundled_server.get(f"/page{THING}").status == 404
    assert bundled_server.get(THING).status == 200


def test_rdflib_follows_to_the_data(purist):
    graph = Graph().parse(f"{purist.url}{THING}")
    assert len(graph) > 10


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("public_url", "graph.example.org"), ("public_url", "https://x.example/a?b"), ("public_url", "ftp://x.example"),
        ("dereference", "301"),
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_meant_is_refused(name, value):
    with pytest.raises(SettingsError, match=name):
        load_settings({}, **{name: value})


def test_robots_are_told_the_paths_that_clients_see(serving, bundled_store):
    from coopgraph.store.revisions import StoreFolder

    with serving(StoreFolder(bundled_store), public_url="https://example.org/graph") as server:
        text = server.get("/robots.txt").text
        assert "Disallow: /graph/sparql\n" in text
        assert text.endswith("Sitemap: https://example.org/graph/sitemap.xml\n")
        assert "<loc>https://example.org/graph/id/" in server.get("/sitemap.xml").text
