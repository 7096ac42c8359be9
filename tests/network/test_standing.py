"""Standing networks say what the projection says, in an instant, and never of another graph."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgraph.edtf import parse
from coopgraph.errors import NetworkError
from coopgraph.graph import KnowledgeGraph
from coopgraph.ingest.build import build, bundled_dossiers
from coopgraph.network import Conditions, project
from coopgraph.network.standing import asking, drawing, keeping, materialise
from coopgraph.network.standing.drawing import draw
from coopgraph.queries import Catalogue
from coopgraph.resources import resource
from coopgraph.store.revisions import StoreFolder

NAMES = sorted(path.stem for path in (resource("queries") / "networks").glob("*.rq"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> StoreFolder:
    where = tmp_path_factory.mktemp("standing") / "kg"
    build([bundled_dossiers()], where)
    return StoreFolder(where)


@pytest.fixture
def graph(folder):
    with KnowledgeGraph.open(folder.path) as kg:
        yield kg


def weights(standing):
    iris, ties = standing.nodes["node"], standing.ties
    ends = zip(iris[ties["source"]], iris[ties["target"]], ties["weight"].tolist(), strict=True)
    return {(one, other): weight for one, other, weight in ends}


def projected(network):
    return {(one, other): data["weight"] for one, other, data in network.edges()}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "time",
    [{}, {"since": "2013", "until": "2015"}, {"since": "2013", "until": "2015", "reading": "certainly"}],
    ids=["whole", "possibly", "certainly"],
)
def test_a_standing_network_and_its_slices_are_those_of_the_projection(world, projection, name, time):
    standing, _ = draw(world, projection(name), "")
    if time and "date" not in projection(name).columns:
        with pytest.raises(NetworkError, match="does not say dates"):
            standing.between(**time)
        return
    if time:
        standing = standing.between(**time)
    network = project(world, projection(name), conditions=Conditions(**time))
    assert weights(standing) == projected(network)
    assert list(standing.nodes["node"]) == [iri for iri, *_ in network.described()]
    measured = network.measures(["degree", "strength"])
    for measure in ("degree", "strength"):
        assert standing.nodes[measure].tolist() == list(measured.column(measure).values())


DATES = [
    "2013",
    "2013-11-05",
    "XXXX-02-04",
    "2013-11/2014-02",
    "2015?",
    "2012~",
    "201X",
    "../2014",
    "2013/..",
    "2013-23",
]


@settings(max_examples=200, deadline=None)
@given(
    sets=st.lists(
        st.lists(st.sampled_from(DATES), max_size=3, unique=True).map(tuple), min_size=1, max_size=6
    ),
    since=st.none() | st.dates(datetime.date(2010, 1, 1), datetime.date(2016, 1, 1)),
    length=st.none() | st.integers(0, 900),
    reading=st.sampled_from(["possibly", "certainly"]),
)
def test_time_is_read_as_conditions_read_it(sets, since, length, reading):
    start = since or datetime.date(2010, 1, 1)
    until = None if length is None else start + datetime.timedelta(days=length)
    conditions = Conditions(
        since=since and since.isoformat(), until=until and until.isoformat(), reading=reading
    )
    every = np.arange(len(sets))
    standing = asking.Standing({}, {}, {}, {"when": every}, drawing._bounds(sets))
    expected = [conditions.in_time(texts, conditions.window()) for texts in sets]
    assert standing._in_time(conditions).tolist() == expected


def test_days_sort_as_days_do():
    days = [parse(text).first for text in ("../2014", "-0044-03-15", "0001-01-01", "2013-11-05", "2013-12")]
    numbers = [asking.day_number(day) for day in days]
    assert numbers == sorted(numbers)
    assert asking.day_number(parse("2013/..").last) > max(numbers)


def test_the_first_of_a_standing_network_are_those_of_its_measures(graph):
    standing = graph.standing("ties-b")
    table = graph.network("ties-b").measures(["betweenness"])
    assert standing.top("betweenness", 5).rows == table.top("betweenness", 5)
    assert standing.top("constraint", 99).rows[-1][4] is not None
    with pytest.raises(NetworkError, match="keeps no measure 'beauty' here; choose among: degree"):
        standing.top("beauty")


def test_groups_add_up_to_all_ties(graph):
    standing = graph.standing("ties-b")
    groups = standing.groups("side")
    assert sum(row[2] for row in groups.rows) == standing.size[1]
    assert ("IT", "RU") in [row[:2] for row in groups.rows]
    sides = dict(zip(standing.nodes["node"], standing.nodes["side"], strict=True))
    crossing = [w for (a, b), w in weights(standing).items() if {sides[a], sides[b]} == {"IT", "RU"}]
    assert next(row[2:] for row in groups.rows if row[:2] == ("IT", "RU")) == (len(crossing), sum(crossing))


def test_the_groups_of_a_two_mode_network_run_from_source_to_target(graph):
    types = {(row[0], row[1]) for row in graph.standing("people-institutions").groups("type").rows}
    assert {one for one, _ in types} == {"Person"}


def test_every_node_has_a_place_of_its_own(graph):
    standing = graph.standing("ties-b")
    places = set(zip(standing.nodes["x"].round(3), standing.nodes["y"].round(3), strict=True))
    assert len(places) == standing.size[0]


def test_what_is_kept_is_what_was_drawn_and_is_read_the_second_time(graph, folder, monkeypatch):
    first = graph.standing("co-participation")
    monkeypatch.setattr(drawing, "draw", lambda *_: pytest.fail("drawn again"))
    second = graph.standing("co-participation")
    assert second.about == json.loads(json.dumps(first.about))
    for part in ("nodes", "ties", "makings", "dates"):
        one, other = getattr(first, part), getattr(second, part)
        assert list(one) == list(other)
        assert all(np.array_equal(one[n], other[n], equal_nan=one[n].dtype.kind == "f") for n in one)


@pytest.mark.parametrize(
    "changed", ["graph_version", "projection_sha256", "coopgraph", "code_sha256", "libraries"]
)
def test_what_is_kept_of_another_graph_or_version_is_never_shown(graph, folder, monkeypatch, changed):
    graph.standing("co-signing")
    (home,) = (folder.current().path / "networks").glob("networks-co-signing-*")
    about = json.loads((home / "about.json").read_text())
    about["key"][changed] = "another"
    (home / "about.json").write_text(json.dumps(about))
    drawn = []
    monkeypatch.setattr(drawing, "draw", lambda *given: drawn.append(1) or draw(*given))
    graph.standing("co-signing")
    graph.standing("co-signing")
    assert drawn == [1]


def test_a_new_revision_has_networks_of_its_own(folder):
    with KnowledgeGraph.open(folder.path) as before:
        ties = before.standing("ties-b").size
        lines = folder.current().nquads.read_bytes().splitlines(keepends=True)
        event = next(line for line in lines if b"ontology#inEvent" in line).split()[2]
        folder.publish(b"".join(line for line in lines if event not in line), {})
        with KnowledgeGraph.open(folder.path) as after:
            assert after.standing("ties-b").size < ties
        assert before.standing("ties-b").size == ties


def test_a_backup_leaves_out_what_can_be_drawn_again(graph, folder, tmp_path):
    graph.standing("ties-b")
    copy = StoreFolder(tmp_path / "copy").adopt(folder.current())
    assert not (copy.path / "networks").exists()
    with KnowledgeGraph.open(tmp_path / "copy") as kg:
        assert kg.standing("ties-b").size == kg.network("ties-b").size


def test_a_damaged_file_is_drawn_anew(graph, folder):
    size = graph.standing("ties-b").size
    (home,) = (graph.revision.path / "networks").glob("networks-ties-b-*")
    (home / "ties.parquet").write_bytes(b"half")
    assert graph.standing("ties-b").size == size


def test_all_projections_are_kept_with_the_revision_or_none_without_the_packages(folder, monkeypatch):
    catalogue = Catalogue.load([resource("queries")])
    assert materialise(folder.current(), catalogue) == {f"networks/{name}": None for name in NAMES}
    monkeypatch.setattr(keeping, "installed", lambda *packages: "pyarrow" not in packages)
    assert materialise(folder.current(), catalogue) == {}
    with (
        KnowledgeGraph.open(folder.path) as kg,
        pytest.raises(NetworkError, match="need the package pyarrow"),
    ):
        kg.standing("ties-b")


def test_a_faulty_projection_keeps_no_other_from_being_drawn(folder, written, tmp_path):
    written("SELECT ?source ?target WHERE { ?source a coop:Person ; ?p ?target }", "source", "target")
    found = materialise(folder.current(), Catalogue.load([resource("queries"), tmp_path]))
    assert "where the IRI of a thing must be" in str(found.pop("networks/own"))
    assert len(found) == len(NAMES)
    assert set(found.values()) == {None}


def test_a_network_of_nobody_stands_too(world, written):
    query = written("SELECT ?source ?target WHERE { ?source coop:nothing ?target }", "source", "target")
    standing, _ = draw(world, query, "")
    assert standing.size == (0, 0)
    assert standing.groups().rows == standing.top("degree").rows == ()


BARE = """
import sys
from importlib.machinery import PathFinder

OPTIONAL = {"numpy", "scipy", "networkit", "pyarrow", "matplotlib", "pandas"}
find = PathFinder.find_spec
PathFinder.find_spec = lambda name, *more: None if name.split(".")[0] in OPTIONAL else find(name, *more)
from coopgraph.cli import main
main()
"""


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["build", "--store", "kg"], 0, "check     0 violations"),
        (
            ["network", "ties-b", "--measures", "betweenness,communities", "--store", "kg"],
            0,
            "Riccardo Maria Monti",
        ),
        (["network", "ties-b", "--every", "year", "--store", "kg"], 0, "2015"),
        (["network", "ties-b", "--output", "ties.gexf", "--store", "kg"], 0, ""),
        (["network", "ties-b", "--top", "degree", "--store", "kg"], 1, "need the package numpy"),
        (["network", "ties-b", "--plot", "a.png", "--store", "kg"], 1, "need the package matplotlib"),
        (["network", "ties-b", "--output", "a.parquet", "--store", "kg"], 1, "needs the package pyarrow"),
        (
            ["network", "institution-events", "--backbone", "source", "--store", "kg"],
            1,
            "need the package scipy",
        ),
    ],
    ids=lambda value: " ".join(value[:5]) if isinstance(value, list) else None,
)
def test_without_the_extras_all_else_works_and_what_needs_them_says_so(bare, arguments, code, said):
    answer = subprocess.run(
        [sys.executable, "-c", BARE, *arguments], cwd=bare, capture_output=True, text=True
    )
    assert said in answer.stdout + answer.stderr
    assert answer.returncode != 0 if code else answer.returncode == 0


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    where = tmp_path_factory.mktemp("bare")
    subprocess.run([sys.executable, "-c", BARE, "build", "--store", "kg"], cwd=where, check=True)
    return where
