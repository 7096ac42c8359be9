"""Answers in TSV, as the engine writes them: a hundred thousand rows without a Python object for every term."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coopgraph.store.protocol import Store

_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+))?')
_ESCAPE = re.compile(r"\\(.)")
_MEANT = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


def answered(store: Store, text: str) -> Iterator[list[bytes]]:
    """Yield the rows of a SELECT: an IRI in angle brackets, a literal in quotation marks, nothing for nothing."""
    lines = b"".join(store.answer(text, "text/tab-separated-values")).split(b"\n")
    return (line.rstrip(b"\r").split(b"\t") for line in lines[1:] if line)


def named(store: Store, text: str) -> Iterator[dict[str, bytes]]:
    """Yield the rows of a SELECT by the names of their columns, without the cells that hold nothing."""
    lines = b"".join(store.answer(text, "text/tab-separated-values")).split(b"\n")
    names = [name.lstrip("?") for name in lines[0].decode("utf-8").rstrip("\r").split("\t")]
    for line in lines[1:]:
        if line:
            cells = zip(names, line.rstrip(b"\r").split(b"\t"), strict=True)
            yield {name: cell for name, cell in cells if cell}


def is_iri(term: bytes) -> bool:
    """Return whether a cell holds an IRI."""
    return term.startswith(b"<")


def text_of(term: bytes) -> str:
    """Return the IRI or the words that a cell holds."""
    return spoken(term)[0]


def spoken(term: bytes) -> tuple[str, str]:
    """Return the IRI or the words that a cell holds, and their language, empty where it has none."""
    text = term.decode("utf-8")
    if text.startswith("<"):
        return text[1:-1], ""
    literal = _LITERAL.match(text)
    if literal is None:
        return text, ""
    words = (
        _ESCAPE.sub(lambda found: _MEANT.get(found[1], found[1]), literal[1]) if "\\" in text else literal[1]
    )
    return words, (literal[2] or "").lower()
