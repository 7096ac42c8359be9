"""An acronym leads to the names it may be made of, in either script, after everything that is called so."""

from __future__ import annotations

import pytest

from coopgraph.namespaces import COOP, ID
from coopgraph.resolution.acronyms import asked_as_acronym, initials
from coopgraph.resolution.search import Name, NameIndex

FORMS = {
    "tpp": ["Торгово-промышленная палата Российской Федерации", "Chamber of Commerce and Industry (Russia)"],
    "ccir": ["Camera di Commercio Italo-Russa"],
    "rspp": ["Российский союз промышленников и предпринимателей"],
    "mise": ["Ministero dello Sviluppo Economico"],
    "cciaa": ["Camera di commercio, industria, artigianato e agricoltura", "CCIAA"],
    "forum": ["Сочи: транспорт, промышленность, политика", "TPP Forum"],
}


@pytest.fixture(scope="module")
def index() -> NameIndex:
    body = COOP + "PublicBody"
    made = [
        Name(f"{ID}organization/{key}", form, forms[0], body)
        for key, forms in FORMS.items()
        for form in forms
    ]
    person = Name(f"{ID}person/piotr", "Pavel Petrovich Tarasov", "Pavel Petrovich Tarasov", COOP + "Person")
    return NameIndex.build([*made, person])


def found(index: NameIndex, text: str) -> list[tuple[str, str]]:
    return [(hit.iri.rpartition("/")[2], hit.how) for hit in index.find(text)]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ТПП", "tpp"), ("TPP", "tpp"), ("tpp", "tpp"), ("ТПП РФ", "tpp"), ("Т.П.П.", "tpp"), ("CCI", "tpp"),
        ("CCIR", "ccir"), ("РСПП", "rspp"), ("RSPP", "rspp"), ("MSE", "mise"), ("MDSE", "mise"),
    ],
)  # fmt: skip
def test_an_acronym_leads_to_the_name_it_is_made_of(index: NameIndex, text: str, key: str) -> None:
    assert (key, "acronym") in found(index, text)


def test_what_is_called_so_comes_before_what_may_be_shortened_so(index: NameIndex) -> None:
    assert found(index, "CCIAA")[0] == ("cciaa", "exact")
    assert [how for _, how in found(index, "TPP")][:2] == ["words", "acronym"]


def test_a_whole_acronym_comes_before_the_beginning_of_one(index: NameIndex) -> None:
    assert [key for key, how in found(index, "CCI") if how == "acronym"] == ["tpp", "ccir"]


def test_a_hit_says_which_name_the_acronym_was_made_of_and_is_a_guess(index: NameIndex) -> None:
    (hit,) = [hit for hit in index.find("РСПП") if hit.how == "acronym"]
    assert hit.matched == "Российский союз промышленников и предпринимателей"
    assert hit.guessed


def test_persons_have_no_acronyms_and_two_letters_no_beginnings(index: NameIndex) -> None:
    assert all(key != "piotr" for key, _ in found(index, "PPT"))
    assert all(how != "acronym" for _, how in found(index, "MD"))


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("Agenzia per la promozione all’estero", {"ape", "aplpae"}),
        ("25th session of the Task Force", {"stf", "sottf"}),
        ("Mosca", set()),
        ("Ёлочный завод", {"ez"}),
    ],
)
def test_initials_are_those_of_the_words_that_tell_something(form: str, expected: set[str]) -> None:
    assert initials(form) == expected


def test_a_long_text_is_no_acronym() -> None:
    assert asked_as_acronym("Chamber of Commerce") == asked_as_acronym("x") == ""
