"""Asking the store about many things at once, in batches any SPARQL endpoint takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopgraph.network.tsv import named, text_of

if TYPE_CHECKING:
    from coopgraph.queries import Catalogue
    from coopgraph.store.protocol import Store, Term

_BATCH = 1000
"""IRIs named in one query: far below the length the guard or an endpoint refuses, and few round trips."""


@dataclass(frozen=True)
class Asker:
    """A store and the catalogue whose queries in ``pages`` are put to it."""

    store: Store
    catalogue: Catalogue

    def rows(self, name: str, iris: Iterable[str], family: str = "path") -> Iterator[Mapping[str, Term]]:
        """Yield the rows of a query whose one parameter is a list of things; none for no things.

        ``family`` is what the query's name begins with, ``path`` or ``pair``.
        """
        for text in self._batches(name, iris, family):
            yield from self.store.select(text)

    def texts(self, name: str, iris: Iterable[str], family: str = "path") -> Iterator[dict[str, str]]:
        """Yield the same rows with the terms as plain text; an unbound column is the empty text."""
        columns = tuple(self.catalogue.get(f"pages/{family}-{name}").columns)
        texts = {b"": ""}  # the same few hundred terms come again and again
        for text in self._batches(name, iris, family):
            for row in named(self.store, text):
                cells = [row.get(column, b"") for column in columns]
                yield {
                    column: texts[cell] if cell in texts else texts.setdefault(cell, text_of(cell))
                    for column, cell in zip(columns, cells, strict=True)
                }

    def _batches(self, name: str, iris: Iterable[str], family: str) -> Iterator[str]:
        query = self.catalogue.get(f"pages/{family}-{name}")
        (parameter,) = query.parameters
        wanted = sorted(set(iris))
        for start in range(0, len(wanted), _BATCH):
            yield query.bind({parameter.name: wanted[start : start + _BATCH]})
