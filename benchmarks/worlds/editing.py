"""Changing lines that are already written: only stories with a fault pay for it."""

from __future__ import annotations

from worlds.writing import SourceGraph


def change(graph: SourceGraph, subject: str, predicate: str, value: str | None) -> None:
    """Give ``subject`` another value of ``predicate`` wherever it has one; None takes the fact out."""
    start = f"{subject} {predicate} "
    kept = []
    for line in graph.text().splitlines(keepends=True):
        if not line.startswith(start):
            kept.append(line)
        elif value is not None:
            kept.append(f"{start}{value} {graph.graph} .\n")
    graph.pieces[:] = kept


def forget(graph: SourceGraph, subject: str) -> None:
    """Take out every fact of ``subject``."""
    text = graph.text().splitlines(keepends=True)
    graph.pieces[:] = [line for line in text if not line.startswith(subject + " ")]


def first(graph: SourceGraph, segment: str) -> str:
    """Return the first subject whose IRI lies under ``id/{segment}/``."""
    for line in graph.text().splitlines():
        subject = line.split(" ", 1)[0]
        if f"/id/{segment}/" in subject:
            return subject
    raise ValueError(f"{graph.key} speaks of no {segment}")
