"""How often the thing looked for is among the first five, over spellings made by rule."""

from __future__ import annotations

from collections import Counter

import pytest

from coopgraph.namespaces import COOP
from coopgraph.resolution.directory import load_directory
from coopgraph.resolution.search import Name, NameIndex
from coopgraph.store.revisions import StoreFolder
from resolution.variants import ATTESTED, SCHEMES, of_entities, of_people

ACTORS = tuple(f"{COOP}{name}" for name in (
    "Person", "Organization", "PublicBody", "TerritorialAuthority", "CooperationBody", "Region", "City"
))  # fmt: skip


@pytest.fixture(scope="module")
def entities(bundled_store):
    with StoreFolder(bundled_store).open() as store:
        return load_directory(store.select).names


@pytest.fixture(scope="module")
def people():
    if not ATTESTED.is_file():
        pytest.skip("the attested names are not beside this checkout (../shared/data/netransliteration-ru)")
    return of_people(20_000)


def missed(index, wanted):
    """Return the spellings that do not lead to their entity within the first five hits."""
    return [
        (spelling, rule)
        for spelling, iri, rule in wanted
        if iri not in {hit.iri for hit in index.find(spelling, limit=5)}
    ]


def test_there_are_the_schemes_that_the_set_is_made_by():
    assert len(SCHEMES) == 28


def test_nineteen_of_twenty_spellings_of_the_entities_find_them_among_twenty_thousand_people(
    entities, people
):
    crowd = [Name(f"urn:{n}", latin, latin, COOP + "Person") for n, (latin, _) in enumerate(people)]
    index = NameIndex.build([*entities, *crowd])
    wanted = sorted(set(of_entities(name for name in entities if name.type in ACTORS)))[::5]
    misses = missed(index, wanted)
    assert len(wanted) > 1000
    assert len(misses) <= 0.05 * len(wanted), Counter(rule for _, rule in misses).most_common(8)


def test_nineteen_of_twenty_people_of_the_world_are_found_in_the_other_script(people):
    index = NameIndex.build(
        [Name(f"urn:{n}", latin, latin, COOP + "Person") for n, (latin, _) in enumerate(people)]
    )
    wanted = [
        (cyrillic if n % 2 else " ".join(reversed(cyrillic.split())), f"urn:{n}", "script")
        for n, (_, cyrillic) in enumerate(people)
    ][::40]
    misses = missed(index, wanted)
    assert len(misses) <= 0.05 * len(wanted), misses[:8]
