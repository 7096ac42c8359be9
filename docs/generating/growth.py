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
    sizes = {name: size for name, size in _SIZES.items() if size > 1.5 * large["quads"]}
    shown = points[-3:]
    head = [f"{point['quads']:,} quads, measured" for point in shown]

    def row(name: str, engine: str, what: str, text: Callable[[float], str], share: float = 0) -> list[str]:
        curve = (_power if what == "mean_ms" else _line)(points, engine, what)
        values = [point[engine][what] for point in shown] + [curve(size) for size in sizes.values()]
        return [name, *(text(value / 1024 * share * _EURO_A_GIB if share else value) for value in values)]

    rows = [
        row("embedded: loading", "embedded", "load_seconds", _time),
        row("embedded: memory", "embedded", "megabytes", _size),
        row("embedded: euros a month", "embedded", "megabytes", _euros, 1.25),
        row("embedded: a question", "embedded", "mean_ms", _milliseconds),
        row("Virtuoso: loading", "virtuoso", "load_seconds", _time),
        row("Virtuoso: database", "virtuoso", "disk_megabytes", _size),
        row("Virtuoso: euros a month", "virtuoso", "disk_megabytes", _euros, 1.5),
        row("Virtuoso: a question", "virtuoso", "mean_ms", _milliseconds),
    ]
    ratios = [point["virtuoso"]["mean_ms"] / point["embedded"]["mean_ms"] for point in points]
    measured = ", ".join(
        f"{ratio:.3g} at {point['quads']:,} quads" for ratio, point in zip(ratios, points, strict=True)
    )
    names = list(sizes)
    estimated = f"The columns {', '.join(names[:-1])} and {names[-1]} are estimates"
    return "\n".join(
        [
            table(["", *head, *sizes], rows),
            "",
            f"Measured on {result['date']} (`benchmarks/results/growth.json`), in time of processors: Virtuoso took "
            f"for one question, on the geometric mean of the {len(_answered(points))} that both answer at every size, "
            f"this many times what the embedded store took: {measured}. {_crossing(points, ratios)} {_refused(large)}"
            f"{estimated}: loading, memory and database along the "
            f"straight line through the graphs of {small['quads']:,} and {large['quads']:,} quads, the time of a "
            "question along the power law through them. Money is memory alone, at "
            f"{_EURO_A_GIB} euros a GiB and month, a price assumed, not asked for: a quarter more than the graph for "
            "the embedded store, half more than the database for Virtuoso.",
        ]
    )


def _answered(points: Sequence[Any]) -> set[str]:
    """Return the questions that both engines answered at every size."""
    return set.intersection(
        *(set(point[engine]["ms"]) for point in points for engine in ("embedded", "virtuoso"))
    )


def _crossing(points: Sequence[Any], ratios: Sequence[float]) -> str:
    pairs = list(
        zip(zip(points, ratios, strict=True), zip(points[1:], ratios[1:], strict=False), strict=False)
    )
    for (low, before), (high, after) in pairs:
        if before >= 1 > after:
            at = _crossed(low["quads"], before, high["quads"], after)
            return (
                f"The lines cross between {low['quads']:,} and {high['quads']:,} quads, both measured: "
                f"by the power law between them at about {_rounded(at)}."
            )
    if ratios[0] < 1:
        return "Virtuoso was the quicker at every size."
    low, high = points[-2:]
    if ratios[-1] >= ratios[-2]:
        return "The lines do not approach each other at these sizes."
    at = _crossed(low["quads"], ratios[-2], high["quads"], ratios[-1])
    return f"Drawn on, the lines cross at about {_rounded(at)} quads."


def _crossed(x: float, ratio: float, x2: float, ratio2: float) -> float:
    """Return where the power law through two points is 1."""
    slope = log(ratio2 / ratio) / log(x2 / x)
    return float(x * ratio ** (-1 / slope))


def _refused(point: Any) -> str:
    """Return what is said of questions that were not answered at the largest size."""
    told = [
        f"{engine} did not answer {', '.join(name.split(' ')[0] for name in point[key]['refused'])}"
        for key, engine in (("embedded", "the embedded store"), ("virtuoso", "Virtuoso"))
        if point[key].get("refused")
    ]
    return f"At {point['quads']:,} quads {' and '.join(told)}. " if told else ""


def _line(points: Sequence[Any], engine: str, what: str) -> Curve:
    (x, y), (x2, y2) = [(point["quads"], point[engine][what]) for point in points[-2:]]
    return lambda size: y2 + (y2 - y) / (x2 - x) * (size - x2)


def _power(points: Sequence[Any], engine: str, what: str) -> Curve:
    (x, y), (x2, y2) = [(point["quads"], point[engine][what]) for point in points[-2:]]
    slope = log(y2 / y) / log(x2 / x)
    return lambda size: float(y2 * (size / x2) ** slope)


def _time(seconds: float) -> str:
    for unit, length in (("days", 86_400), ("h", 3600), ("min", 60), ("s", 1)):
        if seconds >= 2 * length:
            return f"{_rounded(seconds / length)} {unit}"
    return f"{_rounded(1000 * seconds)} ms"


def _milliseconds(milliseconds: float) -> str:
    return _time(milliseconds / 1000)


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
