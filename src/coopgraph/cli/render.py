"""Answers as text for people."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from coopgraph.namespaces import shorten


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table with aligned columns, nothing cut: a heading, a rule, a line for each row.

    A line break inside a value is shown as ``⏎``, so that a row stays a line.
    """
    cells = [[value.replace("\n", "⏎") for value in row] for row in rows]
    widths = [max(_width(column), *(_width(row[i]) for row in cells), 0) for i, column in enumerate(columns)]
    lines = [list(columns), ["─" * width for width in widths], *cells]
    return "\n".join(
        "  ".join(_pad(v, w) for v, w in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def term_text(term: object, labels: Mapping[str, str] | None = None) -> str:
    """Return a term as people read it: a literal's text, an IRI's label or short name, nothing for None."""
    if term is None:
        return ""
    if type(term).__name__ != "URIRef":
        return str(term)
    if labels and str(term) in labels:
        return labels[str(term)]
    return shorten(str(term))


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    """Return the columns a terminal gives ``text``: two for wide characters, none for combining ones."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )
