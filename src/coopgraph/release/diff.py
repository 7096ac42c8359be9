"""What changed between two states of a graph, as statements: which came, which went.

There are no blank nodes, so a statement is its line of N-Quads, and the difference is that of two sets.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coopgraph.errors import NotFoundError
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.revisions import StoreFolder


@dataclass(frozen=True)
class State:
    """A graph at one time: what it is called, and its statements as sorted N-Quads."""

    name: str
    nquads: bytes

    def store(self) -> EmbeddedStore:
        """Return the graph in memory."""
        store = EmbeddedStore.in_memory()
        store.load_nquads(self.nquads)
        return store


@dataclass(frozen=True)
class Difference:
    """The lines of N-Quads that one state has and the other lacks, sorted, each with its line break."""

    added: tuple[bytes, ...]
    removed: tuple[bytes, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed)


def difference(old: State, new: State) -> Difference:
    """Return what has to be added to and removed from ``old`` to make it ``new``."""
    before, after = (frozenset(state.nquads.splitlines(keepends=True)) for state in (old, new))
    return Difference(tuple(sorted(after - before)), tuple(sorted(before - after)))


def find_state(name: str, folder: StoreFolder) -> State:
    """Return the graph that ``name`` means.

    Args:
        name: an N-Quads file, the folder of a release or of a store, or a revision of ``folder``: its name, how
            its version begins, or ``current``.
        folder: of the store.

    Raises:
        NotFoundError: it means none of these.
        StoreUnavailableError: a store cannot be read.
    """
    path = Path(name)
    if (path / "graph.nq").is_file():
        return State(path.resolve().name, _sorted(path / "graph.nq"))
    if path.is_file():
        return State(path.name, _sorted(path))
    if (path / "revisions").is_dir():
        revision = StoreFolder(path).current()
        return State(revision.path.name, revision.sound_nquads().read_bytes())
    try:
        revision = folder.find(name)
    except NotFoundError as error:
        raise NotFoundError(f"{error}; nor is there a file, a release or a store called {name!r}") from error
    return State(revision.path.name, revision.sound_nquads().read_bytes())


def _sorted(path: Path) -> bytes:
    """Return a file's statements as the engine writes them, so that only what they say is compared."""
    with EmbeddedStore.in_memory() as store:
        store.load_nquads(path)
        return store.dump_nquads()
