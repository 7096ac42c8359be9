"""Forms of one name meet under one key; names that must stay apart do not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopgraph.resolution.names import organisation_key, person_key, person_keys, plain_words

SCHEMES = Path(__file__).parents[2].parent / "shared" / "data" / "transliteration-iuliia"

RUSSIAN_NAMES = (
    "Сергей Собянин", "Игорь Ищенко", "Юрий Громыко", "Адель Нагуманов", "Ленар Халиков", "Сергей Разов",
    "Дмитрий Медведев", "Евгений Кузнецов", "Юлия Жукова", "Алексей Щербаков", "Наталья Цветаева",
    "Фёдор Королёв", "Михаил Хрущёв", "Александр Чернышёв", "Екатерина Ельцина",
)  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Сергей Собянин", "Sergej Sobjanin"),
        ("Сергей Семёнович Собянин", "Sergey Sobyanin"),
        ("Собянин Сергей Семёнович", "SOBYANIN, Sergei"),
        ("Sergey Sobianin", "Serghei Sobjanin"),
        ("Игорь Ищенко", "Igor Ishenko"),
        ("Igor Iščenko", "Igor' Ishchenko"),
        ("Юрий Громыко", "Yury Gromiko"),
        ("Jurij Gromyko", "Yuri Gromyko"),
        ("Нагуманов Адель", "Adel Nagumanov"),
        ("Ленар Халиков", "Lenar Halikov"),
        ("Vladimir Vladimirovich Putin", "Путин Владимир Владимирович"),
        ("Абрамович Роман Аркадьевич", "Roman Abramovich"),
        ("Анна Ильинична Серова", "Anna Serova"),
        ("Franco D'Alfonso", "D’ALFONSO Franco"),
        ("Monti Riccardo", "Riccardo Monti"),
        ("Борис Ельцин", "Boris Yeltsin"),
        ("Фёдор Королёв", "Fyodor Korolyov"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert person_key(one) == person_key(other)


@pytest.mark.parametrize(
    ("cyrillic", "italian"),
    [
        ("Джорджо Наполитано", "Giorgio Napolitano"),
        ("Паскуале Терраччано", "Pasquale Terracciano"),
        ("Джузеппе Конте", "Giuseppe Conte"),
        ("Чезаре Рагальини", "Cesare Ragaglini"),
        ("Паоло Джентилони", "Paolo Gentiloni"),
        ("Микеле Валенсизе", "Michele Valensise"),
        ("Мауро Казотто", "Mauro Casotto"),
        ("Франко Д’Альфонсо", "Franco D'Alfonso"),
        ("Рикардо Монти", "Riccardo Monti"),
        ("Роберто Кота", "Roberto Cota"),
        ("Сильвио Берлускони", "Silvio Berlusconi"),
    ],
)
def test_an_italian_name_written_by_ear_in_cyrillic_meets_its_own_spelling(
    cyrillic: str, italian: str
) -> None:
    assert person_key(italian) in person_keys(cyrillic)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lenar Khalikov", "Ildar Khalikov"),
        ("Aleksandr Ivanov", "Aleksandra Ivanova"),
        ("Sergey Razov", "Sergey Grebnev"),
        ("Sergey Sobjanin", "Sergey Razov"),
        ("Sergej Ivanov", "Sergej Petrov"),
        ("Riccardo Monti", "Mario Monti"),
        ("Riccardo Maria Monti", "Maria Monti"),
    ],
)
def test_names_of_different_people_never_share_a_key(one: str, other: str) -> None:
    assert not person_keys(one) & person_keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ministero dello Sviluppo economico", "MINISTERO DELLO SVILUPPO ECONOMICO"),
        ("D.G. PIPS", "DG PIPS"),
        ("B.I.C. di Trentino Sviluppo", "Trentino Sviluppo, BIC"),
        ("Città di Mosca", "Citta di Mosca"),
        ("Agenzia per la promozione all’estero", "Agenzia per la promozione all'estero"),
        ("Italian Trade Agency (ITA) – ICE", "ICE - Italian Trade Agency - ITA"),
    ],
)
def test_forms_of_an_organisation_share_a_key(one: str, other: str) -> None:
    assert organisation_key(one) == organisation_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ministero dello Sviluppo Economico", "Ministero dello Sviluppo Economico della Federazione Russa"),
        ("Provincia autonoma di Trento", "Ufficio Stampa della Provincia autonoma di Trento"),
        ("Trentino", "Trentino Sviluppo"),
        ("Gazprom", "Gazprom Neft"),
        ("Tecnopolo di Mosca", "Città di Mosca"),
        ("High Technology Park", "Tecnopolo di Mosca"),
    ],
)
def test_organisations_that_must_stay_apart_never_share_a_key(one: str, other: str) -> None:
    assert organisation_key(one) != organisation_key(other)


def test_a_name_of_function_words_only_still_has_a_key() -> None:
    assert organisation_key("The On") == "on the"
    assert organisation_key("…") == ""
    assert person_keys("…") == frozenset()


@given(st.text(max_size=40))
def test_keys_exist_for_any_text_and_do_not_depend_on_case_or_outer_space(name: str) -> None:
    assert person_key(name) == person_key(f"  {name}\n")
    assert all(word == word.strip() for word in plain_words(name))


@given(st.permutations(["Сергей", "Игорь", "Юрий", "Халиков", "Собянин"]))
def test_the_order_of_the_words_does_not_matter(words: list[str]) -> None:
    assert person_key(" ".join(words)) == person_key("Сергей Игорь Юрий Халиков Собянин")


def transliterate(name: str, scheme: dict[str, Any]) -> str:
    """Apply one of iuliia's schemes: rules for the letter before, the letter after, and the ending."""
    before, after, ending = (
        scheme.get(part) or {} for part in ("prev_mapping", "next_mapping", "ending_mapping")
    )
    written = []
    for word in name.lower().split():
        tail = ending.get(word[-2:], "") if len(word) > 2 else ""
        stem = word[:-2] if tail else word
        letters = []
        for at, letter in enumerate(stem):
            rules = (
                before.get((stem[at - 1] if at else "") + letter),
                after.get(letter + stem[at + 1 : at + 2]),
                scheme["mapping"].get(letter, letter),
            )
            letters.append(next(rule for rule in rules if rule is not None))
        written.append("".join(letters) + tail)
    return " ".join(written).title()


def test_one_key_for_nearly_all_romanisation_schemes() -> None:
    if not SCHEMES.is_dir():
        pytest.skip(
            "the romanisation schemes are not beside this checkout (../shared/data/transliteration-iuliia)"
        )
    missed: dict[str, list[str]] = {}
    for path in sorted(SCHEMES.glob("*.json")):
        scheme = json.loads(path.read_text(encoding="utf-8"))
        names = [transliterate(name, scheme) for name in RUSSIAN_NAMES]
        missed[path.stem] = [
            written
            for written, name in zip(names, RUSSIAN_NAMES, strict=True)
            if person_key(written) != person_key(name)
        ]
    assert len(missed) == 28
    # French spelling, x for kh, Uzbek rules, and j for zh are known to differ.
    assert {name for name, misses in missed.items() if misses} == {
        "gost_7034",
        "gost_779_alt",
        "mvd_310_fr",
        "scientific",
        "telegram",
        "uz",
    }
    assert sum(len(misses) for name, misses in missed.items() if name not in ("mvd_310_fr", "uz")) <= 8
