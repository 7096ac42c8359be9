"""Networks: projecting them from the store, and their measures, beside NetworkX called by hand."""

from __future__ import annotations

from typing import Any

from runners import made
from runners.measuring import ROOT, Numbers, median_of, run_task, save, say, seconds_of

_PROJECTION = "networks/co-participation-institutions"
_PATIENCE = 240
_PAIRS = {
    "degree": "degree",
    "pagerank": "pagerank",
    "k-core": "core_number",
    "clustering": "clustering",
    "components": "components",
    "betweenness": "betweenness",
    "communities": "louvain",
    "closeness": "closeness",
}
METHOD = (
    f"The network of {_PROJECTION.split('/')[1]} is projected from the store. Each measure is a process of its own, "
    f"given up after {_PATIENCE} s: coopgraph's measure on the projected network beside NetworkX's function on the "
    "same graph (betweenness from 64 pivots, both). A ratio is NetworkX's time over ours; 1 means the same."
)


def run(quads: int) -> Numbers:
    """Measure and save."""
    made.complete(quads)
    say("  projecting")
    projected = run_task("networks:project", str(quads), timeout=600)
    say(f"    {projected}")
    rows: list[Numbers] = [{"what": "seconds to project the network", "ratio": projected.get("seconds")}]
    times: dict[str, Numbers] = {"projecting": projected}
    for ours, theirs in _PAIRS.items():
        say(f"  {ours}")
        times[ours] = run_task("networks:measures", str(quads), ours, theirs, timeout=_PATIENCE)
        say(f"    {times[ours]}")
        rows.append({"what": f"{ours}, times NetworkX", "ratio": times[ours].get("factor")})
    result = {
        "title": "Networks",
        "method": METHOD,
        "world": made.about(made.world(quads)[1]),
        "rows": rows,
        "times": times,
    }
    save("networks", result)
    return result


def _project(quads: int) -> tuple[Any, float]:
    from coopgraph.network import project as draw
    from coopgraph.queries import Catalogue
    from coopgraph.store.embedded import EmbeddedStore

    store = EmbeddedStore.in_memory()
    store.load_nquads(made.complete(quads))
    query = Catalogue.load([ROOT / "queries"]).get(_PROJECTION)
    drawn: list[Any] = []
    seconds = seconds_of(lambda: drawn.append(draw(store, query)))
    return drawn[0], seconds


def project(quads: str) -> Numbers:
    """Task: draw the network."""
    network, seconds = _project(int(quads))
    return {
        "seconds": seconds,
        "nodes": network.graph.number_of_nodes(),
        "ties": network.graph.number_of_edges(),
    }


def measures(quads: str, ours: str, theirs: str) -> Numbers:
    """Task: one measure by coopgraph and by NetworkX, in turn."""
    import networkx as nx

    from coopgraph.network.measures import measure

    network, _ = _project(int(quads))
    by_hand = {
        "degree": lambda: dict(network.graph.degree()),
        "pagerank": lambda: nx.pagerank(network.graph),
        "core_number": lambda: nx.core_number(network.graph),
        "clustering": lambda: nx.clustering(network.graph),
        "components": lambda: list(nx.connected_components(network.graph)),
        "betweenness": lambda: nx.betweenness_centrality(network.graph, k=_pivots(network), seed=1),
        "louvain": lambda: nx.community.louvain_communities(network.graph, seed=1),
        "closeness": lambda: nx.closeness_centrality(network.graph),
    }[theirs]
    pivots = _pivots(network) if ours == "betweenness" else None
    mine = median_of(lambda: measure(network, (ours,), seed=1, weight="weight", pivots=pivots), 3.0, 1)
    peer = median_of(by_hand, 3.0, 1)
    return {
        "seconds": mine["seconds"],
        "networkx": peer["seconds"],
        "factor": peer["seconds"] / mine["seconds"],
    }


def _pivots(network: Any) -> int:
    return min(64, int(network.graph.number_of_nodes()))
