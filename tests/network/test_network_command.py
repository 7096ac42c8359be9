"""``coopgraph network`` on the bundled graph."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from coopgraph.cli.network import network
from coopgraph.ingest.build import build, bundled_dossiers
from coopgraph.store.revisions import StoreFolder


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    where = tmp_path_factory.mktemp("network") / "kg"
    build([bundled_dossiers()], where)
    return where


def run(store, *arguments):
    answer = CliRunner().invoke(network, [*arguments, "--store", str(store)], catch_exceptions=False)
    assert answer.exit_code == 0, answer.stderr
    return answer


def test_every_year_has_its_row(store):
    answer = run(store, "ties-b", "--every", "year", "--since", "2014", "--until", "2015")
    assert [line.split()[0] for line in answer.stdout.splitlines()[2:]] == ["2014", "2015"]
    assert "undated ties: " in answer.stderr


def test_every_year_with_measures_is_a_panel_and_with_output_a_file_each(store, tmp_path):
    path = tmp_path / "ties.csv"
    answer = run(
        store, "ties-b", "--every", "year", "--since", "2014", "--until", "2015", "--measures", "degree",
        "--output", str(path), "--plot", str(tmp_path / "years.svg"),
    )  # fmt: skip
    assert answer.stdout.splitlines()[0].split()[:2] == ["period", "label"]
    assert {"ties.2014.csv", "ties.2015.csv", "years.svg"} <= {each.name for each in tmp_path.iterdir()}


def test_histories_say_when_a_tie_fell_silent(store):
    answer = run(store, "co-participation", "--histories")
    assert "silent since" in answer.stdout.splitlines()[0]


def test_a_picture_and_a_matrix_are_drawn(store, tmp_path):
    run(store, "ties-b", "--plot", str(tmp_path / "ties.svg"))
    run(store, "region-links", "--matrix", "--plot", str(tmp_path / "regions.png"))
    assert (tmp_path / "ties.svg").stat().st_size > 10_000
    assert (tmp_path / "regions.png").read_bytes().startswith(b"\x89PNG")


def test_results_are_stored_and_withdrawn(store):
    before = StoreFolder(store).current().version
    answer = run(store, "co-participation", "--measures", "degree", "--store-result")
    assert "stored https://w3id.org/coopgraph/graph/measures/co-participation-" in answer.stderr
    assert StoreFolder(store).current().version != before
    run(store, "--withdraw-results")
    assert StoreFolder(store).current().version == before


def test_a_result_to_store_must_be_one(store):
    for arguments in (["co-participation"], ["co-participation", "--every", "year", "--measures", "degree"]):
        answer = CliRunner().invoke(network, [*arguments, "--store-result", "--store", str(store)])
        assert answer.exit_code == 2
        assert "name them with --measures" in answer.stderr


def test_plans_are_another_network_than_what_happened(store):
    assert (
        run(store, "co-participation", "--modality", "planned").stdout
        != run(store, "co-participation").stdout
    )


def test_facts_of_the_whole_network_alone_are_printed(store):
    assert "assortativity by side" in run(store, "ties-b", "--measures", "assortativity").stderr


def test_the_first_and_the_groups_come_from_a_network_drawn_in_advance(store):
    answer = run(store, "ties-b", "--top", "betweenness", "--count", "2", "--groups", "side")
    assert "Riccardo Maria Monti" in answer.stdout
    assert "shown       2 of 33" in answer.stderr
    assert ["IT", "RU"] in [line.split()[:2] for line in answer.stdout.splitlines()]
    later = run(store, "ties-b", "--groups", "side", "--since", "2015", "--reading", "certainly")
    assert later.stdout != answer.stdout


def test_conditions_that_a_network_drawn_in_advance_does_not_know_are_refused(store):
    answer = CliRunner().invoke(network, ["ties-b", "--top", "degree", "--side", "IT", "--store", str(store)])
    assert answer.exit_code == 2
    assert "conditions on time only" in answer.stderr


def test_a_backbone_is_measured_like_any_network(store):
    answer = run(store, "institution-events", "--backbone", "source", "--measures", "degree")
    assert "nodes       14" in answer.stderr
    refused = CliRunner().invoke(network, ["ties-b", "--backbone", "source", "--store", str(store)])
    assert "is one-mode" in str(refused.exception)


OWN = """#: title = "Sides of events"
#: about = "Who shares a side."
#: mode = "two"
#: directed = false
#: nodes = "people (source), events (target)"
#: tie = "took part in it by ?via"
#: [columns]
#: source = "who"
#: target = "the event"
#: via = "the participation"
PREFIX coop: <https://w3id.org/coopgraph/ontology#>
SELECT ?source ?target ?via WHERE { ?via coop:participant ?source ; coop:inEvent ?target . ?source a coop:Person }
"""


def test_a_folder_of_ones_own_adds_projections(store, tmp_path, monkeypatch):
    (tmp_path / "networks").mkdir()
    (tmp_path / "networks" / "attendance.rq").write_text(OWN)
    monkeypatch.setenv("COOPGRAPH_QUERIES", str(tmp_path))
    assert "attendance" in run(store, "--list").stdout
    assert run(store, "attendance", "--groups", "type").stdout.splitlines()[2].split()[:2] == [
        "Person",
        "Event",
    ]
    assert run(store, "co-participation", "--measures", "degree").stdout
    monkeypatch.setenv("COOPGRAPH_QUERIES", str(tmp_path / "elsewhere"))
    answer = CliRunner().invoke(network, ["--list"])
    assert "there is no folder of queries at" in str(answer.exception)
