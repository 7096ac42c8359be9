"""A network as a table of weights: who is tied to whom, and how much."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coopgraph.errors import NetworkError
from coopgraph.network.plots.style import caption, colours, ink, legend, shortened, title

if TYPE_CHECKING:
    from coopgraph.network.model import Network

_MOST = 80


def draw_matrix(network: Network) -> Any:
    """Return the figure of the matrix: rows and columns by side, then by falling strength."""
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    graph = network.graph
    strength = dict(graph.degree(weight="weight"))
    order = sorted(graph, key=lambda n: (graph.nodes[n]["side"] or "~", -strength[n], n))
    rows, columns = order, order
    if network.projection.mode == "two":
        rows = [node for node in order if graph.nodes[node]["mode"] == "source"]
        columns = [node for node in order if graph.nodes[node]["mode"] == "target"]
    if not 0 < max(len(rows), len(columns)) <= _MOST:
        raise NetworkError(
            f"{network.name} has {max(len(rows), len(columns))} nodes on one side, and a matrix shows "
            f"between 1 and {_MOST}; set conditions such as region or side, or write .csv"
        )
    values = [[_weight(graph, row, column) for column in columns] for row in rows]
    most = max(max(row) for row in values) or 1
    cell = 0.3 if max(len(rows), len(columns)) > 30 else 0.42
    names = {node: shortened(str(graph.nodes[node]["label"]), 30) for node in graph}
    left = 0.3 + 0.062 * max(len(names[node]) for node in rows)
    bottom = 0.85 + 0.056 * max(len(names[node]) for node in columns)
    top, right = 0.85, 0.9
    width, height = max(len(columns) * cell + left + right, 6.0), len(rows) * cell + bottom + top
    figure = Figure(figsize=(width, height), facecolor="white")
    axes = figure.add_axes(
        (left / width, bottom / height, len(columns) * cell / width, len(rows) * cell / height)
    )
    shown = axes.pcolormesh(values, cmap="Blues", vmin=0, vmax=most, edgecolors="white", linewidth=0.7)
    axes.invert_yaxis()
    if rows is columns:
        axes.scatter(
            [n + 0.5 for n in range(len(rows))], [n + 0.5 for n in range(len(rows))], s=4, color="#C4CBD3"
        )
    palette = colours([str(graph.nodes[node]["side"]) for node in graph])
    for axis, nodes, setting in (("x", columns, axes.set_xticks), ("y", rows, axes.set_yticks)):
        setting([place + 0.5 for place in range(len(nodes))])
        labels = [names[node] for node in nodes]
        if axis == "x":
            axes.set_xticklabels(labels, rotation=60, ha="right", rotation_mode="anchor", fontsize=7)
        else:
            axes.set_yticklabels(labels, fontsize=7)
        for tick, node in zip(getattr(axes, f"get_{axis}ticklabels")(), nodes, strict=True):
            side = graph.nodes[node]["side"]
            tick.set_color(ink(palette[side]) if side else "#333333")
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
    if most < 1000:
        for down, row in enumerate(values):
            for across, value in enumerate(row):
                if value:
                    dark = value > 0.55 * most
                    axes.text(
                        across + 0.5, down + 0.5, f"{value:g}" if value >= 0.1 else "·", ha="center", va="center",
                        fontsize=6.5, color="white" if dark else "#1A1A1A",
                    )  # fmt: skip
    title(figure, network.projection.title)
    if most > 1:
        bar = figure.add_axes(
            (
                (left + len(columns) * cell + 0.15) / width,
                bottom / height,
                0.12 / width,
                min(1.8, len(rows) * cell) / height,
            )
        )
        figure.colorbar(shown, cax=bar, ticks=MaxNLocator(5, integer=True)).outline.set_visible(False)
        bar.set_title("weight", fontsize=7)
        bar.tick_params(labelsize=6.5, length=2)
    legend(figure, palette, [str(graph.nodes[node]["side"]) for node in graph], {})
    caption(figure, network)
    return figure


def _weight(graph: Any, one: str, other: str) -> float:
    return float(graph.edges[one, other]["weight"]) if graph.has_edge(one, other) else 0.0
