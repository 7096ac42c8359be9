"""Values of properties as the API writes them: an entity, a text, a number or a date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopgraph.namespaces import XSD
from coopgraph.web.reconcile.book import Book
from coopgraph.web.reconcile.terms import thing_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coopgraph.store.protocol import Term

_INTEGERS = {
    XSD + name for name in ("integer", "int", "long", "nonNegativeInteger", "positiveInteger", "gYear")
}
_FLOATS = {XSD + name for name in ("decimal", "double", "float")}


def cells(book: Book, values: Iterable[Term], settings: dict[str, object]) -> list[dict[str, object]]:
    """Return the cells of one property of one thing. ``settings`` are those that the manifest offers.

    With ``content`` set to ``id`` an entity is written as its identifier. Of several labels in different
    languages, only those in the ``language`` set are kept. ``limit`` keeps so many, 0 all.
    """
    language = str(settings.get("language", "any"))
    kept = [value for value in values if language in ("any", _language(value))]
    limit = int(str(settings.get("limit", 0) or 0))
    kept = kept[:limit] if limit else kept
    names = book.labels([str(value) for value in kept if _is_iri(value)])
    seen: list[dict[str, object]] = []
    for value in kept:
        cell = _cell(value, names.get(str(value), ""), as_id=settings.get("content") == "id")
        if cell not in seen:
            seen.append(cell)
    return seen


def _is_iri(value: Term) -> bool:
    return type(value).__name__ == "URIRef"


def _language(value: Term) -> str:
    """Return the language of a text; what is no text of a language fits any."""
    return getattr(value, "language", None) or "any"


def _cell(value: Term, name: str, as_id: bool) -> dict[str, object]:
    if _is_iri(value):
        identifier = thing_id(str(value))
        return {"str": identifier} if as_id else {"id": identifier, "name": name}
    kind = str(getattr(value, "datatype", None) or "")
    if kind in _INTEGERS:
        return {"int": int(value)}
    if kind in _FLOATS:
        return {"float": float(value)}
    if kind == XSD + "date":
        return {"date": f"{value}T00:00:00"}
    return {"str": str(value)}
