"""What an input file says, before any word of it is looked up in the ontology."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from coopgraph.dossier.tree import Position, Word

NOT_STATED = "not stated"
"""What a header says of the licence of a document that was read for one and names none."""


@dataclass(frozen=True)
class Entity:
    """One thing with its class, names and structural facts. ``key`` becomes the tail of its IRI.

    Of a thing that no longer stands, only ``merged`` is said, the key of what stands for it now, or ``withdrawn``,
    the reason by language.
    """

    key: Word
    kind: Word
    labels: Mapping[str, Word]
    also: tuple[Word, ...]
    hidden: tuple[Word, ...]
    facts: tuple[tuple[Word, tuple[Word, ...]], ...]
    merged: Word | None = None
    withdrawn: Mapping[str, Word] = field(default_factory=dict)


@dataclass(frozen=True)
class Code:
    """A code that is added to the list ``scheme``, below ``broader`` where that is given."""

    scheme: Word
    key: Word
    labels: Mapping[str, Word]
    also: tuple[Word, ...]
    about: Mapping[str, Word]
    broader: Word | None


@dataclass(frozen=True)
class Claim:
    """One claim line. ``fields`` holds the keys that only some verbs take (``for``, ``side`` …)."""

    at: Position
    subject: Word
    predicate: Word
    objects: tuple[Word, ...]
    quote: Word | None
    nth: int | None
    handle: Word | None
    fields: Mapping[str, Word]

    def word(self, name: str) -> Word | None:
        """Return the optional key ``name`` of the line."""
        return self.fields.get(name)


@dataclass(frozen=True)
class Inference:
    """A fact the editors infer: which claims it rests on (``grounds``) and why, by language."""

    claim: Claim
    grounds: tuple[Word, ...]
    why: Mapping[str, Word]


@dataclass(frozen=True)
class DiscrepancyNote:
    """A conflict the editors have recorded between statements named by ``source-key#handle``."""

    at: Position
    key: Word
    kind: Word
    items: tuple[Word, ...]
    prefer: Word | None
    explanation: Mapping[str, Word]


@dataclass(frozen=True)
class SourceHeader:
    """A document pinned to one content. ``quotes`` holds the passages for facts of the header."""

    at: Position
    key: Word
    title: Word
    language: Word
    file: Word | None = None
    sha256: Word | None = None
    identifier: Word | None = None
    published: Word | None = None
    publisher: Word | None = None
    licence: Word | None = None
    """The address of the licence of the text, or ``NOT_STATED``."""
    quotes: Mapping[str, Word] = field(default_factory=dict)


@dataclass(frozen=True)
class Document:
    """One input file. ``left_out`` counts claims a reviewer rejected or has not yet accepted."""

    path: Path
    kind: str
    source: SourceHeader | None = None
    codes: tuple[Code, ...] = ()
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    left_out: int = 0
    inferences: tuple[Inference, ...] = ()
    discrepancies: tuple[DiscrepancyNote, ...] = ()
