"""GraphML, for igraph, yEd, Cytoscape and most others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coopgraph.network.exports.fields import cell, conditions_text, kinds, node_rows, tie_rows, xml_text

if TYPE_CHECKING:
    from coopgraph.network.model import Network, Table


def graphml(network: Network, table: Table | None = None) -> bytes:
    """Return the network as GraphML; the graph's attribute ``conditions`` holds its conditions as JSON."""
    import networkx as nx
    from networkx.readwrite.graphml import GraphMLWriter

    plain = nx.DiGraph() if network.projection.directed else nx.Graph()
    plain.graph["conditions"] = xml_text(conditions_text(network, table))
    names, nodes = node_rows(network, table)
    types = kinds(names, nodes)
    for row in nodes:
        plain.add_node(row["id"], **{name: _cell(types[name], row[name]) for name in types if name in row})
    tie_names, ties = tie_rows(network)
    types = kinds(tie_names, ties)
    for row in ties:
        plain.add_edge(
            row["source"], row["target"], **{name: _cell(types[name], row[name]) for name in types}
        )
    # The writer itself, because generate_graphml splits the text into lines at every Unicode line break.
    writer = GraphMLWriter(encoding="utf-8", prettyprint=True)
    writer.add_graph_element(plain)
    return (str(writer) + "\n").encode("utf-8")


def _cell(kind: type, value: Any) -> Any:
    return xml_text(cell(value)) if kind is str else kind(value)
