"""Cytoscape JSON, for Cytoscape and Cytoscape.js."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopgraph.network.exports.fields import conditions, node_rows, tie_rows
from coopgraph.network.exports.lines import as_lines

if TYPE_CHECKING:
    from coopgraph.network.model import Network, Table


def cytoscape(network: Network, table: Table | None = None) -> bytes:
    """Return the network as Cytoscape JSON (``.cyjs``): ``nx.cytoscape_graph(json.loads(…))`` reads it.

    The network's conditions are in its ``data``, which Cytoscape shows as the network table.
    """
    _, nodes = node_rows(network, table)
    _, ties = tie_rows(network)
    conditions_ = {"name": network.projection.title, "conditions": conditions(network, table)}
    document = {
        "data": conditions_,
        "directed": network.projection.directed,
        "multigraph": False,
        "elements": {
            "nodes": [{"data": {**row, "value": row["id"], "name": row["label"]}} for row in nodes],
            "edges": [{"data": {"id": f"e{number}", **row}} for number, row in enumerate(ties)],
        },
    }
    return as_lines(document)
