"""Declared networks, projected and measured."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any

from coopgraph.network import Conditions, project
from coopgraph.network.exports import cytoscape, gexf, graphml, node_link
from coopgraph.network.measures import MEASURES, fast
from coopgraph.network.standing import kept_whole
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.web.api.operation import FLAG, TEXT, Found, Operation, Parameter, Values
from coopgraph.web.api.schemas import STRING, many, record
from coopgraph.web.resources import catalogue

_LARGE = 100_000
"""Triples of a graph from which its networks may be worth an engine that takes a second to import."""

_DATE = {"type": "string", "minLength": 4, "maxLength": 40}
_FORMATS = {
    "json": (node_link, "application/json"),
    "cyjs": (cytoscape, "application/json"),
    "graphml": (graphml, "application/xml"),
    "gexf": (gexf, "application/xml"),
}


_FREE = ("name", "seed")
"""Parameters that make no difference to a network that is not measured, or only to which one it is."""

_kept: dict[tuple[str, str], bytes] = {}
"""By version and name, the networks that lie in the folder of the revision, as ``kept_whole`` gives them."""


def prepare_kept(folder: Path, version: str) -> None:
    """Read the networks kept with a revision, for workers that can open no file."""
    for name, whole in kept_whole(folder, version, catalogue()).items():
        _kept[version, name] = whole


def _names() -> list[str]:
    return [name.removeprefix("networks/") for name in catalogue().names("networks")]


def _list(_: EmbeddedStore, version: str, __: Values) -> Found:
    found = [
        {
            "name": query.name.removeprefix("networks/"),
            "title": query.title,
            "about": query.about,
            "nodes": str(query.header["nodes"]),
            "tie": str(query.header["tie"]),
        }
        for query in catalogue().family("networks")
    ]
    return Found({"version": version, "networks": found, "measures": list(MEASURES)})


def _network(store: EmbeddedStore, version: str, values: Values) -> Found:
    kept = _kept.get((version, f"networks/{values['name']}"))
    if kept is not None and all(
        values[p.name] == p.value([]) for p in NETWORK.parameters if p.name not in _FREE
    ):
        return Found(data=zlib.decompress(kept))
    given = {
        name: values[name]
        for name in ("since", "until", "reading", "side", "region", "sector", "minimum_sources", "dated")
    }
    conditions = Conditions(**given, include_disputed=not values["exclude_disputed"])
    query = catalogue().get(f"networks/{values['name']}")
    network = project(store, query, conditions=conditions, graph_version=version)
    table = network.measures(values["measure"], seed=values["seed"]) if values["measure"] else None
    write, type_ = _FORMATS[values["format"]]
    return Found(data=write(network, table), type=type_)


def _date(name: str, about: str) -> Parameter:
    return Parameter(name, about, _DATE)


NETWORKS = Operation(
    "networks",
    "/api/network",
    "List the networks and measures",
    "Each network is declared: who the nodes are, and what makes a tie.",
    (),
    record(
        {
            "version": STRING,
            "networks": many(
                record({"name": STRING, "title": STRING, "about": STRING, "nodes": STRING, "tie": STRING})
            ),
            "measures": many(STRING),
        }
    ),
    _list,
)

_GRAPH: dict[str, Any] = {"type": "object", "additionalProperties": True}

NETWORK = Operation(
    "network",
    "/api/network/{name}",
    "A network, with measures",
    "The ties that meet the conditions, as node-link JSON, Cytoscape JSON, GraphML or GEXF. Every format carries the "
    "projection, its conditions, the seed and the version of the graph.",
    (
        Parameter(
            "name",
            "the network",
            {"type": "string", "enum": _names()},
            required=True,
            place="path",
            example="co-participation",
        ),
        _date("since", "ties of this day or later (EDTF)"),
        _date("until", "ties of this day or earlier (EDTF)"),
        Parameter(
            "reading",
            "whether a tie of uncertain date counts when it may, or only when it must, fall in the window",
            {"type": "string", "enum": ["possibly", "certainly"], "default": "possibly"},
        ),
        Parameter("side", "actors of one side, such as IT", TEXT, example="IT"),
        Parameter("region", "ties of the actors of a region, such as IT-25", TEXT),
        Parameter("sector", "ties made in a sector, such as energy", TEXT),
        Parameter(
            "minimum_sources",
            "ties stated by so many documents",
            {"type": "integer", "minimum": 0, "maximum": 1000, "default": 0},
        ),
        Parameter("exclude_disputed", "whether what the editors record as disputed makes no tie", FLAG),
        Parameter("dated", "whether what has no first and last day makes no tie", FLAG),
        Parameter(
            "measure",
            "a measure to compute",
            {"type": "string", "enum": list(MEASURES)},
            many=True,
            example="degree",
        ),
        Parameter(
            "seed",
            "of the measures that draw lots",
            {"type": "integer", "minimum": 0, "maximum": 2**31 - 1, "default": 0},
        ),
        Parameter("format", "of the answer", {"type": "string", "enum": list(_FORMATS), "default": "json"}),
    ),
    _GRAPH,
    _network,
    others=("application/xml",),
)


def prepare_engines(store: EmbeddedStore) -> None:
    """Import the engines for large networks, where they are installed and the graph is one to have such."""
    if store.count() > _LARGE:
        fast.prepare()
