"""Brokerage: who stands between others that are not tied to each other. Symbols as in ``centrality``."""

from __future__ import annotations

import math
from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

from coopgraph.network.measures.outcome import Options, Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from coopgraph.network.model import Value


def constraint(graph: nx.Graph, options: Options) -> Outcome:
    """Burt's constraint: how far a node's ties lead back to the same people. Low means brokerage.

    ``c(v) = Σ_u (p(v,u) + Σ_q p(v,q) p(q,u))²`` over the neighbours u, with ``p(v,u)`` the share of v's strength (both
    directions) that goes to u. 1 for a node with one tie; undefined (None) without ties. It can exceed
    1 in small dense neighbourhoods.

    Reference: R. S. Burt, Structural Holes (1992); R. S. Burt, "Structural holes and good ideas",
    American Journal of Sociology 110 (2004) 349–399.
    """
    shares = _shares(graph, options.weight)
    values: dict[int, Value] = {}
    for node, direct in shares.items():
        total = 0.0
        for other, share in direct.items():
            indirect = sum(direct[via] * shares[via].get(other, 0.0) for via in direct if via != other)
            total += (share + indirect) ** 2
        values[node] = total if direct else None
    return Outcome({"constraint": values})


def effective_size(graph: nx.Graph, _: Options) -> Outcome:
    """Number of a node's neighbours less their mean number of ties to each other: its non-redundant contacts.

    ``e(v) = deg(v) − 2 t / deg(v)``, with t ties among the neighbours; directions and weights are left aside.
    Undefined (None) without ties.

    Reference: R. S. Burt, Structural Holes (1992); S. P. Borgatti, "Structural holes: unpacking Burt's
    redundancy measures", Connections 20 (1997) 35–38.
    """
    plain = graph.to_undirected() if graph.is_directed() else graph
    values: dict[int, Value] = {}
    for node in plain:
        around = sorted(plain.adj[node])
        among = sum(1 for one, other in combinations(around, 2) if plain.has_edge(one, other))
        values[node] = len(around) - 2 * among / len(around) if around else None
    return Outcome({"effective-size": values})


def roles(graph: nx.Graph, _: Options) -> Outcome:
    """Gould and Fernandez's brokerage roles between sides, counted per node.

    A broker v stands between two neighbours a and c that are not tied. By side: *coordinator* (all three
    alike), *itinerant* (a and c alike, v not), *gatekeeper* (v and c alike, a not: lets in), *representative* (a and v
    alike, c not: sends out), *liaison* (all differ). In a directed network a → v → c are counted; in an
    undirected one each pair is counted once, and gatekeeper and representative, which cannot be told apart there,
    are both counted as *gatekeeper*. Paths with a node of no side, or of several, are left
    out; the fact ``without side`` says how many nodes those are.

    Reference: R. V. Gould and R. M. Fernandez, "Structures of mediation", Sociological Methodology 19 (1989)
    89–126.
    """
    sides = {node: str(side) for node, side in graph.nodes(data="side") if side and " " not in str(side)}
    names = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")
    kinds = names if graph.is_directed() else tuple(name for name in names if name != "representative")
    counts = {node: Counter[str]() for node in graph}
    for node in sides:
        if graph.is_directed():
            pairs = [
                (a, c)
                for a in graph.pred[node]
                for c in graph.succ[node]
                if a != c and not graph.has_edge(a, c)
            ]
        else:
            pairs = [(a, c) for a, c in combinations(graph.adj[node], 2) if not graph.has_edge(a, c)]
        for a, c in pairs:
            if a in sides and c in sides:
                kind = _kind(sides[a], sides[node], sides[c])
                counts[node][
                    "gatekeeper" if kind == "representative" and not graph.is_directed() else kind
                ] += 1
    columns: dict[str, dict[int, Value]] = {
        kind: {node: counts[node][kind] if node in sides else None for node in graph} for kind in kinds
    }
    return Outcome(columns, {"without side": len(graph) - len(sides)})


def _kind(a: str, broker: str, c: str) -> str:
    if a == c:
        return "coordinator" if a == broker else "itinerant"
    if broker == c:
        return "gatekeeper"
    return "representative" if a == broker else "liaison"


def _shares(graph: nx.Graph, weight: str | None) -> Mapping[int, dict[int, float]]:
    """Return the share of each node's strength that goes to each neighbour, both directions together."""
    both: dict[int, dict[int, float]] = {node: {} for node in graph}
    for source, target, data in graph.edges(data=True):
        amount = float(data.get(weight, 1)) if weight else 1.0
        both[source][target] = both[source].get(target, 0.0) + amount
        both[target][source] = both[target].get(source, 0.0) + amount
    totals = {node: math.fsum(ties.values()) for node, ties in both.items()}
    return {
        node: {other: amount / totals[node] for other, amount in ties.items()} for node, ties in both.items()
    }
