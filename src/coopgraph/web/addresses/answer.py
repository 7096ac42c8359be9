"""What a worker does when an address is asked for. Everything here runs inside a worker."""

from __future__ import annotations

from rdflib import Literal, URIRef
from rdflib.namespace import RDFS

from coopgraph.errors import NotFoundError
from coopgraph.namespaces import COOP, ID
from coopgraph.queries import Catalogue
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.media import CSV, JSONLD
from coopgraph.web import templating
from coopgraph.web.addresses.description import SIZE, Description, describe
from coopgraph.web.addresses.formats import BY_SUFFIX, JSON, OFFERS, RDF_OFFERS
from coopgraph.web.addresses.framing import framed, with_context
from coopgraph.web.addresses.headers import VARY, representation
from coopgraph.web.addresses.iris import address, encoded
from coopgraph.web.addresses.json_text import as_json
from coopgraph.web.addresses.page import ThingPage
from coopgraph.web.addresses.tabular import as_csv
from coopgraph.web.faults import GoneError, UnknownThingError
from coopgraph.web.names import near_things
from coopgraph.web.pages import HTML
from coopgraph.web.place import Place
from coopgraph.web.resources import catalogue
from coopgraph.web.workers.answering import unchanged
from coopgraph.web.workers.question import Question
from coopgraph.web.workers.reply import Reply


def answer(store: EmbeddedStore, version: str, question: Question, reply: Reply) -> None:
    """Write the representation of one thing.

    The question's text is the thing's IRI; its arguments are ``suffix`` (of the representation), ``page``,
    ``size`` and ``languages``.

    Raises:
        UnknownThingError: the graph says nothing of it.
        GoneError: it has been withdrawn, and what was asked for is no RDF, which says so itself.
    """
    asked = dict(question.arguments)
    media = BY_SUFFIX[asked["suffix"]]
    questions = catalogue()
    path = address(question.text)
    place = Place.among(asked, path)
    languages = tuple(asked["languages"].split(","))
    try:
        replacement = address(_replacement(store, questions, question.text, languages))
    except GoneError:
        if media not in RDF_OFFERS:
            raise
        reply.headers = {"type": media.content_type, "status": 410, "more": {"Vary": VARY}}
        left = describe(store, questions, question.text, 1, SIZE, place.revision)
        reply.write(_body(store, questions, left, media.suffix, (), place))
        return
    if replacement:
        _redirect(reply, place.at(replacement))
        return
    page, size = int(asked.get("page", 1)), int(asked.get("size", SIZE))
    if unchanged(version, question, media, reply) and question.match.strip() != "*":
        reply.headers["more"] = {"Content-Location": place.at(path + media.suffix), "Vary": VARY}
        return
    try:
        found = describe(store, questions, _held(store, question.text), page, size, place.revision)
    except NotFoundError as error:
        if place.revision or page > 1:  # the names of a former revision are at nobody's hand
            raise
        raise UnknownThingError(str(error), near_things(store, question.text, languages)) from error
    pages, shown = (found.page, found.pages), "" if size == SIZE else str(size)
    reply.headers["more"] = representation(
        path, media, question.text, pages=pages, size=shown, revision=place.revision
    )
    reply.write(_body(store, questions, found, media.suffix, languages, place))


def _held(store: EmbeddedStore, iri: str) -> str:
    """Return an IRI as the graph has it: with letters beyond ASCII, or as the URI that it maps to."""
    if iri.isascii() or store.ask(f"ASK {{ {{ <{iri}> ?p ?o }} UNION {{ ?s ?p <{iri}> }} }}"):
        return iri
    return encoded(iri)


def prepare(store: EmbeddedStore) -> None:
    """Read the catalogue, the context and the templates; make one of each representation, for what that imports."""
    templating.prepare()
    thing = URIRef(COOP)
    sample = Description(thing, frozenset({(thing, RDFS.label, Literal("coopgraph", lang="en"))}))
    for suffix in BY_SUFFIX:
        _body(store, catalogue(), sample, suffix, ("en",), Place("/"))


def _body(
    store: EmbeddedStore,
    questions: Catalogue,
    found: Description,
    suffix: str,
    languages: tuple[str, ...],
    place: Place,
) -> bytes:
    media = BY_SUFFIX[suffix]
    if media is HTML:
        return ThingPage(store, questions, found, languages).html(OFFERS[1:], place).encode()
    if media is CSV:
        return as_csv(found, languages)
    if media in (JSON, JSONLD):
        document = framed(found.thing, found.triples)
        return as_json(document if media is JSON else with_context(document))
    assert media in RDF_OFFERS
    return found.as_format(media)


def _replacement(store: EmbeddedStore, questions: Catalogue, iri: str, languages: tuple[str, ...]) -> str:
    """Return what stands for a thing that was merged into another; nothing where it stands by itself.

    The reason why a thing was withdrawn is told in the first of ``languages`` that there is.

    Terms and codes that are given up keep their meaning and answer until a major version drops them.
    """
    if not iri.startswith(ID):
        return ""
    rows = store.select(questions.get("pages/standing").bind({"thing": iri})).rows
    for row in rows:
        if "replacement" in row:
            return str(row["replacement"])
    if not rows:
        return ""
    reasons = {getattr(row["reason"], "language", None): row["reason"] for row in rows if "reason" in row}
    preferred = [reasons[language] for language in (*languages, "en") if language in reasons]
    why = next(iter([*preferred, *reasons.values()]), None)
    raise GoneError(
        f"<{iri}> has been withdrawn{'; the graph does not say why' if why is None else f': {why}'}"
    )


def _redirect(reply: Reply, target: str) -> None:
    reply.headers = {"type": "text/plain; charset=utf-8", "status": 301, "more": {"Location": target}}
    reply.write(f"It is now at {target}\n".encode())
