"""Networks: declared projections of the graph, their measures and their exports.

A projection is a query file in ``queries/networks``: it says who is a node and what makes a tie.
Nothing is ever a node because it happened to be the object of a triple, so that a date, a sector
or a country that two agreements share ties nobody together. NetworkX is imported only in this
package, and only when a network is made.
"""

from coopgraph.network.conditions import Conditions
from coopgraph.network.model import Network, Projection, Summary, Table
from coopgraph.network.projecting import project

__all__ = ["Conditions", "Network", "Projection", "Summary", "Table", "project"]
