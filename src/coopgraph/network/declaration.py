"""What a projection file declares of itself, beyond what every query file does."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from coopgraph.errors import NetworkError
from coopgraph.network.model import Projection

if TYPE_CHECKING:
    from coopgraph.queries import Query


def declare(query: Query) -> Projection:
    """Return the declaration of a projection.

    Raises:
        NetworkError: the query has not the columns ``source`` and ``target``, or does not declare
            ``nodes`` and ``tie`` in words, ``mode`` as ``"one"`` or ``"two"``, ``directed`` as true or false.
    """
    missing = [column for column in ("source", "target") if column not in query.columns]
    if missing:
        raise NetworkError(
            f"{query.name} is no projection: it has no column ?{' or ?'.join(missing)}; "
            "`coopgraph query --list` shows the projections under networks/"
        )
    said = query.header
    mode, directed, nodes, tie = (said.get(key) for key in ("mode", "directed", "nodes", "tie"))
    if mode not in ("one", "two"):
        raise NetworkError(f'{query.name}: declare mode = "one" or mode = "two" in its header, not {mode!r}')
    if not isinstance(directed, bool):
        raise NetworkError(f"{query.name}: declare directed = true or directed = false in its header")
    if not (isinstance(nodes, str) and isinstance(tie, str) and nodes and tie):
        raise NetworkError(
            f'{query.name}: say in its header who is a node (nodes = "…") and what ties (tie = "…")'
        )
    return Projection(
        name=query.name,
        title=query.title,
        about=query.about,
        nodes=nodes,
        tie=tie,
        mode=mode,
        directed=directed,
        sha256=hashlib.sha256(query.source.encode("utf-8")).hexdigest(),
    )
