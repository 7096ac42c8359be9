"""Rows become ties, and only they do."""

from __future__ import annotations

import networkx as nx
import pytest

from coopgraph.errors import NetworkError
from coopgraph.network import project
from coopgraph.queries import Catalogue

ID = "https://w3id.org/coopgraph/id/"


def ends(network):
    return {frozenset(end.rsplit("/", 1)[1] for end in pair) for pair in network.graph.edges()}


def pair(*names):
    return frozenset(names)


def test_participants_of_one_event_are_tied_and_a_planned_one_is_not(world, projection):
    network = project(world, projection("co-participation"))
    assert ends(network) == {
        pair("ada", "boris"),
        pair("ada", "elena"),
        pair("boris", "elena"),
        pair("ada", "carla"),
        pair("boris", "carla"),
    }
    assert f"{ID}person/fedor" not in network.graph


def test_planned_ties_are_a_network_of_their_own_and_only_when_asked_for(world, projection, written):
    network = project(world, projection("institution-events"), {"modality": "planned"})
    assert network.graph.number_of_edges() == 0
    assert network.parameters == {"modality": "planned"}


@pytest.mark.parametrize("name", ["agreement-parties", "undertaking-parties"])
def test_two_agreements_signed_on_one_day_in_one_sector_tie_nobody_across(world, projection, name):
    network = project(world, projection(name))
    assert ends(network) == {pair("aurora", "boreas"), pair("corda", "dvina")}


def test_regions_with_agreements_of_one_day_and_sector_are_linked_only_by_what_their_actors_did(
    world, projection
):
    assert ends(project(world, projection("region-links"))) == {
        pair("it-21", "ru-ta"),
        pair("it-62", "ru-mow"),
        pair("it-21", "it-62"),
        pair("it-62", "ru-ta"),
    }


@pytest.mark.parametrize(
    "name", ["co-participation", "agreement-parties", "co-signing", "ties-b", "named-together"]
)
def test_no_literal_country_sector_or_date_is_a_node(world, projection, name):
    kinds = {data["type"] for _, data in project(world, projection(name)).graph.nodes(data=True)}
    assert kinds <= {"Person", "Organization", "PublicBody"}


def test_the_whole_of_projection_b_joins_events_roles_and_undertakings(world, projection):
    network = project(world, projection("ties-b"))
    assert ends(network) == {
        *ends(project(world, projection("co-participation"))),
        *ends(project(world, projection("people-institutions"))),
        *ends(project(world, projection("undertaking-parties"))),
    }


def test_only_signatories_of_one_agreement_co_sign(world, projection):
    assert ends(project(world, projection("co-signing"))) == {pair("ada", "boris")}


def test_sharing_a_sector_ties_institutions_to_the_sector_and_not_to_each_other(world, projection):
    network = project(world, projection("institution-sectors"))
    assert nx.is_bipartite(network.graph)
    assert {data["mode"] for _, data in network.graph.nodes(data=True)} == {"source", "target"}
    assert ends(network) == {pair(name, "mechatronics") for name in ("aurora", "boreas", "corda", "dvina")}
    assert {tie["target_label"] for tie in network.ties()} == {"mechatronics"}
    assert network.summary().density == 1.0


def test_institutions_take_part_through_those_who_act_for_them(world, projection):
    assert ends(project(world, projection("co-participation-institutions"))) == {pair("aurora", "boreas")}
    assert ends(project(world, projection("institution-events"))) == {
        pair("aurora", "fair"),
        pair("boreas", "fair"),
    }


def test_projection_a_brings_the_represented_into_the_event_and_has_no_sources(world, projection):
    network = project(world, projection("ties-a"))
    assert {pair("aurora", "boris"), pair("aurora", "elena")} <= ends(network)
    assert all(data["sources"] == () for _, _, data in network.graph.edges(data=True))


def test_two_countries_are_linked_by_what_has_both_sides_and_a_signing_counts_once(world, projection):
    network = project(world, projection("country-sides"))
    ((_, _, tie),) = network.graph.edges(data=True)
    assert tie["through"] == ("agreement-one", "agreement-two", "Fair", "talk")
    assert {data["type"] for _, data in network.graph.nodes(data=True)} == {"Country"}


def test_the_weight_counts_what_makes_the_tie_and_newman_shares_it_out(world, projection):
    network = project(world, projection("co-participation"))
    tie = network.graph.edges[f"{ID}person/ada", f"{ID}person/boris"]
    assert tie["weight"] == 2  # the signing and the fair
    assert tie["newman"] == 1 / 1 + 1 / 2  # two at the signing, three at the fair
    assert tie["through"] == ("Fair", "signing-one")


def test_a_tie_that_two_sources_state_has_both_and_each_would_do_alone(world, projection):
    graph = project(world, projection("co-participation")).graph
    both = graph.edges[f"{ID}person/boris", f"{ID}person/elena"]
    assert both["sources"] == (f"{ID}source/a", f"{ID}source/b")
    assert both["independent"] == 2
    one = graph.edges[f"{ID}person/ada", f"{ID}person/boris"]
    assert one["sources"] == (f"{ID}source/a", f"{ID}source/b")
    assert one["independent"] == 1


def test_a_node_has_a_readable_label_its_most_specific_type_and_a_side(world, projection):
    network = project(world, projection("ties-b"), languages=("en", "it"))
    nodes = network.graph.nodes
    assert nodes[f"{ID}person/ada"] == {"label": "Ada A.", "type": "Person", "side": "IT"}
    assert nodes[f"{ID}person/elena"] == {"label": "Елена", "type": "Person", "side": "RU"}
    assert nodes[f"{ID}organization/aurora"] == {"label": "Aurora", "type": "PublicBody", "side": "IT"}


def test_the_language_of_labels_can_be_chosen(world, projection):
    nodes = project(world, projection("co-signing"), languages=("ru", "it")).graph.nodes
    assert nodes[f"{ID}person/ada"]["label"] == "Ada"
    assert nodes[f"{ID}person/boris"]["label"] == "Борис"


def test_a_network_carries_its_conditions(world, projection):
    query = projection("co-participation")
    metadata = project(world, query, graph_version="abc").metadata()
    assert metadata["projection"] == "networks/co-participation"
    assert len(metadata["projection_sha256"]) == 64
    assert metadata["graph_version"] == "abc"
    assert metadata["software"]["networkx"] == nx.__version__


def test_a_network_cannot_be_changed_after_projection(world, projection):
    with pytest.raises(nx.NetworkXError, match="Frozen"):
        project(world, projection("co-signing")).graph.add_node("x")


def test_an_empty_world_gives_an_empty_network(projection):
    from coopgraph.store.embedded import EmbeddedStore

    summary = project(EmbeddedStore.in_memory(), projection("ties-b")).summary()
    assert (summary.nodes, summary.ties, summary.components) == (0, 0, ())


def test_a_literal_is_refused_as_a_node(world, written):
    query = written("SELECT ?source ?target WHERE { ?source coop:date ?target }", "source", "target")
    with pytest.raises(NetworkError, match=r"'201[56]-.*' in its column \?target.*never nodes"):
        project(world, query)


def test_a_tie_of_a_thing_to_itself_is_refused(world, written):
    query = written(
        "SELECT ?source ?target WHERE { ?source coop:isoCode ?c . ?target coop:isoCode ?c }",
        "source",
        "target",
    )
    with pytest.raises(NetworkError, match="to itself; add FILTER"):
        project(world, query)


def test_a_query_without_source_and_target_is_no_projection(world, tmp_path):
    (tmp_path / "events.rq").write_text(
        '#: title = "Events"\n#: about = "Events."\n#: [columns]\n#: source = "it"\nSELECT ?source WHERE { ?source a ?t }'
    )
    with pytest.raises(NetworkError, match=r"no projection: it has no column \?target"):
        project(world, Catalogue.load([tmp_path]).get("events"))


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ('#: mode = "one"', 'declare mode = "one" or mode = "two"'),
        ("#: directed = false", "declare directed = true or directed = false"),
        ('#: tie = "as the test says"', "what ties"),
    ],
)
def test_a_projection_that_does_not_declare_itself_is_refused(world, written, tmp_path, line, remedy):
    written("SELECT ?source ?target WHERE { ?source coop:partOfEvent ?target }", "source", "target")
    path = tmp_path / "networks" / "own.rq"
    path.write_text(path.read_text().replace(line + "\n", ""))
    with pytest.raises(NetworkError, match=remedy):
        project(world, Catalogue.load([tmp_path]).get("networks/own"))


def test_a_node_in_both_modes_of_a_two_mode_network_is_refused(world, written):
    body = "SELECT ?source ?target WHERE { { ?source coop:holder ?target } UNION { ?target coop:within ?source } UNION { ?source coop:within ?target } }"
    with pytest.raises(NetworkError, match=r"two-mode, and <.*> is in both"):
        project(world, written(body, "source", "target", mode="two"))


def test_a_directed_projection_keeps_its_direction_and_its_weights(world, written):
    body = "SELECT ?source ?target ?weight WHERE { ?source coop:partOfEvent ?target BIND(2.5 AS ?weight) }"
    graph = project(world, written(body, "source", "target", "weight", directed=True)).graph
    assert list(graph.edges(data="weight")) == [(f"{ID}event/part-of-fair", f"{ID}event/fair", 2.5)]
    assert graph.is_directed()


def test_a_thing_that_gives_one_tie_two_weights_is_refused(world, written):
    body = "SELECT ?source ?target ?weight WHERE { VALUES ?weight { 1 2 } ?source coop:partOfEvent ?target }"
    with pytest.raises(NetworkError, match="two weights, 1 and 2"):
        project(world, written(body, "source", "target", "weight"))
