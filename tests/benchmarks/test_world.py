"""The generator of worlds: deterministic, of the size asked for, in the model, with faults as its manifest says."""

import io
import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from coopgraph.ingest.build import load_ontology
from coopgraph.namespaces import (
    CONCEPT,
    COOP,
    GRAPH_EDITORIAL,
    GRAPH_ENTITIES,
    GRAPH_SOURCE,
    ID,
)
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.validation import check

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "benchmarks" / "world.py"


def make(quads, seed=1, faults=0.0):
    from world import write_world
    from worlds.plan import Plan

    out = io.BytesIO()
    return write_world(Plan.of_size(quads, seed, faults), out), out.getvalue()


@pytest.fixture(scope="module")
def clean():
    return make(40_000)


@pytest.fixture(scope="module")
def faulty():
    return make(40_000, seed=2, faults=1.0)


@pytest.fixture(scope="module")
def ontology():
    store = EmbeddedStore.in_memory()
    load_ontology(store)
    return store.dump_nquads()


def stored(*nquads):
    store = EmbeddedStore.in_memory()
    for data in nquads:
        store.load_nquads(data)
    return store


def test_the_same_arguments_give_the_same_bytes_in_another_process(clean, tmp_path):
    manifest, data = clean
    out = tmp_path / "world.nq"
    command = [
        sys.executable,
        "-S",
        str(SCRIPT),
        "--quads",
        "40000",
        "-o",
        str(out),
        "--manifest",
        f"{out}.json",
    ]
    subprocess.run(
        command, check=True, capture_output=True, cwd=tmp_path, env={**os.environ, "PYTHONHASHSEED": "7"}
    )
    assert out.read_bytes() == data
    assert json.loads(Path(f"{out}.json").read_text())["sha256"] == manifest["sha256"]


def test_another_seed_gives_another_world(clean):
    assert make(40_000, seed=3)[0]["sha256"] != clean[0]["sha256"]


@pytest.mark.parametrize("quads", [20_000, 60_000, 200_000])
def test_a_world_has_about_as_many_quads_as_asked_for(quads):
    assert make(quads)[0]["quads"] == pytest.approx(quads, rel=0.12)


def test_the_manifest_counts_what_an_engine_reads(clean):
    manifest, data = clean
    store = stored(data)
    assert sum(store.count(graph) for graph in store.graphs()) == manifest["quads"] == data.count(b"\n")
    assert len(store.graphs()) == manifest["graphs"]


def test_a_world_is_written_graph_by_graph_in_their_order_and_in_the_engines_own_spelling(clean):
    lines = clean[1].splitlines(keepends=True)
    graphs = [line.rsplit(b" ", 2)[1] for line in lines]
    assert graphs == sorted(graphs)
    assert len(set(lines)) == len(lines)
    assert sorted(lines) == stored(clean[1]).dump_nquads().splitlines(keepends=True)


def test_a_world_uses_only_declared_terms_and_listed_codes(clean, ontology):
    data, known = clean[1].decode(), ontology.decode()
    declared = set(re.findall(rf"^<({re.escape(COOP)}\w+)> ", known, re.MULTILINE))
    used = set(re.findall(rf"<({re.escape(COOP)}\w+)>", data))
    assert used <= declared
    assert {
        "PartyRole",
        "Signature",
        "Participation",
        "RoleHolding",
        "ReportedFigure",
        "Claim",
        "Evidence",
    } <= {name.removeprefix(COOP) for name in used}
    codes = set(re.findall(rf"<({re.escape(CONCEPT)}[a-z-]+/[a-z0-9-]+)>", data))
    assert codes <= set(re.findall(rf"^<({re.escape(CONCEPT)}[^>]+)> ", known, re.MULTILINE))


def test_every_iri_is_of_a_kind_the_model_has(clean):
    subjects = set(re.findall(r"^<([^>]+)>", clean[1].decode(), re.MULTILINE))
    homes = (ID, GRAPH_SOURCE, GRAPH_ENTITIES, GRAPH_EDITORIAL)
    assert all(subject.startswith(homes) for subject in subjects)


def test_facts_are_stated_by_several_sources(clean):
    answer = stored(clean[1]).select(
        f"SELECT ?s (COUNT(DISTINCT ?g) AS ?n) {{ GRAPH ?g {{ ?s a <{COOP}PartyRole> }} }} GROUP BY ?s"
    )
    assert any(int(row["n"]) > 1 for row in answer)


def test_a_few_institutions_have_most_partners():
    from worlds.plan import Plan
    from worlds.stories import fill, frame

    plan = Plan.of_size(1_000_000, 1)
    parties, present = Counter(), []
    for index in range(plan.stories):
        story = frame(plan, index)
        fill(plan, story)
        parties.update(o for agreement in story.agreements for o, _ in agreement.parties)
        present.append(len(story.presences))
    busiest = sorted(parties.values(), reverse=True)
    assert sum(busiest[: len(busiest) // 10]) > sum(busiest) / 3
    present.sort()
    assert present[-1] > 10 * present[len(present) // 2]


def test_a_clean_world_breaks_no_rule_of_weight(ontology):
    report = check(stored(ontology, make(15_000)[1]))
    assert [(r.rule, str(r.focus)) for r in report.results if r.severity != "Info"] == []


def test_every_planted_fault_is_found_and_nothing_else(faulty, ontology):
    manifest, data = faulty
    report = check(stored(ontology, data))
    found = {(result.rule, str(result.focus)) for result in report.results if result.severity != "Info"}
    planted = {(rule, fault["focus"]) for fault in manifest["faults"] for rule in fault["rules"]}
    assert found == planted
    graver = {rule for fault in manifest["faults"] for rule in fault["rules"]}
    assert len(graver) > 8


def test_every_kind_of_fault_fires_and_is_found_those_that_few_stories_can_carry_too(
    faulty, ontology, monkeypatch
):
    from worlds import fault_kinds

    fired = {rule for fault in faulty[0]["faults"] for rule in fault["rules"]}
    rest = tuple(kind for kind in fault_kinds.KINDS if not fired.issuperset(kind.rules))
    left = {rule for kind in rest for rule in kind.rules}
    # One world for the kinds that one story in many can carry, and one for all others, which would crowd them out.
    for rules in ({"R39", "R40"}, left - {"R39", "R40"}):
        chosen = tuple(kind for kind in rest if rules.issuperset(kind.rules))
        monkeypatch.setattr(fault_kinds, "KINDS", chosen)
        manifest, data = make(120_000, seed=2, faults=1.0)
        planted = {(rule, fault["focus"]) for fault in manifest["faults"] for rule in fault["rules"]}
        report = check(stored(ontology, data))
        found = {(result.rule, str(result.focus)) for result in report.results if result.severity != "Info"}
        assert found == planted
        assert {rule for rule, _ in planted} == {rule for kind in chosen for rule in kind.rules}


def test_the_fault_rate_is_the_share_of_stories_with_a_fault():
    manifest, _ = make(200_000, faults=0.25)
    assert len(manifest["faults"]) == pytest.approx(manifest["stories"] / 4, rel=0.4)


def test_every_kind_of_fault_names_rules_that_the_shapes_have():
    from worlds.fault_kinds import KINDS

    text = "".join(file.read_text() for file in (ROOT / "shapes").glob("*.ttl"))
    numbers = set(re.findall(r"^shapes:(R\d+)-", text, re.MULTILINE))
    assert {rule for kind in KINDS for rule in kind.rules} <= numbers
    assert len(KINDS) >= 35


def test_a_size_out_of_range_is_refused(tmp_path):
    command = [sys.executable, str(SCRIPT), "--quads", "5", "-o", str(tmp_path / "w.nq")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2
    assert "--quads is between" in done.stderr
