"""What commands that print reports share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coopgraph.store.protocol import Store


def names(store: Store, iris: Iterable[str], language: str) -> Mapping[str, str]:
    """Return a readable name for each IRI: its label, else what it is and about what, else its short form."""
    from coopgraph.provenance.labels import labels
    from coopgraph.validation.naming import describe

    wanted, languages = tuple(iris), (language, "it", "en")
    return {**labels(store.select, wanted, languages), **describe(store.select, wanted, languages)}
