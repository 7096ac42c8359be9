"""Which shared partners mean something: the backbone of a two-mode network.

Two institutions that took part in many events share some by chance. The number of partners they share is
compared with its distribution over random two-mode networks in which every node, on both sides, keeps its
number of partners. Without ``samples`` it keeps it on average, and the p-value of a pair is exact
(``coopgraph.network.null_model``). With them it keeps it in each of that many networks, drawn by the Curveball
algorithm, and the p-value is the share of the samples, the observed network counted as one, in which the pair shares
as many or more: it cannot be less than one over their number. Over all pairs of the mode,
Benjamini and Hochberg's procedure keeps the expected share of false ties among those kept at ``level``.

Reference: G. Strona et al., "A fast and unbiased procedure to randomize ecological binary matrices with fixed row
and column totals", Nature Communications 5 (2014) 4114; Y. Benjamini and Y. Hochberg, "Controlling the false
discovery rate", J. Royal Statistical Society B 57 (1995) 289–300; Z. P. Neal, R. Domagalski and B. Sagan, "Comparing
alternatives to the fixed degree sequence model", Scientific Reports 11 (2021) 23929.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from coopgraph.errors import NetworkError
from coopgraph.network.measures.fast import installed
from coopgraph.network.model import Network

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_TRADES = 5
"""Trades per node between two samples: Strona's advice, after which samples no longer resemble each other."""

_Pair = tuple[int, int]


def backbone(
    network: Network, mode: Literal["source", "target"], *, samples: int | None, level: float, seed: int
) -> Network:
    """Return the one-mode network of the pairs that share more partners than chance explains.

    Its ties have ``weight`` (partners shared), ``p_value`` (before correction), the partners as ``vias``, and the
    ``dates`` and ``sources`` of the ties to them. Nodes without a significant tie stay, isolated.
    See ``Network.backbone``.
    """
    import networkx as nx

    if network.projection.mode != "two":
        raise NetworkError(f"{network.name} is one-mode; a backbone is drawn from a two-mode network")
    if (samples is not None and samples < 1) or not 0 < level < 1:
        raise NetworkError("a backbone needs one sample at least, and a level between 0 and 1, such as 0.05")
    if samples is None and not installed("numpy", "scipy"):
        raise NetworkError(
            "exact p-values need the package scipy; install coopgraph[networks], or give a number of samples"
        )
    two_mode = network.graph.to_undirected() if network.graph.is_directed() else network.graph
    nodes = [node for node, side in two_mode.nodes(data="mode") if side == mode]
    partners = [frozenset(two_mode.adj[node]) for node in nodes]
    rows = [sorted(part) for part in partners]
    shared = _shared(rows)
    pairs = len(nodes) * (len(nodes) - 1) // 2
    if samples is None:
        from coopgraph.network.null_model import p_values

        chance = p_values(rows, shared)
    else:
        _refuse_too_few(samples, len(shared), pairs, level)
        chance = _p_values(rows, shared, samples, seed)
    kept = _discoveries(chance, pairs, level)
    graph = nx.Graph()
    for node in nodes:
        graph.add_node(node, **{k: v for k, v in two_mode.nodes[node].items() if k != "mode"})
    for one, other in kept:
        common = sorted(partners[one] & partners[other])
        ties = [two_mode.edges[end, partner] for partner in common for end in (nodes[one], nodes[other])]
        sources = {source for tie in ties for source in tie["sources"]}
        graph.add_edge(
            nodes[one],
            nodes[other],
            weight=len(common),
            newman=sum(1 / (two_mode.degree(partner) - 1) for partner in common),
            p_value=chance[one, other],
            independent=0,
            vias=tuple(common),
            through=tuple(two_mode.nodes[partner]["label"] for partner in common),
            dates=tuple(sorted({date for tie in ties for date in tie["dates"]})),
            sources=tuple(sorted(sources)),
        )
    drawn = {"backbone": mode, "level": str(level), "null-model": "partners kept on average"}
    if samples is not None:
        drawn |= {"null-model": "partners kept", "samples": str(samples), "seed": str(seed)}
    projection = replace(
        network.projection,
        mode="one",
        directed=False,
        tie=f"they share more partners than chance explains ({network.projection.tie})",
    )
    return Network(projection, {**network.parameters, **drawn}, network.graph_version, nx.freeze(graph))


def _refuse_too_few(samples: int, shared: int, pairs: int, level: float) -> None:
    """Refuse samples so few that no tie could be kept, whatever the network."""
    needed = math.ceil(pairs / (level * shared)) if shared else 0
    if samples + 1 < needed:
        raise NetworkError(
            f"with {samples} samples no tie among {pairs} pairs can be significant at {level:g}: "
            f"give {needed} or more, or none, for exact p-values"
        )


def _shared(rows: Sequence[Sequence[str]]) -> Counter[_Pair]:
    """Return how many partners each pair of rows shares, for those that share any."""
    tied: dict[str, list[int]] = {}
    for index, row in enumerate(rows):
        for partner in row:
            tied.setdefault(partner, []).append(index)
    return Counter(pair for indexes in tied.values() for pair in combinations(indexes, 2))


def _p_values(
    rows: Sequence[Sequence[str]], observed: Mapping[_Pair, int], samples: int, seed: int
) -> dict[_Pair, float]:
    lots = random.Random(seed)
    drawn = [list(row) for row in rows]
    reached: Counter[_Pair] = Counter()
    for _ in range(samples if len(rows) > 1 else 0):
        for _ in range(_TRADES * len(drawn)):
            one, other = lots.sample(range(len(drawn)), 2)
            _trade(drawn, one, other, lots)
        shared = _shared(drawn)
        reached.update(pair for pair, count in observed.items() if shared[pair] >= count)
    return {pair: (1 + reached[pair]) / (1 + samples) for pair in sorted(observed)}


def _trade(rows: list[list[str]], one: int, other: int, lots: random.Random) -> None:
    """Deal the partners that only one of two rows has out again, each row keeping its number (Curveball)."""
    both = set(rows[one]) & set(rows[other])
    mine = [partner for partner in rows[one] if partner not in both]
    theirs = [partner for partner in rows[other] if partner not in both]
    if not mine or not theirs:
        return
    pool = mine + theirs
    lots.shuffle(pool)
    common = [partner for partner in rows[one] if partner in both]
    rows[one] = common + pool[: len(mine)]
    rows[other] = common + pool[len(mine) :]


def _discoveries(chance: Mapping[_Pair, float], pairs: int, level: float) -> list[_Pair]:
    """Return the pairs that Benjamini and Hochberg's procedure keeps; those that share nothing have p = 1."""
    ranked = sorted(chance, key=lambda pair: (chance[pair], pair))
    last = max(
        (rank for rank, pair in enumerate(ranked, start=1) if chance[pair] <= rank * level / pairs), default=0
    )
    return sorted(ranked[:last])
