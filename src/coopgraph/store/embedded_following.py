"""A revision that differs little from the one before: its store is a copy by hard links, changed where they differ.

The engine's files never change once written, so a copy costs nothing, and neither store sees the other's changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.embedded_changes import Difference, apply
from coopgraph.store.faults import translated

_LARGEST = 20_000
"""Quads from which on the bulk loader is quicker."""


def follow(former: Path, nquads: bytes, home: Path) -> bytes | None:
    """Make the store of ``nquads`` at ``home`` from a former revision; return the sorted lines of it.

    Args:
        former: the folder of the former revision.
        nquads: the whole graph, in any order.
        home: where the store comes to lie; absent yet.

    Returns:
        None, and nothing is written, where too much differs to be worth it, or a line is no quad.

    Raises:
        StoreUnavailableError: the disk cannot be read or written.
    """
    old, new = set((former / "graph.nq").read_bytes().splitlines()), set(nquads.splitlines())
    gone, come = old - new, new - old
    if len(gone) + len(come) > min(_LARGEST, len(old) // 2):
        return None
    try:
        removed, added = _quads(gone), _quads(come)
    except SyntaxError:
        return None  # the loader says where
    if any(isinstance(quad.graph_name, ox.DefaultGraph) for quad in added):
        return None
    difference = Difference(removed - added, added - removed)
    with translated(f"the store {former}"):
        ox.Store.read_only(str(former / "oxigraph")).backup(str(home))
    with EmbeddedStore.at(home, read_only=False) as store, translated(f"the store {home}"):
        apply(store, difference)
        store.engine.flush()
    kept = old - _lines(difference.removed)
    return b"".join(line + b"\n" for line in sorted(kept | _lines(difference.added)))


def _quads(lines: Iterable[bytes]) -> frozenset[ox.Quad]:
    return frozenset(ox.parse(b"\n".join(lines), ox.RdfFormat.N_QUADS))


def _lines(quads: Iterable[ox.Quad]) -> set[bytes]:
    return set((ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"").splitlines())
