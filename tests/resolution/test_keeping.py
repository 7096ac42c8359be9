"""The names of a revision are read and filed once, and what is kept of them is what would be read."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from coopgraph.graph import KnowledgeGraph
from coopgraph.namespaces import COOP, ID, RDF, SKOS
from coopgraph.resolution import keeping
from coopgraph.resolution.directory import following, load_directory
from coopgraph.resolution.index import Hit, NameIndex
from coopgraph.resolution.keeping import FILE, directory_for
from coopgraph.store.revisions import Revision, StoreFolder

ASKED = ("Собянин", "task force", "TPP", "MSE", "Trentino Svilupo", "sob", "Rusia", "ice", "nobody at all")


@pytest.fixture
def revision(bundled_store: Path, tmp_path: Path) -> Revision:
    found = StoreFolder(tmp_path / "store").adopt(StoreFolder(bundled_store).current())
    assert not (found.path / FILE).exists()
    return found


def test_kept_names_answer_as_names_that_were_read(revision: Revision) -> None:
    with revision.open() as store:
        read = load_directory(store.select)
        directory_for(store.select, revision.version, revision.path)
        kept = directory_for(_never, revision.version, revision.path)
    assert (kept.entities, kept.names, kept.classes, kept.above) == (
        read.entities,
        read.names,
        read.classes,
        read.above,
    )
    for text in ASKED:
        assert kept.find(text) == read.find(text), text
        assert kept.counts(kept.find(text)) == read.counts(read.find(text))


def test_a_second_search_reads_no_names(revision: Revision, monkeypatch: pytest.MonkeyPatch) -> None:
    def searched() -> list[tuple[Hit, ...]]:
        with KnowledgeGraph.open(revision.path.parents[1]) as kg:
            return [kg.search("Sobjanin"), kg.search("ministero", types=["PublicBody"], languages=("it",))]

    first = searched()
    monkeypatch.setattr(keeping, "load_directory", _never)
    assert searched() == first
    assert all(first)


@pytest.mark.parametrize("fault", ["", "{", '{"key": {}}', "[]", "other version", "other graph", "no index"])
def test_what_is_damaged_or_of_another_version_is_read_anew(revision: Revision, fault: str) -> None:
    file = revision.path / FILE
    with revision.open() as store:
        directory_for(store.select, revision.version, revision.path)
        said = json.loads(file.read_text())
        if fault.startswith("other"):
            said["key"]["coopgraph" if "version" in fault else "graph_version"] = "0"
            said["names"] = []
        if fault == "no index":
            del said["index"]["terms"]
        file.write_text(json.dumps(said) if " " in fault and "key" not in fault else fault)
        assert directory_for(store.select, revision.version, revision.path).find("Sobjanin")
        assert directory_for(_never, revision.version, revision.path).find("Sobjanin")


def test_names_that_cannot_be_kept_are_read_all_the_same(revision: Revision, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    with revision.open() as store:
        assert directory_for(store.select, revision.version, nowhere).find("Sobjanin")
        assert directory_for(store.select, revision.version, revision.path, keep=False).find("Sobjanin")
    assert not (revision.path / FILE).exists()
    assert not nowhere.exists()


def _never(*_: object) -> list[dict[str, object]]:
    raise AssertionError("the names were read from the graph")


CHANGES = {
    "a thing that is new, and a class that nothing was in": (
        f'INSERT DATA {{ <{ID}person/aaron> <{SKOS}prefLabel> "Aaron Zuev"@en ; a <{COOP}Person>, <{COOP}Odd> }}',
        [f"{ID}person/aaron"],
    ),
    "a variant more": (
        f'INSERT DATA {{ <{ID}person/sobyanin-sergey> <{SKOS}altLabel> "S. S. Sobianin"@it }}',
        [f"{ID}person/sobyanin-sergey"],
    ),
    "a thing without a name any more": (
        f"DELETE WHERE {{ <{ID}person/sobyanin-sergey> <{SKOS}prefLabel> ?a . }} ; "
        f"DELETE WHERE {{ <{ID}person/sobyanin-sergey> <{SKOS}altLabel> ?a . }} ; "
        f"DELETE WHERE {{ <{ID}person/sobyanin-sergey> <{SKOS}hiddenLabel> ?a . }}",
        [f"{ID}person/sobyanin-sergey"],
    ),
    "another class": (
        f"DELETE WHERE {{ <{ID}person/sobyanin-sergey> <{RDF}type> ?a }}",
        [f"{ID}person/sobyanin-sergey"],
    ),
    "nothing that is searched for": (
        f'INSERT DATA {{ <http://e/x> <{SKOS}prefLabel> "Sobjanin" }}',
        ["http://e/x"],
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_follows_a_change_is_what_would_be_read(revision: Revision, change: str) -> None:
    update, changed = CHANGES[change]
    with revision.open(memory=True) as store:
        former = load_directory(store.select)
        before = former.index
        store.engine.update(update)
        read, followed = load_directory(store.select), following(former, store.select, changed)
    assert replace(followed, filed=None) == read
    assert list(followed.entities) == list(read.entities)
    for name in NameIndex.FILES:
        assert getattr(followed.index, name) == getattr(read.index, name), name
    for text in (*ASKED, "Zuev", "Sobianin"):
        assert followed.find(text) == read.find(text), text
    assert former.index == before == NameIndex.build(former.names)  # a process that answers has it still
