"""The words of a text that look most like a quotation: for messages, never for evidence."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from dataclasses import dataclass

_WORD = re.compile(r"\w+")
_WORTH_SHOWING = 0.6


@dataclass(frozen=True)
class Hint:
    """Words of a text and the offset of the first."""

    start: int
    words: str


def closest_words(text: str, quote: str) -> Hint | None:
    """Return the stretch of as many words as ``quote`` has that resembles it most; None if none does."""
    wanted = [word.casefold() for word in _WORD.findall(quote)]
    matches = list(_WORD.finditer(text))
    size = min(len(wanted), len(matches))
    if not size:
        return None
    words = [match.group().casefold() for match in matches]
    at = _most_shared(words, Counter(wanted), size)
    if at is None:
        at = _most_alike(words, wanted[0]) if len(wanted) == 1 else None
    if at is None:
        return None
    start, end = matches[at].start(), matches[at + size - 1].end()
    found = " ".join(words[at : at + size])
    alike = difflib.SequenceMatcher(None, found, " ".join(wanted), autojunk=False).ratio()
    return Hint(start, text[start:end]) if alike >= _WORTH_SHOWING else None


def _most_shared(words: list[str], wanted: Counter[str], size: int) -> int | None:
    """Return where the window lies that shares most words, moving one word at a time."""
    window = Counter(words[:size])
    shared = sum((window & wanted).values())
    best, best_at = shared, 0
    for at in range(1, len(words) - size + 1):
        gone, come = words[at - 1], words[at + size - 1]
        shared -= window[gone] <= wanted[gone]
        window[gone] -= 1
        window[come] += 1
        shared += window[come] <= wanted[come]
        if shared > best:
            best, best_at = shared, at
    return best_at if best else None


def _most_alike(words: list[str], word: str) -> int | None:
    near = difflib.get_close_matches(word, words, n=1, cutoff=_WORTH_SHOWING)
    return words.index(near[0]) if near else None
