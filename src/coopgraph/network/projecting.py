"""From a declared projection to a network: rows of a SELECT become ties, and only they do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from coopgraph.errors import NetworkError
from coopgraph.network.columns import Columns
from coopgraph.network.conditions import Conditions
from coopgraph.network.declaration import declare
from coopgraph.network.describing import describe, labels_of
from coopgraph.network.members import (
    APART,
    chosen,
    compact,
    kept_members,
    members_query,
    numbered,
    read_members,
    read_parts,
)
from coopgraph.network.model import Network, Projection
from coopgraph.network.rows import Ties, read_ties
from coopgraph.network.selecting import Disputed, actors_of_region, disputed, things_in_sector
from coopgraph.network.tsv import named

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
    conditions = conditions or Conditions()
    values = values or {}
    projection = declare(query)
    _refuse_unanswerable(projection, query.columns, conditions)
    members = members_query(query)
    text, spoken = (members or query).bind(values), tuple(languages)
    drawn: nx.Graph | Columns
    if members is None:
        ties = read_ties(projection, named(store, text))
        drawn = _drawn_from_ties(store, projection, ties, conditions, spoken)
    elif APART[0] in members.columns:
        ties = read_parts(store, text, projection.name)
        drawn = _drawn_from_ties(store, projection, ties, conditions, spoken)
    else:
        drawn = _drawn_from_members(store, projection, text, conditions, spoken)
    defaults = {one.name: one.default for one in query.parameters if one.default is not None}
    parameters = {**defaults, **values, **conditions.parameters()}
    return Network(projection, parameters, graph_version, drawn)


def _drawn_from_ties(
    store: Store, projection: Projection, ties: Ties, conditions: Conditions, languages: tuple[str, ...]
) -> nx.Graph:
    import networkx as nx

    ties = _kept(ties, conditions, _eligible(store, conditions), _disputed(store, conditions))
    if conditions.region:
        actors = actors_of_region(store, conditions.region)
        ties = {pair: vias for pair, vias in ties.items() if actors.intersection(pair)}
    nodes = describe(store, {end for pair in ties for end in pair}, languages)
    if conditions.side:
        _refuse_unknown_side(projection, nodes, conditions.side.upper())
        ties = _on_side(projection, ties, nodes, conditions.side.upper())
        nodes = {iri: nodes[iri] for iri in sorted({end for pair in ties for end in pair})}
    through = labels_of(store, {via for vias in ties.values() for via in vias if via}, languages)
    return nx.freeze(_graph(projection, ties, nodes, through))


def _drawn_from_members(
    store: Store, projection: Projection, text: str, conditions: Conditions, languages: tuple[str, ...]
) -> Columns:
    found = read_members(store, text, projection.name)
    found = kept_members(found, conditions, _eligible(store, conditions), _disputed(store, conditions))
    iris = sorted({member for home in found.values() for member in home.stated})
    nodes = describe(store, iris, languages)
    if conditions.side:
        side = conditions.side.upper()
        _refuse_unknown_side(projection, nodes, side)
        iris = [iri for iri in iris if side in nodes[iri].sides]
    happenings, ties = numbered(found, {iri: number for number, iri in enumerate(iris)})
    actors = actors_of_region(store, conditions.region) if conditions.region else None
    if actors is not None or conditions.minimum_sources:
        inside = [actors is None or iri in actors for iri in iris]
        ties = chosen(
            ties,
            happenings,
            len(iris),
            conditions.minimum_sources,
            lambda low, high: inside[low] or inside[high],
        )
    left, happenings, ties = compact(happenings, ties, len(iris))
    kept = [iris[number] for number in left]
    through = labels_of(store, (each.name for each in happenings), languages)
    labels = [through[each.name] for each in happenings]
    return Columns(kept, [nodes[iri] for iri in kept], happenings, labels, ties)


def _eligible(store: Store, conditions: Conditions) -> frozenset[str] | None:
    """Return what makes ties that count, or None where everything does."""
    return things_in_sector(store, conditions.sector) if conditions.sector else None


def _disputed(store: Store, conditions: Conditions) -> Disputed:
    return Disputed() if conditions.include_disputed else disputed(store)


def _refuse_unanswerable(projection: Projection, columns: Iterable[str], conditions: Conditions) -> None:
    """Refuse a condition on what the projection has no column for."""
    asked = (
        (
            "date",
            conditions.since or conditions.until or conditions.dated,
            "dates, so --since, --until and --every cannot be met",
        ),
        ("stated", conditions.minimum_sources, "sources, so a least number of them cannot be met"),
        ("via", conditions.sector, "what makes its ties, so a sector cannot be asked for"),
        ("via", not conditions.include_disputed, "what makes its ties, so disputed ones cannot be told"),
    )
    present = set(columns)
    for column, wanted, fault in asked:
        if wanted and column not in present:
            raise NetworkError(
                f"the projection {projection.name} does not say {fault}; "
                f"leave the condition out, or choose a projection with the column ?{column}"
            )


def _kept(ties: Ties, conditions: Conditions, eligible: frozenset[str] | None, disputed: Disputed) -> Ties:
    window = conditions.window()
    kept: Ties = {}
    for pair, vias in ties.items():
        left = {
            name: via
            for name, via in vias.items()
            if conditions.in_time(via.dates, window)
            and (eligible is None or name in eligible)
            and name not in disputed.things
            and not any((name, end) in disputed.parts for end in pair)
        }
        independent = set().union(*(via.independent for via in left.values()))
        if left and len(independent) >= conditions.minimum_sources:
            kept[pair] = left
    return kept


def _refuse_unknown_side(projection: Projection, nodes: Mapping[str, Described], side: str) -> None:
    known = {code for node in nodes.values() for code in node.sides}
    if side not in known and nodes:
        sides = ", ".join(sorted(known)) or "none"
        raise NetworkError(f"nobody in {projection.name} is on the side {side!r}; its sides are: {sides}")


def _on_side(projection: Projection, ties: Ties, nodes: Mapping[str, Described], side: str) -> Ties:
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
