"""Changes of the named graphs: what they did is known, the default graph follows, and they can be undone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgraph.errors import QueryRefusedError, QuerySyntaxError, StoreError, UnreadableSourceError
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.embedded_changes import apply, parse, patch, replace, update
from coopgraph.store.media import GRAPH_TYPES, JSONLD, RDFXML, TURTLE
from coopgraph.store.update_text import only_adds

G, H = "http://e/g", "http://e/h"
START = f"INSERT DATA {{ GRAPH <{G}> {{ <http://e/s> <http://e/p> 1, 2 }} GRAPH <{H}> {{ <http://e/s> <http://e/p> 1 }} }}"


@pytest.fixture
def store():
    with EmbeddedStore.in_memory() as store:
        update(store, START)
        yield store


def state(store: EmbeddedStore) -> tuple[bytes, set[bytes], tuple[str, ...]]:
    merged = b"".join(store.answer("CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples"))
    return store.dump_nquads(), set(merged.splitlines()), store.graphs()


def merge_of(store: EmbeddedStore) -> set[bytes]:
    """What the default graph has to be."""
    with EmbeddedStore.in_memory() as fresh:
        fresh.load_nquads(store.dump_nquads())
        return state(fresh)[1]


def test_a_fact_of_two_graphs_stands_until_both_have_lost_it(store):
    assert store.count() == 2
    update(store, f"DELETE DATA {{ GRAPH <{G}> {{ <http://e/s> <http://e/p> 1 }} }}")
    assert store.count() == 2
    update(store, f"DROP GRAPH <{H}>")
    assert (store.count(), store.graphs()) == (1, (G,))


def test_what_an_update_did_is_said_and_can_be_undone(store):
    before = state(store)
    made = update(
        store,
        f"MOVE <{G}> TO <http://e/i> ; INSERT DATA {{ GRAPH <{H}> {{ <http://e/t> <http://e/p> <http://e/o> }} }}",
    )
    assert (len(made.removed), len(made.added)) == (2, 3)
    assert made.graphs == {G, H, "http://e/i"}
    assert (made.subjects, made.objects) == ({"http://e/s", "http://e/t"}, {"http://e/o"})
    assert state(store)[1] == merge_of(store)
    apply(store, made.undone)
    assert state(store) == before


@pytest.mark.parametrize(
    "text", ["", "# nothing", "CREATE GRAPH <http://e/new>", f"DROP SILENT GRAPH <{G}x>", START]
)
def test_an_update_that_changes_nothing_says_so(store, text):
    before = state(store)
    assert not update(store, text)
    assert state(store) == before


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        ("INSERT DATA { <http://e/a> <http://e/p> 3 }", QueryRefusedError, "belong to no source: .* name the graph"),
        ("INSERT { ?s ?p 9 } WHERE { ?s ?p 1 }", QueryRefusedError, "belong to no source"),
        (f"COPY <{G}> TO DEFAULT ; INSERT DATA {{ <http://e/a> a <http://e/b> }}", QueryRefusedError, "no source"),
        ("DELETE DATA { <http://e/s> <http://e/p> 1 }", QueryRefusedError, "take it from the graphs that state it"),
        ("CLEAR DEFAULT", QueryRefusedError, "take it from the graphs"),
        ("MOVE DEFAULT TO <http://e/i>", QueryRefusedError, "take it from the graphs"),
        ("LOAD <http://127.0.0.1:1/>", QueryRefusedError, "fetch a document"),
        (f"INSERT DATA {{ GRAPH <{G}> {{ <http://e/s> <http://e/p> <<( <http://e/s> <http://e/p> 1 )>> }} }}", QueryRefusedError, "RDF 1.2"),
        ("INSERT DATA { GRAPH", QuerySyntaxError, "line 1"),
        (f"CREATE GRAPH <{G}>", StoreError, "nothing was changed"),
    ],
)  # fmt: skip
def test_an_update_that_is_refused_leaves_everything_as_it_was(store, text, error, message):
    before = state(store)
    with pytest.raises(error, match=message):
        update(store, text)
    assert state(store) == before


def test_everything_can_be_cleared_and_written_anew_at_once(store):
    update(store, f"CLEAR ALL ; INSERT DATA {{ GRAPH <{G}> {{ <http://e/s> <http://e/p> 2, 3 }} }}")
    assert store.count() == 2
    assert state(store)[1] == merge_of(store)


OPERATIONS = [
    "INSERT DATA {{ GRAPH <http://e/{g}> {{ <http://e/{n}> <http://e/p> {n} }} }}",
    "DELETE DATA {{ GRAPH <http://e/{g}> {{ <http://e/{n}> <http://e/p> {n} }} }}",
    "DELETE {{ GRAPH ?g {{ ?s ?p ?o }} }} INSERT {{ GRAPH <http://e/{g}> {{ ?s ?p {n} }} }} WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "DROP SILENT GRAPH <http://e/{g}>",
    "ADD SILENT <http://e/{g}> TO <http://e/x>",
    "COPY SILENT DEFAULT TO <http://e/{g}>",
    "CLEAR ALL",
]


@given(st.lists(st.tuples(st.sampled_from(OPERATIONS), st.sampled_from("gh"), st.integers(1, 3)), max_size=6))
@settings(max_examples=80, deadline=None)
def test_whatever_updates_do_the_default_graph_is_the_merge_and_each_can_be_undone(operations):
    with EmbeddedStore.in_memory() as store:
        update(store, START)
        for text, graph, number in operations:
            before = state(store)
            made = update(store, text.format(g=graph, n=number))
            after = state(store)
            assert after[1] == merge_of(store)
            apply(store, made.undone)
            assert state(store) == before
            apply(store, made)
            assert state(store) == after


@pytest.mark.parametrize("media", GRAPH_TYPES, ids=lambda media: media.name)
def test_a_document_is_read_in_every_format_it_can_be_had_in(store, media):
    document = b"".join(store.answer("CONSTRUCT WHERE { ?s ?p ?o }", media.type))
    assert len(parse(document, media, G)) == 2


def test_blank_nodes_become_iris_made_from_what_is_said_of_them(store):
    one = parse(b"<a> <b> [ <c> <d> ] .", TURTLE, "http://e/new/doc")
    again = parse(b"@prefix : <>. <a> <b> _:other . _:other <c> <d> .", TURTLE, "http://e/new/doc")
    other = parse(b"<a> <b> [ <c> <e> ] .", TURTLE, "http://e/new/doc")
    assert one == again
    assert len(one & other) == 0
    assert "/genid/" in str(one)
    update(store, f"INSERT DATA {{ GRAPH <{G}> {{ <http://e/s> <http://e/p> [ <http://e/p> 7 ] }} }}")
    assert b"_:" not in store.dump_nquads()
    assert state(store)[1] == merge_of(store)


@pytest.mark.parametrize(
    ("data", "media"),
    [
        (b"<a> <b>", TURTLE),
        (b"\xff\xfe", TURTLE),
        (b'{"@context": "http://127.0.0.1:1/context", "@id": "http://e/a", "b": 1}', JSONLD),
        (b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>', RDFXML),
    ],
)
def test_a_document_that_cannot_be_read_or_points_elsewhere_is_refused(data, media):
    with pytest.raises(UnreadableSourceError):
        parse(data, media, G)


def test_a_patch_sees_its_graph_alone_and_changes_nothing_else(store):
    made = patch(store, G, "DELETE { ?s ?p 1 } INSERT { ?s ?p 5 } WHERE { ?s ?p 1 }")
    assert (len(made.removed), len(made.added)) == (1, 1)
    assert store.count(H) == 1
    assert store.count() == 3
    before = state(store)
    with pytest.raises(QueryRefusedError, match="leave GRAPH out"):
        patch(store, G, f"INSERT DATA {{ GRAPH <{H}> {{ <http://e/s> <http://e/p> 5 }} }}")
    assert state(store) == before


def test_a_graph_is_replaced_or_added_to(store):
    document = parse(b"<http://e/s> <http://e/p> 3 .", TURTLE, G)
    assert len(replace(store, G, document, keep=True).removed) == 0
    assert store.count(G) == 3
    assert len(replace(store, G, document).removed) == 2
    assert store.count() == 2
    replace(store, G, ())
    assert store.graphs() == (H,)


NOTHING = "DELETE DATA { GRAPH <http://e/none> { <http://e/s> <http://e/p> 0 } }"
"""Changes nothing, and has every graph compared before and after."""
NODES = st.sampled_from(["<http://e/s>", "<http://e/t>", "<r>"])
TRIPLES = st.tuples(
    NODES, st.sampled_from(["<http://e/p>", "e:q"]), st.sampled_from(["1", "01", "2", "'a'", "e:o"])
)
DATA = st.tuples(st.sampled_from([f"GRAPH <{G}>", f"GRAPH <{H}>", "GRAPH <http://e/new>", ""]), TRIPLES)


@given(st.lists(DATA, min_size=1, max_size=4), st.booleans())
@settings(deadline=None)
def test_an_update_that_only_adds_does_what_it_does_when_every_graph_is_compared(data, several):
    parts = [
        f"{graph} {{ {' '.join(triple)} }}" if graph else " ".join(triple) + " ." for graph, triple in data
    ]
    between = " } ; INSERT DATA { " if several else " "
    text = f"PREFIX e: <http://e/> INSERT DATA {{ {between.join(parts)} }}"
    outcomes = []
    for asked in (text, f"{text} ; {NOTHING}"):
        with EmbeddedStore.in_memory() as store:
            update(store, START)
            try:
                outcome = update(store, asked)
            except QueryRefusedError:
                outcome = "refused"
            outcomes.append((outcome, state(store)))
    assert outcomes[0] == outcomes[1]


def test_blank_nodes_of_an_update_that_only_adds_get_names(store):
    done = update(store, f"INSERT DATA {{ GRAPH <{G}> {{ _:a <http://e/p> _:b . _:b <http://e/p> 3 }} }}")
    assert len(done.added) == 2
    assert b"_:" not in store.dump_nquads()
    assert state(store)[1] == merge_of(store)


@pytest.mark.parametrize(
    "text",
    [
        f"INSERT DATA {{ GRAPH <{G}> {{ <http://e/s> <http://e/p> 9 }} }} ; CLEAR ALL",
        f"INSERT {{ GRAPH <{G}> {{ ?s <http://e/p> 9 }} }} WHERE {{ ?s ?p ?o }}",
        f"DELETE DATA {{ GRAPH <{G}> {{ <http://e/s> <http://e/p> 1 }} }}",
        "\\u0043LEAR ALL",
        "",
    ],
)
def test_what_does_more_than_add_is_not_taken_for_an_update_that_only_adds(text):
    assert not only_adds(text)
