"""Finding paths: two circles grow around the two actors until they meet and enough paths are found."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coopgraph.errors import NetworkError, NotFoundError
from coopgraph.namespaces import RDF
from coopgraph.network.paths.asking import Asker
from coopgraph.network.paths.conditions import PathConditions
from coopgraph.network.paths.layers import lay
from coopgraph.network.paths.surroundings import Surroundings
from coopgraph.network.paths.telling import tell
from coopgraph.network.paths.walking import Route, Walker

if TYPE_CHECKING:
    from coopgraph.network.paths.model import Paths
    from coopgraph.queries import Catalogue
    from coopgraph.store.protocol import Store

_AGENTS = (
    "Person",
    "Organization",
    "PublicBody",
    "TerritorialAuthority",
    "CooperationBody",
    "Office",
    "Country",
)


def find_paths(
    store: Store,
    catalogue: Catalogue,
    source: str,
    target: str,
    conditions: PathConditions | None = None,
    *,
    graph_version: str = "",
) -> Paths:
    """Return the shortest paths between two actors, every hop with its evidence.

    Hops count first. Of equally long paths those come first whose stepping stones fewer actors share. The
    paths are simple: no actor and no occasion comes twice. The store is asked about growing circles around
    both ends, in batches; the graph is never loaded as a whole.

    Args:
        store: what to ask.
        catalogue: holds the queries ``pages/path-…``.
        source: the IRI of the actor to start from.
        target: the IRI of the actor to reach.
        conditions: what a path may be made of; the defaults, unless given.
        graph_version: the revision of the store, kept in the result.

    Raises:
        NotFoundError: the graph holds nothing under one of the IRIs.
        NetworkError: one of them is not an actor, or both are the same.

    Reference:
        Pohl, "Bi-directional search" (1971), for the circles; Yen, "Finding the k shortest loopless
        paths in a network" (1971), for the problem.
    """
    conditions = conditions or PathConditions()
    asker = Asker(store, catalogue)
    _check_ends(asker, source, target)
    around = Surroundings(asker, conditions)
    stops = frozenset[str]()
    if not conditions.through_hubs:
        countries = store.select(catalogue.get("pages/path-countries").bind({}))
        stops = frozenset(str(row["country"]) for row in countries)
    near, far = _Circle(source, stops | {target}), _Circle(target, stops | {source})
    walker = Walker(around, stops, conditions.time_respecting)
    routes: list[Route] = []
    for length in range(1, conditions.max_hops + 1):
        while near.steps + far.steps < 2 * length:
            min(near, far, key=lambda side: (side.pending(around), side is far)).step(around)
        if near.steps % 2:
            around.judge(near.edge_things(around) & far.edge_things(around))
        layers = lay(around, source, target, near.distance, near.steps // 2, length)
        for route in walker.routes(layers, source):
            routes.append(route)
            if len(routes) == conditions.paths:
                break
        if len(routes) == conditions.paths or near.complete_without(target) or far.complete_without(source):
            break
    return tell(
        asker,
        around,
        source,
        target,
        routes,
        conditions=conditions,
        graph_version=graph_version,
        reached=(near.counts(), far.counts()),
        complete=near.complete_without(target) or far.complete_without(source),
    )


@dataclass
class _Circle:
    """The actors within some hops of one, each with its distance, and those at the edge.

    It grows by half hops: first the things of those at the edge are looked at, then who else is in them.
    So two circles can meet in a thing, before the crowd in it is fetched.
    """

    centre: str
    closed: frozenset[str]
    steps: int = 0
    distance: dict[str, int] = field(default_factory=dict)
    edge: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.distance[self.centre] = 0
        self.edge = [self.centre]

    def pending(self, around: Surroundings) -> int:
        """Return how many actors, or things, the next half hop has to ask about."""
        return len(self.edge_things(around)) if self.steps % 2 else len(self.edge)

    def edge_things(self, around: Surroundings) -> set[str]:
        """Return the things that those at the edge are in, once they have been looked at."""
        return {thing for actor in self.edge for thing in around.things[actor]}

    def step(self, around: Surroundings) -> None:
        """Grow by half a hop all round."""
        self.steps += 1
        if self.steps % 2:
            around.look(self.edge)
            return
        found = around.open(self.edge) - self.distance.keys()
        self.distance.update((actor, self.steps // 2) for actor in sorted(found))
        self.edge = sorted(found - self.closed)

    def complete_without(self, other: str) -> bool:
        """Return whether all that can be reached has been, and ``other`` is not in it."""
        return not self.edge and other not in self.distance

    def counts(self) -> tuple[int, ...]:
        """Return how many actors are at each distance, from 0."""
        counted = Counter(self.distance.values())
        return tuple(counted[hops] for hops in range(max(counted) + 1))


def _check_ends(asker: Asker, source: str, target: str) -> None:
    if source == target:
        raise NetworkError(f"both ends are <{source}>; name two different actors")
    classes: dict[str, set[str]] = {source: set(), target: set()}
    for row in asker.texts("facts", (source, target)):
        if row["predicate"] == RDF + "type":
            classes[row["statement"]].add(row["value"].rsplit("#", 1)[-1])
    for iri, found in classes.items():
        if not found:
            raise NotFoundError(f"the graph holds no actor <{iri}>; coopgraph search finds one by name")
        if not found.intersection(_AGENTS):
            raise NetworkError(
                f"<{iri}> is no actor but of the class {', '.join(sorted(found))}; "
                "a path connects people, institutions, joint bodies and offices"
            )
