"""Made-up names, each in Latin and Cyrillic letters: the same number always gives the same name."""

from __future__ import annotations

from functools import cache

_LATIN = "ba vel mo ri ta ner go li sa dor be nu ka vin lo mar te zo pi ran du fe col mi ser vo al tri ga no len da"
_CYRILLIC = "ба вел мо ри та нер го ли са дор бе ну ка вин ло мар те зо пи ран ду фе кол ми сер во ал три га но лен да"
_GIVEN_LATIN = "Ada Boris Carla Dario Elena Fedor Greta Igor Laura Marco Nina Oleg Paola Roman Silvia Viktor"
_GIVEN_CYRILLIC = (
    "Ада Борис Карла Дарио Елена Фёдор Грета Игорь Лаура Марко Нина Олег Паола Роман Сильвия Виктор"
)
_SYLLABLES = tuple(zip(_LATIN.split(), _CYRILLIC.split(), strict=True))
_GIVEN = tuple(zip(_GIVEN_LATIN.split(), _GIVEN_CYRILLIC.split(), strict=True))
_KINDS = (
    ("agency", "Agency", "Agenzia", "Агентство"),
    ("ministry", "Ministry", "Ministero", "Министерство"),
    ("chamber", "Chamber of Commerce", "Camera di commercio", "Торговая палата"),
    ("department", "Department", "Dipartimento", "Департамент"),
    ("institute", "Institute", "Istituto", "Институт"),
    ("consortium", "Consortium", "Consorzio", "Консорциум"),
    ("company", "Company", "Società", "Компания"),
    ("university", "University", "Università", "Университет"),
    ("park", "Technology Park", "Parco tecnologico", "Технопарк"),
    ("office", "Office", "Ufficio", "Бюро"),
)


def _scattered(number: int) -> int:
    return (number * 2654435761 + 40503) & 0xFFFFFFFF


@cache
def _word(number: int, length: int) -> tuple[str, str]:
    rest, latin, cyrillic = _scattered(number), "", ""
    for _ in range(length):
        rest, index = divmod(rest, len(_SYLLABLES))
        latin += _SYLLABLES[index][0]
        cyrillic += _SYLLABLES[index][1]
    return latin.capitalize(), cyrillic.capitalize()


def place(number: int) -> tuple[str, str]:
    """Return the name of a place, in Latin and Cyrillic letters."""
    return _word(number + 7_000_000, 2 + number % 2)


def person(number: int) -> tuple[str, str]:
    """Return the name of a person, in Latin and Cyrillic letters."""
    given = _GIVEN[_scattered(number) >> 28]
    family = _word(number, 3)
    return f"{given[0]} {family[0]}", f"{given[1]} {family[1]}"


def organization(number: int, kind: int) -> tuple[str, str, str, str]:
    """Return a slug and the names of an organization in English, Italian and Russian."""
    word = _word(number + 3_000_000, 3)
    short, english, italian, russian = _KINDS[kind]
    return (
        f"{short}-{word[0].lower()}",
        f"{word[0]} {english}",
        f"{italian} {word[0]}",
        f"{russian} {word[1]}",
    )


def forget() -> None:
    """Drop the names kept in memory."""
    _word.cache_clear()
