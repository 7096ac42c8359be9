"""A dossier that contradicts the others is found out when it is built with them."""

from pathlib import Path

import pytest

from coopgraph.ingest.build import Assembled, assemble, bundled_dossiers
from coopgraph.validation import Report, check
from coopgraph.validation.contradictions import Contradiction, contradictions

DOSSIER = f"""\
coopgraph: dossier/1
source:
  key: another-paper-2016
  title: "Un altro giornale sulla XXV sessione"
  file: another.txt
  sha256: {"0" * 64}
  language: it
  published: 2016-12-09
  publisher: ice
claims:
  - {{ s: tf-it-ru-sme-25, p: date, o: 2016-12-08, q: "l'8 dicembre 2016" }}
  - {{ s: tf-it-ru-sme-25, p: takesPlaceIn, o: milano, q: "a Milano" }}
  - {{ s: tf-it-ru-sme-25, p: measure, o: registered-participants, value: "250", q: "250 registrati", id: registered }}
"""
EDITORIAL = """\
coopgraph: editorial/1
source: { key: more-notes, title: More notes, language: en, published: 2026-12-01, publisher: coopgraph-editors }
discrepancies:
  - { key: another-paper-total, type: total-vs-breakdown, items: ["another-paper-2016#registered", "mise-tf-it-ru#registered-it", "bergamo-tf-2016#registered"], explanation: { en: "A misprint.", it: "Un refuso." } }
"""


def judged(assembled: Assembled) -> tuple[Report, tuple[Contradiction, ...]]:
    report = check(assembled.store, places=assembled.compiled.origins)
    return report, contradictions(assembled.store, report)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("extra")
    (folder / "another.yaml").write_text(DOSSIER, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def before() -> tuple[Report, tuple[Contradiction, ...]]:
    return judged(assemble([bundled_dossiers()]))


@pytest.fixture(scope="module")
def after(folder) -> tuple[Report, tuple[Contradiction, ...]]:
    return judged(assemble([bundled_dossiers(), folder]))


def test_the_bundled_dossiers_have_no_contradiction_that_is_not_on_record(before):
    found = before[1]
    assert [one.node for one in found if not one.recorded] == []
    assert {one.kind for one in found} == {
        "total-vs-breakdown",
        "share-vs-breakdown",
        "count-vs-list",
        "frequency-vs-count",
        "type-vs-reference-data",
        "date",
    }
    assert all(set(one.text) == {"en", "it"} and len(one.items) > 1 for one in found)


def test_another_date_place_and_figure_are_warned_of_and_nothing_else(before, after):
    new = after[0].since(before[0], "the bundled dossiers")
    session = "https://w3id.org/coopgraph/id/session/tf-it-ru-sme-25"
    figure = (
        "https://w3id.org/coopgraph/id/figure/another-paper-2016--tf-it-ru-sme-25--registered-participants"
    )
    assert {(r.rule, r.severity, str(r.focus)) for r in new.results} == {
        ("R36", "Warning", figure),
        ("R38", "Warning", figure),
        ("R52", "Warning", session),
        ("R53", "Warning", session),
    }
    assert after[0].conforms


def test_each_warning_names_the_line_of_a_dossier_that_says_so(after):
    lines = {one.rule: one.place for one in after[1] if not one.recorded}
    assert lines["R36"].file.endswith("another.yaml")
    assert (
        lines["R36"].line
        == DOSSIER.splitlines().index(next(x for x in DOSSIER.splitlines() if "250" in x)) + 1
    )
    for rule, words in (("R52", "p: date"), ("R53", "p: takesPlaceIn")):
        text = Path(lines[rule].file).read_text(encoding="utf-8").splitlines()[lines[rule].line - 1]
        assert "tf-it-ru-sme-25," in text
        assert words in text


def test_an_unrecorded_contradiction_names_both_sources_and_how_to_record_it(after):
    one = next(one for one in after[1] if one.rule == "R38")
    assert {source.rsplit("/", 1)[1] for source in one.sources} == {"another-paper-2016", "bergamo-tf-2016"}
    assert "type value" in dict(one.remedy)["en"]


def test_what_an_editorial_file_records_is_no_longer_warned_of(folder, tmp_path):
    (tmp_path / "another.yaml").write_text(DOSSIER, encoding="utf-8")
    (tmp_path / "notes.yaml").write_text(EDITORIAL, encoding="utf-8")
    report, found = judged(assemble([bundled_dossiers(), tmp_path]))
    assert {one.rule for one in found if not one.recorded} == {"R52", "R53"}
    assert "another-paper-total" in {one.node.rsplit("/", 1)[1] for one in found if one.recorded}
    assert report.conforms


def test_without_the_editors_notes_the_rules_find_what_they_record():
    files = [path for path in bundled_dossiers().glob("*.yaml") if path.name != "editorial.yaml"]
    assembled = assemble(sorted(files))
    kinds = {one.kind for one in contradictions(assembled.store, check(assembled.store))}
    assert kinds == {
        "total-vs-breakdown",
        "share-vs-breakdown",
        "count-vs-list",
        "frequency-vs-count",
        "type-vs-reference-data",
        "date",
    }
