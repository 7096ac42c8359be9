"""What is recorded as standing against what, told once for each conflict in a reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from rdflib import Literal

if TYPE_CHECKING:
    from coopgraph.store.protocol import Term


class Conflict(NamedTuple):
    """A recorded discrepancy: its IRI, that of its type, and why; an empty explanation where it gives none."""

    discrepancy: str
    type: str
    explanation: Literal


def conflicts_in(
    rows: Iterable[Mapping[str, Term]], languages: tuple[str, ...] = ("en", "it")
) -> list[Conflict]:
    """Return the conflicts in the rows of ``pages/conflicts``, in their order.

    Each is explained in the first of ``languages`` that there is, else in any.
    """
    best: dict[str, tuple[int, Conflict]] = {}
    for row in rows:
        text = row.get("explanation")
        explanation = text if isinstance(text, Literal) else Literal("")
        language = explanation.language
        rank = languages.index(language) if language in languages else len(languages)
        conflict = Conflict(str(row["discrepancy"]), str(row["type"]), explanation)
        former = best.get(conflict.discrepancy)
        if former is None or rank < former[0]:
            best[conflict.discrepancy] = rank, conflict
    return [conflict for _, conflict in best.values()]
