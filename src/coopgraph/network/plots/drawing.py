"""A network as points and lines."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from coopgraph.errors import NetworkError
from coopgraph.network.plots.layout import label_places, positions
from coopgraph.network.plots.style import caption, colours, kind_of, legend, shortened, title

if TYPE_CHECKING:
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
    places = positions(graph)
    xs, ys = zip(*places.values(), strict=True)
    margin = 1.5
    wide, tall = max(xs) - min(xs) + 2 * margin, max(ys) - min(ys) + margin
    width = min(max(8.0, wide * 0.85), 18.0)
    height = min(max(2.5, (width - 0.2) * tall / wide), 16.0)
    bottom, top = 0.55, 0.85
    figure = Figure(figsize=(width, height + bottom + top), facecolor="white")
    axes = figure.add_axes(
        (0.1 / width, bottom / (height + bottom + top), 1 - 0.2 / width, height / (height + bottom + top))
    )
    axes.set_axis_off()
    axes.set_aspect("equal")
    axes.set_xlim(min(xs) - margin, max(xs) + margin)
    axes.set_ylim(min(ys) - margin / 2, max(ys) + margin / 2)
    title(figure, network.projection.title)
    unit = max(wide / (width - 0.2), tall / height) / 72  # of the axes, per point of type
    sizes, sized = _sizes(network, table)
    heaviest = max((d["weight"] for _, _, d in graph.edges(data=True)), default=1)
    for source, target, data in graph.edges(data=True):
        (a, b), (c, d) = places[source], places[target]
        axes.plot(
            (a, c), (b, d), color="#9AA5B1", alpha=0.75, zorder=1, solid_capstyle="round",
            linewidth=0.6 + 2.6 * math.sqrt(data["weight"] / heaviest) * (heaviest > 1),
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


def _sizes(network: Network, table: Table | None) -> tuple[dict[str, float], str]:
    """Return the width of each point in points of type, and what it stands for."""
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
    small, large = (6.0, 19.0) if len(values) <= 80 else (3.5, 14.0)
    return {n: small + (large - small) * math.sqrt(max(v, 0.0) / most) for n, v in values.items()}, name
