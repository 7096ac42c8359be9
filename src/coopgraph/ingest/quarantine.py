"""Refused graphs: what is said of one, to whom, and setting it aside with its report, for repair."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from coopgraph.errors import InvalidDataError, StoreUnavailableError
from coopgraph.provenance.labels import labels

if TYPE_CHECKING:
    from coopgraph.store.embedded import EmbeddedStore
    from coopgraph.validation import Report

OnRefusal = Callable[["EmbeddedStore", "Report"], None]
"""Told a refused graph and its report, while the graph can still be asked."""


def unheard(graph: EmbeddedStore, report: Report) -> None:
    """Tell nobody of a refused graph: the error says enough."""


def refused(
    graph: EmbeddedStore,
    report: Report,
    remedy: str,
    on_refusal: OnRefusal = unheard,
    quarantine: Path | None = None,
) -> InvalidDataError:
    """Return the error to raise for a graph that breaks rules, once it has been told of and set aside.

    Args:
        graph: the graph as it was to be published.
        report: what is wrong with it.
        remedy: what to do about it, a sentence without its full stop; where it is set aside, the error says where.
        on_refusal: told first.
        quarantine: the folder to set it aside in.

    Raises:
        StoreUnavailableError: as ``set_aside``.
    """
    on_refusal(graph, report)
    if quarantine is not None:
        remedy = f"The refused graph and the report on it are in {set_aside(quarantine, graph, report)}"
    return InvalidDataError(f"{refusal(report)}. {remedy}", report)


def refusal(report: Report) -> str:
    """Return what to say of a graph that breaks rules, without the remedy."""
    count = len(report.violations)
    rules = ", ".join(sorted({result.rule for result in report.violations}))
    counted = "1 violation" if count == 1 else f"{count} violations"
    return f"the graph has {counted} ({rules}); the store is as it was"


def set_aside(folder: Path, store: EmbeddedStore, report: Report) -> Path:
    """Write a refused graph and its report into a folder of their own under ``folder``; return that folder.

    It holds ``graph.nq``, ``report.json`` and ``report.txt``, and is named after the graph's SHA-256: the same
    graph refused twice is set aside once.

    Raises:
        StoreUnavailableError: the folder cannot be written.
    """
    data = store.dump_nquads()
    place = folder / f"refused-{hashlib.sha256(data).hexdigest()[:12]}"
    try:
        place.mkdir(parents=True, exist_ok=True)
        (place / "graph.nq").write_bytes(data)
        (place / "report.json").write_text(report.to_json() + "\n", encoding="utf-8")
        text = report.to_text(labels=labels(store.select, report.iris()))
        (place / "report.txt").write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise StoreUnavailableError(
            f"the refused graph cannot be set aside in {folder}: {error.strerror}; "
            "name another folder with --quarantine"
        ) from error
    return place
