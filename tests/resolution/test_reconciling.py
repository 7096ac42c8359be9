"""On the names of the bundled graph, with each in turn forgotten: what is matched by itself is right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coopgraph.namespaces import COOP
from coopgraph.resolution.directory import load_directory
from coopgraph.resolution.reconciling import Asked, Wanted, reconcile
from coopgraph.store.revisions import StoreFolder

ACTORS = {
    COOP + name
    for name in ("Person", "Organization", "PublicBody", "TerritorialAuthority", "CooperationBody")
}


@pytest.fixture(scope="module")
def directory(bundled_store):
    with StoreFolder(bundled_store).open() as store:
        return load_directory(store.select)


def nothing(_):
    return {}


def nobody(*_):
    return ()


def test_what_is_matched_by_name_alone_is_right_though_that_very_form_is_forgotten(directory):
    matched = first = asked = 0
    for name in directory.names:
        others = [n for n in directory.names if (n.iri, n.form) != (name.iri, name.form)]
        if name.type not in ACTORS or not any(n.iri == name.iri for n in others):
            continue
        found = reconcile(replace(directory, names=tuple(others)), Asked(name.form), nothing, nobody)
        asked += 1
        first += bool(found) and found[0].entity.iri == name.iri
        if found and found[0].match:
            assert found[0].entity.iri == name.iri, name.form
            matched += 1
    assert asked > 80
    assert first >= 0.6 * asked
    assert matched >= 0.2 * asked


@pytest.mark.parametrize(
    ("name", "mistaken"),
    [
        ("Ildar Khalikov", "Lenar Khalikov"),
        ("Provincia autonoma di Trento", "Ufficio Stampa della Provincia autonoma di Trento"),
        ("Trentino", "Trentino Sviluppo"),
        ("Maria Monti", "Riccardo Maria Monti"),
        ("Sergej Ivankov", "Sergey Razov"),
    ],
)
def test_what_must_stay_apart_is_never_matched(directory, name, mistaken):
    found = reconcile(directory, Asked(name), nothing, nobody)
    assert not [one for one in found if one.match and mistaken in one.entity.labels.values()]


def test_a_tie_is_left_to_a_person(directory):
    twin = next(n for n in directory.names if n.form == "Sergey Razov")
    other = replace(directory.entities[twin.iri], iri="urn:other")
    doubled = replace(
        directory,
        names=(*directory.names, replace(twin, iri="urn:other")),
        entities={**directory.entities, "urn:other": other},
    )
    side = COOP + "side"
    values = {twin.iri: {side: (frozenset({"Russia"}),)}, "urn:other": {side: (frozenset({"Italy"}),)}}
    assert not any(one.match for one in reconcile(doubled, Asked("Sergey Razov"), nothing, nobody))
    told = Asked("Sergey Razov", wanted=(Wanted(side, ("Russia",)),))
    first, second = reconcile(doubled, told, lambda iri: values.get(iri, {}), nobody)[:2]
    assert (first.entity.iri, first.match) == (twin.iri, True)
    assert (second.match, second.features[side]) == (False, pytest.approx(0, abs=0.5))
