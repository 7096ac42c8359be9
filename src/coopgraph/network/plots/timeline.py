"""A sliced network as bars: ties period by period, those that arrive apart from those that stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coopgraph.network.plots.style import COLOURS, caption, title

if TYPE_CHECKING:
    from coopgraph.network.slicing import Slices


def draw_timeline(slices: Slices) -> Any:
    """Return the figure of the slices: bars of ties, and a mark for the nodes that have any."""
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    table = slices.table()
    at = {name: table.columns.index(name) for name in table.columns}
    names = [str(row[at["period"]]) for row in table.rows]
    numbers = {name: [int(str(row[at[name]])) for row in table.rows] for name in ("ties", "arrived", "nodes")}
    earlier = [ties - new for ties, new in zip(numbers["ties"], numbers["arrived"], strict=True)]
    places = list(range(len(names)))
    figure = Figure(figsize=(min(max(7.0, 0.42 * len(names) + 2), 20.0), 4.6), facecolor="white")
    axes = figure.add_axes((0.08, 0.23, 0.89, 0.58))
    axes.bar(places, earlier, color=COLOURS[0], label="ties known from earlier", width=0.8)
    axes.bar(
        places, numbers["arrived"], bottom=earlier, color=COLOURS[5], label="ties that arrive", width=0.8
    )
    present = [(place, count) for place, count in zip(places, numbers["nodes"], strict=True) if count]
    axes.plot(
        [place for place, _ in present],
        [count for _, count in present],
        color="#1A1A1A",
        marker="D",
        markersize=4,
        linestyle="",
        label="nodes with a tie",
    )
    step = max(1, len(names) // 24)
    axes.set_xticks(
        places[::step],
        names[::step],
        rotation=45 if len(names) > 8 else 0,
        ha="right" if len(names) > 8 else "center",
    )
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_ylim(bottom=0)
    axes.grid(axis="y", color="#DDDDDD", linewidth=0.6)
    axes.set_axisbelow(True)
    title(figure, slices.whole.projection.title)
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=3, frameon=False, fontsize=8)
    caption(figure, slices.whole, f" · undated ties, in no period: {table.facts['undated ties']}")
    return figure
