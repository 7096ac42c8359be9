"""Exports of a whole graph, and its version."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from coopgraph.errors import QueryRefusedError
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.media import DATASET_TYPES, GRAPH_TYPES, by_name

FORMATS = tuple(media.name for media in (*DATASET_TYPES, *GRAPH_TYPES))
"""The names of the export formats. ``nquads`` and ``trig`` keep the named graphs, and with them who says what."""
_PIECE = 1 << 20


def export(store: EmbeddedStore, form: str = "nquads") -> Iterator[bytes]:
    """Return the whole graph in the format called ``form``, in pieces. The same facts give the same bytes.

    ``nquads`` is the release itself: its lines are sorted and its SHA-256 is the version. The
    formats without named graphs hold the merged graph, every triple once.

    Raises:
        QueryRefusedError: there is no such format.
    """
    media = by_name(form)
    if media is None or media.name not in FORMATS:
        raise QueryRefusedError(f"a graph cannot be exported as {form!r}; choose one of {', '.join(FORMATS)}")
    data = store.dump(media)
    return (data[start : start + _PIECE] for start in range(0, len(data), _PIECE))


def version(nquads: bytes) -> str:
    """Return the version of a graph: the SHA-256 of its sorted N-Quads, in hexadecimal.

    >>> version(b"")[:16]
    'e3b0c44298fc1c14'
    """
    return hashlib.sha256(nquads).hexdigest()
