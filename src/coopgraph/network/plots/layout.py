"""Where labels go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Point = tuple[float, float]
Box = tuple[float, float, float, float]


def label_places(
    points: Mapping[str, Point],
    radii: Mapping[str, float],
    lines: Sequence[tuple[str, str]],
    texts: Sequence[tuple[str, str]],
    height: float,
    bounds: Box,
) -> dict[str, tuple[float, float, str]]:
    """Return where each label goes, as x, y and horizontal alignment, in the units of the points.

    Labels are set one after the other, each beside, above or below its point, where it covers least of points and
    lines; a label that would cover another, or leave the picture, wherever it stood is left out.

    Args:
        points: all points.
        radii: the radius of each.
        lines: the ends of the lines between points.
        texts: node and label, the most important first.
        height: of a line of text; a character is taken to be 0.55 of that wide.
        bounds: of the picture.
    """
    taken: list[Box] = []
    discs = [(x - radii[n], y - radii[n], x + radii[n], y + radii[n]) for n, (x, y) in points.items()]
    discs += [
        (x - height / 12, y - height / 12, x + height / 12, y + height / 12)
        for one, other in lines
        for x, y in _along(points[one], points[other])
    ]
    found: dict[str, tuple[float, float, str]] = {}
    for node, text in texts:
        wide = max(map(len, text.split("\n"))) * height * 0.55
        tall = (text.count("\n") + 1) * height
        x, y = points[node]
        gap = radii[node] + height * 0.25
        best: tuple[float, tuple[float, float, str], Box] | None = None
        for rank, (across, up, align) in enumerate(_AROUND):
            left = {"left": 0.0, "center": -wide / 2, "right": -wide}[align] + x + across * gap
            bottom = y + up * (gap + tall / 2) - tall / 2
            box = (left, bottom, left + wide, bottom + tall)
            inside = (
                box[0] >= bounds[0] and box[1] >= bounds[1] and box[2] <= bounds[2] and box[3] <= bounds[3]
            )
            if not inside or any(_overlap(box, other) for other in taken):
                continue
            cost = sum(
                _overlap(box, disc) * (4 if place < len(points) else 1) for place, disc in enumerate(discs)
            )
            cost = cost / (height * height) + rank * 0.01
            if best is None or cost < best[0]:
                best = (cost, (x + across * gap, bottom + tall / 2, align), box)
        if best is not None:
            found[node] = best[1]
            taken.append(best[2])
    return found


_AROUND = (
    (1, 0, "left"),
    (-1, 0, "right"),
    (0, 1, "center"),
    (0, -1, "center"),
    (0.7, 0.6, "left"),
    (0.7, -0.6, "left"),
    (-0.7, 0.6, "right"),
    (-0.7, -0.6, "right"),
)


def _along(one: Point, other: Point) -> list[Point]:
    """Return some points of a line."""
    return [
        (one[0] + (other[0] - one[0]) * t / 12, one[1] + (other[1] - one[1]) * t / 12) for t in range(1, 12)
    ]


def _overlap(one: Box, other: Box) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    tall = min(one[3], other[3]) - max(one[1], other[1])
    return wide * tall if wide > 0 and tall > 0 else 0.0
