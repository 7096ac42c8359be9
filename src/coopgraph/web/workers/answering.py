"""A question to a store, answered: which format, which tag, and the bytes. Runs inside a worker."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from hashlib import blake2b
from io import BytesIO
from urllib.parse import urlencode

from coopgraph import __version__
from coopgraph.errors import NotFoundError
from coopgraph.namespaces import BASE
from coopgraph.provenance.absence import why_nothing
from coopgraph.provenance.labels import labels
from coopgraph.release.overview import Overview
from coopgraph.sparql.guard import refuse_remote
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.media import (
    ASK_TYPES,
    CSV,
    GRAPH_TYPES,
    JSON,
    SELECT_TYPES,
    TURTLE,
    MediaType,
    negotiate,
)
from coopgraph.store.protocol import RdfDataset
from coopgraph.web import pages
from coopgraph.web.faults import NotAcceptableError
from coopgraph.web.place import Place
from coopgraph.web.workers.question import Question
from coopgraph.web.workers.reply import PIECE, Reply

OFFERS = {"select": SELECT_TYPES, "ask": ASK_TYPES, "construct": GRAPH_TYPES, "describe": GRAPH_TYPES}
"""The formats of an answer, by form of query."""


def answer(store: EmbeddedStore, version: str, question: Question, reply: Reply) -> None:
    """Write the answer to ``question`` into ``reply``.

    Raises:
        CoopgraphError: there is none; nothing, or part of it, has been written.
    """
    if question.kind == "overview":
        reply.headers = {"type": "application/json"}
        reply.write(json.dumps(asdict(Overview.of(store, version))).encode())
    elif question.kind == "graph":
        _graph(store, version, question, reply)
    else:
        _query(store, version, question, reply)


def chosen(accept: str, offers: Sequence[MediaType]) -> MediaType:
    """Return the format to answer in.

    Raises:
        NotAcceptableError: the client accepts none of the offers; the message lists them.
    """
    media = negotiate(accept, offers)
    if media is None:
        names = ", ".join(offer.type for offer in offers)
        raise NotAcceptableError(f"nothing here is {accept}; ask for one of: {names}")
    return media


def _query(store: EmbeddedStore, version: str, question: Question, reply: Reply) -> None:
    request = refuse_remote(question.text)
    media = pages.HTML if question.page else chosen(question.accept, OFFERS[request.form])
    if unchanged(version, question, media, reply, request.volatile):
        return
    if not question.page:
        store.write_answer(question.text, media.type, reply.output, question.dataset, BASE)
        return
    html = _page(store, version, question, request.form).encode()
    for start in range(0, len(html), PIECE):
        reply.write(html[start : start + PIECE])


def _graph(store: EmbeddedStore, version: str, question: Question, reply: Reply) -> None:
    graph = question.text
    if graph and graph not in store.graphs():
        raise NotFoundError(
            f"the store holds no graph <{graph}>; the service description lists those it holds"
        )
    media = chosen(question.accept, GRAPH_TYPES)
    if not unchanged(version, question, media, reply):
        dataset = RdfDataset(default=(graph,)) if graph else None
        store.write_answer("CONSTRUCT WHERE { ?s ?p ?o }", media.type, reply.output, dataset)


def unchanged(
    version: str, question: Question, media: MediaType, reply: Reply, volatile: bool = False
) -> bool:
    """Set the headers of ``reply``, and return whether the client already has this answer."""
    reply.headers = {"type": media.content_type}
    if volatile:
        return False
    tag = _tag(version, question, media)
    reply.headers |= {"etag": tag, "unchanged": question.knows(tag)}
    return question.knows(tag)


def _tag(version: str, question: Question, media: MediaType) -> str:
    """Return the entity tag. It is weak: the rows of a query without ORDER BY come in any order."""
    parts = (
        f"{version} {__version__} {question.kind} {media.name} {question.encoding} "
        f"{question.default} {question.named} {question.arguments} {question.text}"
    )
    return f'W/"{blake2b(parts.encode(errors="surrogatepass"), digest_size=16).hexdigest()}"'


def _page(store: EmbeddedStore, version: str, question: Question, form: str) -> str:
    given = dict(question.arguments)
    place = Place.among(given, "/sparql")
    links = [(offer.name, _link(question, offer), offer.type) for offer in OFFERS[form]]
    if form == "select":
        found = json.loads(_whole(store, question, JSON))
        iris = {
            term["value"]
            for row in found["results"]["bindings"][: pages.LONGEST]
            for term in row.values()
            if term["type"] == "uri"
        }
        unanswered = not question.dataset and not any(
            term["value"] != "0" for row in found["results"]["bindings"] for term in row.values()
        )
        reasons = why_nothing(store.select, question.text, BASE) if unanswered else ()
        answer = pages.answer_in_rows(found, links, labels(store.select, iris), reasons)
    else:
        media = CSV if form == "ask" else TURTLE
        text = _whole(store, question, media).decode()
        answer = pages.answer_in_text(text, links)
    name, _, current = given["current"].partition(" ")
    cited = (
        ""
        if place.revision or current != version
        else f"/sparql?{_asked(question)}&{urlencode({'revision': name})}"
    )
    return pages.query_form(
        question.text, place, given["where"], {**answer, "version": version, "cited": cited}
    )


def _whole(store: EmbeddedStore, question: Question, media: MediaType) -> bytes:
    """Return the answer that a program gets."""
    store.write_answer(question.text, media.type, whole := BytesIO(), question.dataset, BASE)
    return whole.getvalue()


def _link(question: Question, offer: MediaType) -> str:
    """Return the address of the same answer in another format."""
    return f"/sparql?{_asked(question)}&format={offer.name}"


def _asked(question: Question) -> str:
    """Return the query of an address that asks the same."""
    graphs = {"default-graph-uri": question.default, "named-graph-uri": question.named}
    return urlencode({"query": question.text, **graphs}, doseq=True)
