"""Networks: their measures beside NetworkX and igraph called by hand, and projecting them from the store."""

from __future__ import annotations

from random import Random
from typing import Any

from runners import made
from runners.measuring import ROOT, Numbers, allow, median_of, once, ratio, run_task, save, say

_PROJECTIONS = ("co-participation-institutions", "named-together", "institution-sectors", "region-links")
_PATIENCE = 90
_PIVOTS = 64
_PEERS = {
    "degree": ("degree", "degree"),
    "strength": ("strength", "strength"),
    "betweenness": ("betweenness", "betweenness"),
    "closeness": ("closeness", "closeness"),
    "harmonic": ("harmonic", "harmonic"),
    "eigenvector": ("eigenvector", "eigenvector"),
    "pagerank": ("pagerank", "pagerank"),
    "clustering": ("clustering", "clustering"),
    "k-core": ("k_core", "k_core"),
    "components": ("components", "components"),
    "communities": ("louvain", "leiden"),
    "community-stability": ("louvain_21", "leiden_21"),
    "articulation-points": ("articulation_points", "articulation_points"),
    "constraint": ("constraint", "constraint"),
    "effective-size": ("effective_size", ""),
    "brokerage": ("", ""),
    "ei-index": ("", ""),
    "assortativity": ("assortativity", "assortativity"),
    "concentration": ("", ""),
}
"""Every standard measure, and what NetworkX and igraph call it; nothing where they have none."""

METHOD = (
    "The measures run on a network made for them, with one tie for every ten quads of the world and three "
    "times fewer nodes, drawn by preferential attachment. Each measure is a process of its own, given up "
    f"after {_PATIENCE} s of processor time: coopgraph's measure beside NetworkX's and igraph's on the same "
    "graph, made beforehand; one warm-up and the median of up to three seconds of repetitions (betweenness "
    f"from {_PIVOTS} pivots; communities by Leiden, NetworkX by Louvain; stability over 21 seeds). A ratio is "
    "the peer's time over ours; 1 means the same; where a peer was given up it is a lower bound. Networks are "
    "projected from the store of the world in memory, and one of over a million ties from a store of 25,000 "
    "meetings of ten. igraph is GPL and installed for benchmarks only."
)


def run(quads: int) -> Numbers:
    """Measure and save."""
    made.built(quads)
    ties = str(quads // 10)
    times: dict[str, Numbers] = {}
    rows: list[Numbers] = []
    whole = _told(times, "all measures, coopgraph", run_task("networks:all_of_ours", ties, timeout=600))
    sums = {"NetworkX": 0.0, "igraph": 0.0, "coopgraph, of NetworkX's": 0.0, "coopgraph, of igraph's": 0.0}
    for name, peers in _PEERS.items():
        mine = _told(
            times, f"{name}, coopgraph", run_task("networks:ours", ties, name, timeout=_PATIENCE * 15)
        )
        for library, peer in zip(("NetworkX", "igraph"), peers, strict=True):
            if not peer:
                continue
            task = f"networks:by_{library.lower()}"
            found = _told(times, f"{name}, {library}", run_task(task, ties, peer, timeout=_PATIENCE * 15))
            given_up = "no answer" in found.get("failed", "")
            seconds = {"seconds": _PATIENCE, "cpu": _PATIENCE} if given_up else found
            if "failed" not in mine and "seconds" in seconds:
                sums[library] += seconds["cpu"]
                sums[f"coopgraph, of {library}'s"] += mine["cpu"]
            rows.append(
                {
                    "what": f"{name}, times {library}{', at least' if given_up else ''}",
                    "ratio": ratio(seconds, mine),
                    "of_processor_time": ratio(seconds, mine, "cpu"),
                }
            )
    head: list[Numbers] = [
        {
            "what": f"seconds, all measures in one call, {int(ties):,} ties",
            "ratio": whole.get("seconds"),
            "of_processor_time": whole.get("cpu"),
        }
    ]
    for library in ("NetworkX", "igraph"):
        mine_of = sums[f"coopgraph, of {library}'s"]
        head.append(
            {
                "what": f"all measures that {library} has, times {library}, by processor time, at least",
                "ratio": sums[library] / mine_of if mine_of else None,
            }
        )
    rows = head + rows
    for name in _PROJECTIONS:
        found = _told(
            times, f"projecting {name}", run_task("networks:project", str(quads), name, timeout=900)
        )
        rows.append(_seconds(f"seconds to project {name}", found))
    found = _told(times, "projecting a million ties", run_task("networks:project_a_million", timeout=900))
    rows.append(_seconds(f"seconds to project {found.get('ties', 0):,} ties", found))
    result = {
        "title": "Networks",
        "method": METHOD,
        "world": made.about(made.world(quads)[1]),
        "rows": rows,
        "times": times,
    }
    save("networks", result)
    return result


def _told(times: dict[str, Numbers], what: str, found: Numbers) -> Numbers:
    times[what] = found
    say(f"  {what}: {found}")
    return found


def _seconds(what: str, found: Numbers) -> Numbers:
    return {"what": what, "ratio": found.get("seconds"), "of_processor_time": found.get("cpu")}


def project(quads: str, name: str) -> Numbers:
    """Task: draw a network of a world."""
    from coopgraph.store.embedded import EmbeddedStore

    store = EmbeddedStore.in_memory()
    store.load_nquads(made.built(int(quads)))
    return _projected(store, name)


def project_a_million() -> Numbers:
    """Task: draw a network of over a million ties, of people who meet ten at a time."""
    from coopgraph.store.embedded import EmbeddedStore

    store = EmbeddedStore.in_memory()
    store.load_nquads("".join(_meetings()).encode())
    return _projected(store, "co-participation")


def _projected(store: Any, name: str) -> Numbers:
    from coopgraph.network import project as draw
    from coopgraph.queries import Catalogue

    query = Catalogue.load([ROOT / "queries"]).get(f"networks/{name}")
    drawn: list[Any] = []
    found = once(lambda: drawn.append(draw(store, query)))
    nodes, ties = drawn[0].size
    return {**found, "nodes": nodes, "ties": ties}


def _meetings() -> Any:
    from coopgraph.namespaces import CONCEPT, COOP, GRAPH, ID, RDF

    rng = Random(1)
    graph = f"<{GRAPH}source/meetings>"
    for person in range(40_000):
        yield f"<{ID}person/p{person}> <{RDF}type> <{COOP}Person> {graph} .\n"
    for meeting in range(25_000):
        event = f"<{ID}event/m{meeting}>"
        yield f'{event} <{COOP}date> "{1990 + meeting % 30}" {graph} .\n'
        for person in rng.sample(range(40_000), 10):
            part = f"<{ID}participation/m{meeting}-{person}>"
            yield (
                f"{part} <{COOP}inEvent> {event} {graph} .\n"
                f"{part} <{COOP}participant> <{ID}person/p{person}> {graph} .\n"
                f"{part} <{COOP}modality> <{CONCEPT}modality/actual> {graph} .\n"
                f"{part} <{COOP}statedIn> <{ID}source/meetings> {graph} .\n"
            )


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
    query = Catalogue.load([ROOT / "queries"]).get(f"networks/{_PROJECTIONS[0]}")
    return Network(declare(query), {}, "", nx.freeze(graph))


def ours(ties: str, name: str) -> Numbers:
    """Task: one measure by coopgraph."""
    network = _network(int(ties))
    pivots = _PIVOTS if name == "betweenness" else None
    return median_of(lambda: network.measures((name,), seed=1, pivots=pivots), 3.0, 1)


def all_of_ours(ties: str) -> Numbers:
    """Task: all measures in one call, imports and matrices included."""
    network = _network(int(ties))
    return once(lambda: network.measures(tuple(_PEERS), seed=1, pivots=_PIVOTS))


def by_networkx(ties: str, name: str) -> Numbers:
    """Task: the same by NetworkX."""
    import networkx as nx

    graph = nx.convert_node_labels_to_integers(_network(int(ties)).graph)
    functions = {
        "degree": lambda: dict(graph.degree()),
        "strength": lambda: dict(graph.degree(weight="weight")),
        "betweenness": lambda: nx.betweenness_centrality(graph, k=_PIVOTS, seed=1),
        "closeness": lambda: nx.closeness_centrality(graph),
        "harmonic": lambda: nx.harmonic_centrality(graph),
        "eigenvector": lambda: nx.eigenvector_centrality(graph, max_iter=1000, tol=1e-10, weight="weight"),
        "pagerank": lambda: nx.pagerank(graph, tol=1e-10, max_iter=1000),
        "clustering": lambda: (nx.clustering(graph), nx.transitivity(graph)),
        "k_core": lambda: nx.core_number(graph),
        "components": lambda: list(nx.connected_components(graph)),
        "louvain": lambda: nx.community.louvain_communities(graph, seed=1),
        "louvain_21": lambda: [nx.community.louvain_communities(graph, seed=seed) for seed in range(21)],
        "articulation_points": lambda: (
            list(nx.articulation_points(graph)),
            sum(1 for _ in nx.bridges(graph)),
        ),
        "constraint": lambda: nx.constraint(graph, weight="weight"),
        "effective_size": lambda: nx.effective_size(graph),
        "assortativity": lambda: nx.attribute_assortativity_coefficient(graph, "side"),
    }
    allow(_PATIENCE)
    return median_of(functions[name], 3.0, 1)


def by_igraph(ties: str, name: str) -> Numbers:
    """Task: the same by igraph."""
    import random

    import igraph as ig

    drawn = _network(int(ties)).graph
    number = {node: place for place, node in enumerate(drawn)}
    edges = [(number[s], number[t]) for s, t in drawn.edges()]
    graph = ig.Graph(len(number), edges)
    weight = [float(w) for _, _, w in drawn.edges(data="weight")]
    side = [0 if s == "XA" else 1 for _, s in drawn.nodes(data="side")]
    pivots = random.Random(1).sample(range(len(number)), _PIVOTS)

    def leiden(seed: int) -> Any:
        ig.set_random_number_generator(random.Random(seed))
        return graph.community_leiden("modularity", weights=weight, n_iterations=3)

    functions = {
        "degree": lambda: graph.degree(),
        "strength": lambda: graph.strength(weights=weight),
        "betweenness": lambda: graph.betweenness(sources=pivots),
        "closeness": lambda: graph.closeness(),
        "harmonic": lambda: graph.harmonic_centrality(),
        "eigenvector": lambda: graph.eigenvector_centrality(weights=weight),
        "pagerank": lambda: graph.pagerank(weights=weight),
        "clustering": lambda: (graph.transitivity_local_undirected(), graph.transitivity_undirected()),
        "k_core": lambda: graph.coreness(),
        "components": lambda: graph.connected_components().membership,
        "leiden": lambda: leiden(1),
        "leiden_21": lambda: [leiden(seed) for seed in range(21)],
        "articulation_points": lambda: (graph.articulation_points(), graph.bridges()),
        "constraint": lambda: graph.constraint(weights=weight),
        "assortativity": lambda: graph.assortativity_nominal(side, directed=False),
    }
    allow(_PATIENCE)
    return median_of(functions[name], 3.0, 1)
