"""A revision that differs little from the one before: its store is a copy by hard links, changed where they differ.

The engine's files never change once written, so a copy costs nothing, and neither store sees the other's changes.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.embedded_changes import Difference, apply
from coopgraph.store.faults import translated

_LARGEST = 20_000
"""Quads from which on the bulk loader is quicker."""


def follow(former: Path, nquads: bytes, folder: Path) -> bool:
    """Make the files of a revision that holds ``nquads`` from those of a former revision.

    Args:
        former: the folder of the former revision.
        nquads: the whole graph, in any order.
        folder: where ``graph.nq`` and ``oxigraph`` come to lie; neither is there yet.

    Returns:
        Whether it was done. If not nothing is written: too much differs to be worth it, or a line is no quad.

    Raises:
        StoreUnavailableError: the disk cannot be read or written.
    """
    old, new = set((former / "graph.nq").read_bytes().splitlines()), set(nquads.splitlines())
    gone, come = old - new, new - old
    if len(gone) + len(come) > min(_LARGEST, len(old) // 2):
        return False
    try:
        removed, added = _quads(gone), _quads(come)
    except SyntaxError:
        return False  # the loader says where
    if any(isinstance(quad.graph_name, ox.DefaultGraph) for quad in added):
        return False
    spelt = {line.removesuffix(b"\n") for line in _lines(added)}  # as the engine writes them
    follow_by(former, Difference(removed - added, _quads(spelt - old)), folder)
    return True


def follow_by(former: Path, difference: Difference, folder: Path) -> None:
    """Make the files of a revision from those of a former one and what changed. Takes and raises what ``follow`` does.

    ``difference`` takes away only what is there, and adds only what is not.
    """
    with translated(f"the store {former}"):
        ox.Store.read_only(str(former / "oxigraph")).backup(str(folder / "oxigraph"))
    home = folder / "oxigraph"
    with EmbeddedStore.at(home, read_only=False) as store, translated(f"the store {home}"):
        apply(store, difference)
        store.engine.flush()
    _splice(former / "graph.nq", _lines(difference.removed), _lines(difference.added), folder / "graph.nq")


def _splice(former: Path, gone: set[bytes], come: set[bytes], home: Path) -> None:
    """Write a sorted file without some of its lines, and with others where they belong."""
    with former.open("rb") as before, home.open("wb") as after:
        if not former.stat().st_size:
            after.write(b"".join(sorted(come)))
            return
        with mmap.mmap(before.fileno(), 0, access=mmap.ACCESS_READ) as text:
            copied = 0
            for line in sorted(gone | come):
                place = _place(text, line)
                after.write(text[copied:place])
                copied = place
                if line in come:
                    after.write(line)
                else:
                    assert text[place : place + len(line)] == line
                    copied += len(line)
            after.write(text[copied:])


def _place(text: mmap.mmap, line: bytes) -> int:
    """Return where in sorted lines ``line`` begins, or would."""
    low, high = 0, len(text)
    while low < high:
        start = text.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = text.find(b"\n", start) + 1
        if text[start:end] < line:
            low = end
        else:
            high = start
    return low


def _quads(lines: Iterable[bytes]) -> frozenset[ox.Quad]:
    return frozenset(ox.parse(b"\n".join(lines), ox.RdfFormat.N_QUADS))


def _lines(quads: Iterable[ox.Quad]) -> set[bytes]:
    return set((ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True))
