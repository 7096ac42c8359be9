"""What a word of a name may be looked up as."""

from __future__ import annotations

from dataclasses import dataclass

from coopgraph.resolution.sounding import sounds, sounds_by_ear, sounds_in_italian
from coopgraph.resolution.words import content_words, elisions, plain_words


@dataclass(frozen=True)
class Readings:
    """The readings of one word.

    Attributes:
        equal: its letters and its sounds. A word with one of these is the same word.
        alike: its sounds as any reader may hear them. A word with one of these may be the same word.
    """

    equal: frozenset[str]
    alike: frozenset[str]


def readings(form: str) -> list[Readings]:
    """Return the readings of each word of a name that tells something, in their order.

    After an elided article (dell'Estero) the bare noun is a reading too.
    """
    plain = plain_words(form)
    kept = set(content_words(plain))
    bare = {"".join(plain_words(whole)): noun for whole, noun in elisions(form)}
    found = []
    for word, sound, italian, heard in zip(
        plain, sounds(form), sounds_in_italian(form), sounds_by_ear(form), strict=True
    ):
        if word not in kept:
            continue
        noun = bare.get(word)
        more = frozenset(plain_words(noun) + sounds(noun)) if noun else frozenset()
        found.append(Readings(frozenset((word, sound, italian)) | more, frozenset((sound, italian, heard))))
    return found
