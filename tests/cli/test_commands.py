"""The command line as an analyst meets it: answers on standard output, messages with a remedy, exit codes."""

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
from shutil import rmtree

import pytest
from click.testing import CliRunner

from coopgraph.cli.group import COMMANDS, coopgraph


@pytest.fixture
def run(bundled_store, monkeypatch, tmp_path):
    monkeypatch.setenv("COOPGRAPH_STORE", str(bundled_store))
    monkeypatch.chdir(tmp_path)

    def call(*words, stdin=None):
        return CliRunner().invoke(coopgraph, list(words), input=stdin)

    return call


def test_help_lists_every_command_with_what_it_does(run):
    result = run("--help")
    assert result.exit_code == 0
    for name, (_, text) in COMMANDS.items():
        assert name in result.stdout
        assert text.split()[0] in result.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(run, name):
    result = run(name, "--help")
    assert result.exit_code == 0
    assert "Example:" in result.stdout


def test_help_imports_no_engine():
    code = (
        "import sys; from click.testing import CliRunner; from coopgraph.cli.group import coopgraph; "
        "CliRunner().invoke(coopgraph, ['--help']); "
        "print([m for m in ('rdflib', 'pyoxigraph', 'networkx', 'pyshacl', 'fastapi') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_build_prints_the_version_and_the_counts(run, tmp_path):
    result = run("build", "--store", str(tmp_path / "kg"))
    assert result.exit_code == 0, result.stderr
    assert "version   " in result.stdout
    assert "0 violations" in result.stdout
    again = run("build", "--store", str(tmp_path / "kg"))
    assert again.stdout == result.stdout


def test_export_is_the_graph_whose_hash_build_prints(run, bundled_store):
    import hashlib

    from coopgraph.store.revisions import StoreFolder

    result = run("export", "--format", "nquads")
    assert hashlib.sha256(result.stdout_bytes).hexdigest() == StoreFolder(bundled_store).current().version


def test_export_of_a_folder_passes_its_file_on_and_opens_no_engine(run, tmp_path):
    run("backup", "kept.store")
    (engine,) = (tmp_path / "kept.store" / "revisions").glob("*/oxigraph")
    rmtree(engine)
    assert run("export", "--store", "kept.store").stdout_bytes == run("export").stdout_bytes


def test_check_conforms_and_shows_the_known_problems(run):
    result = run("check")
    assert result.exit_code == 0, result.stderr
    assert "R17" in result.stdout
    as_json = json.loads(run("check", "--format", "json").stdout)
    assert as_json["conforms"] is True
    assert "sh:ValidationReport" in run("check", "--format", "turtle").stdout


def test_query_answers_in_a_table_in_csv_and_in_json(run):
    words = ("query", "agreements/signatories", "--agreement", "agreement/trentino-sviluppo-technopolis-2015")
    table = run(*words)
    assert table.exit_code == 0, table.stderr
    assert "Mauro Casotto" in table.stdout
    rows = list(csv.DictReader(io.StringIO(run(*words, "--format", "csv").stdout)))
    assert {r["person"].rsplit("/", 1)[1] for r in rows} == {"casotto-mauro", "ishchenko-igor"}
    found = json.loads(run(*words, "--format", "json").stdout)
    assert len(found["results"]["bindings"]) == len(rows)


def test_query_list_names_every_question(run):
    result = run("query", "--list")
    assert "agreements/signatories" in result.stdout
    assert "shortcuts/" not in result.stdout


def test_sparql_reads_text_file_and_standard_input(run, tmp_path):
    ask = "ASK { ?s a <https://w3id.org/coopgraph/ontology#Agreement> }"
    (tmp_path / "q.rq").write_text(ask)
    answers = [run("sparql", ask), run("sparql", "q.rq"), run("sparql", "-", stdin=ask)]
    assert [a.stdout for a in answers] == ["yes\n"] * 3
    triples = run("sparql", "CONSTRUCT WHERE { ?s a <https://w3id.org/coopgraph/ontology#Agreement> }")
    assert "coop:Agreement" in triples.stdout


def test_show_gives_names_facts_sources_and_words(run):
    result = run("show", "Собянин")
    assert result.exit_code == 0, result.stderr
    for expected in ("Sergey Sobyanin", "Сергей Собянин", "hanno partecipato tra gli altri", "source:"):
        assert expected in result.stdout
    assert "conflict" not in result.stdout


def test_show_ends_with_what_is_recorded_as_a_conflict(run):
    told = run("show", "session/tf-it-ru-sme-25").stdout
    first, second = told.split("\nconflict, ")[1:]
    assert first.startswith("total against breakdown: More than 400 registered")
    assert second.startswith("share against breakdown: ")
    assert first.strip().endswith("<https://w3id.org/coopgraph/id/discrepancy/registered-session-25>")


@pytest.mark.parametrize("select", ["SELECT ?p", "SELECT (COUNT(?p) AS ?n)"])
def test_sparql_tells_why_nothing_is_found_and_leaves_the_answer_alone(run, select):
    answer = run("sparql", f"{select} {{ ?s coop:partecipant ?p }}")
    assert answer.stderr.splitlines()[1:] == [
        "note: the graph says nothing of coop:partecipant; did you mean coop:participant?"
    ]
    assert "note" not in answer.stdout
    assert "note" not in run("sparql", f"{select} {{ ?s coop:participant ?p }}").stderr


def test_help_with_a_question_tells_what_it_takes_and_what_its_columns_hold(run):
    told = " ".join(run("query", "agreements/signatories", "--help").stdout.split())
    assert told.startswith("Who signed an agreement, for whom")
    assert "--agreement IRI the agreement; needed" in told
    assert "quotation the words of the source" in told
    assert "Usage" not in told
    *_, example = run("query", "agreements/signatories", "--help").stdout.splitlines()
    assert "Mauro Casotto" in run(*example.split()[1:]).stdout
    assert (
        run("query", "-h", "agreements/signatories").stdout
        == run("query", "agreements/signatories", "-h").stdout
    )
    assert run("query", "nothing/of-the-kind", "--help").exit_code == 1


def test_why_gives_the_words_and_a_shortcut_gives_its_grounds(run):
    key = "trentino-sviluppo-technopolis-2015"
    assert "possibile grazie ai rapporti" in run("why", key, "facilitatedBy").stdout
    signed = run("why", key, "signedBy", "casotto-mauro")
    assert "Signature" in signed.stdout
    assert "Mauro Casotto, dirigente di Trentino Sviluppo" in signed.stdout
    both = run("why", "trentino-sviluppo", "cooperatesWith", "technopolis-moscow")
    assert both.stdout.count("PartyRole") == 2
    nobody = run("why", key, "signedBy", "farella-raffaele")
    assert nobody.exit_code == 1
    assert "no source states" in nobody.stderr


@pytest.mark.parametrize("text", ["Собянин", "Sobjanin", "Sobyanin", "sobianin"])
def test_search_finds_a_person_by_any_spelling(run, text):
    assert "id:person/sobyanin-sergey" in run("search", text).stdout.splitlines()[2]


FAULTS = {
    "no such command": (["bild"], 2, "Did you mean 'build'"),
    "a missing parameter": (["query", "agreements/signatories"], 2, "agreement"),
    "an unknown parameter": (["query", "agreements/list", "--color", "red"], 2, "color"),
    "a value of the wrong kind": (["query", "events/known-as-of", "--day", "soon"], 2, "day"),
    "an unknown question": (["query", "agreements/lists"], 1, "agreements/list"),
    "a query with a syntax error": (["sparql", "SELECT * WHERE { ?s ?p }"], 2, "line 1"),
    "an update": (["sparql", "DELETE WHERE { ?s ?p ?o }"], 2, "update"),
    "a query that reaches the network": (
        ["sparql", "SELECT * { SERVICE <http://x.invalid/> { ?s ?p ?o } }"],
        2,
        "SERVICE",
    ),
    "a file that is not there": (["sparql", "missing.rq"], 2, "neither a query nor a file"),
    "triples in a table": (
        ["sparql", "DESCRIBE <http://x.invalid/>", "--format", "table"],
        2,
        "--format turtle",
    ),
    "a store that is not there": (
        ["query", "agreements/list", "--store", "missing.store"],
        1,
        "coopgraph build",
    ),
    "a dossier that is not there": (["build", "missing.yaml", "--store", "kg"], 1, "missing.yaml"),
    "lock without texts": (["build", "--lock"], 2, "--texts"),
    "a thing that is not there": (["show", "Napoleon"], 1, "coopgraph search"),
    "a name for several things": (["show", "Sergey"], 1, "may mean any of"),
    "nobody of that name": (["search", "Napoleon"], 1, "Napoleon"),
    "an unknown network": (["network", "co-participations"], 1, "co-participation"),
    "an unknown measure": (["network", "co-participation", "--measures", "betweeness"], 1, "betweenness"),
    "an unknown output": (["network", "co-participation", "--output", "ties.doc"], 1, ".gexf"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_bad_input_gets_one_clear_message_and_an_exit_code(run, case):
    words, code, remedy = FAULTS[case]
    result = run(*words)
    assert result.exit_code == code, result.stderr or result.exception
    assert remedy in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_an_unwritable_folder_is_refused_and_nothing_is_written(run, tmp_path):
    if os.geteuid() == 0:
        # Root may write anywhere; a file in the way of the folder is refused for everyone.
        (tmp_path / "locked").write_text("")
    else:
        (tmp_path / "locked").mkdir(mode=0o500)
    result = run("build", "--store", str(tmp_path / "locked" / "kg"))
    assert result.exit_code == 1
    assert "locked" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_pipe_sees_data_only_and_its_end_is_no_error(bundled_store):
    command = f"{sys.executable} -m coopgraph export --store {bundled_store} | head -c 100"
    done = subprocess.run(command, shell=True, capture_output=True, text=True)
    assert done.stderr == ""
    assert len(done.stdout) == 100


def test_network_writes_a_file_that_names_its_conditions(run, tmp_path):
    result = run(
        "network", "co-participation", "--measures", "degree,betweenness,communities", "--output", "ties.gexf"
    )
    assert result.exit_code == 0, result.stderr
    text = (tmp_path / "ties.gexf").read_text(encoding="utf-8")
    assert "Riccardo Maria Monti" in text
    assert "co-participation" in text


def test_a_backup_is_taken_and_restored(run, tmp_path):
    taken = run("backup", "kept.store")
    assert taken.exit_code == 0, taken.stderr
    assert run("export", "--store", "kept.store").stdout_bytes == run("export").stdout_bytes
    restored = run("restore", "kept.store", "--store", "new.store")
    assert restored.exit_code == 0, restored.stderr
    assert restored.stdout.splitlines()[1] == taken.stdout.splitlines()[1]
    assert run("query", "agreements/list", "--store", "new.store").exit_code == 0
    assert run("restore", str(tmp_path)).exit_code == 1


def test_an_export_is_restored_as_the_same_graph_and_a_build_does_not_lose_it_unasked(run, tmp_path):
    graph = tmp_path / "graph.nq"
    graph.write_bytes(run("export").stdout_bytes)
    restored = run("restore", str(graph), "--store", "again.store")
    assert restored.exit_code == 0, restored.stderr
    assert restored.stdout.splitlines()[1].split()[1] == hashlib.sha256(graph.read_bytes()).hexdigest()
    assert run("export", "--store", "again.store").stdout_bytes == graph.read_bytes()
    assert "--discard-writes" in run("build", "--store", "again.store").stderr


def test_a_file_that_breaks_a_rule_or_is_no_graph_is_not_restored(run, tmp_path):
    good, broken, triples = (tmp_path / name for name in ("good.nq", "broken.nq", "triples.nq"))
    good.write_bytes(run("export").stdout_bytes)
    party = b"<https://w3id.org/coopgraph/ontology#party>"
    lines = good.read_bytes().splitlines(keepends=True)
    broken.write_bytes(b"".join(line for line in lines if party not in line))
    triples.write_text("<http://e/s> <http://e/p> <http://e/o> .\n")
    assert run("restore", str(good), "--store", "again.store").exit_code == 0
    refused = run("restore", str(broken), "--store", "again.store")
    assert (refused.exit_code, "R02" in refused.stderr, "the store is as it was" in refused.stderr) == (
        1,
        True,
        True,
    )
    refused = run("restore", str(triples), "--store", "again.store")
    assert (refused.exit_code, "triples.nq" in refused.stderr) == (1, True)
    assert run("export", "--store", "again.store").stdout_bytes == good.read_bytes()
