"""The measures, by name. Each function gives its formula, what normalisation does, and the paper.

``MEASURES`` is the whole registry. A measure takes a graph whose nodes are 0, 1, 2 … in the order
of the IRIs, so that no result depends on names or on the hashing of strings, and returns an ``Outcome``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopgraph.errors import NetworkError
from coopgraph.network.measures import brokerage, centrality, cohesion, mixing, ties
from coopgraph.network.measures.outcome import Measure, Options, Outcome
from coopgraph.network.model import Table, Value

if TYPE_CHECKING:
    from coopgraph.network.model import Network

MEASURES: dict[str, Measure] = {
    "degree": centrality.degree,
    "strength": centrality.strength,
    "betweenness": centrality.betweenness,
    "closeness": centrality.closeness,
    "harmonic": centrality.harmonic,
    "eigenvector": centrality.eigenvector,
    "pagerank": centrality.pagerank,
    "clustering": cohesion.clustering,
    "k-core": cohesion.k_core,
    "components": cohesion.components,
    "communities": cohesion.communities,
    "community-stability": cohesion.community_stability,
    "articulation-points": cohesion.articulation_points,
    "constraint": brokerage.constraint,
    "effective-size": brokerage.effective_size,
    "brokerage": brokerage.roles,
    "ei-index": mixing.ei_index,
    "assortativity": mixing.assortativity,
    "concentration": ties.concentration,
    "reciprocity": ties.reciprocity,
}

__all__ = ["MEASURES", "Measure", "Options", "Outcome", "measure"]


def measure(
    network: Network, names: tuple[str, ...], *, seed: int, weight: str | None, pivots: int | None
) -> Table:
    """Return the measures named, for every node of a network. See ``Network.measures``."""
    import networkx as nx

    _refuse(network, names, weight, pivots)
    options = Options(network.name, seed, weight, pivots)
    graph = nx.convert_node_labels_to_integers(network.graph, ordering="default", label_attribute="iri")
    columns: dict[str, dict[int, Value]] = {}
    facts: dict[str, Value] = {"seed": seed, "weight": weight or "none"}
    for name in dict.fromkeys(names):
        outcome = MEASURES[name](graph, options)
        columns.update(outcome.columns)
        facts.update(outcome.facts)
    rows = tuple(
        (
            str(data["iri"]),
            str(data["label"]),
            str(data["type"]),
            str(data["side"]),
            *(values.get(node) for values in columns.values()),
        )
        for node, data in graph.nodes(data=True)
    )
    return Table(("node", "label", "type", "side", *columns), rows, facts)


def _refuse(network: Network, names: tuple[str, ...], weight: str | None, pivots: int | None) -> None:
    unknown = [name for name in names if name not in MEASURES]
    if unknown:
        raise NetworkError(f"there is no measure {unknown[0]!r}; choose among: {', '.join(MEASURES)}")
    if weight not in ("weight", "newman", None):
        raise NetworkError(f"ties have the weights 'weight' and 'newman', or none; not {weight!r}")
    if weight == "newman" and network.projection.mode == "two":
        raise NetworkError(
            f"{network.name} is two-mode, and Newman's weight is for one-mode networks; use 'weight'"
        )
    if pivots is not None and pivots < 2:
        raise NetworkError(
            f"betweenness cannot be estimated from {pivots} pivots; give 2 or more, or leave them out"
        )
