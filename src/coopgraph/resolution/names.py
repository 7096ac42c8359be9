"""Keys under which the forms of one name meet, across Italian, English and Russian spelling.

A key is a filing aid: equal keys suggest the same name, never the same person. A merge needs a second
fact and somebody's decision.
"""

from __future__ import annotations

import re

from coopgraph.resolution.sounding import sounds, sounds_in_italian
from coopgraph.resolution.words import ELISION, content_words, plain_words

_PATRONYMIC = re.compile(r"\w+(?:[oei]v|[^aeiou])i[Ck]|\w*(?:[oei]v|iniC|iC)na")


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
    return " ".join(sorted(content_words(plain_words(ELISION.sub(" ", name)))))


def _without_patronymic(found: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names without a patronymic, which stands between the others or after them."""
    if len(found) < 3:
        return found
    for at in (*range(1, len(found) - 1), len(found) - 1):
        if _PATRONYMIC.fullmatch(found[at]):
            return found[:at] + found[at + 1 :]
    return found
