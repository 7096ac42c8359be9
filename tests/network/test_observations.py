"""Measures written into the store: a revision with a graph more, the same one again, and gone without trace."""

from __future__ import annotations

import json

import pytest

from coopgraph.errors import NetworkError, NotFoundError
from coopgraph.network import project
from coopgraph.network.observations import observations, store_measures, withdraw_measures
from coopgraph.store.revisions import StoreFolder

SCHEMA = "https://schema.org/"
VALUES = f"""SELECT ?about ?name ?value WHERE {{
  GRAPH ?graph {{ ?o <{SCHEMA}observationAbout> ?about ; <{SCHEMA}variableMeasured> ?name ; <{SCHEMA}value> ?value }} }}"""


@pytest.fixture
def folder(world, tmp_path):
    place = StoreFolder(tmp_path / "kg")
    place.publish(world.dump_nquads(), {"title": "a world"})
    return place


@pytest.fixture
def measured(folder, projection):
    return lambda: _measured(folder, projection("co-participation"))


def _measured(folder, query):
    with folder.open() as store:
        network = project(store, query, graph_version=folder.current().version)
    return network, network.measures(["degree", "betweenness", "articulation-points", "assortativity"])


def test_stored_measures_are_those_of_the_table(folder, measured):
    network, table = measured()
    revision, graph = store_measures(folder, network, table)
    assert graph.startswith("https://w3id.org/coopgraph/graph/measures/co-participation-")
    with folder.open() as store:
        rows = store.select(VALUES).rows
    found = {(str(row["about"]), str(row["name"])): row["value"].toPython() for row in rows}
    for row in table.rows:
        for column, value in zip(table.columns[4:], row[4:], strict=True):
            assert found[row[0], column] == pytest.approx(value)
    assert found[graph, "seed"] == 0
    assert revision.manifest == {"title": "a world"}


def test_storing_twice_changes_nothing_and_withdrawing_gives_back_the_former_version(folder, measured):
    before = folder.current().version
    once, graph = store_measures(folder, *measured())
    assert once.version != before
    again, same = store_measures(folder, *measured())
    assert (again.version, same) == (once.version, graph)
    assert withdraw_measures(folder, graph).version == before
    with pytest.raises(NotFoundError, match="holds no measures"):
        withdraw_measures(folder)


def test_stored_measures_are_no_facts_to_measure(folder, measured):
    first, _ = measured()
    store_measures(folder, *measured())
    second, _ = measured()
    assert list(first.edges()) == list(second.edges())


def test_measures_of_several_networks_stand_side_by_side(folder, measured, projection):
    before = folder.current().version
    store_measures(folder, *measured())
    store_measures(folder, *_measured(folder, projection("people-institutions")))
    with folder.open() as store:
        assert len([graph for graph in store.graphs() if "/measures/" in graph]) == 2
    assert withdraw_measures(folder).version == before


def test_a_network_of_another_graph_is_refused(folder, measured, projection, world):
    _, table = measured()
    with pytest.raises(NetworkError, match="project it again"):
        store_measures(folder, project(world, projection("co-participation"), graph_version="old"), table)


def test_the_graph_says_what_the_figures_depend_on(folder, measured):
    network, table = measured()
    graph, data = observations(network, table)
    line = next(line for line in data.decode().splitlines() if "measurementTechnique" in line)
    said = json.loads(json.loads(line.split("measurementTechnique> ")[1].removesuffix(f" <{graph}> .")))
    assert said["projection_sha256"] == network.projection.sha256
    assert said["measures"]["facts"]["seed"] == 0
    other, _ = observations(network, network.measures(["degree"], seed=1))
    assert other != graph


def test_an_undefined_value_is_no_observation(network_of):
    import networkx as nx

    network = network_of(nx.empty_graph(2))
    _, data = observations(network, network.measures(["constraint"]))
    assert b"constraint" not in b"\n".join(line for line in data.splitlines() if b"Technique" not in line)
