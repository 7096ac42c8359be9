"""The files of a store on disk, every one of them open: for processes that may open none afterwards.

The engine opens some when it opens a store, and each other one when something that lies in it is asked for.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from coopgraph.errors import StoreUnavailableError
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.faults import translated

_LINES = 1 << 16
"""Quads asked for at most. A file of the engine holds some hundred thousand, or all there are of a few."""
_BETWEEN = 32
"""Quads asked for between two looks at what is open."""
_MANY = 10_240
"""Open files where the system sets no limit: macOS says so and grants no more."""
_DESCRIPTORS = ("/proc/self/fd", "/dev/fd")


def raise_limit() -> None:
    """Let this process open as many files as the system allows it. To be called before a store is opened."""
    import resource  # not on every system

    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MANY if most == resource.RLIM_INFINITY else most
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(now, wanted), most))


def open_every_file(store: EmbeddedStore, revision: Path) -> frozenset[int]:
    """Have the engine open every file of a revision, and return the descriptors.

    Args:
        store: the revision, opened for reading on disk.
        revision: its folder.

    Raises:
        StoreUnavailableError: not all are, after quads from all over the graph have been asked for.
    """
    files = {_identity(path) for path in (revision / "oxigraph").glob("*.sst")}
    store.graphs()  # their list has files of its own
    held = _held(files)
    counted: set[str] = set()
    with translated(f"the store {revision}"):
        for number, quad in enumerate(_lines(revision / "graph.nq"), 1):
            if len(set(held.values())) == len(files):
                break
            _touch(store.engine, quad, counted)
            if number % _BETWEEN == 0:
                held = _held(files)
    held = _held(files)
    if missing := len(files) - len(set(held.values())):
        raise StoreUnavailableError(
            f"{missing} of {len(files)} files of {revision} could not be opened before the workers are confined; "
            "allow more open files (ulimit -n), or copy the store with coopgraph backup and serve the copy"
        )
    return frozenset(held)


def _lines(nquads: Path) -> Iterator[ox.Quad]:
    """Yield quads from all over the graph: each halves what lies between those before it."""
    size = nquads.stat().st_size
    with nquads.open("rb") as file:
        for number in range(_LINES if size else 0):
            file.seek(int(_halving(number) * size))
            if number:
                file.readline()  # the rest of a line
            if line := file.readline():
                yield next(iter(ox.parse(line, ox.RdfFormat.N_QUADS)))


def _halving(number: int) -> float:
    """Return 0, 1/2, 1/4, 3/4, 1/8, 5/8, …: the bits of ``number``, behind the point, in the other order."""
    return int(f"{number:b}"[::-1], 2) / (1 << number.bit_length())


def _touch(engine: ox.Store, quad: ox.Quad, counted: set[str]) -> None:
    """Look a quad up in each of the nine orders the engine keeps, and its terms.

    Three of the orders begin with property and object, and no look-up goes further into them. So all that have
    both are counted, once.
    """
    s, p, o, named = quad.subject, quad.predicate, quad.object, quad.graph_name
    for graph in (None, named, ox.DefaultGraph()):
        for other in (None, o):
            next(engine.quads_for_pattern(s, None, other, graph), None)
    for text in (
        f"SELECT (COUNT(*) AS ?n) {{ ?s {p} {o} }}",
        f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s {p} {o} }} }}",
        f"SELECT (COUNT(*) AS ?n) {{ GRAPH {named} {{ ?s {p} {o} }} }}",
    ):
        if text not in counted:
            counted.add(text)
            list(engine.query(text))  # type: ignore[arg-type]


def _held(files: set[tuple[int, int]]) -> dict[int, tuple[int, int]]:
    """Return the descriptors of this process that are open on one of ``files``, each with which."""
    listing = next(path for path in _DESCRIPTORS if os.path.isdir(path))  # noqa: PTH112
    held = {}
    for name in os.listdir(listing):  # noqa: PTH208
        try:
            identity = _identity(int(name))
        except OSError:  # the listing's own, closed since
            continue
        if identity in files:
            held[int(name)] = identity
    return held


def _identity(file: Path | int) -> tuple[int, int]:
    found = os.stat(file)  # noqa: PTH116
    return found.st_dev, found.st_ino
