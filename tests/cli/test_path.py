"""``coopgraph path``: how two actors of the documents are connected."""

import json

import pytest
from click.testing import CliRunner

from coopgraph.cli.group import coopgraph


@pytest.fixture
def run(bundled_store):
    return lambda *words: CliRunner().invoke(coopgraph, ["path", *words, "--store", str(bundled_store)])


def actors(result):
    return [
        [actor["iri"].rsplit("/", 1)[1] for actor in path["actors"]]
        for path in json.loads(result.stdout)["paths"]
    ]


def test_casotto_reaches_gromyko_through_monti_with_the_words_of_two_documents(run):
    result = run("casotto-mauro", "gromyko-yury", "--paths", "1")
    assert result.exit_code == 0, result.stderr
    assert "Mauro Casotto → Riccardo Maria Monti → Yury Gromyko (2 hops)" in result.stdout
    assert "hanno partecipato tra gli altri" in result.stdout
    assert "Tra i relatori russi erano presenti" in result.stdout


def test_berlusconi_and_putin_met_at_the_summit(run):
    found = json.loads(run("Berlusconi", "Путин", "--format", "json").stdout)
    tie = found["paths"][0]["hops"][0]["ties"][0]
    assert tie["thing"]["iri"].endswith("event/summit-mosca-sochi-2002")
    assert tie["dates"] == ["2002-04"]


def test_farella_reaches_sobyanin_through_the_relation_of_province_and_city(run):
    result = run("farella-raffaele", "sobyanin-sergey", "--via", "role,party", "--format", "json")
    assert actors(result) == [
        ["farella-raffaele", "provincia-autonoma-trento", "citta-di-mosca", "sobyanin-sergey"]
    ]


def test_no_path_says_what_was_explored_and_is_exit_1(run):
    result = run("casotto-mauro", "putin-vladimir")
    assert result.exit_code == 1
    assert "no path within 4 hops between Mauro Casotto and Vladimir Putin" in result.stderr
    assert "7 actors at 1" in result.stderr
    assert "EXPO 2015 (world-expo)" in result.stderr
    assert result.stdout == ""


def test_a_plan_is_no_hop(run):
    assert "spief" not in run("ice", "monti-riccardo-maria", "--format", "json").stdout


def test_json_says_what_was_explored_even_without_a_path(run):
    result = run("casotto-mauro", "putin-vladimir", "--max-hops", "2", "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["paths"] == []
    assert json.loads(result.stdout)["explored"]["from_source"][0] == 1


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (("casotto-mauro", "spief-next"), "is no actor"),
        (("casotto-mauro", "Napoleon"), "coopgraph search"),
        (("casotto-mauro", "putin-vladimir", "--via", "parties"), "did you mean 'party'"),
    ],
)
def test_bad_input_gets_one_clear_message(run, words, remedy):
    result = run(*words)
    assert result.exit_code == 1
    assert remedy in result.stderr
    assert result.stdout == ""
