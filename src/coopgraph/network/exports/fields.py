"""The attributes of nodes and ties as files hold them: plain cells, in one order."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from coopgraph.errors import NetworkError

if TYPE_CHECKING:
    from coopgraph.network.model import Network, Table, Value

SEPARATOR = " | "
"""Between the items of a list in a cell. No IRI can contain it."""

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

TIE_FIELDS = ("weight", "newman", "p_value", "independent", "vias", "through", "dates", "sources")


def node_rows(network: Network, table: Table | None) -> tuple[tuple[str, ...], list[dict[str, Value]]]:
    """Return the names of the node attributes and, per node, ``id`` and the attributes that have a value.

    Raises:
        NetworkError: the table of measures is of another network.
    """
    if table is not None and [row[0] for row in table.rows] != list(network.graph):
        raise NetworkError("the measures are of another network; measure the one that is written")
    measured = table.columns[4:] if table else ()
    names = ("label", "type", "side", *(("mode",) if network.projection.mode == "two" else ()), *measured)
    values = table.rows if table else [()] * len(network.graph)
    rows: list[dict[str, Value]] = []
    for (node, data), row in zip(network.graph.nodes(data=True), values, strict=True):
        own: dict[str, Value] = {"id": node, **data, **dict(zip(measured, row[4:], strict=True))}
        rows.append({name: value for name, value in own.items() if value is not None})
    return names, rows


def tie_rows(network: Network) -> tuple[tuple[str, ...], list[dict[str, Any]]]:
    """Return the names of the attributes that ties have and, per tie, its ends and attributes, lists as they are."""
    rows = [{"source": s, "target": t, **data} for s, t, data in network.edges()]
    return tuple(name for name in TIE_FIELDS if any(name in row for row in rows)), rows


def cell(value: Any) -> Any:
    """Return a list as one text, anything else as it is."""
    return SEPARATOR.join(value) if isinstance(value, tuple) else value


def conditions_text(network: Network, table: Table | None) -> str:
    """Return the network's conditions, and its measures' facts, as one line of JSON."""
    return json.dumps(conditions(network, table), ensure_ascii=False)


def conditions(network: Network, table: Table | None) -> dict[str, Any]:
    """Return the network's conditions and, when it was measured, the facts of the measures."""
    found = network.metadata()
    if table is not None:
        found["measures"] = {"names": list(table.columns[4:]), "facts": dict(table.facts)}
    return found


def kinds(names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> dict[str, type]:
    """Return the type of each attribute that any row has: bool, int, float or str.

    A column of integers and floats is of floats; nothing else may mix.
    """
    found: dict[str, type] = {}
    for name in names:
        seen = {type(cell(row[name])) for row in rows if name in row}
        if seen:
            found[name] = float if seen == {int, float} else str if len(seen) > 1 else seen.pop()
    return found


def xml_text(value: Any) -> str:
    """Return a value as XML can hold it; a control character, which it cannot, becomes U+FFFD."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return _NOT_XML.sub("\ufffd", str(value))
