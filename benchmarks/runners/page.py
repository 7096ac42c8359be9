"""The results page: ratios first, then how they came about. Written by the run, never by hand."""

from __future__ import annotations

import json
from typing import Any

from runners.measuring import RESULTS, ROOT

_ORDER = ("load", "questions", "check", "http", "streaming", "growth", "networks", "standing", "search")
_HEAD = """# Benchmarks

Written by `scripts/bench`; do not edit. Each figure is measured beside its peer in one run on one machine, so
trust the ratios, not the seconds. The worlds are made up by `benchmarks/world.py`, the same bytes for the same seed.
"""


def write_page(name: str, before: dict[str, object], seconds: int) -> None:
    """Add the machine to the result ``name`` and write docs/benchmarks.md from all results there are."""
    path = RESULTS / f"{name}.json"
    result = json.loads(path.read_text(encoding="utf-8"))
    result.update(machine=before, run_seconds=seconds)
    path.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    found = [RESULTS / f"{known}.json" for known in _ORDER]
    parts = [_section(json.loads(file.read_text(encoding="utf-8"))) for file in found if file.is_file()]
    (ROOT / "docs" / "benchmarks.md").write_text("\n".join([_HEAD, *parts]), encoding="utf-8")


def _section(result: dict[str, Any]) -> str:
    lines = [f"## {result['title']}", "", "| | | of processor time |", "|---|---|---|"]
    lines += [f"| {row['what']} | {_number(row['ratio'])} | {_cpu(row)} |" for row in result["rows"]]
    if "table" in result:
        lines += ["", *_table(result["table"])]
    if "times" in result:
        lines += ["", *_times(result["times"])]
    machine = result["machine"]
    versions = ", ".join(f"{name} {number}" for name, number in machine["packages"].items())
    lines += [
        "",
        result["method"],
        "",
        f"{result['date']}, {machine['cores']} cores, {machine['memory_gib']} GiB, {machine['system']}, load before "
        f"{machine['load_before']}; Python {machine['python']}; {versions}. {_world(result)}"
        f"The run took {result['run_seconds']} s.",
        "",
    ]
    return "\n".join(lines)


def _world(result: dict[str, Any]) -> str:
    if "world" not in result:
        return ""
    world = result["world"]
    return (
        f"World: {world['quads']:,} quads, {world['graphs']:,} graphs, seed {world['seed']}, "
        f"fault rate {world['fault_rate']:g}. "
    )


def _cpu(row: dict[str, Any]) -> str:
    return _number(row["of_processor_time"]) if row.get("of_processor_time") else ""


def _number(value: float | None) -> str:
    if value is None:
        return "not measured"
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"


def _table(rows: list[dict[str, Any]]) -> list[str]:
    heads = list(rows[0])
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    return lines + [f"| {' | '.join(_cell(row[head]) for head in heads)} |" for row in rows]


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "NO"
    return _number(value) if isinstance(value, int | float) else str(value)


def _times(times: dict[str, dict[str, Any]]) -> list[str]:
    lines = ["| way | figures |", "|---|---|"]
    for name, found in times.items():
        if all(isinstance(value, dict) for value in found.values()):
            lines += [f"| {name}, {kind} | {_figures(numbers)} |" for kind, numbers in found.items()]
        else:
            lines.append(f"| {name} | {_figures(found)} |")
    return lines


def _figures(numbers: dict[str, Any]) -> str:
    shown = (
        f"{key.replace('_', ' ')} {_shown(value)}"
        for key, value in numbers.items()
        if value not in ([], None)
    )
    return "; ".join(shown)


def _shown(value: object) -> str:
    return _number(value) if isinstance(value, int | float) else str(value).replace("|", "/")
