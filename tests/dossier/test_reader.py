"""Reading input files: what they say, and every fault with its line."""

from pathlib import Path

import pytest

from coopgraph.dossier import find_files, read_document
from coopgraph.errors import Fault

DOSSIER = """\
coopgraph: dossier/1
source:
  key: doc-1
  title: "A title"
  file: doc.txt
  sha256: {sha}
  language: it
claims:
  - {{ s: forum, p: date, o: 2015-10-15, q: "il 15 ottobre" }}
""".format(sha="a" * 64)


def read(tmp_path: Path, text: str | bytes) -> tuple[object, list[Fault]]:
    path = tmp_path / "file.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    faults: list[Fault] = []
    return read_document(path, faults), faults


def test_a_claim_line_keeps_every_scalar_as_the_words_written(tmp_path):
    document, faults = read(tmp_path, DOSSIER.replace("o: 2015-10-15", "o: [NO, 12:30, 0123]"))
    assert not faults
    assert [word.text for word in document.claims[0].objects] == ["NO", "12:30", "0123"]
    assert document.claims[0].at.line == 9


def test_rejected_and_undecided_claims_are_left_out_and_counted(tmp_path):
    lines = """\
  - { s: a, p: party, o: b, q: "x", no: editor }
  - { s: a, p: party, o: b, q: "x", from: llm/model }
  - { s: a, p: party, o: b, q: "x", from: llm/model, ok: editor }
"""
    document, faults = read(tmp_path, DOSSIER + lines)
    assert not faults
    assert (len(document.claims), document.left_out) == (2, 2)


def test_all_faults_of_a_file_are_found_at_once(tmp_path):
    lines = """\
  - { s: a, p: date, q: "x" }
  - { s: a, p: date, o: b }
  - { s: a, p: party, o: b, q: "x", role: member }
  - { s: a, p: date, o: b, q: "x", quote: "x" }
  - { s: a, p: date, o: b, q: "x", nth: second }
"""
    _, faults = read(tmp_path, DOSSIER + lines)
    assert sorted((f.line, f.message) for f in faults) == [
        (10, "the claim has no object"),
        (11, "the claim has no passage"),
        (12, "'party' does not take 'role'"),
        (13, "'quote' is no key of a claim line"),
        (14, "'nth: second' is not an occurrence"),
    ]


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("coopgraph: [dossier/1\n", "is not YAML", 2),
        ("", "is empty", 0),
        ("- a\n- b\n", "is not a mapping", 1),
        ("claims: []\n", "does not say what it is", 1),
        ("coopgraph: fiche/1\n", "does not say what it is", 1),
        ("coopgraph: entities/1\nentities: { a: { is: Person }, a: { is: Person } }", "stands twice", 2),
        ("coopgraph: entities/1\nentitys: {}\n", "'entitys' is no part of an entities file", 2),
        ("coopgraph: entities/1\nentities: { 'a b': { is: Person } }", "'a b' cannot be a key", 2),
        ("coopgraph: entities/1\nentities: { a: { label: { it: A } } }", "'is' is missing", 2),
        ("coopgraph: entities/1\nentities: { a: !!python/object:os.system {} }", "the YAML tag", 2),
        (b"coopgraph: entities/1\n# caf\xe9\n", "is not UTF-8: the byte 0xe9", 2),
    ],
)
def test_a_malformed_file_gets_one_message_with_its_line(tmp_path, text, message, line):
    _, faults = read(tmp_path, text)
    assert [(message in f.message, f.line) for f in faults] == [(True, line)], faults
    assert all(f.remedy for f in faults)


def test_a_short_sha256_is_a_fault_under_its_rule(tmp_path):
    _, faults = read(tmp_path, DOSSIER.replace("a" * 64, "7476f858"))
    assert [(f.line, f.rule) for f in faults] == [(6, "R18")]


def test_a_folder_stands_for_its_yaml_files_in_order(tmp_path):
    for name in ("b.yaml", "a.yaml", "notes.txt"):
        (tmp_path / name).write_text("")
    faults: list[Fault] = []
    assert [p.name for p in find_files([tmp_path], faults)] == ["a.yaml", "b.yaml"]
    assert find_files([tmp_path / "missing.yaml"], faults) == [tmp_path / "missing.yaml"]
    assert not faults


def test_an_empty_folder_is_a_fault(tmp_path):
    faults: list[Fault] = []
    assert find_files([tmp_path], faults) == []
    assert "holds no *.yaml file" in faults[0].message


UNREADABLE = {
    "a tab": (DOSSIER + '\t- { s: a, p: date, o: b, q: "x" }\n', (10, 1), "a tab stands here", "put spaces"),
    "a quotation mark not closed": (
        DOSSIER + '  - { s: a, p: date, o: b, q: "x }\n  - { s: a, p: date, o: b, q: x }\n',
        (10, 31),
        "a quotation mark is opened here and not closed",
        "close it",
    ),
    "a control character": (
        DOSSIER.replace("A title", "A\0title"),
        (4, 12),
        "the control character U+0000",
        "take it out",
    ),
    "another encoding": (
        DOSSIER.replace("A title", "Società").encode("latin-1"),
        (4, 17),
        "is not UTF-8: the byte 0xe0",
        "save the file as UTF-8",
    ),
    "a later format": (
        DOSSIER.replace("dossier/1", "dossier/2"),
        (1, 12),
        "is of the format 'dossier/2'",
        "update coopgraph",
    ),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_cannot_be_read_is_told_with_the_place_of_its_cause(tmp_path, case):
    text, place, message, remedy = UNREADABLE[case]
    document, (fault,) = read(tmp_path, text)
    assert document is None
    assert (fault.line, fault.column) == place
    assert message in fault.message
    assert remedy in fault.remedy
