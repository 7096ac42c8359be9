"""Ties as columns: what a large network is held in until somebody asks for NetworkX.

A million ties as NetworkX edges with their evidence take gigabytes and half a minute; as columns they take
neither. What a tie rests on is put together when it is asked for, from what its vias say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import networkx as nx

    from coopgraph.network.describing import Described


Pairs: TypeAlias = "dict[int, tuple[int, ...]]"
"""Ties by their ends, ``low * n + high`` for a network of n nodes, and for each the numbers of what makes it."""


@dataclass(frozen=True)
class Happening:
    """What makes ties, as columns hold it: its dates and, for each member by number, the documents that state it."""

    name: str
    dates: frozenset[str]
    stated: Mapping[int, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Columns:
    """A one-mode, undirected network. Nodes are numbered in the order of their IRIs; ties run from low to high.

    Attributes:
        iris: the nodes.
        described: what is known of each node, in the same order.
        happenings: what makes the ties, in the order of their IRIs.
        through: the label of each.
        ties: the ties in order, with the numbers of the happenings that make each, rising.
    """

    iris: Sequence[str]
    described: Sequence[Described]
    happenings: Sequence[Happening]
    through: Sequence[str]
    ties: Pairs

    @cached_property
    def shared(self) -> Sequence[float]:
        """What each happening gives each of its ties of Newman's weight: one over its other members."""
        members: list[set[int]] = [set() for _ in self.happenings]
        for key, vias in self.ties.items():
            low, high = self.ends(key)
            for via in vias:
                members[via].add(low)
                members[via].add(high)
        return [1 / (len(tied) - 1) if tied else 0.0 for tied in members]

    def ends(self, key: int) -> tuple[int, int]:
        """Return the numbers of the nodes that a tie joins, the lower first."""
        return divmod(key, len(self.iris))

    def newman(self, vias: Sequence[int]) -> float:
        """Return Newman's weight of a tie made by ``vias``."""
        return sum(self.shared[via] for via in vias)

    def node(self, number: int) -> dict[str, str]:
        """Return the attributes of a node."""
        known = self.described[number]
        return {"label": known.label, "type": known.type, "side": " ".join(known.sides)}

    def tie(self, key: int) -> dict[str, Any]:
        """Return the attributes of a tie."""
        vias = self.ties[key]
        low, high = self.ends(key)
        made = [self.happenings[via] for via in vias]
        return {
            "weight": len(vias),
            "newman": self.newman(vias),
            "vias": tuple(via.name for via in made),
            "through": tuple(self.through[via] for via in vias),
            "dates": tuple(sorted(set().union(*(via.dates for via in made)))),
            "sources": tuple(sorted(set().union(*(via.stated[low] | via.stated[high] for via in made)))),
            "independent": len(set().union(*(via.stated[low] & via.stated[high] for via in made))),
        }

    def edges(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Yield each tie as (source, target, attributes)."""
        for key in self.ties:
            low, high = self.ends(key)
            yield self.iris[low], self.iris[high], self.tie(key)

    def components(self) -> tuple[int, ...]:
        """Return the sizes of the components, largest first."""
        above = list(range(len(self.iris)))

        def top(node: int) -> int:
            while above[node] != node:
                above[node] = above[above[node]]
                node = above[node]
            return node

        for key in self.ties:
            low, high = self.ends(key)
            above[top(high)] = top(low)
        return tuple(sorted(Counter(map(top, above)).values(), reverse=True))

    def graph(self) -> nx.Graph:
        """Return the frozen NetworkX graph of these columns."""
        import networkx as nx

        graph = nx.Graph()
        graph.add_nodes_from((iri, self.node(number)) for number, iri in enumerate(self.iris))
        graph.add_edges_from(self.edges())
        return nx.freeze(graph)
