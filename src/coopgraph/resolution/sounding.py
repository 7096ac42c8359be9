"""How the words of a name sound, whatever language or romanisation they are spelled in."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from coopgraph.resolution.transliteration import as_italian, to_latin
from coopgraph.resolution.words import WORD, joined, without_accents

# The letters of scholarly and ISO 9 romanisation, which stand for sounds that others write with two.
_SCHOLARLY = str.maketrans({"č": "ch", "š": "sh", "ž": "zh", "ŝ": "shch", "û": "iu", "â": "ia", "ё": "e"})

# How a sound is written in the three languages and in the usual romanisations of Russian. Capitals are
# sounds that Latin spells with two letters: S as in shop, C as in chip, Z as in measure. Order matters.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"shch|shh|stsch|sch", "S"),
        (r"tsch|tch", "C"),
        (r"zh", "Z"),
        (r"sh|sc(?=[eiy])", "S"),
        (r"cz(?=[aeiouyv])|ts|tz|zz|tc(?=[aeiouyv])|c(?=[eiy])", "c"),
        (r"ch", "C"),
        (r"kh", "h"),
        (r"ph", "f"),
        (r"x", "ks"),
        (r"ck|q", "k"),
        (r"w", "v"),
        (r"(?<=[^aeiouy])[jy]o", "e"),
        (r"[jy]e|^ie|(?<=[^aeiou])ie", "e"),
        (r"[ijy]+$", "i"),
        (r"[jy]", "i"),
        (r"c(?![ei])", "k"),
        (r"gh", "g"),
        (r"(.)\1+", r"\1"),
    )
)
# How readers of English and French would say what is written. It serves to rank what is nearly alike, never
# to call two names equal: one spelling has several such readings, and this is only the likeliest.
_BY_EAR = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"j|g(?=[eiy])", "dZ"),
        (r"eaux?", "o"),
        (r"ee|ea", "i"),
        (r"oo", "u"),
        (r"ou|ow", "au"),
        (r"ay|ai|ey$|ei", "ei"),
        (r"(?<=\w\w)e$", ""),
        (r"wh?", "u"),
        (r"ph", "f"),
        (r"tsch|tch", "C"),
        (r"sch|sh", "S"),
        (r"zh", "Z"),
        (r"ch", "C"),
        (r"kh", "h"),
        (r"th", "t"),
        (r"gh", ""),
        (r"^kn", "n"),
        (r"ck|q", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"x", "ks"),
        (r"y", "i"),
        (r"(?<=[aeiou])h", ""),
        (r"(.)\1+", r"\1"),
        (r"ie$", "i"),
    )
)
_VOWELS = re.compile("[aeiou]+")
_TWICE = re.compile(r"(.)\1+")
_KINDRED = str.maketrans("bdghvzcSCZ", "ptkkfsssss")


def sounds(name: str) -> tuple[str, ...]:
    """Return how the words of a name sound, in their order: Sobjanin, Sobyanin and Собянин are equal."""
    return _sounds(to_latin(joined(name)))


def sounds_in_italian(name: str) -> tuple[str, ...]:
    """Return how the words of a name sound when its Cyrillic letters are Italian written by ear."""
    return _sounds(as_italian(joined(name)))


def sounds_by_ear(name: str) -> tuple[str, ...]:
    """Return how the words of a name may sound when its Latin letters are read as English or French."""
    spelled = without_accents(to_latin(joined(name)))
    return tuple(_sound_by_ear(word) for word in WORD.findall(spelled))


def consonants(sound: str) -> str:
    """Return the consonants of a sound, those made at one place in the mouth as one letter.

    What hearers change least: vowels, voice and doubling go.

    Example:
        >>> consonants("braidvod"), consonants("breidvud")
        ('prtft', 'prtft')
    """
    return _TWICE.sub(r"\1", _VOWELS.sub("", sound.replace("dZ", "Z")).translate(_KINDRED))


def _sounds(latin: str) -> tuple[str, ...]:
    spelled = without_accents(unicodedata.normalize("NFC", latin).translate(_SCHOLARLY))
    return tuple(_sound(word) for word in WORD.findall(spelled))


@lru_cache(maxsize=65536)
def _sound(word: str) -> str:
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


@lru_cache(maxsize=65536)
def _sound_by_ear(word: str) -> str:
    for pattern, sound in _BY_EAR:
        word = pattern.sub(sound, word)
    return word
