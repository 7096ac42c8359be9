"""The measures, by name. Each function gives its formula, what normalisation does, and the paper.

``MEASURES`` is the whole registry. A measure takes a graph whose nodes are 0, 1, 2 … in the order
of the IRIs, so that no result depends on names or on the hashing of strings, and returns an ``Outcome``.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from coopgraph.errors import NetworkError
from coopgraph.network.measures import brokerage, centrality, cohesion, fast, mixing, ties
from coopgraph.network.measures.outcome import Measure, Options, Outcome
from coopgraph.network.model import Table, Value

if TYPE_CHECKING:
    import networkx as nx

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
    _refuse(network, names, weight, pivots)
    options = Options(network.name, seed, weight, pivots)
    engine = fast.Engine(network, options) if fast.suits(network) else None
    columns: dict[str, dict[int, Value]] = {}
    facts: dict[str, Value] = {"seed": seed, "weight": weight or "none"}
    slow: nx.Graph | None = None
    for name in dict.fromkeys(names):
        if engine is not None and engine.has(name):
            outcome = engine.measure(name)
        else:
            if slow is None:
                slow = _integers(network)
            outcome = MEASURES[name](slow, options)
        columns.update(outcome.columns)
        facts.update(outcome.facts)
    rows = tuple(
        (iri, label, kind, side, *(values.get(place) for values in columns.values()))
        for place, (iri, label, kind, side) in enumerate(network.described())
    )
    used = {*(engine.used if engine else ()), *(["networkx"] if slow is not None else ())}
    facts["engine"] = ", ".join(f"{package} {_version(package)}" for package in sorted(used))
    return Table(("node", "label", "type", "side", *columns), rows, facts)


@cache
def _version(package: str) -> str:
    """Return a package's version. It is read once, for the workers of a server can open no file."""
    return version(package)


def _integers(network: Network) -> nx.Graph:
    """Return the network with nodes 0, 1, 2 … in the order of the IRIs."""
    import networkx as nx

    return nx.convert_node_labels_to_integers(network.graph, ordering="default")


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
