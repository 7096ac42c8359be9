"""From a declared projection to a network: rows of a SELECT become ties, and only they do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from coopgraph.errors import NetworkError
from coopgraph.network.conditions import Conditions
from coopgraph.network.declaration import declare
from coopgraph.network.describing import describe, labels_of
from coopgraph.network.model import Network, Projection
from coopgraph.network.rows import Ties, read_ties
from coopgraph.network.selecting import actors_of_region, things_in_sector

if TYPE_CHECKING:
    import networkx as nx

    from coopgraph.network.describing import Described
    from coopgraph.queries import Query
    from coopgraph.store.protocol import Store

LANGUAGES = ("en", "it", "ru")
"""The order in which labels are preferred where the caller says nothing."""


def project(
    store: Store,
    query: Query,
    values: Mapping[str, str] | None = None,
    *,
    conditions: Conditions | None = None,
    graph_version: str = "",
    languages: Iterable[str] = LANGUAGES,
) -> Network:
    """Return the network that a projection draws from a store.

    Args:
        store: what to ask.
        query: a projection of the catalogue (``queries/networks``).
        values: values of the query's own parameters.
        conditions: which of its ties count; all, unless given.
        graph_version: the revision of the store, kept in the network's metadata.
        languages: preference among labels; any other label, else the end of the IRI, comes after.

    Raises:
        ParameterError: a parameter of the query is missing, unknown or of the wrong kind.
        NetworkError: the query is no projection, a row has a literal where a thing must be, or the
            projection says nothing of what a condition asks.
    """
    import networkx as nx

    conditions = conditions or Conditions()
    values = values or {}
    projection = declare(query)
    _refuse_unanswerable(projection, query.columns, conditions)
    ties = read_ties(projection, store.select(query.bind(values)).rows)
    eligible = things_in_sector(store, conditions.sector) if conditions.sector else None
    ties = _kept(ties, conditions, eligible)
    if conditions.region:
        actors = actors_of_region(store, conditions.region)
        ties = {pair: vias for pair, vias in ties.items() if actors.intersection(pair)}
    preferred = tuple(languages)
    nodes = describe(store, {end for pair in ties for end in pair}, preferred)
    if conditions.side:
        ties = _on_side(projection, ties, nodes, conditions.side.upper())
        nodes = {iri: nodes[iri] for iri in sorted({end for pair in ties for end in pair})}
    through = labels_of(store, {via for vias in ties.values() for via in vias if via}, preferred)
    graph = _graph(projection, ties, nodes, through)
    defaults = {one.name: one.default for one in query.parameters if one.default is not None}
    parameters = {**defaults, **values, **conditions.parameters()}
    return Network(projection, parameters, graph_version, nx.freeze(graph))


def _refuse_unanswerable(projection: Projection, columns: Iterable[str], conditions: Conditions) -> None:
    """Refuse a condition on what the projection has no column for."""
    asked = (
        ("date", conditions.since or conditions.until, "dates, so --since and --until cannot be met"),
        ("stated", conditions.minimum_sources, "sources, so a least number of them cannot be met"),
        ("via", conditions.sector, "what makes its ties, so a sector cannot be asked for"),
    )
    present = set(columns)
    for column, wanted, fault in asked:
        if wanted and column not in present:
            raise NetworkError(
                f"the projection {projection.name} does not say {fault}; "
                f"leave the condition out, or choose a projection with the column ?{column}"
            )


def _kept(ties: Ties, conditions: Conditions, eligible: frozenset[str] | None) -> Ties:
    window = conditions.window()
    kept: Ties = {}
    for pair, vias in ties.items():
        left = {
            name: via
            for name, via in vias.items()
            if (window is None or conditions.in_time(via.dates, window))
            and (eligible is None or name in eligible)
        }
        independent = set().union(*(via.independent for via in left.values()))
        if left and len(independent) >= conditions.minimum_sources:
            kept[pair] = left
    return kept


def _on_side(projection: Projection, ties: Ties, nodes: Mapping[str, Described], side: str) -> Ties:
    known = {code for node in nodes.values() for code in node.sides}
    if side not in known and ties:
        sides = ", ".join(sorted(known)) or "none"
        raise NetworkError(f"nobody in {projection.name} is on the side {side!r}; its sides are: {sides}")
    return {
        (source, target): vias
        for (source, target), vias in ties.items()
        if side in nodes[source].sides and (projection.mode == "two" or side in nodes[target].sides)
    }


def _graph(
    projection: Projection, ties: Ties, nodes: Mapping[str, Described], through: Mapping[str, str]
) -> nx.Graph:
    import networkx as nx

    graph = nx.DiGraph() if projection.directed else nx.Graph()
    modes = _modes(projection, ties)
    for iri, node in sorted(nodes.items()):
        mode = {"mode": modes[iri]} if projection.mode == "two" else {}
        graph.add_node(iri, label=node.label, type=node.type, side=" ".join(node.sides), **mode)
    tied: dict[str, set[str]] = {}
    for pair, vias in ties.items():
        for name in vias:
            tied.setdefault(name, set()).update(pair)
    for (source, target), vias in sorted(ties.items()):
        names = sorted(name for name in vias if name)
        graph.add_edge(source, target, weight=sum(vias[name].weight for name in sorted(vias)))
        data = graph.edges[source, target]
        if projection.mode == "one":
            data["newman"] = sum(
                vias[name].weight / (len(tied[name]) - 1 if name else 1) for name in sorted(vias)
            )
        sources = set().union(*(via.stated | via.also for via in vias.values()))
        data["vias"] = tuple(names)
        data["through"] = tuple(through[name] for name in names)
        data["dates"] = tuple(sorted(set().union(*(via.dates for via in vias.values()))))
        data["sources"] = tuple(sorted(sources))
        data["independent"] = len(set().union(*(via.independent for via in vias.values())))
    return graph


def _modes(projection: Projection, ties: Ties) -> dict[str, str]:
    """Return which mode each node of a two-mode network is of."""
    modes = {source: "source" for source, _ in ties}
    if projection.mode == "two":
        both = sorted(target for _, target in ties if target in modes)
        if both:
            raise NetworkError(
                f"the projection {projection.name} is two-mode, and <{both[0]}> is in both ?source and ?target; "
                'keep the two kinds apart, or declare mode = "one"'
            )
        modes.update((target, "target") for _, target in ties)
    return modes
