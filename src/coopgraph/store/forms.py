"""The forms of a query: what each is called, which method answers it, and in which formats."""

from __future__ import annotations

from coopgraph.errors import QueryRefusedError
from coopgraph.store.media import ASK_TYPES, GRAPH_TYPES, SELECT_TYPES, MediaType, by_type

_CALLED = {
    "select": "a SELECT query",
    "ask": "an ASK query",
    "construct": "a CONSTRUCT or DESCRIBE query",
    "describe": "a CONSTRUCT or DESCRIBE query",
    "update": "an update",
}
_METHODS = {
    "select": "select",
    "ask": "ask",
    "construct": "construct",
    "describe": "construct",
    "update": "update",
}


def refuse_form(wanted: str, found: str) -> QueryRefusedError:
    """Return the error to raise where a method that answers one form of request is given another."""
    return QueryRefusedError(
        f"expected {_CALLED[wanted]} and got {_CALLED[found]}; give it to {_METHODS[found]} instead"
    )


def offered(form: str, media_type: str) -> MediaType:
    """Return the serialisation called ``media_type``.

    Raises:
        QueryRefusedError: this form of query has no such serialisation.
    """
    offers = {"select": SELECT_TYPES, "ask": ASK_TYPES}.get(form, GRAPH_TYPES)
    chosen = by_type(media_type)
    if chosen is None or chosen not in offers:
        names = ", ".join(offer.type for offer in offers)
        raise QueryRefusedError(f"{_CALLED[form]} cannot be answered as {media_type}; ask for one of {names}")
    return chosen
