"""``coopgraph pair``: what lies between two countries, regions or institutions of the documents."""

import json

import pytest
from click.testing import CliRunner

from coopgraph.cli.group import coopgraph


@pytest.fixture
def run(bundled_store):
    return lambda *words: CliRunner().invoke(coopgraph, ["pair", *words, "--store", str(bundled_store)])


def test_two_countries_by_their_codes(run):
    result = run("IT", "RU")
    assert result.exit_code == 0, result.stderr
    for expected in (
        "Italy — Russia",
        "instruments: 2",
        "joint bodies: 2",
        "planned, and never reported held: 2",
        "Vladimir Putin (Russia)",
        "undated  4",
        "silence since 2016-12-02",
        "“tra il Presidente Berlusconi ed il Presidente Putin”",
    ):
        assert expected in result.stdout


@pytest.mark.parametrize(
    ("ends", "kind"),
    [(("IT-TN", "RU-MOW"), "region"), (("trentino-sviluppo", "technopolis-moscow"), "institution")],
)
def test_regions_and_institutions_as_json(run, ends, kind):
    result = run(*ends, "--format", "json")
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert found["one"]["kind"] == found["other"]["kind"] == kind
    assert "trentino-sviluppo-technopolis-2015" in found["instruments"][0]["thing"]["iri"]
    assert found["instruments"][0]["statements"][0]["passages"]


def test_nothing_between_two_is_said_and_is_exit_1(run):
    result = run("tida", "trentino-sviluppo")
    assert result.exit_code == 1
    assert "coopgraph path" in result.stderr


def test_a_person_is_no_end_of_a_pair(run):
    result = run("IT", "Putin")
    assert result.exit_code == 1
    assert "coopgraph path connects people" in result.stderr
