"""Asking each query once, where one network is drawn in several ways."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coopgraph.store.protocol import Solutions, Store


class Remembering:
    """A store that asks each query once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._rows: dict[str, Solutions] = {}
        self._bytes: dict[tuple[str, str], tuple[bytes, ...]] = {}

    def select(self, sparql: str) -> Solutions:
        """Return the rows of a SELECT, as the first time."""
        if sparql not in self._rows:
            self._rows[sparql] = self._store.select(sparql)
        return self._rows[sparql]

    def answer(self, sparql: str, media_type: str) -> Iterator[bytes]:
        """Return an answer, as the first time."""
        key = (sparql, media_type)
        if key not in self._bytes:
            self._bytes[key] = tuple(self._store.answer(sparql, media_type))
        return iter(self._bytes[key])
