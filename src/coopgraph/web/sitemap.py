"""The site map: the pages that crawlers find everything by. Made inside a worker.

Reference: the sitemap protocol, https://www.sitemaps.org/protocol.html.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO
from xml.sax.saxutils import escape

from coopgraph.errors import NotFoundError
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.media import CSV, MediaType
from coopgraph.web.addresses.iris import address
from coopgraph.web.resources import catalogue
from coopgraph.web.workers.answering import unchanged
from coopgraph.web.workers.question import Question
from coopgraph.web.workers.reply import Reply

XML = MediaType("xml", "application/xml", ".xml", charset=True)

LARGEST = 50_000
"""How many addresses the protocol allows a map."""

_ALWAYS = ("/", "/queries", "/ontology", "/shapes", "/exports", "/api")


def answer_sitemap(store: EmbeddedStore, version: str, question: Question, reply: Reply) -> None:
    """Write the map, or the index of the maps where there are more addresses than one holds.

    The question's text is the URL of the server; its argument ``page`` is the number of one map.

    Raises:
        NotFoundError: there is no such page.
    """
    if unchanged(version, question, XML, reply):
        return
    home, page = question.text.rstrip("/"), dict(question.arguments).get("page", "")
    text = b"".join(store.answer(catalogue().get("pages/named").bind({}), CSV.type)).decode()
    _, *rows = csv.reader(StringIO(text))
    paths = [*_ALWAYS, *(address(",".join(row)) for row in rows)]  # the engine quotes no comma of an IRI
    pages = -(-len(paths) // LARGEST)
    if not page and pages > 1:
        maps = (f"{home}/sitemap.xml?page={number}" for number in range(1, pages + 1))
        reply.write(_document("sitemapindex", "sitemap", maps))
        return
    if page and not (page.isdecimal() and 1 <= int(page) <= pages):
        raise NotFoundError(f"the site map has pages 1 to {pages}, and no page {page!r}")
    start = LARGEST * (int(page or 1) - 1)
    reply.write(_document("urlset", "url", (home + path for path in paths[start : start + LARGEST])))


def _document(root: str, element: str, urls: Iterable[str]) -> bytes:
    lines = "".join(f"<{element}><loc>{escape(url)}</loc></{element}>\n" for url in urls)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</{root}>\n'
    ).encode()
