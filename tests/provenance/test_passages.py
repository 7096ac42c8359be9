"""A quotation is found word for word and in one place, or refused with the reason."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopgraph.provenance.folding import fold
from coopgraph.provenance.passages import ELLIPSIS_REACH, PassageError, locate


def found(text: str, quote: str, nth: int | None = None) -> tuple[str, str]:
    span = locate(text, quote, nth)
    return text[span.start : span.end], span.how


def refusal(text: str, quote: str, nth: int | None = None) -> PassageError:
    with pytest.raises(PassageError) as error:
        locate(text, quote, nth)
    return error.value


def test_a_quotation_in_one_place_is_found_as_it_stands() -> None:
    assert found("siglato a Milano da due parti", "a Milano") == ("a Milano", "exact")


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Direttore del  Dipartimento", "Direttore del Dipartimento"),
        ("Direttore\r\ndel\u00a0Dipartimento", "Direttore del Dipartimento"),
        ("l’1 e il 2 dicembre", "l'1 e il 2 dicembre"),
        ("“Razvitie Project”", '"Razvitie Project"'),
        ("Agency (ITA) – ICE", "Agency (ITA) - ICE"),
        ("il **forum** di Mosca", "il forum di Mosca"),
        ("all'**accordo** siglato", "all'accordo siglato"),
        ("interna\u00adziona\u00adliz\u00adzazione", "internazionalizzazione"),
        (unicodedata.normalize("NFD", "la città è più vicina"), "la città è più vicina"),
        ("la città è più vicina", unicodedata.normalize("NFD", "la città è più vicina")),
        (unicodedata.normalize("NFD", "Семёнович Ищенко йй"), "Семёнович Ищенко йй"),
    ],
)
def test_typography_alone_never_hides_a_quotation(text: str, quote: str) -> None:
    around = f"Prima. {text} Dopo."
    assert found(around, quote) == (text, "folded")


def test_what_stands_as_quoted_comes_before_what_stands_so_after_folding() -> None:
    assert locate("a  b, a b", "a b").start == 6


def test_letters_case_accents_and_digits_are_never_folded() -> None:
    text = "il Direttore è a Trento dal 2015"
    for altered in ("il direttore", "Direttore e a", "dal 2016", "Trentò", "a Roma"):
        assert refusal(text, altered).kind == "absent"


def test_a_quotation_may_not_cut_an_accent_off_its_letter() -> None:
    decomposed = unicodedata.normalize("NFD", "perché no")
    assert refusal(decomposed, "perche").kind == "absent"
    assert refusal("x\u0323\u0301 y", "x\u0323").kind == "absent"


def test_a_quotation_in_several_places_is_refused_with_all_of_them() -> None:
    error = refusal("da Milano a Roma, da Roma a Milano", "Milano")
    assert (error.kind, error.count, len(error.contexts)) == ("ambiguous", 2, 2)
    assert "(1) …da »Milano« a Roma" in str(error)
    assert "nth" in str(error)


def test_the_message_says_how_many_places_it_does_not_show() -> None:
    error = refusal("uno " * 9, "uno")
    assert error.count == len(error.contexts) == 9
    assert "and 4 more" in str(error)


def test_an_occurrence_number_picks_one_place() -> None:
    text = "da Milano a Roma, da Roma a Milano"
    assert [locate(text, "Milano", nth).start for nth in (1, 2)] == [3, 28]
    assert locate("a  b; a\nb", "a b", 2).start == 6
    assert locate(text, "a Roma", 1).start == 10


@pytest.mark.parametrize("nth", [0, -1, 3])
def test_an_occurrence_that_does_not_exist_is_refused(nth: int) -> None:
    assert refusal("Milano e Milano", "Milano", nth).kind == "occurrence"


def test_overlapping_places_count() -> None:
    assert refusal("da da da", "da da").count == 2


def test_an_ellipsis_joins_head_and_tail_to_one_span() -> None:
    text = "dal sindaco Sergey Sobjanin, l'ambasciatore Sergey Razov e altri; Razov parla"
    assert found(text, "sindaco … Razov") == (
        "sindaco Sergey Sobjanin, l'ambasciatore Sergey Razov",
        "joined",
    )
    assert found(text, "sindaco ... Razov") == found(text, "sindaco […] Razov")
    assert found(text, "sindaco … ambasciatore … altri")[0].endswith("altri")
    assert found(text, "Sergey … Razov", 2) == ("Sergey Razov", "joined")
    assert found(text, "… l'ambasciatore …") == ("l'ambasciatore", "exact")


def test_the_tail_may_differ_in_typography_and_is_the_first_after_the_head() -> None:
    text = "testa e l’1  maggio, poi l'1 maggio"
    assert found(text, "testa … l'1 maggio")[0] == "testa e l’1  maggio"


def test_an_ellipsis_of_the_text_itself_is_quoted_like_any_other_character() -> None:
    assert found("disse: forse … domani. Domani", "forse … domani") == ("forse … domani", "exact")


def test_an_ellipsis_is_refused_without_head_without_tail_and_beyond_its_reach() -> None:
    far = "testa " + "x" * ELLIPSIS_REACH + " coda"
    assert refusal("coda poi testa", "testa … coda").kind == "absent"
    assert refusal("testa", "nessuna … coda").kind == "absent"
    assert f"at most {ELLIPSIS_REACH}" in str(refusal(far, "testa … coda"))
    assert refusal("una testa, altra testa, coda", "testa … coda").kind == "ambiguous"


def test_an_absent_quotation_is_told_the_closest_words_and_is_still_refused() -> None:
    text = "l'assessore del Comune di Milano Franco D'Alfonso e il presidente"
    error = refusal(text, "assessore del Comune di Roma Franco D'Alfonso")
    assert (error.kind, error.count) == ("absent", 0)
    assert "at 2, are “assessore del Comune di Milano Franco D'Alfonso”" in str(error)
    assert "at 55, are “presidente”" in str(refusal(text, "presidentte"))
    assert "right source" in str(refusal(text, "nulla di simile"))


@pytest.mark.parametrize("quote", ["", "  \n", "…", "**"])
def test_a_quotation_without_words_is_refused(quote: str) -> None:
    assert refusal("qualche parola", quote).kind == "absent"


LETTERS = st.text("ab e\u0301\u0323’'“*-– \n\u00a0é…", max_size=30)


@given(LETTERS, LETTERS)
def test_whatever_is_found_folds_to_what_was_quoted(text: str, quote: str) -> None:
    try:
        span = locate(text, quote)
    except PassageError:
        return
    assert 0 <= span.start < span.end <= len(text)
    if span.how == "exact":
        assert text[span.start : span.end] in quote
    elif span.how == "folded":
        assert fold(text[span.start : span.end]).text.strip() in fold(quote).text


@given(st.text("ab cé\u0301", min_size=1, max_size=40), st.data())
def test_every_stretch_of_a_text_can_be_quoted_with_its_occurrence(text: str, data: st.DataObject) -> None:
    text = unicodedata.normalize("NFC", text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = text[start:end]
    if not quote.strip() or unicodedata.combining(text[end : end + 1] or " "):
        return
    starts = [i for i in range(len(text)) if text.startswith(quote, i)]
    starts = [
        i for i in starts if not unicodedata.combining(text[i + len(quote) : i + len(quote) + 1] or " ")
    ]
    assert locate(text, quote, starts.index(start) + 1).start == start
