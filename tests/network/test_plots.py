"""Pictures: the same bytes, the words that make them readable, and a refusal where nothing could be seen."""

from __future__ import annotations

import re
from itertools import combinations
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from coopgraph.errors import NetworkError
from coopgraph.network import project
from coopgraph.network.plots import plot, plot_timeline
from coopgraph.network.slicing import slices

pytest.importorskip("matplotlib", reason="the extra plots is not installed")

from matplotlib.colors import to_rgb

from coopgraph.network.plots.style import COLOURS, NONE, ink


def words(path):
    return " ".join(element.text or "" for element in ET.parse(path).iter() if element.tag.endswith("}text"))


@pytest.fixture
def ties(world, projection):
    return project(world, projection("ties-b"), graph_version="f" * 64)


def test_a_picture_is_the_same_again_and_carries_no_date(ties, tmp_path):
    one, two = (plot(ties, tmp_path / name).read_bytes() for name in ("a.svg", "b.svg"))
    assert one == two
    assert b"<dc:date>" not in one
    one, two = (plot(ties, tmp_path / name).read_bytes() for name in ("a.png", "b.png"))
    assert one == two
    assert one.startswith(b"\x89PNG")


def test_a_picture_names_its_actors_sides_and_conditions(ties, tmp_path):
    said = words(plot(ties, tmp_path / "ties.svg", table=ties.measures(["betweenness"])))
    for data in ties.graph.nodes.values():
        assert data["label"] in said
    assert {"IT", "RU", "person", "institution"} <= set(said.split())
    assert "networks/ties-b" in said
    assert "size: betweenness" in said
    assert "modality actual" in said
    assert "graph ffffffffffff" in said


def test_labels_do_not_cover_each_other_and_those_left_out_are_counted(network_of, tmp_path):
    from coopgraph.network.plots.layout import label_places

    points = {str(n): (n % 7 * 0.5, n // 7 * 0.1) for n in range(40)}
    texts = [(node, f"institution {node}") for node in points]
    found = label_places(points, dict.fromkeys(points, 0.05), [], texts, 0.12, (-2, -2, 6, 3))
    boxes = []
    for node, (x, y, align) in found.items():
        wide = len(f"institution {node}") * 0.12 * 0.55
        left = x - {"left": 0, "center": wide / 2, "right": wide}[align]
        boxes.append((left, y - 0.06, left + wide, y + 0.06))
    assert 0 < len(found) < 40
    for one, other in combinations(boxes, 2):
        apart = one[2] <= other[0] + 1e-9 or other[2] <= one[0] + 1e-9
        assert apart or one[3] <= other[1] + 1e-9 or other[3] <= one[1] + 1e-9
    said = words(plot(network_of(nx.complete_graph(60)), tmp_path / "dense.svg"))
    shown = len(re.findall(r"node \d+", said))
    assert f"labels left out for want of room: {60 - shown}" in said


def test_a_matrix_shows_every_weight(world, projection, tmp_path):
    network = project(world, projection("country-sides"))
    said = words(plot(network, tmp_path / "sides.svg", "matrix"))
    for _, _, tie in network.edges():
        assert f" {tie['weight']} " in f" {said} "
    for data in network.graph.nodes.values():
        assert data["label"] in said


def test_a_matrix_of_two_modes_has_one_on_each_side(world, projection, tmp_path):
    said = words(plot(project(world, projection("people-institutions")), tmp_path / "m.svg", "matrix"))
    assert "Ada A." in said
    assert said.count("Ada A.") == 1


def test_a_timeline_has_every_period_and_says_what_has_none(world, projection, tmp_path):
    said = words(plot_timeline(slices(world, projection("co-participation")), tmp_path / "t.svg"))
    assert {"2015", "2016"} <= set(said.split())
    assert "undated ties, in no period: 1" in said


def test_colours_are_told_apart_by_everyone():
    from coopgraph.network.plots.style import COLOURS, NONE, colours

    assert len({*COLOURS, NONE}) == 8
    found = colours([f"S{n}" for n in range(9) for _ in range(10 - n)] + [""])
    assert len({found[f"S{n}"] for n in range(7)}) == 7
    assert found["S8"] == found[""] == NONE


@pytest.mark.parametrize(
    ("graph", "kind", "message"),
    [
        (nx.empty_graph(0), "network", "has 0 nodes"),
        (nx.empty_graph(1501), "network", "between 1 and 1500; set conditions"),
        (nx.path_graph(81), "matrix", "a matrix shows between 1 and 80"),
    ],
)
def test_what_could_not_be_seen_is_refused(network_of, tmp_path, graph, kind, message):
    with pytest.raises(NetworkError, match=message):
        plot(network_of(graph), tmp_path / "p.svg", kind)


def test_another_ending_and_a_place_that_cannot_be_written_are_refused(ties, tmp_path):
    with pytest.raises(NetworkError, match=r"use \.svg or \.png"):
        plot(ties, tmp_path / "ties.bmp")
    with pytest.raises(NetworkError, match="cannot be written"):
        plot(ties, tmp_path / "nowhere" / "ties.svg")


def test_without_matplotlib_the_remedy_is_named(ties, tmp_path, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(NetworkError, match=r"install coopgraph\[plots\]"):
        plot(ties, tmp_path / "ties.svg")


@pytest.mark.parametrize("colour", [*COLOURS, NONE])
def test_words_in_any_colour_can_be_read_on_white(colour):
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(ink(colour))
    )
    assert 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) > 4.4
