"""Cyrillic into Latin letters: once letter by letter, once read as Italian written by ear."""

from __future__ import annotations

import re
import unicodedata

_LATIN = tuple(
    "a,b,v,g,d,e,e,zh,z,i,i,k,l,m,n,o,p,r,s,t,u,f,kh,ts,ch,sh,shch,,y,,e,iu,ia,i,i,ie,g,u".split(",")  # noqa: SIM905
)
_TO_LATIN = str.maketrans(
    dict(
        zip(
            "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў",
            _LATIN,
            strict=True,
        )
    )
)

# Tried in this order at every place: the longer spellings stand before the shorter ones they begin with.
_ITALIAN = {
    "дже": "ge", "джи": "gi", "дж": "gi",
    "льи": "gli", "лье": "glie", "лья": "glia", "льо": "glio", "льё": "glio", "лью": "gliu",
    "нье": "gne", "нья": "gna", "ньо": "gno", "ньё": "gno", "ньи": "gni", "нью": "gnu",
    "чче": "cce", "ччи": "cci", "чч": "cci", "че": "ce", "чи": "ci", "чь": "c", "ч": "ci",
    "ше": "sce", "ши": "sci", "ш": "sci",
    "кке": "cche", "кки": "cchi", "ккь": "cchi", "кк": "cc", "ке": "che", "ки": "chi", "кь": "chi",
    "куа": "qua", "куе": "que", "куи": "qui", "куо": "quo", "кв": "qu", "к": "c",
    "гге": "gghe", "гги": "gghi", "ге": "ghe", "ги": "ghi", "гь": "ghi",
    "дзц": "z", "цц": "zz", "дз": "z", "ц": "z",
    "ь": "i", "э": "e", "ю": "iu", "я": "ia",
}  # fmt: skip
_BY_EAR = re.compile("|".join(_ITALIAN))
_SILENT = re.compile("[ъь](?![аеёиоуэюя])")
_VOICED_S = re.compile("(?<=[аеиоуэюя])з(?=[аеиоуэюя])")
_TWICE_SOFT = re.compile("ii+")


def to_latin(text: str) -> str:
    """Return ``text`` in lower case with Cyrillic letters transliterated; all others stay."""
    return unicodedata.normalize("NFC", text).casefold().translate(_TO_LATIN)


def as_italian(text: str) -> str:
    """Return ``text`` in lower case with Cyrillic letters read as an Italian name written by ear.

    Example:
        >>> as_italian("Джорджо Наполитано")
        'giorgio napolitano'
    """
    lowered = _SILENT.sub("", _VOICED_S.sub("с", unicodedata.normalize("NFC", text).casefold()))
    spelled = _BY_EAR.sub(lambda match: _ITALIAN[match.group()], lowered)
    return _TWICE_SOFT.sub("i", spelled.translate(_TO_LATIN))
