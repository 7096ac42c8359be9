"""Keys under which the forms of one name meet, across Italian, English and Russian spelling.

A key is a filing aid: equal keys suggest the same name, never the same person. A merge needs a second
fact and somebody's decision.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from coopgraph.resolution.transliteration import as_italian, to_latin

_APOSTROPHE = "'’‘`´ʹʺʼ′″·\""
_JOINERS = re.compile(f"[{_APOSTROPHE}]")
_ELISION = re.compile(f"(?<=\\w)[{_APOSTROPHE}](?=\\w)")
_ELIDED = re.compile(f"\\b(\\w+)([{_APOSTROPHE}])(\\w+)")
_ACRONYM = re.compile(r"\b(?:\w\.){2,}|\b(?:\w\.)+\w\b")
_WORD = re.compile(r"[^\W_]+")
_LETTERS = str.maketrans({"ł": "l", "ß": "ss", "ø": "o", "ı": "i", "đ": "d", "æ": "ae", "œ": "oe"})
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
_PATRONYMIC = re.compile(r"\w+(?:[oei]v|[^aeiou])i[Ck]|\w*(?:[oei]v|iniC|iC)na")

_FUNCTION_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        a ad agli ai al all alla alle allo con d da dai dal dall dalla dalle dallo degli dei del dell della
        delle dello di e ed gli i il in l la le lo nei nel nell nella negli per su sul sull sulla un una uno
        and at by for from of on the to with
        dlia na o po pri s v
        """,
    )
)


def plain_words(name: str) -> tuple[str, ...]:
    """Return the words of a name in their order: Latin letters, lower case, no accents.

    An acronym with full stops is one word, and so is a word with an apostrophe.

    Example:
        >>> plain_words("D.G. PIPS, Città d'Arte")
        ('dg', 'pips', 'citta', 'darte')
    """
    return tuple(_WORD.findall(_without_accents(to_latin(_joined(name)))))


def sounds(name: str) -> tuple[str, ...]:
    """Return how the words of a name sound, in their order: Sobjanin, Sobyanin and Собянин are equal."""
    return _sounds(to_latin(_joined(name)))


def sounds_in_italian(name: str) -> tuple[str, ...]:
    """Return how the words of a name sound when its Cyrillic letters are Italian written by ear."""
    return _sounds(as_italian(_joined(name)))


def person_key(name: str) -> str:
    """Return the sounds of a person's names in alphabetical order, a patronymic left away.

    Example:
        >>> person_key("Сергей Семёнович Собянин") == person_key("Sobjanin, Sergej")
        True
        >>> person_key("Aleksandr Ivanov") == person_key("Aleksandra Ivanova")
        False
    """
    return " ".join(sorted(_without_patronymic(sounds(name))))


def italian_person_key(name: str) -> str:
    """Return the key of a person's name whose Cyrillic letters are Italian written by ear.

    For a name in Latin letters it equals ``person_key``.

    Example:
        >>> italian_person_key("Джорджо Наполитано") == person_key("Giorgio Napolitano")
        True
    """
    return " ".join(sorted(_without_patronymic(sounds_in_italian(name))))


def person_keys(name: str) -> frozenset[str]:
    """Return the keys under which a person's name is filed: two for most names in Cyrillic, else one."""
    return frozenset((person_key(name), italian_person_key(name))) - {""}


def organisation_key(name: str) -> str:
    """Return an organisation's words without accents and function words, in alphabetical order.

    Example:
        >>> organisation_key("Ministero dello Sviluppo Economico")
        'economico ministero sviluppo'
    """
    return " ".join(sorted(content_words(plain_words(_ELISION.sub(" ", name)))))


def content_words(words: Iterable[str]) -> tuple[str, ...]:
    """Return ``words`` without articles and prepositions, or all of them when nothing else is there."""
    every = tuple(words)
    return tuple(word for word in every if word not in _FUNCTION_WORDS) or every


def elisions(name: str) -> list[tuple[str, str]]:
    """Return each word with an elided article or preposition, and the same word without it.

    Example:
        >>> elisions("promozione all'estero")
        [("all'estero", 'estero')]
    """
    found = (match.groups() for match in _ELIDED.finditer(name))
    return [
        (article + mark + noun, noun)
        for article, mark, noun in found
        if article.casefold() in _FUNCTION_WORDS
    ]


def _joined(name: str) -> str:
    return _JOINERS.sub("", _ACRONYM.sub(lambda match: match.group().replace(".", ""), name))


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_LETTERS)


def _sounds(latin: str) -> tuple[str, ...]:
    spelled = _without_accents(unicodedata.normalize("NFC", latin).translate(_SCHOLARLY))
    return tuple(_sound(word) for word in _WORD.findall(spelled))


@lru_cache(maxsize=65536)
def _sound(word: str) -> str:
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


def _without_patronymic(found: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names without a patronymic, which stands between the others or after them."""
    if len(found) < 3:
        return found
    for at in (*range(1, len(found) - 1), len(found) - 1):
        if _PATRONYMIC.fullmatch(found[at]):
            return found[:at] + found[at + 1 :]
    return found
