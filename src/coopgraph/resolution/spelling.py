"""The words of an index: which begin with some letters, and which are nearly spelled like a word."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

_LETTERS_FOR_ONE_ERROR = 4
_LETTERS_FOR_TWO_ERRORS = 8


@dataclass(frozen=True)
class Vocabulary:
    """Words in order, and by length: an edit changes the length by one at most."""

    ordered: tuple[str, ...]
    by_length: Mapping[int, Sequence[str]]

    @classmethod
    def build(cls, words: Iterable[str]) -> Vocabulary:
        """Return a vocabulary of ``words``."""
        ordered = tuple(sorted(set(words)))
        by_length: dict[int, list[str]] = defaultdict(list)
        for word in ordered:
            by_length[len(word)].append(word)
        return cls(ordered, dict(by_length))

    def beginning_with(self, word: str) -> Iterator[str]:
        """Yield the words that begin with ``word``; for a single letter, only the word that equals it."""
        at = bisect_left(self.ordered, word)
        while at < len(self.ordered) and self.ordered[at].startswith(word):
            if len(word) > 1 or self.ordered[at] == word:
                yield self.ordered[at]
            at += 1

    def near(self, word: str) -> Iterator[tuple[str, float]]:
        """Yield the words a few edits away, with their likeness in (0, 1), in order of length.

        One insertion, deletion, substitution or swap of neighbours is allowed from 4 letters on, two from 8.
        """
        edits = (len(word) >= _LETTERS_FOR_ONE_ERROR) + (len(word) >= _LETTERS_FOR_TWO_ERRORS)
        if not edits:
            return
        # Imported here because only a search needs it.
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract_iter

        for length in range(len(word) - edits, len(word) + edits + 1):
            for term, distance, _ in extract_iter(
                word, self.by_length.get(length, ()), scorer=OSA.distance, processor=None, score_cutoff=edits
            ):
                if distance:
                    yield term, 1 - distance / max(len(word), length)
