"""GEXF 1.3, for Gephi. Written here because NetworkX's writer stamps today's date into the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from coopgraph.edtf import parse
from coopgraph.network.exports.fields import cell, conditions_text, kinds, node_rows, tie_rows, xml_text

if TYPE_CHECKING:
    from coopgraph.network.model import Network, Table

_NAMESPACE = "http://gexf.net/1.3"
_TYPES = {bool: "boolean", int: "integer", float: "double", str: "string"}


def gexf(network: Network, table: Table | None = None) -> bytes:
    """Return the network as GEXF 1.3.

    Node identifiers are IRIs; ``type``, ``side`` and the measures are typed attributes. The description
    names the projection, its digest, the version of the graph and the parameters, as JSON. Where a
    tie has dates with bounds, the file is dynamic: each such tie has a spell for every date, from the
    first to the last day it can mean (what has no date adds none); ties and nodes without spells are
    always there.
    """
    kept = network.projection
    root = ET.Element("gexf", {"xmlns": _NAMESPACE, "version": "1.3"})
    meta = ET.SubElement(root, "meta")
    ET.SubElement(meta, "creator").text = "coopgraph"
    ET.SubElement(meta, "keywords").text = xml_text(f"{kept.name}, {kept.title}")
    ET.SubElement(meta, "description").text = xml_text(conditions_text(network, table))
    graph = ET.SubElement(root, "graph", {"defaultedgetype": "directed" if kept.directed else "undirected"})
    names, nodes = node_rows(network, table)
    attributes = tuple(name for name in names if name != "label")
    types = _declare(graph, "node", attributes, nodes)
    home = ET.SubElement(graph, "nodes", {"count": str(len(nodes))})
    for row in nodes:
        element = ET.SubElement(home, "node", {"id": xml_text(row["id"]), "label": xml_text(row["label"])})
        _values(element, types, row)
    tie_names, ties = tie_rows(network)
    tie_types = _declare(graph, "edge", tuple(name for name in tie_names if name != "weight"), ties)
    spells = [_spells(row["dates"]) for row in ties]
    graph.attrib["mode"] = "dynamic" if any(spells) else "static"
    if any(spells):
        graph.attrib.update({"timeformat": "date", "timerepresentation": "interval"})
    graph.attrib["idtype"] = "string"
    home = ET.SubElement(graph, "edges", {"count": str(len(ties))})
    for number, row in enumerate(ties):
        ends = {"id": str(number), "source": xml_text(row["source"]), "target": xml_text(row["target"])}
        element = ET.SubElement(home, "edge", {**ends, "weight": xml_text(row["weight"])})
        _values(element, tie_types, row)
        if spells[number]:
            ET.SubElement(element, "spells").extend(ET.Element("spell", spell) for spell in spells[number])
    ET.indent(root)
    return (
        b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode").encode() + b"\n"
    )


def _declare(
    graph: ET.Element, kind: str, names: Sequence[str], rows: Sequence[Mapping[str, Any]]
) -> dict[str, type]:
    """Declare the attributes that occur, and return the type of each."""
    types = kinds(names, rows)
    if types:
        home = ET.SubElement(graph, "attributes", {"class": kind, "mode": "static"})
        for name, type_ in types.items():
            ET.SubElement(home, "attribute", {"id": name, "title": name, "type": _TYPES[type_]})
    return types


def _values(element: ET.Element, types: Mapping[str, type], row: Mapping[str, Any]) -> None:
    present = [name for name in types if name in row]
    if not present:
        return
    home = ET.SubElement(element, "attvalues")
    for name in present:
        value = float(row[name]) if types[name] is float else cell(row[name])
        ET.SubElement(home, "attvalue", {"for": name, "value": xml_text(value)})


def _spells(dates: Sequence[str]) -> list[dict[str, str]]:
    """Return the days each date can mean, where it has a first or a last one."""
    found = []
    for text in dates:
        date = parse(text)
        ends = {"start": date.earliest, "end": date.latest}
        found.append({name: day.isoformat() for name, day in ends.items() if day is not None})
    return [spell for spell in found if spell]
