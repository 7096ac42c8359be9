"""Paths as values: what connects two actors, hop by hop, and what was explored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coopgraph.network.paths.evidence import testimony_json

if TYPE_CHECKING:
    from coopgraph.provenance.testimony import Testimony


@dataclass(frozen=True)
class Tie:
    """One thing that ties the two actors of a hop.

    ``thing`` is what they share, empty for a direct tie; ``size`` is how many share it; ``dates`` are EDTF
    strings, several where sources disagree, none where no source dates it. ``statements`` say that it is so.
    """

    relation: str
    thing: str
    size: int
    dates: tuple[str, ...]
    statements: tuple[Testimony, ...]


@dataclass(frozen=True)
class Hop:
    """Two actors and what ties them; the path goes by the first of ``ties``."""

    source: str
    target: str
    ties: tuple[Tie, ...]


@dataclass(frozen=True)
class Path:
    """A chain of hops."""

    hops: tuple[Hop, ...]

    @property
    def actors(self) -> tuple[str, ...]:
        """The actors in order, both ends included."""
        return (self.hops[0].source, *(hop.target for hop in self.hops))

    def __len__(self) -> int:
        return len(self.hops)


@dataclass(frozen=True)
class Explored:
    """What a search has seen.

    ``from_source`` and ``from_target`` count the actors at each distance, from 0 hops; ``hubs`` are the
    things left out, each with the reason. With ``complete`` one of the two circles has nothing beyond, so
    that no path of any length exists under the conditions.
    """

    from_source: tuple[int, ...]
    from_target: tuple[int, ...]
    hubs: Mapping[str, str]
    complete: bool


@dataclass(frozen=True)
class Paths:
    """How two actors are connected: the paths found, best first, with the conditions they were sought under."""

    source: str
    target: str
    conditions: Mapping[str, object]
    graph_version: str
    paths: tuple[Path, ...]
    explored: Explored
    labels: Mapping[str, str]

    def __bool__(self) -> bool:
        return bool(self.paths)

    def __len__(self) -> int:
        return len(self.paths)

    def to_json(self) -> dict[str, Any]:
        """Return all of it as JSON-ready values with stable keys; things have ``iri`` and ``label``."""
        return {
            "source": self._named(self.source),
            "target": self._named(self.target),
            "conditions": dict(self.conditions),
            "graph_version": self.graph_version,
            "paths": [self._path(path) for path in self.paths],
            "explored": {
                "from_source": list(self.explored.from_source),
                "from_target": list(self.explored.from_target),
                "hubs": [{**self._named(hub), "reason": why} for hub, why in self.explored.hubs.items()],
                "complete": self.explored.complete,
            },
        }

    def _path(self, path: Path) -> dict[str, Any]:
        return {
            "length": len(path),
            "actors": [self._named(actor) for actor in path.actors],
            "hops": [
                {
                    "source": self._named(hop.source),
                    "target": self._named(hop.target),
                    "ties": [self._tie(tie) for tie in hop.ties],
                }
                for hop in path.hops
            ],
        }

    def _tie(self, tie: Tie) -> dict[str, Any]:
        return {
            "relation": tie.relation,
            "thing": self._named(tie.thing) if tie.thing else None,
            "size": tie.size,
            "dates": list(tie.dates),
            "statements": [testimony_json(one, self.labels) for one in tie.statements],
        }

    def _named(self, iri: str) -> dict[str, str]:
        return {"iri": iri, "label": self.labels[iri]}
