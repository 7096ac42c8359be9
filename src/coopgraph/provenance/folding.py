"""Folding a text for comparison, with the way back to the offsets of the original.

Folded away: the kind and amount of white space, typographic quotation marks and dashes, ``**`` marks,
invisible characters, and whether accents are composed. Never folded: letters, case, accents, digits.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_SAME = dict.fromkeys("‘’‚‛ʼ′`´", "'") | dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‐‑‒–—―−", "-")
_INVISIBLE = "\u00ad\u200b\u2060\ufeff"


@dataclass(frozen=True)
class Folded:
    """A folded text; character i of ``text`` stands for [starts[i], ends[i]) of the original."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the original offsets of [start, end), or None when that would cut a letter in two."""
        cuts_start = start > 0 and self.starts[start] == self.starts[start - 1]
        cuts_end = end < len(self.text) and self.starts[end] == self.starts[end - 1]
        return None if cuts_start or cuts_end else (self.starts[start], self.ends[end - 1])


@lru_cache(maxsize=4)
def fold(text: str) -> Folded:
    """Return ``text`` folded. The last few are kept: a dossier asks for many passages of one text."""
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    while position < len(text):
        start = position
        letter = text[position]
        position += 1
        if letter in _INVISIBLE:
            continue
        if text.startswith("**", start):
            while position < len(text) and text[position] == "*":
                position += 1
            continue
        if letter.isspace():
            if not characters or characters[-1] != " ":
                characters.append(" ")
                starts.append(start)
                ends.append(position)
            continue
        while position < len(text) and unicodedata.combining(text[position]):
            position += 1
        # A letter is composed with its accents as a whole; whatever comes out maps to the whole.
        for composed in unicodedata.normalize("NFC", text[start:position]):
            characters.append(_SAME.get(composed, composed))
            starts.append(start)
            ends.append(position)
    return Folded("".join(characters), tuple(starts), tuple(ends))
