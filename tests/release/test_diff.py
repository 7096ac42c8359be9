"""What changed is told by document, in the names of things, and nothing that changed is left out of the counts."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from coopgraph.errors import NotFoundError
from coopgraph.release.diff import State, difference, find_state
from coopgraph.release.telling import as_markdown, tell
from coopgraph.store.revisions import StoreFolder


@pytest.fixture(scope="module")
def changes(before, now):
    return tell(before, now, difference(before, now))


def lines(changes):
    return [line for part in changes.parts for line in (*part.added, *part.removed)]


def test_a_difference_applied_to_the_old_state_gives_the_new_one(before, now):
    found = difference(before, now)
    old = set(before.nquads.splitlines(keepends=True))
    assert b"".join(sorted((old - set(found.removed)) | set(found.added))) == now.nquads
    assert not difference(now, State("again", now.nquads))


def test_a_situation_is_one_line_and_a_name_another(changes):
    told = lines(changes)
    assert any(line.startswith("signature: ") and "participant Igor Ishchenko" in line for line in told)
    assert "Sergey Razov: name “Sergey Razov”" in told
    assert "Sergey Razov: name “Sergej Razow”" in told


def test_facts_stand_under_the_title_of_their_document(changes):
    titles = [part.title for part in changes.parts]
    assert any("Tecnopolo di Mosca" in title for title in titles)
    assert "Names and codes of things" in titles
    assert titles.index("Names and codes of things") > 0


def test_everything_that_changed_is_told_or_counted(before, now, changes):
    found = difference(before, now)
    assert (changes.added, changes.removed) == (len(found.added), len(found.removed))
    for part in changes.parts:
        graph = f"<{part.graph}> .\n".encode()
        assert bool(part.added or part.other_added) == any(line.endswith(graph) for line in found.added)
        assert bool(part.removed or part.other_removed) == any(line.endswith(graph) for line in found.removed)
    computed = next(part for part in changes.parts if part.graph.endswith("/shortcuts"))
    assert computed.other_added == sum(line.endswith(b"graph/shortcuts> .\n") for line in found.added)


def test_a_situation_of_which_a_part_changed_says_whose_it_is(now):
    old = State("old", now.nquads.replace(b"ambasciatore russo in Italia Sergey Razov", b"ambasciatore"))
    told = lines(tell(old, now, difference(old, now)))
    assert any(line.startswith("participation of Sergey Razov: as written") for line in told)


def test_changes_are_told_in_italian_too(before, now):
    text = as_markdown(tell(before, now, difference(before, now), "it"))
    assert "Nomi e codici delle cose" in text
    assert "Sergej Razov: nome" in text or "Sergey Razov: nome" in text


def test_what_was_merged_or_withdrawn_is_told_so(now):
    razov, ice = (
        f"<https://w3id.org/coopgraph/id/{tail}>" for tail in ("person/razov-sergey", "organization/ice")
    )
    kept = [
        line
        for line in now.nquads.splitlines(keepends=True)
        if not line.startswith((razov.encode(), ice.encode()))
    ]
    entities = "<https://w3id.org/coopgraph/graph/entities> ."
    gone = (
        f"{razov} <http://purl.org/dc/terms/isReplacedBy> <https://w3id.org/coopgraph/id/person/sobyanin-sergey> {entities}\n"
        f'{ice} <http://www.w3.org/2002/07/owl#deprecated> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> {entities}\n'
        f'{ice} <http://www.w3.org/2004/02/skos/core#note> "a misreading"@en {entities}\n'
    )
    new = State("new", b"".join([*kept, gone.encode()]))
    told = lines(tell(now, new, difference(now, new)))
    assert "Sergey Razov: merged into Sergey Sobyanin" in told
    name = next(line for line in told if line.endswith(": withdrawn")).removesuffix(": withdrawn")
    assert f"{name}: because “a misreading”" in told


def test_no_change_is_said_to_be_none(now):
    assert "No statement changed." in as_markdown(tell(now, now, difference(now, now)))


def test_a_state_is_a_revision_a_file_a_release_or_a_store(bundled_store, released, now, tmp_path):
    folder = StoreFolder(bundled_store)
    copy = tmp_path / "copy.nq"
    copy.write_bytes(b"".join(reversed(now.nquads.splitlines(keepends=True))))
    names = (
        "current",
        folder.current().path.name,
        folder.current().version[:8],
        str(copy),
        str(released),
        str(bundled_store),
    )
    assert {find_state(name, folder).nquads for name in names} == {now.nquads}
    with pytest.raises(NotFoundError, match="nor is there a file"):
        find_state("nothing", folder)


@pytest.mark.parametrize("format_", ["markdown", "json", "patch"])
def test_the_command_writes_each_format(bundled_store, before, tmp_path, format_):
    old = tmp_path / "old.nq"
    old.write_bytes(before.nquads)
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "coopgraph",
            "diff",
            str(old),
            "--store",
            str(bundled_store),
            "--format",
            format_,
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert (run.returncode, run.stderr) == (0, "")
    if format_ == "json":
        assert json.loads(run.stdout)["removed"] > 0
    elif format_ == "patch":
        assert {line[:2] for line in run.stdout.splitlines()} == {"A ", "D "}
    else:
        assert run.stdout.startswith("# From old.nq to ")
