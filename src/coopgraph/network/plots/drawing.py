"""A network as points and lines."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.spatial import KDTree

from coopgraph.errors import NetworkError
from coopgraph.network.plots.layout import label_places
from coopgraph.network.plots.style import caption, colours, kind_of, legend, shortened, title
from coopgraph.network.positions import positions

if TYPE_CHECKING:
    from coopgraph.network.measures.fast.arrays import Array
    from coopgraph.network.model import Network, Table

_MOST = 1_500


def draw(network: Network, table: Table | None) -> Any:
    """Return the figure of a network: colour by side, shape by type, size by a measure, width by weight."""
    from matplotlib.figure import Figure

    graph = network.graph
    if not 0 < len(graph) <= _MOST:
        raise NetworkError(
            f"{network.name} has {len(graph)} nodes, and a picture shows between 1 and {_MOST}; "
            "set conditions, take a backbone, or write .gexf for Gephi"
        )
    places = {node: (x, y) for node, (x, y) in zip(graph, positions(network).tolist(), strict=True)}
    spread = np.array(list(places.values()))
    nearest = _nearest(spread)
    low, high = spread.min(axis=0), spread.max(axis=0)
    wide, tall = (high - low).tolist()
    scale, width, height = _paper(wide, tall, nearest)
    bottom, top = 0.55, 0.85
    figure = Figure(figsize=(width, height + bottom + top), facecolor="white")
    axes = figure.add_axes((0.0, bottom / (height + bottom + top), 1.0, height / (height + bottom + top)))
    axes.set_axis_off()
    (x, y), (half, up) = (low + high) / 2, (width / scale / 2, height / scale / 2)
    axes.set_xlim(x - half, x + half)
    axes.set_ylim(y - up, y + up)
    title(figure, network.projection.title)
    unit = 1 / scale / 72  # of the axes, per point of type
    sizes, sized = _sizes(network, table, nearest / unit)
    heaviest = max((d["weight"] for _, _, d in graph.edges(data=True)), default=1)
    crowd = min(1.0, math.sqrt(250 / max(graph.number_of_edges(), 1)))
    for source, target, data in graph.edges(data=True):
        (a, b), (c, d) = places[source], places[target]
        heavy = math.sqrt(data["weight"] / heaviest) if heaviest > 1 else 0.0
        axes.plot(
            (a, c), (b, d), color="#9AA5B1", alpha=0.15 + 0.6 * crowd, zorder=1, solid_capstyle="round",
            linewidth=(0.8 + 2.4 * heavy) * max(crowd, 0.25),
        )  # fmt: skip
    sides = [str(side) for _, side in graph.nodes(data="side")]
    palette = colours(sides)
    shapes: dict[str, str] = {}
    for node, data in graph.nodes(data=True):
        kind, marker = kind_of(data["type"])
        shapes[kind] = marker
        axes.scatter(
            *places[node], s=sizes[node] ** 2, marker=marker, color=palette[data["side"]],
            edgecolors="white", linewidths=0.8, zorder=2,
        )  # fmt: skip
    size = 7.5 if len(graph) <= 80 else 6.0
    ranked = sorted(graph, key=lambda node: (-sizes[node], node))
    texts = [(node, shortened(str(graph.nodes[node]["label"]))) for node in ranked]
    radii = {node: sizes[node] / 2 * unit for node in graph}
    bounds = (*axes.get_xlim(), *axes.get_ylim())
    frame = (bounds[0], bounds[2], bounds[1], bounds[3])
    labels = label_places(places, radii, list(graph.edges()), texts, size * 1.25 * unit, frame)
    for node, text in texts:
        if node in labels:
            x, y, align = labels[node]
            axes.text(
                x, y, text, fontsize=size, ha=align, va="center", zorder=3, color="#1A1A1A",
                bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.75, "pad": 0.4},
            )  # fmt: skip
    legend(figure, palette, sides, shapes)
    unlabelled = len(graph) - len(labels)
    left = f" · labels left out for want of room: {unlabelled}" if unlabelled else ""
    caption(figure, network, f" · size: {sized}{left}")
    return figure


def _nearest(points: Array) -> float:
    """Return how near the nearest other point is for the quarter of the points that stand closest."""
    if len(points) < 2:
        return 1.0
    found = KDTree(points).query(points, k=2)[0][:, 1]
    return max(float(np.quantile(found, 0.25)), 1e-3)


def _paper(wide: float, tall: float, nearest: float) -> tuple[float, float, float]:
    """Return inches for each unit, and the width and height of the picture: room for points, and labels outside."""
    beside, above = 1.6, 0.35
    scale = max(0.85, 16 / 72 / nearest)
    scale = min(scale, (18 - 2 * beside) / max(wide, 1e-3), (16 - 2 * above) / max(tall, 1e-3))
    return scale, max(8.0, wide * scale + 2 * beside), max(2.5, tall * scale + 2 * above)


def _sizes(network: Network, table: Table | None, room: float) -> tuple[dict[str, float], str]:
    """Return the width of each point in points of type, and what it stands for; ``room`` is that of close ones."""
    name, values = "degree", {node: float(count) for node, count in network.graph.degree()}
    for column in table.columns[4:] if table else ():
        assert table is not None
        found = table.column(column)
        if any(isinstance(value, float | int) and not isinstance(value, bool) for value in found.values()):
            name = column
            values = {
                node: float(value) if isinstance(value, float | int) else 0.0 for node, value in found.items()
            }
            break
    most = max(values.values(), default=0.0) or 1.0
    large = min(max(room * 0.95, 6.0), 19.0)
    small = max(large * 0.3, 3.0)
    return {n: small + (large - small) * math.sqrt(max(v, 0.0) / most) for n, v in values.items()}, name
