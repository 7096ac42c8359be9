"""Completing what a person types: things, properties and types; and a few lines about each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from coopgraph.errors import NotFoundError
from coopgraph.namespaces import COOP
from coopgraph.web.reconcile.book import Book
from coopgraph.web.reconcile.terms import term_id, thing_id, thing_iri


def entities(book: Book, prefix: str, start: int, limit: int) -> dict[str, object]:
    """Return the things whose names begin so, or are called so in any spelling."""
    matches = book.directory.find(prefix)[start : start + limit]
    return {
        "result": [
            {
                "id": thing_id(entity.iri),
                "name": entity.label(book.languages),
                "description": book.description(entity),
                "notable": book.types(entity),
            }
            for entity in (book.directory.entity(match) for match in matches)
        ]
    }


def properties(book: Book, prefix: str, start: int, limit: int) -> dict[str, object]:
    """Return the properties one of whose labels, or whose identifier, has a word that begins so."""
    labels = {iri: found.labels for iri, found in book.properties.items()}
    return {
        "result": [
            _described(book, iri, labels[iri], book.properties[iri].definitions)
            for iri in _beginning(labels, prefix)[start : start + limit]
        ]
    }


def types(book: Book, prefix: str, start: int, limit: int) -> dict[str, object]:
    """Return the types that named things are in, as ``properties`` does."""
    labels = book.directory.classes
    return {"result": [book.type(iri) for iri in _beginning(labels, prefix)[start : start + limit]]}


def propose(book: Book, kind: str, limit: int | None) -> dict[str, object]:
    """Return the properties to extend a table of a type by, the most frequent first; all without a ``limit``.

    Raises:
        ParameterError: no named thing is of the type.
    """
    found = book.of_class(book.directory.class_named(kind)) if kind else list(book.properties.values())
    shown = [_described(book, one.iri, one.labels, one.definitions) for one in found[:limit]]
    return {"properties": shown, **({"type": kind} if kind else {}), **({"limit": limit} if limit else {})}


def flyout(book: Book, kind: str, identifier: str) -> dict[str, object]:
    """Return a few lines of HTML about a thing, a property or a type.

    Raises:
        NotFoundError: there is none.
    """
    if kind == "entity":
        entity = book.directory.entities.get(thing_iri(identifier))
        lines = [entity.label(book.languages), book.description(entity)] if entity else []
    elif kind == "type":
        iri = COOP + identifier if "://" not in identifier else identifier
        lines = [book.type(iri)["name"]] if iri in book.directory.classes else []
    else:
        found = next((one for one in book.properties.values() if term_id(one.iri) == identifier), None)
        lines = [book.label(found.labels), book.label(found.definitions or {"": ""})] if found else []
    if not lines:
        raise NotFoundError(f"there is no {kind} {identifier!r}")
    return {"id": identifier, "html": "".join(f"<p>{escape(line)}</p>" for line in lines if line)}


def _described(
    book: Book, iri: str, labels: Mapping[str, str], definitions: Mapping[str, str]
) -> dict[str, object]:
    shown: dict[str, object] = {"id": term_id(iri), "name": book.label(labels)}
    if definitions:
        shown["description"] = book.label(definitions)
    return shown


def _beginning(labels: Mapping[str, Mapping[str, str]], prefix: str) -> list[str]:
    """Return the IRIs with a label, or an identifier, that begins so; then those with a word that does."""
    start = prefix.strip().casefold()
    ranked = []
    for iri, named in labels.items():
        forms = [term_id(iri).casefold(), *(label.casefold() for label in named.values())]
        if any(form.startswith(start) for form in forms):
            ranked.append((0, term_id(iri), iri))
        elif any(_has_word(forms, start)):
            ranked.append((1, term_id(iri), iri))
    return [iri for _, _, iri in sorted(ranked)]


def _has_word(forms: Iterable[str], start: str) -> Iterable[bool]:
    return (word.startswith(start) for form in forms for word in form.split())
