"""A revision made from the one before is the revision that would have been made anew, and leaves the other as it was."""

from __future__ import annotations

import hashlib
import tempfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgraph.errors import UnreadableSourceError
from coopgraph.store import embedded_following, revisions
from coopgraph.store.embedded_following import follow
from coopgraph.store.revisions import Revision, StoreFolder

LINES = [
    f"<http://e/{s}> <http://e/p> {o} <http://e/{g}> .\n".encode()
    for s in "ab"
    for o in ('"1"', '"città \\"è\\""@it', '"1"^^<http://www.w3.org/2001/XMLSchema#integer>', "<http://e/o>")
    for g in "gh"
]
MANY = b"".join(b'<http://e/s%d> <http://e/p> "%d" <http://e/g> .\n' % (n, n) for n in range(100))


def content(revision: Revision) -> tuple[bytes, set[bytes], tuple[str, ...], int]:
    with revision.open() as store:
        merged = b"".join(store.answer("CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples"))
        assert store.dump_nquads() == revision.nquads.read_bytes()
        return store.dump_nquads(), set(merged.splitlines()), store.graphs(), store.count()


@given(st.lists(st.sets(st.sampled_from(LINES)), min_size=1, max_size=4))
@settings(max_examples=10, deadline=None)
def test_a_chain_of_revisions_holds_what_each_would_hold_alone(graphs):
    with tempfile.TemporaryDirectory() as place:
        chain = StoreFolder(f"{place}/chain")
        chain.publish(MANY, {})
        for number, graph in enumerate(graphs):
            nquads = MANY + b"".join(graph)
            before = chain.current()
            former = content(before)
            revision = chain.publish(nquads, {"number": number})
            alone = StoreFolder(f"{place}/alone-{number}").publish(nquads, {"number": number})
            assert content(revision) == content(alone)
            assert (
                revision.version == alone.version == hashlib.sha256(revision.nquads.read_bytes()).hexdigest()
            )
            assert (revision.triples, revision.quads, revision.graphs) == (
                alone.triples,
                alone.quads,
                alone.graphs,
            )
            assert content(before) == former


@pytest.fixture
def followed(monkeypatch):
    """Give a list of whether each revision was made from the one before."""
    said: list[bool] = []

    def watched(*arguments):
        said.append(follow(*arguments))
        return said[-1]

    monkeypatch.setattr(revisions, "follow", watched)
    return said


def test_lines_in_another_spelling_make_no_difference(tmp_path, followed):
    folder = StoreFolder(tmp_path / "store")
    folder.publish(MANY, {})
    spelt = MANY.replace(b"<http://e/s7> <http://e/p>", b"<http://e/s7>\t<http://e/p>").replace(
        b'"8"', b'"\\u0038"'
    )
    revision = folder.publish(b"# a comment\n\n" + spelt + MANY, {"spelt": True})
    assert followed == [True]
    assert revision.nquads.read_bytes() == b"".join(sorted(MANY.splitlines(keepends=True)))


def test_a_graph_that_differs_much_is_loaded_anew(tmp_path, followed, monkeypatch):
    folder = StoreFolder(tmp_path / "store")
    folder.publish(MANY, {})
    folder.publish(b"".join(MANY.splitlines(keepends=True)[:30]), {})
    monkeypatch.setattr(embedded_following, "_LARGEST", 3)
    folder.publish(MANY, {})
    assert followed == [False, False]


@pytest.mark.parametrize("line", [b"no quad\n", b"<http://e/s> <http://e/p> <http://e/o> .\n"])
def test_what_is_no_quad_is_refused_as_ever(tmp_path, line):
    folder = StoreFolder(tmp_path / "store")
    former = folder.publish(MANY, {})
    with pytest.raises(UnreadableSourceError):
        folder.publish(MANY + line, {})
    assert folder.current() == former
