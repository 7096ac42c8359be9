"""What the names in a request mean, in the graph that is served."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopgraph.resolution import meaning
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.web.names import directory

if TYPE_CHECKING:
    from coopgraph.store.protocol import Term


def thing(store: EmbeddedStore, text: str) -> str:
    """Return the IRI of the thing that ``text`` means. Raises as ``meaning.thing`` does."""
    return meaning.thing(store, text, lambda: directory(store))


def value(store: EmbeddedStore, text: str) -> Term:
    """Return the literal or the thing that ``text`` means as a value. Raises as ``meaning.thing`` does."""
    return meaning.value(store, text, lambda: directory(store))
