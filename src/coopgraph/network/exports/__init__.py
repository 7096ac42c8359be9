"""Networks as files. Every format carries the network's conditions, and the same network gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coopgraph.errors import NetworkError
from coopgraph.network.exports.cytoscape import cytoscape
from coopgraph.network.exports.gexf import gexf
from coopgraph.network.exports.graphml import graphml
from coopgraph.network.exports.nodelink import node_link
from coopgraph.network.exports.tables import csv_files, parquet_files

if TYPE_CHECKING:
    from coopgraph.network.model import Network, Table

    Files = Mapping[Path, bytes]
    Writer = Callable[[Network, Table | None, Path], Files]

FORMATS: dict[str, Writer] = {
    ".gexf": lambda network, table, path: {path: gexf(network, table)},
    ".graphml": lambda network, table, path: {path: graphml(network, table)},
    ".json": lambda network, table, path: {path: node_link(network, table)},
    ".cyjs": lambda network, table, path: {path: cytoscape(network, table)},
    ".csv": csv_files,
    ".parquet": parquet_files,
}
"""The formats, by the ending of the file."""

__all__ = ["FORMATS", "csv_files", "cytoscape", "gexf", "graphml", "node_link", "parquet_files", "write"]


def write(network: Network, path: Path, table: Table | None = None) -> Sequence[Path]:
    """Write a network and return the files written. See ``Network.write``."""
    writer = FORMATS.get(path.suffix.lower())
    if writer is None:
        raise NetworkError(f"{path} does not end in a format of networks; use one of {', '.join(FORMATS)}")
    files = writer(network, table, path)
    try:
        for name, content in files.items():
            name.write_bytes(content)
    except OSError as error:
        reason = error.strerror or error
        raise NetworkError(
            f"{error.filename or path} cannot be written: {reason}; choose another place"
        ) from error
    return tuple(files)
