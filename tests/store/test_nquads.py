"""Rewriting N-Quads as text gives what the engine's parser would give."""

from __future__ import annotations

from io import BytesIO
from itertools import product

import pyoxigraph as ox
import pytest

from coopgraph.errors import UnreadableSourceError
from coopgraph.store import nquads
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.nquads import MergedReader, has_blank_node, with_graph, without_graphs

OBJECTS = [
    '" <http://x> ."',
    '"\\" <http://x> ."',
    '"a <b"',
    '"a # b"',
    '"x"^^<http://dt#d>',
    '"a <b> "^^<http://dt>',
    '"x"@it',
    '" <http://g> . "@en-GB',
    '"\\\\"',
    '""',
    '"é \\n \\u00e9 <"',
    '"_:b <x>"',
    "<http://o#x>",
]
GRAPHS = ["", " <http://g#1>"]
ENDS = [" .\n", " . # c <http://x> .\n", ' .# "c" <http://x> .\n', ".\n", " . \r\n", " ."]


@pytest.mark.parametrize("written", OBJECTS)
def test_a_line_without_its_graph_is_the_same_triple_however_it_is_laid_out(written):
    for graph, end, space in product(GRAPHS, ENDS, [" ", "  ", "\t"]):
        line = f"<http://s>{space}<http://p>{space}{written}{graph}{end}".encode()
        (expected,) = ox.parse(line, ox.RdfFormat.N_QUADS)
        (found,) = ox.parse(without_graphs(line), ox.RdfFormat.N_TRIPLES)
        assert found.triple == expected.triple, line


def test_a_file_read_in_blocks_is_the_same_as_read_whole(monkeypatch):
    monkeypatch.setattr(nquads, "_BLOCK", 50)
    lines = b"".join(b'<http://s> <http://p> "%d \xc3\xa9" <http://g> .\n' % n for n in range(100))
    for careful in (False, True):
        reader = MergedReader(BytesIO(lines), careful)
        pieces = iter(lambda reader=reader: reader.read(7), b"")
        assert b"".join(pieces) == without_graphs(lines) == MergedReader(BytesIO(lines), careful).read()


@pytest.mark.parametrize("written", OBJECTS)
def test_loading_merges_a_line_however_it_is_laid_out(written):
    before = '# <http://c> .\n\n<http://s> <http://p> "plain" <http://g> .\n'
    for end, space in product(ENDS, [" ", "\t", ""]):
        text = f"{before}<http://s>{space}<http://p>{space}{written}{space}<http://g#1>{end}".encode()
        store = EmbeddedStore.in_memory()
        store.load_nquads(text)
        parsed = {quad.triple for quad in ox.parse(text, ox.RdfFormat.N_QUADS)}
        merged = {q.triple for q in store.engine.quads_for_pattern(None, None, None, ox.DefaultGraph())}
        assert merged == parsed, text


@pytest.mark.parametrize("written", OBJECTS)
def test_loading_refuses_a_line_without_a_graph_however_it_is_laid_out(written):
    for end, named, former in product(
        ENDS[:3], ["", "_:g"], [b"", b"<http://a> <http://b> <http://c> <http://g> .\n"]
    ):
        store = EmbeddedStore.in_memory()
        store.load_nquads(former)
        line = f"<http://s> <http://p> {written} {named}{end}"
        with pytest.raises(UnreadableSourceError, match="names no graph"):
            store.load_nquads(line.encode())


def test_giving_a_graph_is_the_opposite_of_taking_it_away():
    line = b'<http://s> <http://p> "a . b" <http://g> .\n'
    assert with_graph(without_graphs(line), "http://g") == line


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b"_:b <http://p> <http://o> <http://g> .\n", True),
        (b"<http://s> <http://p> _:b <http://g> .\n", True),
        (b'<http://s> <http://p> "\\n_:b is no node" <http://g> .\n', False),
        (b"<http://s> <http://p> <http://o/_:b> <http://g> .\n", False),
    ],
)
def test_blank_nodes_are_found_in_subject_and_object_only(line, expected):
    assert has_blank_node(line) is expected
