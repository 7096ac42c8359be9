"""Ties and nodes as tables, labels beside the codes: CSV with its metadata, Parquet, pandas."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coopgraph.errors import NetworkError
from coopgraph.network.exports.fields import cell, conditions, conditions_text, node_rows, tie_rows

if TYPE_CHECKING:
    import pandas

    from coopgraph.network.model import Network, Table


def csv_files(network: Network, table: Table | None, path: Path) -> Mapping[Path, bytes]:
    """Return three files for ``NAME.csv``: it holds the ties, ``NAME.nodes.csv`` the nodes.

    ``NAME.csv-metadata.json`` is the description that the W3C's CSV on the Web looks for beside a
    file; its ``notes`` hold the network's conditions.
    """
    nodes_path = path.with_suffix(".nodes.csv")
    metadata = {
        "@context": "http://www.w3.org/ns/csvw",
        "tables": [{"url": path.name}, {"url": nodes_path.name}],
        "notes": [conditions(network, table)],
    }
    return {
        path: _csv(*_ties(network)),
        nodes_path: _csv(*_nodes(network, table)),
        path.with_name(path.name + "-metadata.json"): (
            json.dumps(metadata, ensure_ascii=False, indent=1) + "\n"
        ).encode("utf-8"),
    }


def parquet_files(network: Network, table: Table | None, path: Path) -> Mapping[Path, bytes]:
    """Return two Parquet files, ties and nodes as for CSV, with the conditions in the schema's metadata.

    Raises:
        NetworkError: pyarrow is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise NetworkError("Parquet needs the package pyarrow; install it, or write .csv") from error
    note = {"coopgraph": conditions_text(network, table)}

    def parquet(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
        data = pyarrow.table({name: [row[index] for row in rows] for index, name in enumerate(columns)})
        out = io.BytesIO()
        pyarrow.parquet.write_table(data.replace_schema_metadata(note), out)
        return out.getvalue()

    return {
        path: parquet(*_ties(network)),
        path.with_suffix(".nodes.parquet"): parquet(*_nodes(network, table)),
    }


def data_frame(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> pandas.DataFrame:
    """Return rows as a pandas data frame.

    Raises:
        NetworkError: pandas is not installed.
    """
    try:
        import pandas
    except ImportError as error:
        raise NetworkError("data frames need the package pandas; install coopgraph[pandas]") from error
    return pandas.DataFrame([list(row) for row in rows], columns=list(columns))


def _ties(network: Network) -> tuple[list[str], list[list[Any]]]:
    names, ties = tie_rows(network)
    label = dict(network.graph.nodes(data="label"))
    columns = ["source", "source_label", "target", "target_label", *names]
    rows = [
        [
            row["source"],
            label[row["source"]],
            row["target"],
            label[row["target"]],
            *(cell(row[n]) for n in names),
        ]
        for row in ties
    ]
    return columns, rows


def _nodes(network: Network, table: Table | None) -> tuple[list[str], list[list[Any]]]:
    names, nodes = node_rows(network, table)
    return ["id", *names], [[row["id"], *(row.get(name) for name in names)] for row in nodes]


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8")
