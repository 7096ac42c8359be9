"""``coopgraph check``: reports that people, editors and programs use."""

import hashlib
import json

import pytest
from click.testing import CliRunner

from coopgraph.cli.group import coopgraph
from coopgraph.ingest.build import build, bundled_dossiers
from coopgraph.store.revisions import Revision, StoreFolder

DOSSIER = f"""\
coopgraph: dossier/1
source: {{ key: another-paper, title: "Un altro giornale", file: a.txt, sha256: {hashlib.sha256(b"").hexdigest()}, language: it, published: 2016-12-09, publisher: ice }}
claims:
  - {{ s: tf-it-ru-sme-25, p: date, o: 2016-12-08, q: "l'8 dicembre 2016" }}
"""
BROKEN = DOSSIER + '  - { s: beta-deal, p: withinRelation, o: it-ru, q: "un accordo" }\n'
ENTITIES = """\
coopgraph: entities/1
entities:
  beta-deal: { is: Agreement, label: { it: Accordo Beta } }
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COOPGRAPH_STORE", raising=False)
    return lambda *words: CliRunner().invoke(coopgraph, ["check", *map(str, words)])


@pytest.fixture
def extra(tmp_path):
    """A folder with one more dossier, which contradicts the others."""
    (tmp_path / "extra").mkdir()
    (tmp_path / "extra" / "another.yaml").write_text(DOSSIER, encoding="utf-8")
    return tmp_path / "extra"


@pytest.fixture
def broken(tmp_path):
    """A folder with one more dossier, which breaks rules of severity Violation."""
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "another.yaml").write_text(BROKEN, encoding="utf-8")
    (tmp_path / "broken" / "more.yaml").write_text(ENTITIES, encoding="utf-8")
    return tmp_path / "broken"


@pytest.fixture(scope="module")
def two_revisions(tmp_path_factory):
    """A store with the bundled graph, and then with a dossier more."""
    folder = tmp_path_factory.mktemp("revisions")
    (folder / "another.yaml").write_text(DOSSIER, encoding="utf-8")
    build([bundled_dossiers()], folder / "kg")
    first = StoreFolder(folder / "kg").current()
    build([bundled_dossiers(), folder / "another.yaml"], folder / "kg")
    return folder / "kg", first


def test_a_violation_gives_rule_thing_value_source_line_remedy_and_exit_code_1(run, broken):
    result = run(bundled_dossiers(), broken)
    assert result.exit_code == 1, result.stderr
    assert "R02  An agreement has at least two parties" in result.stdout
    assert "Accordo Beta  [id:agreement/beta-deal]" in result.stdout
    assert "more.yaml:3" in result.stdout
    assert "source: Un altro giornale" in result.stdout
    assert "what to do: Add a 'p: party' line" in result.stdout
    italian = run(bundled_dossiers(), broken, "--language", "it")
    assert "che fare: Aggiungere una riga 'p: party'" in italian.stdout


def test_a_faulty_line_is_told_as_a_fault_with_exit_code_1(run, extra):
    (extra / "another.yaml").write_text(DOSSIER.replace("p: date", "p: dates"), encoding="utf-8")
    result = run(bundled_dossiers(), extra)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "another.yaml:4:" in result.stderr


def test_json_has_the_line_and_the_remedy_of_each_result(run, broken):
    body = json.loads(run(bundled_dossiers(), broken, "--format", "json").stdout)
    assert body["conforms"] is False
    result = next(r for r in body["results"] if r["rule"] == "R02")
    assert result["place"]["file"].endswith("more.yaml")
    assert result["place"]["line"] == 3
    assert set(result["remedy"]) == {"en", "it"}
    assert body["handedOver"] == []


def test_sarif_points_to_the_lines_of_the_dossiers(run, broken):
    result = run(bundled_dossiers(), broken, "--format", "sarif")
    assert result.exit_code == 1
    (log,) = json.loads(result.stdout)["runs"]
    error = next(r for r in log["results"] if r["ruleId"] == "R02-two-parties")
    assert error["level"] == "error"
    location = error["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"].endswith("more.yaml")
    assert location["region"]["startLine"] == 3


def test_discrepancies_are_shown_recorded_or_not(run, extra):
    result = run(bundled_dossiers(), extra, "--discrepancies")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("7 contradictions: 1 unrecorded, 6 recorded.")
    assert "R52  date: 25th session of the Task Force, Bergamo" in result.stdout
    assert "mise-tf-it-ru.yaml:" in result.stdout.partition("Recorded, ")[0]  # the line of one of the two
    assert "discrepancy (total against breakdown): 25th session of the Task Force, Bergamo" in result.stdout
    assert "Announced and recorded registrations may differ" in result.stdout
    body = json.loads(run(bundled_dossiers(), extra, "--discrepancies", "--format", "json").stdout)
    assert body["counts"] == {"unrecorded": 1, "recorded": 6}
    assert body["contradictions"][0]["rule"] == "R52"
    assert len(body["contradictions"]) == 7


def test_discrepancies_in_sarif_are_the_results_of_the_rules_that_find_and_list_them(run, extra):
    (log,) = json.loads(run(bundled_dossiers(), extra, "--discrepancies", "--format", "sarif").stdout)["runs"]
    rules = {result["ruleId"] for result in log["results"]}
    assert rules == {"R50-recorded-contradiction", "R52-dates-of-two-sources"}


def test_since_shows_only_what_is_new_in_the_store(run, two_revisions):
    store, first = two_revisions
    for name in (first.path.name, first.version[:10]):
        result = run("--store", store, "--since", name)
        assert result.exit_code == 0, result.stderr
        assert f"Only what is new since {first.path.name}." in result.stdout
        assert "R52" in result.stdout
        assert "R17" not in result.stdout
    nothing = run("--store", store, "--since", "current")
    assert "0 violations, 0 warnings, 0 infos" in nothing.stdout


def test_a_graph_is_checked_in_memory_where_there_is_room_and_else_on_the_disk_which_is_said(
    run, two_revisions, monkeypatch
):
    store, first = two_revisions
    asked: list[bool] = []
    opened = Revision.open
    monkeypatch.setattr(
        Revision, "open", lambda self, memory=False: asked.append(memory) or opened(self, memory)
    )
    quickly = run("--store", store)
    assert (asked, quickly.stderr) == ([True], "")
    monkeypatch.setattr("coopgraph.store.room._free", lambda: 1000 * first.quads)
    slowly = run("--store", store)
    assert asked == [True, False]
    assert "the rules read the disk" in slowly.stderr
    assert slowly.stdout == quickly.stdout
    run("--store", store, "--since", first.path.name)
    assert asked[2:] == [False, False]


def test_since_compares_files_with_what_is_published(run, two_revisions, broken):
    store, _ = two_revisions
    result = run(bundled_dossiers(), broken, "--store", store, "--since", "current")
    assert result.exit_code == 1
    assert "R02" in result.stdout
    assert "R52" not in result.stdout


def test_a_revision_that_is_not_there_is_refused_with_those_that_are(run, two_revisions):
    store, first = two_revisions
    result = run("--store", store, "--since", "ffff")
    assert result.exit_code == 1
    assert "there is no revision 'ffff'" in result.stderr
    assert first.path.name in result.stderr


def test_both_engines_say_the_same(run, two_revisions):
    store, _ = two_revisions
    ours, reference = (
        run("--store", store, "--engine", name, "--format", "json") for name in ("compiled", "pyshacl")
    )
    assert ours.exit_code == reference.exit_code == 0
    assert ours.stdout == reference.stdout


def test_an_unknown_engine_or_format_is_a_usage_error(run, two_revisions):
    assert run("--engine", "fast").exit_code == 2
    assert run("--format", "html").exit_code == 2
