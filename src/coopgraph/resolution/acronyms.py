"""Acronyms that may be made of names: the first letters of their words."""

from __future__ import annotations

import re
from functools import lru_cache

from coopgraph.resolution.words import ELISION, WORD, content_words, plain_words

SHORTEST, LONGEST = 2, 10
"""Letters of an acronym."""

_LONGEST_PART = 6
_ASIDE = re.compile(r"\([^)]*\)")


def initials(form: str) -> frozenset[str]:
    """Return the acronyms that a name may be shortened to, in Latin letters: without and with its small words.

    What stands in brackets tells things of one name apart and is no part of the name.

    Example:
        >>> sorted(initials("Торгово-промышленная палата Российской Федерации"))
        ['tpprf']
        >>> sorted(initials("Chamber of Commerce and Industry (Italy)"))
        ['cci', 'cocai']
    """
    words = WORD.findall(ELISION.sub(" ", _ASIDE.sub(" ", form)))
    words = [word for word in words if word[0].isalpha()]
    telling = [word for word in words if not _small(word)]
    made = ("".join(word[0] for word in kept) for kept in (telling, words))
    found = {"".join(plain_words(letters)) for letters in made if SHORTEST <= len(letters) <= LONGEST}
    return frozenset(found)


def asked_as_acronym(text: str) -> str:
    """Return a text as ``initials`` writes acronyms, or nothing where it is too long to be one.

    Example:
        >>> asked_as_acronym("ТПП РФ"), asked_as_acronym("C.C.I."), asked_as_acronym("Chamber of Commerce")
        ('tpprf', 'cci', '')
    """
    words = plain_words(text)
    letters = "".join(words)
    short = SHORTEST <= len(letters) <= LONGEST and all(len(word) <= _LONGEST_PART for word in words)
    return letters if short else ""


@lru_cache(maxsize=10_000)
def _small(word: str) -> bool:
    """Whether a word is an article, a preposition or a conjunction."""
    return content_words((*plain_words(word), "x")) == ("x",)
