"""Dates in EDTF (ISO 8601-2): parsing, the days they may mean, and how they overlap.

``parse`` is the door. The subset read, and what each form means in days, is in ``grammar``.
"""

from coopgraph.edtf.grammar import parse
from coopgraph.edtf.overlap import between, certainly_overlaps, certainly_within, possibly_overlaps
from coopgraph.edtf.value import Date, EdtfError

__all__ = [
    "Date",
    "EdtfError",
    "between",
    "certainly_overlaps",
    "certainly_within",
    "parse",
    "possibly_overlaps",
]
