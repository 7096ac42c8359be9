"""Answers of the API, written inside a worker: from the question to its document."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from coopgraph.errors import ParameterError
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.web import pages
from coopgraph.web.api.searching import JSON
from coopgraph.web.names import languages
from coopgraph.web.reconcile import draft, preview, suggest, v02
from coopgraph.web.reconcile.book import Book
from coopgraph.web.reconcile.manifest import draft_manifest, manifest
from coopgraph.web.workers.answering import chosen, unchanged
from coopgraph.web.workers.question import Question
from coopgraph.web.workers.reply import Reply

VARY = {"Vary": "Accept, Accept-Encoding, Accept-Language"}
SUGGESTIONS = 20
"""How many suggestions are given where the client does not say."""

Given = Mapping[str, str]

_SERVICES: dict[str, Callable[[Book, str, Given], dict[str, object]]] = {
    "manifest": lambda book, _, given: manifest(book, given["base"]),
    "match": lambda book, text, _: v02.match_batch(book, text),
    "extend": lambda book, text, _: v02.extend(book, text),
    "suggest/entity": lambda book, text, given: suggest.entities(book, text, *_page(given)),
    "suggest/property": lambda book, text, given: suggest.properties(book, text, *_page(given)),
    "suggest/type": lambda book, text, given: suggest.types(book, text, *_page(given)),
    "flyout/entity": lambda book, text, _: suggest.flyout(book, "entity", text),
    "flyout/property": lambda book, text, _: suggest.flyout(book, "property", text),
    "flyout/type": lambda book, text, _: suggest.flyout(book, "type", text),
    "propose": lambda book, text, given: suggest.propose(
        book, text, _number(given, "limit", 0, 1, 1000) or None
    ),
    "draft/manifest": lambda book, _, given: draft_manifest(book, given["base"]),
    "draft/match": lambda book, text, _: draft.match_batch(book, text),
    "draft/extend": lambda book, text, _: draft.extend(book, text),
}


def answer_reconcile(store: EmbeddedStore, version: str, question: Question, reply: Reply) -> None:
    """Write the answer to a request of the API.

    Raises:
        ParameterError: the request asks for what there is not, or for too much at once.
        NotFoundError: there is no such thing.
        NotAcceptableError: the client does not take the format of the answer.
    """
    given = dict(question.arguments)
    is_page = given["service"] == "preview"
    media = chosen(question.accept, (pages.HTML if is_page else JSON,))
    found = unchanged(version, question, media, reply)
    reply.headers["more"] = {**VARY, **(preview.HEADERS if is_page else {})}
    if found:
        return
    book = Book(store, languages(given["lang"]))
    if is_page:
        reply.write(preview.preview(book, question.text).encode())
    else:
        answer = _SERVICES[given["service"]](book, question.text, given)
        reply.write(json.dumps(answer, ensure_ascii=False).encode())


def _page(given: Given) -> tuple[int, int]:
    """Return where the suggestions begin, and how many there may be."""
    return _number(given, "cursor", 0, 0, 10**6), _number(given, "limit", SUGGESTIONS, 1, 100)


def _number(given: Given, name: str, default: int, least: int, most: int) -> int:
    text = given.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdecimal() and len(text) < 9 and least <= int(text) <= most):
        raise ParameterError(f"{name} is {text!r}; give a whole number from {least} to {most}")
    return int(text)
