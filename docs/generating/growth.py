"""What a larger graph takes, estimated from the curves that ``scripts/bench growth`` measured."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from math import log
from pathlib import Path
from typing import Any

from generating.markdown import table
from generating.product import Product

_RESULT = Path(__file__).resolve().parents[2] / "benchmarks" / "results" / "growth.json"
_SIZES = {"10⁷": 10**7, "10⁸": 10**8, "10⁹": 10**9}
_EURO_A_GIB = 4
Curve = Callable[[float], float]


def growth(_: Product) -> str:
    """Return the passage: measured, estimated, and where the engines cross."""
    result = json.loads(_RESULT.read_text(encoding="utf-8"))
    points = result["points"]
    small, large = points[-2:]
    head = f"{large['quads']:,} quads, measured"
    rows = [
        _row("embedded: loading", _line(points, "embedded", "load_seconds"), large, _time),
        _row("embedded: memory", _line(points, "embedded", "megabytes"), large, _size),
        _row("embedded: euros a month", _money(_line(points, "embedded", "megabytes"), 1.25), large, _euros),
        _row("embedded: a question", _power(points, "embedded"), large, _time),
        _row("Virtuoso: loading", _line(points, "virtuoso", "load_seconds"), large, _time),
        _row("Virtuoso: database", _line(points, "virtuoso", "disk_megabytes"), large, _size),
        _row(
            "Virtuoso: euros a month", _money(_line(points, "virtuoso", "disk_megabytes"), 1.5), large, _euros
        ),
        _row("Virtuoso: a question", _power(points, "virtuoso"), large, _time),
    ]
    ratios = [point["virtuoso"]["mean_ms"] / point["embedded"]["mean_ms"] for point in points]
    measured = ", ".join(
        f"{ratio:.1f} at {point['quads']:,} quads" for ratio, point in zip(ratios, points, strict=True)
    )
    return "\n".join(
        [
            table(["", head, *_SIZES], rows),
            "",
            f"Measured on {result['date']} (`benchmarks/results/growth.json`): Virtuoso took for one question, on the "
            f"geometric mean, this many times what the embedded store took: {measured}. {_crossing(points, ratios)} "
            "Everything to the right of the first column is an estimate: loading, memory and database along the "
            f"straight line through the graphs of {small['quads']:,} and {large['quads']:,} quads, the time of a "
            "question along the power law through them. Money is memory alone, at "
            f"{_EURO_A_GIB} euros a GiB and month, a price assumed, not asked for: a quarter more than the graph for "
            "the embedded store, half more than the database for Virtuoso.",
        ]
    )


def _crossing(points: Sequence[Any], ratios: Sequence[float]) -> str:
    if ratios[-1] < 1:
        at = next(point["quads"] for point, ratio in zip(points, ratios, strict=True) if ratio < 1)
        return f"Virtuoso was the quicker at {at:,} quads."
    slope = log(ratios[-1] / ratios[-2]) / log(points[-1]["quads"] / points[-2]["quads"])
    if slope >= 0:
        return "The lines do not approach each other at these sizes."
    at = points[-1]["quads"] * ratios[-1] ** (-1 / slope)
    return f"Drawn on, the lines cross at about {_rounded(at)} quads."


def _row(name: str, curve: Curve, large: Any, shown: Callable[[float], str]) -> list[str]:
    return [name, *(shown(curve(size)) for size in (large["quads"], *_SIZES.values()))]


def _line(points: Sequence[Any], engine: str, what: str) -> Curve:
    (x, y), (x2, y2) = [(point["quads"], point[engine][what]) for point in points[-2:]]
    return lambda size: y2 + (y2 - y) / (x2 - x) * (size - x2)


def _power(points: Sequence[Any], engine: str) -> Curve:
    (x, y), (x2, y2) = [(point["quads"], point[engine]["mean_ms"] / 1000) for point in points[-2:]]
    slope = log(y2 / y) / log(x2 / x)
    return lambda size: float(y2 * (size / x2) ** slope)


def _money(megabytes: Curve, share: float) -> Curve:
    return lambda size: megabytes(size) / 1024 * share * _EURO_A_GIB


def _time(seconds: float) -> str:
    for unit, length in (("days", 86_400), ("h", 3600), ("min", 60), ("s", 1)):
        if seconds >= 2 * length:
            return f"{_rounded(seconds / length)} {unit}"
    return f"{_rounded(1000 * seconds)} ms"


def _size(megabytes: float) -> str:
    for unit, length in (("TB", 1024**2), ("GB", 1024)):
        if megabytes >= length:
            return f"{_rounded(megabytes / length)} {unit}"
    return f"{_rounded(megabytes)} MB"


def _euros(amount: float) -> str:
    return f"{_rounded(max(amount, 1))}"


def _rounded(value: float) -> str:
    """Return a number to two significant digits."""
    digits = float(f"{value:.2g}")
    return f"{digits:,.0f}" if digits >= 10 else f"{digits:g}"
