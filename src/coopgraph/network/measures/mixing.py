"""Mixing: whether ties cross sides and kinds."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from coopgraph.network.measures.outcome import Options, Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from coopgraph.network.model import Value


def ei_index(graph: nx.Graph, _: Options) -> Outcome:
    """Ties to the other sides less ties to one's own, over both: −1 (all within) to 1 (all across).

    Per node and, as the fact ``ei-index``, for the network. Ties with a node of no side, or of several, are left out;
    undefined (None) where none is left.

    Reference: D. Krackhardt and R. N. Stern, "Informal networks and organizational crises", Social
    Psychology Quarterly 51 (1988) 123–140.
    """
    sides = _single(graph, "side")
    across: Counter[int] = Counter()
    within: Counter[int] = Counter()
    total = Counter[bool]()
    for source, target in graph.edges():
        if source in sides and target in sides:
            crossing = sides[source] != sides[target]
            total[crossing] += 1
            for node in (source, target):
                (across if crossing else within)[node] += 1
    values = {node: _index(across[node], within[node]) for node in graph}
    return Outcome({"ei-index": values}, {"ei-index": _index(total[True], total[False])})


def assortativity(graph: nx.Graph, _: Options) -> Outcome:
    """How far ties join like to like, for the network: facts ``assortativity by side`` and ``… by type``.

    ``r = (Σ e_ii − Σ a_i b_i) / (1 − Σ a_i b_i)``, with ``e_ij`` the share of ties from kind i to kind j and
    a, b its sums: 1 when all ties are within a kind, 0 when kinds do not matter; undefined (None) where
    all ties are of one kind or there are none. Nodes without the attribute, or with several values, are
    left out with their ties.

    Reference: M. E. J. Newman, "Mixing patterns in networks", Physical Review E 67 (2003) 026126.
    """
    return Outcome(
        {},
        {f"assortativity by {name}": _coefficient(graph, _single(graph, name)) for name in ("side", "type")},
    )


def _single(graph: nx.Graph, attribute: str) -> dict[int, str]:
    return {
        node: str(value) for node, value in graph.nodes(data=attribute) if value and " " not in str(value)
    }


def _index(across: int, within: int) -> Value:
    return (across - within) / (across + within) if across + within else None


def _coefficient(graph: nx.Graph, kinds: Mapping[int, str]) -> Value:
    pairs = Counter[tuple[str, str]]()
    for source, target in graph.edges():
        if source in kinds and target in kinds:
            pairs[kinds[source], kinds[target]] += 1
            if not graph.is_directed():
                pairs[kinds[target], kinds[source]] += 1
    total = sum(pairs.values())
    if not total:
        return None
    names = sorted(set(kinds.values()))
    alike = sum(pairs[name, name] for name in names) / total
    chance = sum(
        sum(pairs[name, other] for other in names) * sum(pairs[other, name] for other in names)
        for name in names
    ) / (total * total)
    return (alike - chance) / (1 - chance) if chance < 1 else None
