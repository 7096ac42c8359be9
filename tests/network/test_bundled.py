"""What the five documents give, and why: the figures of the documentation.

Projection B was found by hand to have 32 actors, 68 ties and components of 23, 5, 2 and 2. Here
Roberto Cota is not tied to Piedmont, because no document says what he is president of (the editors
infer it, and an inference makes no tie), and the Task Force is tied to the two institutions that
organise it: 32 − 2 + 3 actors, 68 − 1 + 2 ties.
"""

from __future__ import annotations

import networkx as nx
import pytest

from coopgraph.ingest.build import assemble, bundled_dossiers
from coopgraph.network import project
from coopgraph.queries import Catalogue
from coopgraph.resources import resource
from coopgraph.store.embedded import EmbeddedStore

ID = "https://w3id.org/coopgraph/id/"
MONTI = f"{ID}person/monti-riccardo-maria"


@pytest.fixture(scope="module")
def bundled() -> EmbeddedStore:
    return assemble([bundled_dossiers()]).store


def labels(network):
    return {
        frozenset((network.graph.nodes[s]["label"], network.graph.nodes[t]["label"]))
        for s, t in network.graph.edges()
    }


def test_projection_b_has_the_figures_of_the_documents(bundled, projection):
    summary = project(bundled, projection("ties-b")).summary()
    assert (summary.nodes, summary.ties, summary.components) == (33, 69, (23, 5, 3, 2))


def test_monti_is_first_in_betweenness_and_the_cut_point_between_two_documents(bundled, projection):
    network = project(bundled, projection("ties-b"))
    table = network.measures(["betweenness", "articulation-points"])
    first = table.top("betweenness", 1)[0]
    assert first[0] == MONTI
    pairs = (len(network.graph) - 1) * (len(network.graph) - 2) / 2
    assert first[4] * pairs == pytest.approx(112)  # of 465 pairs among 32 actors: 0.24
    assert table.column("articulation-points")[MONTI] is True
    without = network.graph.copy()
    without.remove_node(MONTI)
    assert sorted(map(len, nx.connected_components(without)))[-2:] == [8, 14]  # 8 × 14 = 112


def test_farella_who_did_not_attend_is_tied_to_his_province_only(bundled, projection):
    network = project(bundled, projection("ties-b"))
    assert list(network.graph.adj[f"{ID}person/farella-raffaele"]) == [
        f"{ID}organization/provincia-autonoma-trento"
    ]


def test_the_agreement_ties_its_two_parties_and_the_province_is_none(bundled, projection):
    assert labels(project(bundled, projection("agreement-parties"))) == {
        frozenset(("Trentino Sviluppo", "Technopolis Moscow"))
    }


def test_two_subnational_authorities_cooperate_directly(bundled, projection):
    ties = project(bundled, projection("undertaking-parties"))
    direct = [
        {ties.graph.nodes[end]["label"] for end in pair}
        for pair in ties.graph.edges()
        if all(ties.graph.nodes[end]["type"] == "TerritorialAuthority" for end in pair)
    ]
    assert direct == [{"Autonomous Province of Trento", "City of Moscow (city government)"}]


def test_the_two_who_signed_are_co_signers(bundled, projection):
    assert labels(project(bundled, projection("co-signing"))) == {
        frozenset(("Mauro Casotto", "Igor Ishchenko"))
    }


def test_trentino_and_moscow_are_the_regions_tied_most(bundled, projection):
    network = project(bundled, projection("region-links"))
    weights = {
        frozenset(network.graph.nodes[end]["label"] for end in (source, target)): tie["newman"]
        for source, target, tie in network.graph.edges(data=True)
    }
    assert max(weights, key=lambda pair: weights[pair]) == {"Trentino", "Moscow"}


def test_every_node_has_a_label_a_type_and_persons_and_institutions_but_the_joint_body_a_side(
    bundled, projection
):
    network = project(bundled, projection("ties-b"))
    for iri, data in network.graph.nodes(data=True):
        assert data["label"]
        assert data["label"] != iri.rsplit("/", 1)[1]
        assert data["side"] in ({""} if data["type"] == "CooperationBody" else {"IT", "RU"})


def test_every_tie_of_projection_b_rests_on_a_document(bundled, projection):
    assert all(
        data["sources"] for _, _, data in project(bundled, projection("ties-b")).graph.edges(data=True)
    )


def test_every_shipped_projection_gives_a_network_of_the_bundled_graph(bundled):
    for query in Catalogue.load([resource("queries")]).family("networks"):
        assert project(bundled, query).graph.number_of_edges(), query.name
