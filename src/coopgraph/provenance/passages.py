"""Finding the quoted words of a source in its text, or saying why they are not there.

A quotation is evidence only if it is there, word for word, and in one place. So there is no fuzzy match:
the nearest words found appear in the message of a refusal and nowhere else.

Offsets are [start, end) in Unicode code points of the bytes decoded as UTF-8, without newline translation
and without normalisation.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal, TypeAlias

from coopgraph.provenance.closest import closest_words
from coopgraph.provenance.folding import fold
from coopgraph.provenance.text import Text, load_text

__all__ = ["ELLIPSIS_REACH", "PassageError", "Span", "Text", "load_text", "locate"]

How: TypeAlias = Literal["exact", "folded", "joined"]
Kind: TypeAlias = Literal["absent", "ambiguous", "occurrence"]

ELLIPSIS_REACH = 1000
"""How many code points a quotation with an ellipsis may span: a long paragraph, never a page."""

_ELLIPSIS = re.compile(r"\s*\[?…\]?\s*|\s+(?:\.\.\.|\[\.\.\.\])\s+")
_CONTEXT = 30
_CONTEXTS_SHOWN = 5


@dataclass(frozen=True)
class Span:
    """Where a quotation stands, [start, end) in code points, and how it was found.

    ``how`` is ``exact``; ``folded`` when only white space, quotation marks, dashes, ``**`` or the
    composition of accents differ; ``joined`` when it runs from the words before an ellipsis to those after.
    """

    start: int
    end: int
    how: How


class PassageError(ValueError):
    """A quotation does not lead to one place in a text.

    ``kind`` is ``absent`` (not in the text), ``ambiguous`` (in several places, and no ``nth``) or
    ``occurrence`` (``nth`` is beyond the last place). ``count`` is the number of places and ``contexts``
    the words around each, in order, when ambiguous.
    """

    def __init__(self, kind: Kind, message: str, count: int = 0, contexts: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.kind: Kind = kind
        self.count = count
        self.contexts = contexts


def locate(text: str, quote: str, nth: int | None = None) -> Span:
    """Return the one place of ``quote`` in ``text``.

    The words as they stand come first; only where they are absent does the folded text decide. ``nth``,
    counting from 1, picks among several places (overlapping ones count). An ellipsis (``…``, or ``...``
    with spaces around it) that is not in the text itself joins head and tail: the head must be in one
    place or be picked by ``nth``, the tail is the first one after it, and the whole may span at most
    ``ELLIPSIS_REACH`` code points. An ellipsis at either end is left away.

    Raises:
        PassageError: The quotation is absent, is in several places, or has no such occurrence.

    Example:
        >>> locate("siglato a Milano, forum a Milano", "Milano", nth=2)
        Span(start=26, end=32, how='exact')
    """
    if not quote.strip():
        raise PassageError("absent", "the quotation is empty; quote the words that state the fact")
    if nth is not None and nth < 1:
        raise PassageError("occurrence", f"occurrence {nth} does not exist; occurrences count from 1")
    places, how = _places(text, quote)
    if places:
        start, end = _pick(text, quote, places, nth)
        return Span(start, end, how)
    parts = [part for part in _ELLIPSIS.split(quote) if part.strip()]
    if not parts or parts == [quote]:
        raise _absent(text, quote)
    return _join(text, parts, nth)


def _join(text: str, parts: list[str], nth: int | None) -> Span:
    head, *tails = parts
    places, how = _places(text, head)
    if not places:
        raise _absent(text, head)
    start, end = _pick(text, head, places, nth)
    for tail in tails:
        following = [place for place in _every_place(text, tail) if place[0] >= end]
        if not following:
            raise _absent(text[end:], tail, where=f" after “{head}”", shift=end)
        end = following[0][1]
        if end - start > ELLIPSIS_REACH:
            raise PassageError(
                "absent",
                f"“{tail}” comes only {end - start} characters after the beginning of “{head}”, "
                f"and an ellipsis spans at most {ELLIPSIS_REACH}; quote words that stand closer together",
            )
    return Span(start, end, "joined" if tails else how)


def _pick(text: str, quote: str, places: list[tuple[int, int]], nth: int | None) -> tuple[int, int]:
    if nth is None and len(places) == 1:
        return places[0]
    if nth is None:
        contexts = tuple(_context(text, *place) for place in places)
        shown = "; ".join(f"({n}) {words}" for n, words in enumerate(contexts[:_CONTEXTS_SHOWN], 1))
        rest = f"; and {len(places) - _CONTEXTS_SHOWN} more" if len(places) > _CONTEXTS_SHOWN else ""
        raise PassageError(
            "ambiguous",
            f"“{quote}” is in {len(places)} places: {shown}{rest}; quote more words, or add nth",
            len(places),
            contexts,
        )
    if nth > len(places):
        times = "once" if len(places) == 1 else f"{len(places)} times"
        raise PassageError(
            "occurrence",
            f"“{quote}” occurs {times}, so there is no occurrence {nth}; correct nth",
            len(places),
        )
    return places[nth - 1]


def _places(text: str, quote: str) -> tuple[list[tuple[int, int]], How]:
    exact = _exact_places(text, quote)
    return (exact, "exact") if exact else (_folded_places(text, quote), "folded")


def _every_place(text: str, quote: str) -> list[tuple[int, int]]:
    return sorted(set(_exact_places(text, quote)) | set(_folded_places(text, quote)))


def _exact_places(text: str, quote: str) -> list[tuple[int, int]]:
    # An accent that follows as a character of its own belongs to the last letter: "perche" is not
    # in the decomposed "perché".
    return [
        (start, start + len(quote))
        for start in _occurrences(text, quote)
        if not unicodedata.combining(text[start + len(quote) : start + len(quote) + 1] or " ")
    ]


def _folded_places(text: str, quote: str) -> list[tuple[int, int]]:
    folded, wanted = fold(text), fold(quote).text.strip()
    if not wanted:
        return []
    places = (folded.original(at, at + len(wanted)) for at in _occurrences(folded.text, wanted))
    return [place for place in places if place]


def _occurrences(text: str, words: str) -> list[int]:
    found, at = [], text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def _context(text: str, start: int, end: int) -> str:
    before = text[max(0, start - _CONTEXT) : start]
    after = text[end : end + _CONTEXT]
    return " ".join(f"…{before}»{text[start:end]}«{after}…".split())


def _absent(text: str, quote: str, *, where: str = "", shift: int = 0) -> PassageError:
    hint = closest_words(text, quote)
    remedy = (
        f"the closest words, at {hint.start + shift}, are “{' '.join(hint.words.split())}”; "
        "quote the text as it stands"
        if hint
        else "check that this is the right source, and quote its text as it stands"
    )
    return PassageError("absent", f"“{quote}” is not in the text{where}; {remedy}")
