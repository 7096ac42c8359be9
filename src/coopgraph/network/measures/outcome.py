"""What a measure is given and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from coopgraph.network.model import Value

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True)
class Options:
    """The network's name, for messages, and the arguments of ``Network.measures``."""

    network: str
    seed: int = 0
    weight: str | None = "weight"
    pivots: int | None = None


@dataclass(frozen=True)
class Outcome:
    """Values per node, in named columns, and facts about the network as a whole."""

    columns: Mapping[str, dict[int, Value]]
    facts: Mapping[str, Value] = field(default_factory=dict)


Measure: TypeAlias = "Callable[[nx.Graph, Options], Outcome]"
