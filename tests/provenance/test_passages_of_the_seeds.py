"""The gold annotation of the five seed documents: every passage resolves, no altered one does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from coopgraph.provenance.folding import fold
from coopgraph.provenance.passages import PassageError, locate
from coopgraph.provenance.text import Text, load_text

SHARED = Path(__file__).parents[2].parent / "shared"


@pytest.fixture(scope="module")
def passages() -> list[dict[str, Any]]:
    gold = SHARED / "gold" / "seed-gold.yaml"
    if not gold.is_file():
        pytest.skip("the gold annotation is not beside this checkout (../shared/gold/seed-gold.yaml)")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return list(_spans(yaml.load(gold.read_text(encoding="utf-8"), Loader=loader)))


@pytest.fixture(scope="module")
def texts(passages: list[dict[str, Any]]) -> dict[str, Text]:
    return {name: load_text(SHARED / "seeds" / name) for name in sorted({p["file"] for p in passages})}


def _spans(node: object) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if {"file", "start", "end", "text"} <= node.keys():
            yield node
        node = list(node.values())
    if isinstance(node, list):
        for item in node:
            yield from _spans(item)


def test_every_passage_stands_at_its_offsets(passages: list[dict[str, Any]], texts: dict[str, Text]) -> None:
    assert len(passages) >= 400
    for passage in passages:
        assert texts[passage["file"]].text[passage["start"] : passage["end"]] == passage["text"]


def test_every_passage_is_found_with_its_occurrence(
    passages: list[dict[str, Any]], texts: dict[str, Text]
) -> None:
    for passage in passages:
        text = texts[passage["file"]].text
        before = sum(text.startswith(passage["text"], i) for i in range(passage["start"]))
        span = locate(text, passage["text"], nth=before + 1)
        assert (span.start, span.end, span.how) == (passage["start"], passage["end"], "exact")


def test_every_passage_is_found_when_typed_with_plain_typography(
    passages: list[dict[str, Any]], texts: dict[str, Text]
) -> None:
    plain = str.maketrans("’“”–", '\'""-')
    tried = 0
    for passage in passages:
        text = texts[passage["file"]].text
        typed = " ".join(passage["text"].translate(plain).split())
        if typed != passage["text"] and fold(text).text.count(typed) == 1:
            span = locate(text, typed)
            assert (span.start, span.end, span.how) == (passage["start"], passage["end"], "folded")
            tried += 1
    assert tried >= 20


def test_a_double_space_inside_a_name_does_not_hide_it(texts: dict[str, Text]) -> None:
    text = texts["004_b872126684969376.txt"].text
    span = locate(text, "Direttore del Dipartimento per lo Sviluppo delle PMI")
    assert (span.start, span.how) == (575, "folded")
    assert text[span.start : span.end] == "Direttore del  Dipartimento per lo Sviluppo delle PMI"


def test_milano_alone_is_ambiguous_in_the_press_release(texts: dict[str, Text]) -> None:
    with pytest.raises(PassageError, match="is in 2 places") as refusal:
        locate(texts["000_910eca07ed3edd29.txt"].text, "Milano")
    assert refusal.value.kind == "ambiguous"
    assert any("Comune di »Milano«" in context for context in refusal.value.contexts)


def test_an_altered_quotation_and_one_of_another_seed_are_refused(texts: dict[str, Text]) -> None:
    text = texts["000_910eca07ed3edd29.txt"].text
    for quote in ("assessore del Comune di Roma Franco D'Alfonso", "l’1 e il 2 dicembre 2016"):
        with pytest.raises(PassageError) as refusal:
            locate(text, quote)
        assert refusal.value.kind == "absent"
