"""Node-link JSON, the form of NetworkX and D3."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopgraph.network.exports.fields import conditions, node_rows, tie_rows
from coopgraph.network.exports.lines import as_lines

if TYPE_CHECKING:
    from coopgraph.network.model import Network, Table


def node_link(network: Network, table: Table | None = None) -> bytes:
    """Return the network as node-link JSON: ``nx.node_link_graph(json.loads(…), edges="edges")`` reads it.

    The network's conditions are under ``graph``.
    """
    _, nodes = node_rows(network, table)
    _, ties = tie_rows(network)
    document = {
        "directed": network.projection.directed,
        "multigraph": False,
        "graph": conditions(network, table),
        "nodes": nodes,
        "edges": ties,
    }
    return as_lines(document)
