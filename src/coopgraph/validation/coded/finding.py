"""What a rule kept by code finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coopgraph.store.protocol import Term


@dataclass(frozen=True)
class CodedFinding:
    """One node that breaks one rule: as a shape's query gives it, with the messages written out."""

    rule: str
    focus: Term
    path: str | None
    value: Term | None
    messages: Mapping[str, str]
