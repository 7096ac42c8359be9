"""Conditions are met as the dates and sources allow, or refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coopgraph.errors import NetworkError
from coopgraph.network import Conditions, project


def pairs(network):
    return {"-".join(end.rsplit("/", 1)[1] for end in pair) for pair in network.graph.edges()}


def under(world, projection, name="co-participation", **conditions):
    return project(world, projection(name), conditions=Conditions(**conditions))


def test_possibly_keeps_what_may_have_happened_then_and_what_has_no_date(world, projection):
    found = pairs(under(world, projection, since="2016-05-20", until="2016-06"))
    assert found == {"ada-boris", "ada-elena", "boris-elena", "ada-carla", "boris-carla"}


def test_a_dated_tie_outside_the_window_goes_and_an_undated_one_stays(world, projection):
    assert pairs(under(world, projection, since="2017")) == {"boris-carla"}


def test_certainly_keeps_only_what_must_have_happened_then(world, projection):
    assert pairs(under(world, projection, since="2016-05-20", reading="certainly")) == set()
    assert pairs(under(world, projection, since="2016", until="2016", reading="certainly")) == {
        "ada-boris", "ada-elena", "boris-elena", "ada-carla",
    }  # fmt: skip


def test_only_what_makes_the_tie_in_the_window_counts_towards_its_weight(world, projection):
    everything = under(world, projection).graph
    later = under(world, projection, since="2016", until="2016").graph
    tie = next(edge for edge in later.edges if edge[0].endswith("ada") and edge[1].endswith("boris"))
    assert (everything.edges[tie]["weight"], later.edges[tie]["weight"]) == (2, 1)


def test_an_agreement_is_dated_by_its_signing(world, projection):
    assert pairs(under(world, projection, "agreement-parties", until="2015-10-14")) == set()
    assert len(pairs(under(world, projection, "agreement-parties", until="2015-10-15"))) == 2


def test_a_side_keeps_the_ties_within_it(world, projection):
    assert pairs(under(world, projection, side="IT")) == {"ada-carla"}
    assert pairs(under(world, projection, side="ru")) == {"boris-elena"}


def test_in_a_two_mode_network_a_side_is_that_of_the_source(world, projection):
    found = pairs(under(world, projection, "people-institutions", side="RU"))
    assert found == {"boris-boreas"} or found == {"boreas-boris"}


def test_a_sector_keeps_what_has_it_or_a_narrower_one(world, projection):
    assert len(pairs(under(world, projection, "agreement-parties", sector="mechanics"))) == 2
    assert pairs(under(world, projection, "agreement-parties", sector="energy")) == set()
    assert pairs(under(world, projection, sector="mechatronics")) == set()


def test_a_region_keeps_the_ties_of_those_who_belong_to_it(world, projection):
    assert pairs(under(world, projection, region="it-62")) == {"ada-carla", "boris-carla"}
    tatarstan = under(
        world, projection, "undertaking-parties", region="https://w3id.org/coopgraph/id/region/ru-ta"
    )
    assert pairs(tatarstan) == {"aurora-boreas"}


def test_a_least_number_of_sources_counts_those_that_state_the_tie_by_themselves(world, projection):
    assert pairs(under(world, projection, minimum_sources=2)) == {"boris-elena"}


def test_the_conditions_are_recorded_with_the_network(world, projection):
    network = under(world, projection, since="2016", side="IT", minimum_sources=1)
    assert network.parameters == {
        "modality": "actual",
        "since": "2016",
        "reading": "possibly",
        "side": "IT",
        "minimum-sources": "1",
    }


@pytest.mark.parametrize(
    ("conditions", "message"),
    [
        ({"since": "tomorrow"}, "since: 'tomorrow' is not a date in EDTF"),
        ({"since": "XXXX-02-04"}, "names no first day; give a year"),
        ({"since": "2016", "until": "2015"}, "no interval: it ends"),
        ({"reading": "maybe"}, "'possibly' or 'certainly'"),
        ({"minimum_sources": -1}, "cannot be negative"),
    ],
)
def test_a_condition_that_means_nothing_is_refused(conditions, message):
    with pytest.raises(NetworkError, match=message):
        Conditions(**conditions)


@pytest.mark.parametrize(
    ("conditions", "message"),
    [
        ({"since": "2016"}, "does not say dates"),
        ({"minimum_sources": 1}, "does not say sources"),
    ],
)
def test_a_condition_the_projection_knows_nothing_of_is_refused_not_ignored(
    world, projection, conditions, message
):
    with pytest.raises(NetworkError, match=message):
        under(world, projection, "ties-a", **conditions)


def test_an_unknown_sector_region_or_side_is_refused(world, projection):
    with pytest.raises(NetworkError, match="no sector 'mechatronix'"):
        under(world, projection, sector="mechatronix")
    with pytest.raises(NetworkError, match="give a slug"):
        under(world, projection, sector="mech> {}")
    with pytest.raises(NetworkError, match="no region 'IT-99'"):
        under(world, projection, region="IT-99")
    with pytest.raises(NetworkError, match="give an ISO 3166-2 code"):
        under(world, projection, region="here) {}")
    with pytest.raises(NetworkError, match="side 'FR'; its sides are: IT, RU"):
        under(world, projection, side="FR")


DISPUTE = """PREFIX coop: <https://w3id.org/coopgraph/ontology#>
PREFIX x: <https://w3id.org/coopgraph/id/>
INSERT DATA {{ x:d a coop:Discrepancy ; coop:conflictingItem x:one . x:one {} }}"""


@pytest.fixture
def dispute(world):
    def add(about):
        world.update(DISPUTE.format(about))
        return world

    return add


PART = """PREFIX coop: <https://w3id.org/coopgraph/ontology#>
SELECT ?part ?event WHERE { ?part coop:inEvent ?event ; coop:participant <https://w3id.org/coopgraph/id/person/elena> }"""


def test_an_event_of_which_a_claim_is_disputed_makes_no_tie(dispute, world, projection):
    event = next(iter(world.select(PART)))["event"]
    dispute(f"a coop:Claim ; coop:claimSubject {event.n3()}")
    assert "boris-elena" in pairs(under(world, projection))
    assert not {pair for pair in pairs(under(world, projection, include_disputed=False)) if "elena" in pair}


def test_a_disputed_part_takes_only_its_own_ties_away(dispute, world, projection):
    event = next(iter(world.select(PART)))["event"]
    dispute(f"coop:inEvent {event.n3()} ; coop:participant x:person\\/elena")
    found = pairs(under(world, projection, include_disputed=False))
    assert found == {pair for pair in pairs(under(world, projection)) if "elena" not in pair}


def test_disputed_numbers_dispute_no_tie(dispute, world, projection):
    event = next(iter(world.select(PART)))["event"]
    dispute(f"a coop:ReportedFigure ; coop:figureOf {event.n3()}")
    network = under(world, projection, include_disputed=False)
    assert pairs(network) == pairs(under(world, projection))
    assert network.parameters["include-disputed"] == "no"


def test_rows_and_members_agree_on_what_is_disputed(dispute, world, projection):
    event = next(iter(world.select(PART)))["event"]
    dispute(f"coop:inEvent {event.n3()} ; coop:participant x:person\\/elena")
    query = projection("co-participation")
    plain = replace(query, source="\n".join(s for s in query.source.splitlines() if not s.startswith("#=")))
    quick, slow = (
        project(world, each, conditions=Conditions(include_disputed=False)) for each in (query, plain)
    )
    assert list(quick.edges()) == [(*sorted((s, t)), data) for s, t, data in slow.edges()]


def test_with_dated_what_has_no_place_in_time_goes(world, projection):
    assert pairs(under(world, projection)) - pairs(under(world, projection, dated=True)) == {"boris-carla"}
    with pytest.raises(NetworkError, match="cannot be met"):
        under(world, projection, "ties-a", dated=True)
