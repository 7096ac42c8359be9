"""Cohesion: what holds together, and what would fall apart. Symbols as in ``centrality``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopgraph.network.measures.outcome import Options, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx

    from coopgraph.network.model import Value

SEEDS = 20


def clustering(graph: nx.Graph, _: Options) -> Outcome:
    """Share of the pairs of a node's neighbours that are tied to each other: 0 to 1; 0 with fewer than two.

    ``C(v) = 2 T(v) / (deg(v)(deg(v)−1))``, with ``T(v)`` the triangles through v. Facts: the mean over nodes and the
    transitivity (three times the triangles over the connected triples). In a two-mode network it is 0
    throughout, because there are no triangles.

    Reference: D. J. Watts and S. H. Strogatz, "Collective dynamics of 'small-world' networks", Nature 393
    (1998) 440–442.
    """
    import networkx as nx

    found = nx.clustering(graph)
    values: dict[int, Value] = {node: float(value) for node, value in found.items()}
    mean = sum(found.values()) / len(found) if found else None
    return Outcome(
        {"clustering": values}, {"mean clustering": mean, "transitivity": float(nx.transitivity(graph))}
    )


def k_core(graph: nx.Graph, _: Options) -> Outcome:
    """Largest k for which a node belongs to a part of the network in which everyone has k ties at least.

    Reference: S. B. Seidman, "Network structure and minimum degree", Social Networks 5 (1983) 269–287.
    """
    import networkx as nx

    return Outcome({"k-core": nx.core_number(graph)})


def components(graph: nx.Graph, _: Options) -> Outcome:
    """Number of the component a node is in: 1 for the largest; of equal ones, that with the first IRI comes first.

    Two nodes are in one component when a chain of ties connects them, whatever its direction.
    """
    import networkx as nx

    parts = nx.connected_components(_plain(graph))
    return Outcome(
        {"components": _numbered(parts)}, {"components": nx.number_connected_components(_plain(graph))}
    )


def communities(graph: nx.Graph, options: Options) -> Outcome:
    """Number of the community a node is in, by the Louvain method: 1 for the largest, as for components.

    Looks for the partition with the greatest modularity ``Q = Σ_c (L_c/m − (S_c/2m)²)``, with ``L_c`` the weight of the
    ties within c, ``S_c`` the strength of its nodes and ``m`` the weight of all ties. It finds a good one, not the
    best, and another seed may find another: the facts give the seed's modularity. Two-mode networks
    are taken as if one-mode. Nodes are visited in an order drawn by the seed from the order of
    their IRIs, so that this measure, alone, may change when things are renamed.

    Reference: V. D. Blondel et al., "Fast unfolding of communities in large networks", J. Stat. Mech. (2008)
    P10008; M. E. J. Newman, "Modularity and community structure in networks", PNAS 103 (2006) 8577–8582.
    """
    import networkx as nx

    if not graph.number_of_edges():
        alone = _numbered({node} for node in graph)
        return Outcome({"communities": alone}, {"communities": len(graph), "modularity": None})
    parts = nx.community.louvain_communities(graph, weight=options.weight, seed=options.seed)
    modularity = nx.community.modularity(graph, parts, weight=options.weight)
    return Outcome(
        {"communities": _numbered(parts)}, {"communities": len(parts), "modularity": float(modularity)}
    )


def community_stability(graph: nx.Graph, options: Options) -> Outcome:
    """How sure it is with whom a node shares a community: mean over other seeds of how alike the two communities are.

    The community of v from the seed given is compared with its communities from the 20 seeds that follow, by
    Jaccard's index ``|A ∩ B| / |A ∪ B|``: 1 when v keeps its company whatever the seed, near 0 when it is
    placed by chance. Facts: the least and the greatest modularity over all 21 seeds.

    Reference: A. Lancichinetti and S. Fortunato, "Consensus clustering in complex networks", Scientific
    Reports 2 (2012) 336.
    """
    import networkx as nx

    if not graph.number_of_edges():
        return Outcome({"community-stability": dict.fromkeys(graph)})
    partitions = [
        nx.community.louvain_communities(graph, weight=options.weight, seed=options.seed + step)
        for step in range(SEEDS + 1)
    ]
    homes = [{node: part for part in parts for node in part} for parts in partitions]
    values: dict[int, Value] = {
        node: sum(len(home[node] & own) / len(home[node] | own) for home in homes[1:]) / SEEDS
        for node, own in sorted(homes[0].items())
    }
    reached = [float(nx.community.modularity(graph, parts, weight=options.weight)) for parts in partitions]
    facts = {"least modularity": min(reached), "greatest modularity": max(reached)}
    return Outcome({"community-stability": values}, facts)


def articulation_points(graph: nx.Graph, _: Options) -> Outcome:
    """Whether the removal of a node would split its component (a cut point), whatever the direction of ties.

    The fact ``bridges`` counts the ties whose removal would.

    Reference: J. Hopcroft and R. Tarjan, "Efficient algorithms for graph manipulation", Communications of
    the ACM 16 (1973) 372–378.
    """
    import networkx as nx

    plain = _plain(graph)
    cut = set(nx.articulation_points(plain))
    bridges = sum(1 for _ in nx.bridges(plain))
    return Outcome(
        {"articulation-points": {node: node in cut for node in graph}},
        {"articulation points": len(cut), "bridges": bridges},
    )


def _plain(graph: nx.Graph) -> nx.Graph:
    return graph.to_undirected() if graph.is_directed() else graph


def _numbered(parts: Iterable[set[int]]) -> dict[int, Value]:
    """Return the number of each node's part: by falling size, then by the first node."""
    ordered = sorted((sorted(part) for part in parts), key=lambda part: (-len(part), part[0]))
    return {node: number for number, part in enumerate(ordered, start=1) for node in part}
