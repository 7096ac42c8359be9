"""Networks: projecting them from the store, and their measures, beside NetworkX called by hand."""

from __future__ import annotations

from random import Random
from typing import Any

from runners import made
from runners.measuring import ROOT, Numbers, median_of, run_task, save, say, seconds_of

_PROJECTION = "networks/co-participation-institutions"
_PATIENCE = 120
_PIVOTS = 64
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
    f"The network of {_PROJECTION.split('/')[1]} is projected from the store of the world. The measures run on a "
    "network made for them, with one tie for every ten quads of the world and three times fewer nodes, drawn by "
    f"preferential attachment. Each measure is a process of its own, given up after {_PATIENCE} s: coopgraph's "
    "measure beside NetworkX's function on the same graph, one warm-up and the median of up to three seconds of "
    f"repetitions (betweenness from {_PIVOTS} pivots, both). A ratio is NetworkX's time over ours; 1 means the same."
)


def run(quads: int) -> Numbers:
    """Measure and save."""
    made.complete(quads)
    ties = str(quads // 10)
    say("  projecting")
    projected = run_task("networks:project", str(quads), timeout=600)
    say(f"    {projected}")
    rows: list[Numbers] = [{"what": "seconds to project the network", "ratio": projected.get("seconds")}]
    times: dict[str, Numbers] = {"projecting": projected}
    total = 0.0
    for ours, theirs in _PAIRS.items():
        say(f"  {ours}")
        mine = run_task("networks:ours", ties, ours, timeout=_PATIENCE)
        peer = run_task("networks:by_hand", ties, theirs, timeout=_PATIENCE)
        times[f"{ours}, coopgraph"], times[f"{ours}, NetworkX"] = mine, peer
        say(f"    {mine} {peer}")
        total += mine.get("seconds", _PATIENCE)
        if "failed" in mine:
            rows.append({"what": f"{ours}: {mine['failed']}", "ratio": None})
        else:
            given_up = "no answer" in peer.get("failed", "")
            seconds = _PATIENCE if given_up else peer.get("seconds")
            factor = seconds / mine["seconds"] if seconds else None
            rows.append(
                {"what": f"{ours}, times NetworkX{', at least' if given_up else ''}", "ratio": factor}
            )
    rows.append({"what": f"seconds, these measures together, {int(ties):,} ties", "ratio": total})
    result = {
        "title": "Networks",
        "method": METHOD,
        "world": made.about(made.world(quads)[1]),
        "rows": rows,
        "times": times,
    }
    save("networks", result)
    return result


def project(quads: str) -> Numbers:
    """Task: draw the network of a world."""
    from coopgraph.network import project as draw
    from coopgraph.queries import Catalogue
    from coopgraph.store.embedded import EmbeddedStore

    store = EmbeddedStore.in_memory()
    store.load_nquads(made.complete(int(quads)))
    query = Catalogue.load([ROOT / "queries"]).get(_PROJECTION)
    drawn: list[Any] = []
    seconds = seconds_of(lambda: drawn.append(draw(store, query)))
    graph = drawn[0].graph
    return {"seconds": seconds, "nodes": graph.number_of_nodes(), "ties": graph.number_of_edges()}


def _network(ties: int) -> Any:
    """Return a network of ``ties`` ties in which a few nodes have most of them."""
    import networkx as nx

    from coopgraph.network.declaration import declare
    from coopgraph.network.model import Network
    from coopgraph.queries import Catalogue

    rng, graph, ends = Random(1), nx.Graph(), [0]
    nodes = max(10, ties * 3 // 10)
    for node in range(nodes):
        graph.add_node(
            f"id:{node:07d}", label=str(node), type="Organization", side="XA" if node % 2 else "XB"
        )
    count = made_ties = 0
    while made_ties < ties:
        one = count % nodes
        other = ends[int(len(ends) * rng.random())] if rng.random() < 0.7 else int(nodes * rng.random())
        ends += [one, other]
        pair = (f"id:{one:07d}", f"id:{other:07d}")
        if one != other and not graph.has_edge(*pair):
            graph.add_edge(*pair, weight=1 + count % 3)
            made_ties += 1
        count += 1
    query = Catalogue.load([ROOT / "queries"]).get(_PROJECTION)
    return Network(declare(query), {}, "", nx.freeze(graph))


def ours(ties: str, name: str) -> Numbers:
    """Task: one measure by coopgraph."""
    from coopgraph.network.measures import measure

    network = _network(int(ties))
    pivots = _PIVOTS if name == "betweenness" else None
    return median_of(lambda: measure(network, (name,), seed=1, weight="weight", pivots=pivots), 3.0, 1)


def by_hand(ties: str, name: str) -> Numbers:
    """Task: the same by NetworkX."""
    import networkx as nx

    graph = _network(int(ties)).graph
    functions = {
        "degree": lambda: dict(graph.degree()),
        "pagerank": lambda: nx.pagerank(graph),
        "core_number": lambda: nx.core_number(graph),
        "clustering": lambda: nx.clustering(graph),
        "components": lambda: list(nx.connected_components(graph)),
        "betweenness": lambda: nx.betweenness_centrality(graph, k=_PIVOTS, seed=1),
        "louvain": lambda: nx.community.louvain_communities(graph, seed=1),
        "closeness": lambda: nx.closeness_centrality(graph),
    }
    return median_of(functions[name], 3.0, 1)
