"""Standing networks on disk: Parquet files in the folder of a revision."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from coopgraph.errors import CoopgraphError, NetworkError
from coopgraph.network.declaration import declare
from coopgraph.network.measures.fast import installed
from coopgraph.version import __version__

if TYPE_CHECKING:
    from coopgraph.network.model import Network
    from coopgraph.network.standing.asking import Standing
    from coopgraph.queries import Catalogue, Query
    from coopgraph.store.protocol import Store
    from coopgraph.store.revisions import Revision

PACKAGES = ("numpy", "pyarrow", "scipy")
_LIBRARIES = ("networkit", "networkx", *PACKAGES)
_PARTS = ("nodes", "ties", "makings", "dates")
_WHOLE = "network.json.z"
"""The network as node-link JSON, with all that its ties rest on, compressed by zlib."""


def drawn_for(query: Query, store: Store, graph_version: str, revision: Revision | None) -> Standing:
    """Return the standing network of a projection: as the revision keeps it, else drawn, and kept for the next time.

    Args:
        query: a projection whose parameters all have defaults.
        store: what to draw it from.
        graph_version: the version of the graph in it.
        revision: where it is kept; None draws it each time, as for an endpoint.

    Raises:
        NetworkError: a package of ``coopgraph[networks]`` is missing, or as for ``project``.
    """
    missing = [name for name in PACKAGES if not installed(name)]
    if missing:
        raise NetworkError(
            f"standing networks need the package {missing[0]}; install coopgraph[networks], or leave the option out"
        )
    home = None if revision is None or revision.version != graph_version else _home(revision, query)
    if home is not None and home.is_dir():
        with suppress(OSError, ValueError, KeyError):  # unreadable, or of another version: drawn anew
            return _read(home, _key(graph_version, query))
    from coopgraph.network.standing.drawing import draw

    drawn, network = draw(store, query, graph_version)
    if home is not None:
        with suppress(OSError):  # a folder that others own is no reason not to answer
            _write(drawn, network, home, _key(graph_version, query))
    return drawn


def materialise(
    revision: Revision, catalogue: Catalogue, progress: Callable[[str], None] = lambda _: None
) -> Mapping[str, CoopgraphError | None]:
    """Keep the standing networks of a revision, and return their names, each with what was wrong with it, if anything.

    Projections with a parameter that has no default are left out. Where a package that is needed is missing, nothing is
    kept.
    """
    if not installed(*PACKAGES):
        return {}
    found: dict[str, CoopgraphError | None] = {}
    store = revision.open()
    try:
        for query in catalogue.family("networks"):
            if all(one.default is not None for one in query.parameters):
                progress(f"drawing {query.name}")
                try:
                    drawn_for(query, store, revision.version, revision)
                    found[query.name] = None
                except CoopgraphError as error:
                    found[query.name] = error
    finally:
        store.close()
    return found


def kept_whole(folder: Path, graph_version: str, catalogue: Catalogue) -> dict[str, bytes]:
    """Return the networks that the folder of a revision keeps, by name: each as node-link JSON, compressed by zlib.

    What is missing, unreadable, or kept by another version of the software is left out.
    """
    found: dict[str, bytes] = {}
    for query in catalogue.family("networks"):
        home = _place(folder, query)
        with suppress(OSError, ValueError, KeyError):
            said = json.loads((home / "about.json").read_text(encoding="utf-8"))
            if said["key"] == _key(graph_version, query):
                found[query.name] = (home / _WHOLE).read_bytes()
    return found


def _home(revision: Revision, query: Query) -> Path:
    return _place(revision.path, query)


def _place(folder: Path, query: Query) -> Path:
    short = query.name.replace("/", "-")
    return folder / "networks" / f"{short}-{declare(query).sha256[:12]}"


def _key(graph_version: str, query: Query) -> dict[str, object]:
    """Return what a kept network must say of itself to be taken for that of the graph: all that it depends on."""
    return {
        "graph_version": graph_version,
        "projection_sha256": declare(query).sha256,
        "coopgraph": __version__,
        "code_sha256": _code(),
        "libraries": {name: version(name) for name in _LIBRARIES if find_spec(name)},
    }


@cache
def _code() -> str:
    """Return a digest of the code that draws and measures networks, which changes between versions in a checkout."""
    room = Path(__file__).parents[1]
    return hashlib.sha256(b"".join(file.read_bytes() for file in sorted(room.rglob("*.py")))).hexdigest()


def _read(home: Path, key: Mapping[str, object]) -> Standing:
    import pyarrow.parquet as parquet

    from coopgraph.network.standing.asking import Standing

    said = json.loads((home / "about.json").read_text(encoding="utf-8"))
    if said["key"] != key:
        raise ValueError("kept of another graph, or by another version")
    frames = {part: parquet.read_table(home / f"{part}.parquet") for part in _PARTS}
    columns = {part: dict(_arrays(table)) for part, table in frames.items()}
    return Standing(about=said["about"], **cast("dict[str, Any]", columns))


def _arrays(table: Any) -> Iterator[tuple[str, Any]]:
    for name in table.column_names:
        yield name, table.column(name).to_numpy()


def _write(drawn: Standing, network: Network, home: Path, key: Mapping[str, object]) -> None:
    """Write aside, then move into place; whoever comes second leaves the first alone."""
    import pyarrow
    import pyarrow.parquet as parquet

    from coopgraph.network.exports import node_link

    aside = home.with_name(f".{home.name}-{os.getpid()}")
    aside.mkdir(parents=True, exist_ok=True)
    try:
        for part in _PARTS:
            table = pyarrow.table(dict(getattr(drawn, part)))
            parquet.write_table(table, aside / f"{part}.parquet")
        (aside / _WHOLE).write_bytes(zlib.compress(node_link(network), 1))
        text = json.dumps({"key": key, "about": drawn.about}, ensure_ascii=False, indent=1)
        (aside / "about.json").write_text(text + "\n", encoding="utf-8")
        shutil.rmtree(home, ignore_errors=True)
        aside.rename(home)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
