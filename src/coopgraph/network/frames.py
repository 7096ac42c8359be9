"""Networks from pandas and back: ties that are not in the graph get the same measures, pictures and exports."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from coopgraph.errors import NetworkError
from coopgraph.network.model import Network, Projection

if TYPE_CHECKING:
    import pandas


def network_from_frame(
    ties: pandas.DataFrame,
    nodes: pandas.DataFrame | None = None,
    *,
    title: str,
    tie: str,
    source: str = "source",
    target: str = "target",
    weight: str | None = None,
    about: str = "",
    directed: bool = False,
) -> Network:
    """Return the network of a table of ties, a row each; rows with the same ends add up.

    Its projection is called ``frame/`` and the title, and its digest is that of the tables as CSV: an export says
    which table it came from, though not where that was.

    Args:
        ties: one row for each tie, or for each thing that makes one.
        nodes: indexed by node, with the columns ``label``, ``type``, ``side`` where known. Nodes without ties stay.
        title: what the network is called.
        tie: what makes a tie, in words.
        source: the column with one end.
        target: the column with the other.
        weight: the column with weights; a row counts one, unless given.
        about: what else a reader must know, such as where the table comes from.
        directed: whether ties run from source to target.

    Raises:
        NetworkError: a column is missing, an end is empty or no text, a tie joins a thing to itself, or
            ``nodes`` names one twice.
    """
    import networkx as nx

    missing = [name for name in (source, target, weight) if name is not None and name not in ties.columns]
    if missing:
        raise NetworkError(
            f"the table of ties has no column {missing[0]!r}; it has {', '.join(map(str, ties.columns))}"
        )
    if nodes is not None and not nodes.index.is_unique:
        raise NetworkError(f"the table of nodes has {nodes.index[nodes.index.duplicated()][0]!r} twice")
    found: dict[tuple[str, str], float] = {}
    amounts = ties[weight] if weight is not None else [1] * len(ties)
    for number, (one, other, amount) in enumerate(zip(ties[source], ties[target], amounts, strict=True)):
        if not (isinstance(one, str) and isinstance(other, str) and one and other):
            raise NetworkError(
                f"row {number} of the ties joins {one!r} and {other!r}; both ends must be text"
            )
        if one == other:
            raise NetworkError(f"row {number} of the ties joins {one!r} to itself; leave such rows out")
        pair = (one, other) if directed or one < other else (other, one)
        found[pair] = found.get(pair, 0) + amount
    known: dict[str, dict[str, Any]] = (
        {} if nodes is None else {str(k): v for k, v in nodes.to_dict("index").items()}
    )
    graph = nx.DiGraph() if directed else nx.Graph()
    for node in sorted({*known, *(end for pair in found for end in pair)}):
        said = known.get(node, {})
        graph.add_node(
            node,
            label=_text(said.get("label")) or node,
            type=_text(said.get("type")),
            side=_text(said.get("side")),
        )
    for (one, other), amount in sorted(found.items()):
        number_ = int(amount) if float(amount).is_integer() else float(amount)
        more: dict[str, Any] = {"vias": (), "through": (), "dates": (), "sources": (), "independent": 0}
        graph.add_edge(one, other, weight=number_, newman=float(number_), **more)
    digest = hashlib.sha256(
        ties[[c for c in (source, target, weight) if c is not None]].to_csv(index=False).encode()
    )
    digest.update(b"" if nodes is None else nodes.to_csv().encode())
    projection = Projection(
        name=f"frame/{title}", title=title, about=about, nodes=f"what {source} and {target} name", tie=tie,
        mode="one", directed=directed, sha256=digest.hexdigest(),
    )  # fmt: skip
    return Network(projection, {}, "", nx.freeze(graph))


def ties_frame(network: Network) -> pandas.DataFrame:
    """Return the ties as a pandas data frame, a row each, labels beside the IRIs.

    Raises:
        NetworkError: pandas is not installed.
    """
    from coopgraph.network.exports.tables import data_frame

    rows = network.ties()
    columns = list(rows[0]) if rows else ["source", "source_label", "target", "target_label", "weight"]
    return data_frame(columns, [[row.get(column) for column in columns] for row in rows])


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
