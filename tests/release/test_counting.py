"""The overview of a revision is counted once, kept in its folder, and taken from there only while it is true."""

from __future__ import annotations

import json

import pytest

from coopgraph.release import counting
from coopgraph.release.counting import FILE, keep_overview, kept_overview, overview_for
from coopgraph.release.overview import Overview
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.revisions import StoreFolder

LINE = "<http://e/s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://e/{}> <http://e/g> .\n"


@pytest.fixture
def revision(tmp_path):
    return StoreFolder(tmp_path / "store").publish(LINE.format("Thing").encode(), {})


def counted(revision) -> Overview:
    with revision.open() as store:
        return overview_for(store, revision.version, revision.path)


def test_what_is_kept_is_what_was_counted_and_is_not_counted_again(revision, monkeypatch):
    first = counted(revision)
    assert first.classes == (("http://e/Thing", 1),)
    monkeypatch.setattr(Overview, "of", lambda *_: pytest.fail("counted again"))
    assert counted(revision) == kept_overview(revision.version, revision.path) == first


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"key": {}}', '{"key": 1, "overview": {}}'])
def test_what_is_damaged_is_counted_anew(revision, text):
    first = counted(revision)
    (revision.path / FILE).write_text(text)
    assert kept_overview(revision.version, revision.path) is None
    assert counted(revision) == first == kept_overview(revision.version, revision.path)


def test_what_lacks_a_field_is_none(revision):
    counted(revision)
    said = json.loads((revision.path / FILE).read_text())
    del said["overview"]["classes"]
    (revision.path / FILE).write_text(json.dumps(said))
    assert kept_overview(revision.version, revision.path) is None


def test_that_of_another_graph_or_of_other_code_is_not_taken(revision, monkeypatch):
    counted(revision)
    assert kept_overview("another", revision.path) is None
    monkeypatch.setattr(counting, "_code", lambda: "other code")
    assert kept_overview(revision.version, revision.path) is None


def test_a_folder_of_others_is_no_fault(tmp_path):
    with EmbeddedStore.in_memory() as store:
        keep_overview(Overview.of(store, "v"), tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_backup_leaves_it_behind(revision, tmp_path):
    counted(revision)
    copy = StoreFolder(tmp_path / "copy").adopt(revision)
    assert not (copy.path / FILE).exists()
