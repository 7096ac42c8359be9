"""How a node's ties are spread, and whether they are returned. Symbols as in ``centrality``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopgraph.network.measures.outcome import Options, Outcome

if TYPE_CHECKING:
    import networkx as nx

    from coopgraph.network.model import Value


def concentration(graph: nx.Graph, options: Options) -> Outcome:
    """Herfindahl index of a node's partners: ``H(v) = Σ_u (w(u, v) / s(v))²``.

    1 with a single partner, 1/k with k equal ones. In a directed network, of the ties going out.
    Undefined (None) without ties.

    Reference: A. O. Hirschman, "The paternity of an index", American Economic Review 54 (1964) 761–762.
    """
    values: dict[int, Value] = {}
    for node in graph:
        weights = [data.get(options.weight, 1) if options.weight else 1 for data in graph.adj[node].values()]
        total = sum(weights)
        values[node] = sum((weight / total) ** 2 for weight in weights) if total else None
    return Outcome({"concentration": values})


def reciprocity(graph: nx.Graph, _: Options) -> Outcome:
    """Share of a node's ties, in and out, that are returned; the fact ``reciprocity`` is that of the network.

    ``r(v) = 2 · |mutual| / (in + out)``, 0 to 1. Undefined (None) without ties and in undirected networks,
    where it would be 1 by construction.

    Reference: S. Wasserman and K. Faust, Social Network Analysis (1994) 507–522; M. E. J. Newman, S. Forrest
    and J. Balthrop, Physical Review E 66 (2002) 035101.
    """
    if not graph.is_directed():
        return Outcome({"reciprocity": dict.fromkeys(graph)}, {"reciprocity": None})
    values: dict[int, Value] = {}
    mutual = 0
    for node in graph:
        returned = sum(1 for other in graph.succ[node] if graph.has_edge(other, node))
        ties = graph.in_degree(node) + graph.out_degree(node)
        values[node] = 2 * returned / ties if ties else None
        mutual += returned
    return Outcome({"reciprocity": values}, {"reciprocity": mutual / graph.size() if graph.size() else None})
