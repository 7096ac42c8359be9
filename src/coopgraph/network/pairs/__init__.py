"""Everything between two countries, regions or institutions: instruments, bodies, events, people, sectors, time."""

from coopgraph.network.pairs.finding import find_pair
from coopgraph.network.pairs.model import Activity, Item, Last, Pair, Sector, Someone, Year

__all__ = ["Activity", "Item", "Last", "Pair", "Sector", "Someone", "Year", "find_pair"]
