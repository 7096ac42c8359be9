"""What an update does, as far as its text tells: for engines that have to be asked in another way."""

from __future__ import annotations

import pytest

from coopgraph.store.update_text import clears_all, holds_several, writes_default


@pytest.mark.parametrize(
    ("update", "several"),
    [
        ("CLEAR ALL", False),
        ("CLEAR ALL ;", False),
        ("CLEAR ALL ; CLEAR ALL", True),
        ("INSERT DATA { <a> <b> 1 ; <c> 2 }", False),
        ("INSERT DATA { <a> <b> ';' } # ; and so on", False),
        ("PREFIX e: <http://e/> INSERT DATA { e:a e:b 1 } ; DELETE WHERE { ?s ?p 1 } ;", True),
    ],
)
def test_an_update_holds_several_operations_where_a_semicolon_stands_between_two(update, several):
    assert holds_several(update) is several


@pytest.mark.parametrize(
    ("update", "default"),
    [
        ("INSERT DATA { <a> <b> 1 }", True),
        ("INSERT DATA { GRAPH <g> { <a> <b> 1 } }", False),
        ("INSERT DATA { GRAPH <g> { <a> <b> 1 } <a> <b> 2 }", True),
        ("WITH <g> DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }", False),
        ("WITH <g> DELETE { ?s ?p 1 } WHERE { ?s ?p 1 } ; DELETE WHERE { ?s ?p 1 }", True),
        ("DELETE { GRAPH <g> { ?s ?p 1 } } WHERE { ?s ?p 1 }", False),
    ],
)
def test_an_update_writes_the_default_graph_where_it_names_none(update, default):
    assert writes_default(update) is default


@pytest.mark.parametrize(
    ("update", "all_of_them"),
    [
        ("CLEAR ALL", True),
        ("DROP SILENT ALL", True),
        ("CLEAR DEFAULT", False),
        ("INSERT DATA { <all> <drop> 1 }", False),
    ],
)
def test_an_update_clears_all_graphs_only_if_it_says_all(update, all_of_them):
    assert clears_all(update) is all_of_them
