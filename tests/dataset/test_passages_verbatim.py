"""Every quotation of the dossiers stands in its text, once or at the occurrence it names, and is short."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import pytest

from coopgraph.provenance.passages import locate

from .conftest import SHARED, Dataset

MOST_WORDS = 12


def test_every_claim_has_a_passage(dataset: Dataset) -> None:
    assert [str(line) for line in dataset.lines if not line.q] == []


def test_every_passage_is_found_in_its_text(dataset: Dataset, texts: Mapping[str, str]) -> None:
    for line in dataset.lines:
        span = locate(texts[line.file], line.q, int(line.nth) if line.nth else None)
        assert span.start < span.end, line


def test_every_passage_of_a_header_is_found_in_its_text(dataset: Dataset, texts: Mapping[str, str]) -> None:
    quotes = [(h["file"], q) for h in dataset.headers.values() for q in h.get("quotes", {}).values()]
    assert len(quotes) >= 9
    for file, quote in quotes:
        assert locate(texts[file], quote).start >= 0


def test_the_words_given_as_the_sources_own_stand_in_the_text(
    dataset: Dataset, texts: Mapping[str, str]
) -> None:
    for line in dataset.lines:
        if line.keys.get("as"):
            assert locate(texts[line.file], line.keys["as"], 1).how in {"exact", "joined"}, line


def test_no_quotation_is_longer_than_a_dozen_words(dataset: Dataset) -> None:
    quotes = [line.q for line in dataset.lines]
    quotes += [q for h in dataset.headers.values() for q in h.get("quotes", {}).values()]
    assert [q for q in quotes if len(q.replace("…", " ").split()) > MOST_WORDS] == []


def test_no_quotation_is_a_whole_sentence(dataset: Dataset) -> None:
    assert [line.q for line in dataset.lines if line.q[0].isupper() and line.q.rstrip().endswith(".")] == []


def test_each_dossier_is_pinned_to_the_text_it_was_written_from(dataset: Dataset) -> None:
    folder = SHARED / "seeds"
    if not folder.is_dir():
        pytest.skip(f"the five texts are not shipped, and {folder} is absent")
    for header in dataset.headers.values():
        assert hashlib.sha256((folder / header["file"]).read_bytes()).hexdigest() == header["sha256"]
