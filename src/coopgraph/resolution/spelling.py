"""The words of an index: which begin with some letters, and which are nearly spelled or nearly sound alike."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from coopgraph.resolution.sounding import consonants

_LETTERS_FOR_ONE_ERROR = 4
_LETTERS_FOR_TWO_ERRORS = 8
_LEAST = 0.45
"""Likeness below which two words are not alike."""


@dataclass(frozen=True)
class Vocabulary:
    """Words in order."""

    ordered: tuple[str, ...]

    @classmethod
    def build(cls, words: Iterable[str]) -> Vocabulary:
        """Return a vocabulary of ``words``."""
        return cls(tuple(sorted(set(words))))

    def beginning_with(self, word: str) -> Iterator[str]:
        """Yield the words that begin with ``word``; for a single letter, only the word that equals it."""
        at = bisect_left(self.ordered, word)
        while at < len(self.ordered) and self.ordered[at].startswith(word):
            if len(word) > 1 or self.ordered[at] == word:
                yield self.ordered[at]
            at += 1


@dataclass(frozen=True)
class Sounds:
    """Sounds of words, by length and by their consonants: an edit changes the length by one at most."""

    by_length: Mapping[int, Sequence[str]]
    by_consonants: Mapping[str, Sequence[str]]
    consonants_by_length: Mapping[int, Sequence[str]]

    @classmethod
    def build(cls, sounds: Iterable[str]) -> Sounds:
        """Return a collection of ``sounds``."""
        by_length: dict[int, list[str]] = defaultdict(list)
        by_consonants: dict[str, list[str]] = defaultdict(list)
        for sound in sorted(set(sounds)):
            by_length[len(sound)].append(sound)
            by_consonants[consonants(sound)].append(sound)
        lengths: dict[int, list[str]] = defaultdict(list)
        for skeleton in sorted(by_consonants):
            lengths[len(skeleton)].append(skeleton)
        return cls(dict(by_length), dict(by_consonants), dict(lengths))

    def near(self, sound: str) -> dict[str, float]:
        """Return the sounds that are nearly ``sound``, each with its likeness in (0, 1).

        Near is what an insertion, deletion, substitution or swap of neighbours makes of it (from 4
        letters on; from 8 on, two of them), and what has the same consonants, or all but one, and is
        alike in the rest. Likeness counts edits in all letters twice and edits in the consonants once.
        """
        # Imported here because only a search needs it.
        from rapidfuzz.distance import OSA

        bones = consonants(sound)
        found: dict[str, float] = {}
        for other in (*self._within_edits(sound), *self._with_consonants_of(sound, bones)):
            if other != sound and other not in found:
                alike = OSA.normalized_similarity(sound, other)
                found[other] = (2 * alike + OSA.normalized_similarity(bones, consonants(other))) / 3
        return {other: alike for other, alike in found.items() if alike >= _LEAST}

    def _within_edits(self, sound: str) -> Iterator[str]:
        edits = (len(sound) >= _LETTERS_FOR_ONE_ERROR) + (len(sound) >= _LETTERS_FOR_TWO_ERRORS)
        if edits:
            for length in range(len(sound) - edits, len(sound) + edits + 1):
                yield from _edited(sound, self.by_length.get(length, ()), edits)

    def _with_consonants_of(self, sound: str, bones: str) -> Iterator[str]:
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract_iter

        skeletons = [bones]
        if len(bones) > 1:
            for length in (len(bones) - 1, len(bones), len(bones) + 1):
                skeletons += _edited(bones, self.consonants_by_length.get(length, ()), 1)
        for skeleton in skeletons:
            for other, _, _ in extract_iter(
                sound,
                self.by_consonants.get(skeleton, ()),
                scorer=OSA.normalized_similarity,
                processor=None,
                score_cutoff=0.3,
            ):
                yield other


def _edited(word: str, among: Sequence[str], edits: int) -> Iterator[str]:
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract_iter

    for other, _, _ in extract_iter(word, among, scorer=OSA.distance, processor=None, score_cutoff=edits):
        yield other
