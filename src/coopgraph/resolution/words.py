"""The words of a name, and which of them tell nothing: articles, prepositions, legal forms of companies."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from coopgraph.resolution.transliteration import to_latin

WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = "'’‘`´ʹʺʼ′″·\""
_JOINERS = re.compile(f"[{_APOSTROPHE}]")
ELISION = re.compile(f"(?<=\\w)[{_APOSTROPHE}](?=\\w)")
_ELIDED = re.compile(f"\\b(\\w+)([{_APOSTROPHE}])(\\w+)")
_ACRONYM = re.compile(r"\b(?:\w\.){2,}|\b(?:\w\.)+\w\b")
_LETTERS = str.maketrans({"ł": "l", "ß": "ss", "ø": "o", "ı": "i", "đ": "d", "æ": "ae", "œ": "oe"})
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

# What tells the form of a company and not which company: in one source it stands, in the next it does not.
_LEGAL_FORMS = frozenset(
    re.findall(
        r"\w+",
        """
    spa srl srls snc sas sapa scarl scpa onlus
    ooo oao ao zao pao fgup gup mup nko ano
    ltd llc llp plc inc corp gmbh kg ag sa sarl bv nv oy ab jsc ojsc cjsc pjsc
        """,
    )
)
_LEGAL_PHRASES = re.compile(
    r"\b(?:societ[aà]'? per azioni|societ[aà]'? a responsabilit[aà]'? limitata|limited liability company|"
    r"(?:public |open |closed )?joint[- ]stock company|"
    r"обществ\w+ с ограниченной ответственностью|(?:публичн\w+ |открыт\w+ |закрыт\w+ )?акционерн\w+ обществ\w+)\b",
    re.IGNORECASE,
)


def without_legal_form(name: str) -> str:
    """Return the name of a company without the form it is registered in; a name of nothing else stays.

    Example:
        >>> without_legal_form('ООО "Технополис"'), without_legal_form("Trentino Sviluppo S.p.A.")
        ('"Технополис"', 'Trentino Sviluppo')
    """
    kept = [word for word in _LEGAL_PHRASES.sub(" ", name).split() if not _is_legal_form(word)]
    return " ".join(kept) if any(plain_words(word) for word in kept) else name


def _is_legal_form(word: str) -> bool:
    """Whether a word is a legal form. One of two letters is, when it is written as such: a name may be Sá."""
    plain = "".join(plain_words(word))
    return plain in _LEGAL_FORMS and (len(plain) > 2 or word.isupper() or "." in word)


def plain_words(name: str) -> tuple[str, ...]:
    """Return the words of a name in their order: Latin letters, lower case, no accents.

    An acronym with full stops is one word, and so is a word with an apostrophe.

    Example:
        >>> plain_words("D.G. PIPS, Città d'Arte")
        ('dg', 'pips', 'citta', 'darte')
    """
    return tuple(WORD.findall(without_accents(to_latin(joined(name)))))


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


def joined(name: str) -> str:
    """Return a name with its acronyms and its elided words as one word each."""
    return _JOINERS.sub("", _ACRONYM.sub(lambda match: match.group().replace(".", ""), name))


def without_accents(text: str) -> str:
    """Return a text with letters of the Latin alphabet that carry no marks."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_LETTERS)
