"""Pictures of networks, made to be looked at: drawn in Matplotlib, the same bytes for the same network.

Three kinds: the network with its actors as points, the matrix of who is tied to whom, and the periods of a sliced
network. Colours are those of Okabe and Ito, told apart by colour-blind readers as well; every picture says
under it what projection, conditions and version of the graph it shows.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from coopgraph.errors import NetworkError

if TYPE_CHECKING:
    from coopgraph.network.model import Network, Table
    from coopgraph.network.slicing import Slices

Kind = Literal["network", "matrix"]
ENDINGS = (".svg", ".png")

__all__ = ["ENDINGS", "Kind", "plot", "plot_timeline"]


def plot(network: Network, path: str | Path, kind: Kind = "network", table: Table | None = None) -> Path:
    """Draw a network to an SVG or PNG file and return its path.

    Args:
        network: what to draw.
        path: a file that ends in ``.svg`` or ``.png``.
        kind: ``"network"``, or ``"matrix"`` for a table of weights, made for regions and countries.
        table: measures of the network; the first that is a number gives the size of the points, else the degree.

    Raises:
        NetworkError: another ending, too many nodes to be seen, Matplotlib is not installed, or the file
            cannot be written.
    """
    from coopgraph.network.exports.fields import conditions_text

    _require_matplotlib()
    from coopgraph.network.plots.drawing import draw
    from coopgraph.network.plots.matrix import draw_matrix

    make: Callable[[], Any] = lambda: draw(network, table) if kind == "network" else draw_matrix(network)  # noqa: E731
    return _save(make, Path(path), conditions_text(network, table))


def plot_timeline(slices: Slices, path: str | Path) -> Path:
    """Draw how many ties each slice has, arrived ones apart, to an SVG or PNG file and return its path.

    Raises:
        NetworkError: as for ``plot``.
    """
    from coopgraph.network.exports.fields import conditions_text

    _require_matplotlib()
    from coopgraph.network.plots.timeline import draw_timeline

    return _save(lambda: draw_timeline(slices), Path(path), conditions_text(slices.whole, None))


def _require_matplotlib() -> None:
    try:
        import matplotlib  # noqa: F401
    except ImportError as error:
        raise NetworkError(
            "pictures need the package matplotlib; install coopgraph[plots], or write .gexf for Gephi"
        ) from error


def _save(make: Callable[[], Any], path: Path, conditions: str) -> Path:
    import matplotlib

    from coopgraph.network.plots.style import SETTINGS

    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise NetworkError(f"{path} does not end in a format of pictures; use {' or '.join(ENDINGS)}")
    out = io.BytesIO()
    with matplotlib.rc_context(cast("Any", SETTINGS)):
        metadata = {"Description": conditions, **({"Date": None} if ending == ".svg" else {})}
        make().savefig(out, format=ending[1:], metadata=metadata, dpi=160)
    try:
        path.write_bytes(out.getvalue())
    except OSError as error:
        raise NetworkError(
            f"{path} cannot be written: {error.strerror or error}; choose another place"
        ) from error
    return path
