"""Centrality: how much a node is in the middle of things, in six senses.

``n`` is the number of nodes, ``d(u, v)`` the number of ties on a shortest path, ``N(v)`` the neighbours of
``v``, ``w(u, v)`` the weight of a tie. Paths count ties, whatever their weight: a strong tie is not a short one.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from coopgraph.errors import NetworkError
from coopgraph.network.measures.outcome import Options, Outcome

if TYPE_CHECKING:
    import networkx as nx

STEPS = 1_000
TOLERANCE = 1e-10
DAMPING = 0.85


def degree(graph: nx.Graph, _: Options) -> Outcome:
    """Number of ties: ``deg(v) = |N(v)|``; in a directed network, ties in plus ties out. Not normalised.

    Reference: L. C. Freeman, "Centrality in social networks: conceptual clarification", Social
    Networks 1 (1979) 215–239.
    """
    return Outcome({"degree": {node: int(count) for node, count in graph.degree()}})


def strength(graph: nx.Graph, options: Options) -> Outcome:
    """Sum of the weights of a node's ties: ``s(v) = Σ w(u, v)``. Not normalised; equals degree without weights.

    Reference: A. Barrat et al., "The architecture of complex weighted networks", PNAS 101 (2004) 3747–3752.
    """
    return Outcome({"strength": dict(graph.degree(weight=options.weight))})


def betweenness(graph: nx.Graph, options: Options) -> Outcome:
    """Share of the shortest paths between others that pass through a node.

    ``b(v) = Σ σ(s, t | v) / σ(s, t)`` over pairs of other nodes, where ``σ(s, t)`` counts the shortest paths.
    Normalised by the number of such pairs, (n−1)(n−2)/2 (twice that if directed): 0 to 1.

    With ``pivots = k``, paths are traced from k nodes drawn by the seed, and the fact ``betweenness bound``
    is how far any of the estimates may be out, with 95 % confidence (Hoeffding, all nodes at once):
    ``sqrt(ln(2n / 0.05) / (2(k − 1)))``.

    Reference: L. C. Freeman, "A set of measures of centrality based on betweenness", Sociometry 40
    (1977) 35–41; U. Brandes, "A faster algorithm for betweenness centrality", J. Math. Sociology 25 (2001)
    163–177; U. Brandes and C. Pich, "Centrality estimation in large networks", Int. J. Bifurcation and Chaos
    17 (2007) 2303–2318.
    """
    import networkx as nx

    size = graph.number_of_nodes()
    if options.pivots is None or options.pivots >= size:
        return Outcome({"betweenness": nx.betweenness_centrality(graph, normalized=True)})
    values = nx.betweenness_centrality(graph, k=options.pivots, normalized=True, seed=options.seed)
    bound = math.sqrt(math.log(2 * size / 0.05) / (2 * (options.pivots - 1)))
    return Outcome(
        {"betweenness": values}, {"betweenness pivots": options.pivots, "betweenness bound": bound}
    )


def closeness(graph: nx.Graph, _: Options) -> Outcome:
    """Inverse of the mean distance to the nodes within reach, scaled by how many those are.

    ``c(v) = (r / (n−1)) · (r / Σ d(u, v))``, where ``r`` nodes other than v can reach v: 0 for an isolated
    node, 1 when all are neighbours. The scaling (Wasserman and Faust) makes components comparable;
    ``harmonic`` does so without it.

    Reference: L. C. Freeman, Social Networks 1 (1979) 215–239; S. Wasserman and K. Faust, Social Network
    Analysis (1994) 201.
    """
    import networkx as nx

    return Outcome({"closeness": nx.closeness_centrality(graph, wf_improved=True)})


def harmonic(graph: nx.Graph, _: Options) -> Outcome:
    """Mean of the inverse distances from all other nodes: ``h(v) = Σ 1/d(u, v) / (n−1)``, unreachable ones giving 0.

    Normalised by n−1: 0 to 1.

    Reference: P. Boldi and S. Vigna, "Axioms for centrality", Internet Mathematics 10 (2014) 222–262.
    """
    import networkx as nx

    others = max(graph.number_of_nodes() - 1, 1)
    return Outcome({"harmonic": {v: value / others for v, value in nx.harmonic_centrality(graph).items()}})


def eigenvector(graph: nx.Graph, options: Options) -> Outcome:
    """Centrality in proportion to the centrality of one's neighbours: ``λ x(v) = Σ w(u, v) x(u)``, λ the largest.

    Normalised to Euclidean length 1. In a network of several components it speaks of the one with
    the largest λ only and gives nearly 0 elsewhere. Undefined (None) where there is no tie.

    Reference: P. Bonacich, "Power and centrality: a family of measures", American Journal of Sociology 92
    (1987) 1170–1182.

    Raises:
        NetworkError: the iteration does not settle, as in directed networks without cycles, or where
            two components have all but equal λ.
    """
    import networkx as nx

    if not graph.number_of_edges():
        return Outcome({"eigenvector": dict.fromkeys(graph)})
    try:
        values = nx.eigenvector_centrality(graph, max_iter=STEPS, tol=TOLERANCE, weight=options.weight)
    except (nx.PowerIterationFailedConvergence, ZeroDivisionError, nx.AmbiguousSolution) as error:
        raise NetworkError(unsettled(options.network)) from error
    return Outcome({"eigenvector": values})


def unsettled(network: str) -> str:
    """Return what to say when the iteration for eigenvector centrality goes on for ever."""
    return (
        f"eigenvector centrality does not settle on {network} in {STEPS} steps; "
        "ask for pagerank or harmonic, which are defined for every network"
    )


def pagerank(graph: nx.Graph, options: Options) -> Outcome:
    """Share of the time a wanderer spends at a node who follows a tie with probability 0.85, else leaps anywhere.

    ``p(v) = 0.15/n + 0.85 (Σ p(u) w(u, v) / s(u) + D/n)``, where ``s(u)`` is the strength (out) of u and ``D`` the
    share of nodes without ties (out). Normalised: the values of a network sum to 1.

    Reference: S. Brin and L. Page, "The anatomy of a large-scale hypertextual Web search engine",
    Computer Networks and ISDN Systems 30 (1998) 107–117.
    """
    size = graph.number_of_nodes()
    weight_of = options.weight
    out = {
        v: [(u, data.get(weight_of, 1) if weight_of else 1) for u, data in graph.adj[v].items()]
        for v in graph
    }
    strength_out = {v: sum(weight for _, weight in ties) for v, ties in out.items()}
    values = dict.fromkeys(graph, 1 / max(size, 1))
    for _ in range(STEPS):
        stranded = sum(values[v] for v in graph if not strength_out[v])
        new = dict.fromkeys(graph, (1 - DAMPING + DAMPING * stranded) / max(size, 1))
        for v, ties in out.items():
            for u, weight in ties:
                new[u] += DAMPING * values[v] * weight / strength_out[v]
        change = sum(abs(new[v] - values[v]) for v in graph)
        values = new
        if change < TOLERANCE:
            return Outcome({"pagerank": values})
    raise NetworkError(
        f"PageRank does not settle on {options.network}; see whether its weights are all above 0"
    )
