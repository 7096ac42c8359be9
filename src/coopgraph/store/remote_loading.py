"""Whole graphs into a remote engine, by its Graph Store where it has one and by updates where not."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coopgraph.namespaces import GRAPH
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.nquads import without_graphs

if TYPE_CHECKING:
    from coopgraph.store.remote import RemoteStore


@dataclass(frozen=True)
class Published:
    """What was loaded into an endpoint. ``version`` is the SHA-256 of the sorted N-Quads."""

    version: str
    triples: int
    quads: int
    graphs: int


def publish(store: RemoteStore, nquads: bytes) -> Published:
    """Make a graph the whole content of an endpoint, as far as it is ours, and return what it is.

    Graphs under our namespace that the new graph has not got are deleted; others are left alone, and
    are no part of the merged set. Readers meanwhile see some graphs new and some old, and no
    version; a load broken off leaves no version and is mended by repeating it.

    Raises:
        UnreadableSourceError: the text is not N-Quads.
        StoreUnavailableError: the endpoint takes no writes from this user.
    """
    with EmbeddedStore.in_memory() as checked:
        checked.load_nquads(nquads)
        lines, triples = checked.dump_nquads(), checked.count()
    parts = _by_graph(lines)
    store.say_version("")
    for graph in store.graphs():
        if graph not in parts and graph.startswith(GRAPH):
            store.write_graph(graph, (), replace=True)
    for graph, part in parts.items():
        store.write_graph(graph, part, replace=True)
    store.write_graph(None, _merge(parts), replace=True)
    version = hashlib.sha256(lines).hexdigest()
    store.say_version(version)
    return Published(version, triples, lines.count(b"\n"), len(parts))


def load_nquads(store: RemoteStore, source: bytes | Path) -> None:
    """Add named graphs and merge them. See ``RemoteStore.load_nquads``."""
    with EmbeddedStore.in_memory() as checked:
        checked.load_nquads(source)
        parts = _by_graph(checked.dump_nquads())
    for graph, part in parts.items():
        store.write_graph(graph, part, replace=False)
    store.write_graph(None, _merge(parts), replace=False)


def _by_graph(nquads: bytes) -> dict[str, list[bytes]]:
    """Return the lines of canonical N-Quads, as N-Triples, by the graph they are in."""
    parts: dict[str, list[bytes]] = defaultdict(list)
    for line in nquads.splitlines(keepends=True):
        start = line.rindex(b" <")
        parts[line[start + 2 : line.rindex(b">")].decode()].append(without_graphs(line))
    return parts


def _merge(parts: Mapping[str, list[bytes]]) -> list[bytes]:
    return sorted({line for part in parts.values() for line in part})
