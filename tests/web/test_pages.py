"""Every page is whole by itself: no script, nothing from another host, one heading, labelled fields, small."""

from __future__ import annotations

import gzip
from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest

from coopgraph.web import templating

PAGES = [
    "/",
    "/sparql",
    "/sparql?query=SELECT%20*%20%7B%3Fs%20a%20%3Chttps%3A%2F%2Fw3id.org%2Fcoopgraph%2Fontology%23Person%3E%7D",
    "/search",
    "/search?q=ministero&limit=1&offset=1",
    "/search?q=nobody-of-this-name",
    "/queries",
    "/queries/agreements/signatories.html?agreement=agreement/trentino-sviluppo-technopolis-2015",
    "/api",
    "/ontology.html",
    "/shapes.html",
    "/id/agreement/trentino-sviluppo-technopolis-2015.html",
    "/id/source/mise-tf-it-ru.html",
    "/id/country/ru.html?page=2",
    "/concept/role.html",
    "/graph/entities.html",
    "/id/person/nobody.html",
    "/problem/not-found",
]


class Reader(HTMLParser):
    """What a page loads, and how it is built."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.loads: list[str] = []
        self.ids: list[str] = []
        self.unlabelled: list[str] = []
        self.language = ""
        self._in_label = False
        self._labelled: set[str] = set()

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append(tag)
        self.ids += [found["id"]] if "id" in found else []
        if tag == "html":
            self.language = found.get("lang", "")
        if tag == "label":
            self._in_label = True
            self._labelled.add(found.get("for", ""))
        if (
            tag in ("input", "textarea", "select")
            and not self._in_label
            and found.get("id") not in self._labelled
        ):
            self.unlabelled.append(str(found))
        if "src" in found or (tag == "link" and found.get("rel") in ("stylesheet", "icon", "preload")):
            self.loads.append(found.get("src") or found["href"])
        assert not any(name.startswith("on") or name == "style" for name in found), found

    def handle_endtag(self, tag):
        if tag == "label":
            self._in_label = False


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_plain_and_loads_only_its_stylesheet(bundled_server, path):
    answer = bundled_server.get(path, Accept="text/html")
    assert answer.type == "text/html; charset=utf-8"
    page = Reader()
    page.feed(answer.text)
    assert [urljoin(path, one) for one in page.loads] == [templating.STYLE_PATH]
    assert page.language == "en"
    assert page.tags.count("h1") == 1
    assert page.tags.count("main") == 1
    assert "script" not in page.tags
    assert page.unlabelled == []
    assert len(page.ids) == len(set(page.ids))
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    if not path.startswith(("/api", "/ontology")):  # long lists of everything
        assert len(gzip.compress(answer.body)) < 60_000


def test_the_stylesheet_is_there_for_good_under_the_hash_of_what_it_says(bundled_server):
    style = bundled_server.get(templating.STYLE_PATH)
    assert (style.status, style.type) == (200, "text/css; charset=utf-8")
    assert "immutable" in style.headers["cache-control"]
    assert len(gzip.compress(style.body)) < 4_000
    assert bundled_server.get("/favicon.ico").status == 204


def test_what_a_source_says_is_never_markup(serving, tmp_path):
    from coopgraph.store.embedded import EmbeddedStore
    from coopgraph.store.revisions import StoreFolder

    evil = "<script>alert(1)</script>"
    with EmbeddedStore.in_memory() as store:
        store.load_trig(
            f"""@prefix id: <https://w3id.org/coopgraph/id/person/> .
            @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
            <https://w3id.org/coopgraph/graph/entities> {{
              id:x skos:prefLabel "{evil}"@en ; skos:note "{evil}" ; skos:exactMatch <javascript:alert(1)> ,
                <https://w3id.org/coopgraph//evil.example/> . }}""".encode()
        )
        folder = StoreFolder(tmp_path / "store")
        folder.publish(store.dump_nquads(), {})
    with serving(folder) as server:
        page = server.get("/id/person/x.html").text
        assert evil not in page
        assert "&lt;script&gt;" in page
        assert 'href="javascript:' not in page
        assert 'href="//' not in page
