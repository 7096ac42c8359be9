"""A change is checked at what it touches and beside it: refused when it breaks a rule, and then it never was."""

from __future__ import annotations

import random

import pyoxigraph as ox
import pytest

from coopgraph.errors import InvalidDataError, QueryRefusedError, StoreError
from coopgraph.ingest.build import build, bundled_dossiers
from coopgraph.ingest.changing import KEPT, Changer
from coopgraph.ingest.shortcuts import refresh_shortcuts
from coopgraph.namespaces import COOP, GRAPH_EDITORIAL, GRAPH_SHORTCUTS
from coopgraph.queries import Catalogue
from coopgraph.resources import resource
from coopgraph.store.embedded_changes import Difference, apply, update
from coopgraph.store.revisions import StoreFolder
from coopgraph.validation import check
from coopgraph.validation.changed import ChangeCheck
from coopgraph.validation.coded.shortcuts import wrong_shortcuts

PREFIX = f"PREFIX coop: <{COOP}> PREFIX id: <https://w3id.org/coopgraph/id/> PREFIX graph: <https://w3id.org/coopgraph/graph/>\n"


@pytest.fixture
def changer(bundled_store):
    changer = Changer(StoreFolder(bundled_store).open(memory=True))
    yield changer
    changer.store.close()


def test_a_change_that_breaks_no_rule_is_kept_with_the_shortcuts_that_follow_from_it(changer):
    add = "INSERT DATA { GRAPH graph:editorial { <https://w3id.org/coopgraph/id/region/x> coop:within <https://w3id.org/coopgraph/id/region/y> } }"
    before = changer.store.dump_nquads()
    changed = changer.change(lambda store: update(store, PREFIX + add))
    assert (changed.added, changed.removed) == (1, 0)
    assert changer.store.dump_nquads() != before
    changed = changer.change(lambda store: update(store, PREFIX + add.replace("INSERT", "DELETE")))
    assert (changed.added, changed.removed) == (0, 1)
    assert changer.store.dump_nquads() == before


def test_a_change_that_breaks_a_rule_is_refused_with_the_report_and_never_was(changer):
    before = changer.store.dump_nquads(), changer.store.count()
    bare = "INSERT DATA { GRAPH graph:editorial { <https://w3id.org/coopgraph/id/agreement/bare> a coop:Agreement } }"
    with pytest.raises(InvalidDataError, match=r"the store is as it was.*send it again") as caught:
        changer.change(lambda store: update(store, PREFIX + bare))
    focus = {str(result.focus) for result in caught.value.report.violations}
    assert focus == {"https://w3id.org/coopgraph/id/agreement/bare"}
    assert (changer.store.dump_nquads(), changer.store.count()) == before


def test_what_was_broken_before_does_not_keep_other_changes_out(changer):
    bare = "INSERT DATA { GRAPH graph:editorial { <https://w3id.org/coopgraph/id/agreement/bare> a coop:Agreement } }"
    update(changer.store, PREFIX + bare)
    assert not check(changer.store).conforms
    other = bare.replace("a coop:Agreement", "<http://www.w3.org/2004/02/skos/core#note> 'a note'")
    assert changer.change(lambda store: update(store, PREFIX + other)).added == 1


@pytest.mark.parametrize("graph", sorted(KEPT))
def test_a_graph_that_nobody_writes_by_hand_is_left_alone(changer, graph):
    before = changer.store.dump_nquads()
    text = f"INSERT DATA {{ GRAPH <{graph}> {{ <http://e/s> <http://e/p> 1 }} }}"
    with pytest.raises(QueryRefusedError, match="not written by hand"):
        changer.change(lambda store: update(store, text))
    assert changer.store.dump_nquads() == before


def test_a_shortcut_stated_elsewhere_is_refused(changer):
    stated = f"INSERT {{ GRAPH <{GRAPH_EDITORIAL}> {{ ?s ?p ?o }} }} WHERE {{ GRAPH <{GRAPH_SHORTCUTS}> {{ ?s ?p ?o . FILTER(?p = coop:signedBy) }} }}"
    with pytest.raises(InvalidDataError, match="R51"):
        changer.change(lambda store: update(store, PREFIX + stated))


def test_looking_near_a_change_finds_what_looking_everywhere_finds(bundled_store):
    """Changes by chance, as a curator's slips are: a few facts lost, moved or made up."""
    rng = random.Random(20261130)
    nearby, catalogue = ChangeCheck(small=0), Catalogue.load([resource("queries")])
    broken = 0
    with StoreFolder(bundled_store).open(memory=True) as store:
        written = sorted(
            (
                q
                for q in store.engine
                if isinstance(q.graph_name, ox.NamedNode) and q.graph_name.value not in KEPT
            ),
            key=str,
        )
        for _ in range(20):
            lost = frozenset(rng.sample(written, rng.choice([0, 1, 2])))
            one, other = rng.sample(written, 2)
            made_up = frozenset({ox.Quad(one.subject, one.predicate, other.object, one.graph_name)}) - set(
                written
            )
            change = Difference(lost, made_up)
            apply(store, change)
            refresh_shortcuts(store, catalogue)
            everywhere, near = check(store), nearby.report(store, change.subjects, change.objects)
            assert set(near.violations) == set(everywhere.violations), (change, everywhere.violations)
            broken += not everywhere.conforms
            apply(store, change.undone)
    assert broken > 5


def test_a_build_does_not_overwrite_what_clients_have_written_unless_told_to(bundled_store, tmp_path):
    folder = StoreFolder(tmp_path / "store")
    with StoreFolder(bundled_store).open() as store:
        folder.publish(store.dump_nquads(), {"writes": 3})
    before = folder.current()
    with pytest.raises(StoreError, match=r"holds 3 changes made over HTTP.*--discard-writes"):
        build([bundled_dossiers()], folder.path)
    assert folder.current() == before
    build([bundled_dossiers()], folder.path, discard_writes=True)
    assert "writes" not in folder.current().manifest


def test_the_shortcuts_follow_whatever_changes(bundled_store):
    """They are drawn anew only where the properties that changed are among those they follow from."""
    rng = random.Random(20261201)
    changer = Changer(StoreFolder(bundled_store).open(memory=True))
    store = changer.store
    written = sorted(
        (
            q
            for q in store.engine
            if isinstance(q.graph_name, ox.NamedNode) and q.graph_name.value not in KEPT
        ),
        key=str,
    )
    before = store.dump_nquads()
    refused = 0
    for _ in range(12):
        lost = Difference(frozenset(rng.sample(written, 3)))

        def make(store: object, lost: Difference = lost) -> Difference:
            apply(store, lost)
            return lost

        try:
            changed = changer.change(make)
        except InvalidDataError:
            refused += 1
            assert store.dump_nquads() == before
            continue
        assert not list(wrong_shortcuts(store))
        lines = set(before.splitlines()) - {str(q).encode() + b" ." for q in changed.whole.removed}
        assert lines | {str(q).encode() + b" ." for q in changed.whole.added} == set(
            store.dump_nquads().splitlines()
        )
        changer.undo(changed)
        assert store.dump_nquads() == before
    assert refused < 12
    store.close()
