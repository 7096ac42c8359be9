"""A text is pinned to its bytes and never altered."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from coopgraph.errors import UnreadableSourceError
from coopgraph.provenance.text import Text, load_text


def test_every_code_point_is_kept_and_the_hash_is_of_the_bytes(tmp_path: Path) -> None:
    data = "\ufeffuna\r\nriga\rè".encode()
    (tmp_path / "s.txt").write_bytes(data)
    text = load_text(tmp_path / "s.txt")
    assert text == Text("\ufeffuna\r\nriga\rè", hashlib.sha256(data).hexdigest())


def test_one_changed_byte_changes_the_hash() -> None:
    assert Text.decode(b"Milano").sha256 != Text.decode(b"Milanp").sha256


def test_bytes_that_are_not_utf_8_are_refused_with_their_place(tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes("riga\ncittà".encode("latin-1"))
    with pytest.raises(UnreadableSourceError, match="byte 9 is not UTF-8") as refusal:
        load_text(path)
    assert (refusal.value.faults[0].line, refusal.value.faults[0].column) == (2, 5)


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError, match=r"absent\.txt"):
        load_text(tmp_path / "absent.txt")
