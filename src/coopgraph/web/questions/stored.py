"""The page of a stored question: its form, and its answer as a table. Runs inside a worker."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rdflib import Literal, URIRef

from coopgraph.namespaces import shorten
from coopgraph.provenance.labels import labels
from coopgraph.queries import Query
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.web import templating
from coopgraph.web.addresses.iris import address
from coopgraph.web.beginnings import asking
from coopgraph.web.examples import runnable
from coopgraph.web.pages import HTML, LONGEST
from coopgraph.web.place import Place
from coopgraph.web.questions.formats import TITLES, offers
from coopgraph.web.resources import catalogue
from coopgraph.web.workers.answering import unchanged
from coopgraph.web.workers.question import Question
from coopgraph.web.workers.reply import Reply

if TYPE_CHECKING:
    from coopgraph.store.protocol import Term


def answer(store: EmbeddedStore, version: str, question: Question, reply: Reply) -> None:
    """Write the page of a question and, where every value it needs is there, its answer.

    The question's text is the query's name; its arguments are ``values`` (in JSON), ``query`` (the rest of
    the address, for links to other formats) and ``languages``.

    Raises:
        ParameterError: a value is not of its kind.
    """
    if unchanged(version, question, HTML, reply):
        return
    asked = dict(question.arguments)
    query = catalogue().get(question.text)
    values: dict[str, str | list[str]] = json.loads(asked["values"])
    ready = all(parameter.name in values for parameter in query.parameters if parameter.required)
    if values.keys() - {parameter.name for parameter in query.parameters}:
        query.bind(values)  # says which is none of its parameters, and which are
    view = _view(query, values, asked["query"], ready)
    if ready:
        view |= _answered(store, query, query.bind(values), tuple(asked["languages"].split(",")))
    place = Place.among(asked, f"/queries/{query.name}")
    reply.write(templating.page("question.html", view, place).encode())


def _view(query: Query, values: Mapping[str, str | list[str]], suffix: str, ready: bool) -> dict[str, Any]:
    path = f"/queries/{query.name}"
    return {
        "title": query.title,
        "about": query.about,
        "name": query.name,
        "path": path,
        "parameters": [
            {
                "name": p.name,
                "about": p.about,
                "required": p.required,
                "many": p.many,
                "value": _shown(values.get(p.name, p.default or "")),
                "sample": p.sample(),
            }
            for p in query.parameters
        ],
        "columns": query.columns,
        "source": query.source,
        "asking": asking(query.bind(values) if ready else runnable(query)),
        "offers": [
            (TITLES[offer.name], f"{path}{offer.suffix}{suffix}", offer.type) for offer in offers(query)
        ],
        "rows": None,
        "total": 0,
        "text": "",
    }


def _shown(value: str | Sequence[str]) -> str:
    return value if isinstance(value, str) else " ".join(value)


def _answered(store: EmbeddedStore, query: Query, text: str, languages: tuple[str, ...]) -> dict[str, Any]:
    if query.form != "select":
        triples = b"".join(store.answer(text, "text/turtle")) if query.form == "construct" else b""
        return {"text": triples.decode() if triples else str(store.ask(text)).lower()}
    found, total = store.leading(text, LONGEST)
    iris = {str(term) for row in found for term in row.values() if isinstance(term, URIRef)}
    named = labels(store.select, iris, languages)
    # Where things are shown by their names, a column of names beside them would say the same again.
    columns = [
        name
        for name in found.variables
        if not (name.endswith("Label") and name.removesuffix("Label") in found.variables)
    ]
    rows = [[_cell(row.get(name), named) for name in columns] for row in found]
    described = {name: query.columns.get(name, "") for name in columns}
    return {"rows": rows, "columns": described, "total": total}


def _cell(term: Term | None, named: Mapping[str, str]) -> dict[str, str]:
    if isinstance(term, URIRef):
        iri = str(term)
        return {
            "text": named.get(iri, shorten(iri)),
            "href": address(iri),
            "language": "",
            "kind": "",
            "iri": "",
        }
    language = term.language if isinstance(term, Literal) else ""
    return {
        "text": "" if term is None else str(term),
        "href": "",
        "language": language or "",
        "kind": "",
        "iri": "",
    }
