"""What all pictures share: settings, colours, the words under them."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coopgraph.network.model import Network

SETTINGS: dict[str, Any] = {
    "svg.hashsalt": "coopgraph",
    "svg.fonttype": "none",
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
}

# M. Okabe and K. Ito, "Color universal design" (2008), without black and with the yellow last: it is weak on white.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#F0E442")
_READABLE = 0.18
"""The greatest luminance of words: a contrast of 4.5 to 1 with white, as WCAG 2 asks."""
NONE = "#8C8C8C"
"""The colour of what has no side, or of one side too many to have a colour of its own."""

_KINDS = {
    "person": ("o", ("Person",)),
    "place": ("D", ("Country", "Region", "City", "Venue", "Place")),
    "event": ("^", ("Event", "EventSeries", "Session", "ThematicTable", "Signing")),
    "undertaking": ("P", ("Undertaking", "Agreement", "Partnership")),
    "sector or other code": ("v", ("Concept",)),
}
_KIND_OF = {type_: (kind, marker) for kind, (marker, types) in _KINDS.items() for type_ in types}


def kind_of(type_: str) -> tuple[str, str]:
    """Return the kind of thing that a type is in a legend, and its marker; what is nothing else is an institution."""
    return _KIND_OF.get(type_, ("institution", "s"))


def colours(sides: list[str]) -> dict[str, str]:
    """Return a colour for each side; the seven sides with most nodes have one of their own."""
    counted = sorted(set(sides) - {""}, key=lambda side: (-sides.count(side), side))
    own = sorted(counted[: len(COLOURS)])
    return {side: COLOURS[own.index(side)] if side in own else NONE for side in {*counted, ""}}


def ink(colour: str) -> str:
    """Return a colour dark enough to read words in on white: itself, or as much of it as contrast allows."""
    from matplotlib.colors import to_hex, to_rgb

    red, green, blue = to_rgb(colour)
    light = 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2
    shade = min(1.0, (_READABLE / light) ** (1 / 2.2)) if light else 1.0
    return to_hex((red * shade, green * shade, blue * shade))


def title(figure: Any, text: str) -> None:
    """Write the title of a picture at its top left."""
    wide, tall = figure.get_figwidth(), figure.get_figheight()
    figure.text(0.15 / wide, 1 - 0.36 / tall, text, fontsize=13, fontweight="bold")


def legend(figure: Any, palette: dict[str, str], sides: list[str], shapes: dict[str, str]) -> None:
    """Write under the title what colours and shapes mean."""
    from matplotlib.lines import Line2D

    named = sorted(side for side in set(sides) if side and palette[side] != NONE)
    entries = [(side, "o", palette[side]) for side in named]
    if named and any(palette[side] == NONE for side in sides):
        entries.append(("other sides or none" if len(named) == 7 else "no side", "o", NONE))
    if len(shapes) > 1:
        entries += [(name, marker, "#444444") for name, marker in sorted(shapes.items())]
    if not entries:
        return
    handles = [
        Line2D([], [], linestyle="", marker=marker, color=colour, markersize=7, label=name)
        for name, marker, colour in entries
    ]
    tall = figure.get_figheight()
    figure.legend(
        handles=handles, loc="upper left", bbox_to_anchor=(0.08 / figure.get_figwidth(), 1 - 0.42 / tall),
        ncols=len(handles), frameon=False, fontsize=8, handletextpad=0.2, columnspacing=1.0,
    )  # fmt: skip


def caption(figure: Any, network: Network, more: str = "") -> None:
    """Write under a picture what it shows."""
    asked = ", ".join(f"{name} {value}" for name, value in sorted(network.parameters.items()))
    version = f" · graph {network.graph_version[:12]}" if network.graph_version else ""
    text = f"{network.name} (sha256 {network.projection.sha256[:12]}): {network.projection.tie}"
    most = int((figure.get_figwidth() - 0.3) * 21)
    lines = textwrap.wrap(text, most) + textwrap.wrap(f"{asked or 'no conditions'}{version}{more}", most)
    wide, tall = figure.get_figwidth(), figure.get_figheight()
    figure.text(
        0.15 / wide, 0.08 / tall, "\n".join(lines), fontsize=6.5, color="#555555", va="bottom", ha="left"
    )


def shortened(label: str, most: int = 34) -> str:
    """Return a label cut to what fits beside a point, with an ellipsis where it was cut."""
    return label if len(label) <= most else label[: most - 1].rstrip() + "…"
