"""``coopgraph build`` refusing a graph: the report, and the graph set aside."""

import json

import pytest
from click.testing import CliRunner

from coopgraph.cli.group import coopgraph
from coopgraph.ingest.build import bundled_dossiers
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.revisions import StoreFolder

ENTITIES = """\
coopgraph: entities/1
entities:
  beta-deal: { is: Agreement, label: { it: Accordo Beta } }
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COOPGRAPH_STORE", str(tmp_path / "kg"))
    return lambda *words: CliRunner().invoke(coopgraph, ["build", *map(str, words)])


@pytest.fixture
def broken(tmp_path):
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "more.yaml").write_text(ENTITIES, encoding="utf-8")
    return tmp_path / "broken"


def test_a_refused_build_prints_the_report_with_names_lines_and_remedies(run, broken, tmp_path):
    result = run(bundled_dossiers(), broken)
    assert result.exit_code == 1
    assert result.stdout == ""
    for said in (
        "Accordo Beta  [id:agreement/beta-deal]",
        "more.yaml:3",
        "what to do: Add a 'p: party' line",
    ):
        assert said in result.stderr
    assert "the graph has 1 violation (R02); the store is as it was" in result.stderr
    assert "--quarantine" in result.stderr
    assert not (tmp_path / "kg").exists()
    assert "che fare: Aggiungere" in run(bundled_dossiers(), broken, "--language", "it").stderr


def test_quarantine_keeps_the_refused_graph_and_its_report_and_leaves_the_store(run, broken, tmp_path):
    assert run(bundled_dossiers()).exit_code == 0
    before = StoreFolder(tmp_path / "kg").current().version
    result = run(bundled_dossiers(), broken, "--quarantine", "aside")
    assert result.exit_code == 1
    (place,) = (tmp_path / "aside").iterdir()
    assert f"The refused graph and the report on it are in aside/{place.name}" in result.stderr
    assert sorted(path.name for path in place.iterdir()) == ["graph.nq", "report.json", "report.txt"]
    assert StoreFolder(tmp_path / "kg").current().version == before
    with EmbeddedStore.in_memory() as store:
        store.load_nquads(place / "graph.nq")
        assert store.ask("ASK { <https://w3id.org/coopgraph/id/agreement/beta-deal> ?p ?o }")
    report = json.loads((place / "report.json").read_text(encoding="utf-8"))
    assert [r["rule"] for r in report["results"] if r["severity"] == "Violation"] == ["R02"]
    assert "Accordo Beta" in (place / "report.txt").read_text(encoding="utf-8")
    run(bundled_dossiers(), broken, "--quarantine", "aside")
    assert len(list((tmp_path / "aside").iterdir())) == 1


def test_a_build_that_is_not_refused_sets_nothing_aside(run, tmp_path):
    assert run(bundled_dossiers(), "--quarantine", "aside").exit_code == 0
    assert not (tmp_path / "aside").exists()


def test_a_quarantine_that_cannot_be_written_is_told_and_publishes_nothing(run, broken, tmp_path):
    (tmp_path / "in-the-way").write_text("")
    result = run(bundled_dossiers(), broken, "--quarantine", "in-the-way/aside")
    assert result.exit_code == 1
    assert "cannot be set aside in in-the-way/aside" in result.stderr
    assert not (tmp_path / "kg").exists()
