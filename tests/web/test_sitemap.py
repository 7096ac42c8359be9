"""Crawlers find every named thing, and no query."""

from __future__ import annotations

from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

from coopgraph.web import sitemap

PLACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def places(xml: str, root: str) -> list[str]:
    found = ElementTree.fromstring(xml)
    assert found.tag == PLACE + root
    return [one.text or "" for one in found.iter(f"{PLACE}loc")]


def test_the_map_is_named_to_robots_and_leads_to_pages_they_may_read(bundled_server):
    robots = RobotFileParser()
    robots.parse(bundled_server.get("/robots.txt").text.splitlines())
    (address,) = robots.site_maps() or []
    assert address == f"{bundled_server.url}/sitemap.xml"
    answer = bundled_server.get("/sitemap.xml")
    assert answer.type == "application/xml; charset=utf-8"
    urls = places(answer.text, "urlset")
    assert f"{bundled_server.url}/id/agreement/trentino-sviluppo-technopolis-2015" in urls
    assert f"{bundled_server.url}/id/source/pat-2571-2015" in urls
    assert len(urls) == len(set(urls))
    for url in urls:
        assert robots.can_fetch("*", url)
        assert bundled_server.get(urlsplit(url).path, Accept="text/html").status == 200, url
    for path in ("/sparql?query=ASK%7B%7D", "/search?q=x", "/api/things", "/store?default", "/reconcile"):
        assert not robots.can_fetch("*", bundled_server.url + path), path


def test_a_map_is_not_sent_again_until_the_graph_changes(bundled_server):
    etag = bundled_server.get("/sitemap.xml").headers["etag"]
    assert bundled_server.get("/sitemap.xml", **{"If-None-Match": etag}).status == 304


def test_what_was_merged_or_withdrawn_is_not_on_it(serving, tmp_path):
    from coopgraph.store.embedded import EmbeddedStore
    from coopgraph.store.revisions import StoreFolder

    with EmbeddedStore.in_memory() as store:
        store.load_trig(
            """@prefix id: <https://w3id.org/coopgraph/id/person/> .
            @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
            @prefix owl: <http://www.w3.org/2002/07/owl#> .
            @prefix dct: <http://purl.org/dc/terms/> .
            <https://w3id.org/coopgraph/graph/entities> {
              id:собянин skos:prefLabel "Собянин"@ru , "Sobyanin"@en .
              <https://w3id.org/coopgraph/id/place/a,b> skos:prefLabel "Comma"@en .
              id:gone skos:prefLabel "Gone"@en ; owl:deprecated true .
              id:moved skos:prefLabel "Moved"@en ; dct:isReplacedBy id:собянин .
              <https://example.org/x> skos:prefLabel "Elsewhere"@en . }""".encode()
        )
        folder = StoreFolder(tmp_path / "store")
        folder.publish(store.dump_nquads(), {})
    with serving(folder) as server:
        urls = places(server.get("/sitemap.xml").text, "urlset")
        assert sorted((url for url in urls if "/id/" in url), reverse=True) == [
            f"{server.url}/id/place/a,b",
            f"{server.url}/id/person/%D1%81%D0%BE%D0%B1%D1%8F%D0%BD%D0%B8%D0%BD",
        ]
        assert not [url for url in urls if "example.org" in url]


def test_many_addresses_are_in_several_maps(serving, tmp_path):
    from coopgraph.store.embedded import EmbeddedStore
    from coopgraph.store.revisions import StoreFolder

    label, graph = (
        "<http://www.w3.org/2004/02/skos/core#prefLabel>",
        "<https://w3id.org/coopgraph/graph/entities>",
    )
    named = "".join(
        f'<https://w3id.org/coopgraph/id/person/{n}> {label} "{n}" {graph} .\n'
        for n in range(sitemap.LARGEST)
    )
    with EmbeddedStore.in_memory() as store:
        store.load_nquads(named.encode())
        folder = StoreFolder(tmp_path / "store")
        folder.publish(store.dump_nquads(), {})
    with serving(folder) as server:
        maps = places(server.get("/sitemap.xml").text, "sitemapindex")
        assert maps == [f"{server.url}/sitemap.xml?page=1", f"{server.url}/sitemap.xml?page=2"]
        parts = [places(server.get(f"/sitemap.xml?page={number}").text, "urlset") for number in (1, 2)]
        assert len(parts[0]) == sitemap.LARGEST
        urls = {url for part in parts for url in part}
        assert urls >= {f"{server.url}/id/person/{n}" for n in range(sitemap.LARGEST)}
        assert len(urls) == sum(map(len, parts))
        assert server.get("/sitemap.xml?page=3").status == 404
        assert server.get("/sitemap.xml?page=0").status == 404
