"""How two actors are connected: the shortest chains of shared things, every link with its evidence.

Actors meet in things they share: an event, an undertaking. Other ties are direct: a role, acting on
behalf of, being a unit of. What everybody shares (a country, a sector, a world expo, a crowd) connects
nobody unless it is asked for.
"""

from coopgraph.network.paths.conditions import HUB_RELATIONS, RELATIONS, PathConditions
from coopgraph.network.paths.finding import find_paths
from coopgraph.network.paths.model import Explored, Hop, Path, Paths, Tie

__all__ = [
    "HUB_RELATIONS",
    "RELATIONS",
    "Explored",
    "Hop",
    "Path",
    "PathConditions",
    "Paths",
    "Tie",
    "find_paths",
]
