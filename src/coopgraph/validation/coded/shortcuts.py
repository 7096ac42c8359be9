"""Shortcuts against what they follow from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, cast

from coopgraph.namespaces import COOP, GRAPH_SHORTCUTS
from coopgraph.validation.coded.finding import CodedFinding

if TYPE_CHECKING:
    from coopgraph.store.protocol import Store, Triple

_DRAWN = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{GRAPH_SHORTCUTS}> {{ ?s ?p ?o }} }}"
_ANY = f"SELECT ?s WHERE {{ GRAPH <{GRAPH_SHORTCUTS}> {{ ?s ?p ?o }} }} LIMIT 1"
_ELSEWHERE = f"""
SELECT DISTINCT ?s ?p ?o WHERE {{
  ?p <{COOP}constructQuery> ?query .
  GRAPH ?graph {{ ?s ?p ?o }} FILTER ( ?graph != <{GRAPH_SHORTCUTS}> )
}}"""
_SAID = {
    "stale": {
        "en": "the shortcut does not follow from the graph",
        "it": "la scorciatoia non segue dal grafo",
    },
    "missing": {
        "en": "the shortcut follows from the graph and is not drawn",
        "it": "la scorciatoia segue dal grafo e non è tracciata",
    },
    "stated": {
        "en": "a graph other than that of the shortcuts states it",
        "it": "un grafo diverso da quello delle scorciatoie la riporta",
    },
}


def wrong_shortcuts(store: Store) -> Iterator[CodedFinding]:
    """Yield the shortcuts that are stale, missing, or stated outside their graph."""
    yield from stated_shortcuts(store)
    if not store.select(_ANY).rows:
        return
    drawn, due = _lines(store, _DRAWN), _due(store)
    for lines, fault in ((drawn - due, "stale"), (due - drawn, "missing")):
        for triple in _triples(lines):
            yield _finding(triple, fault)


def stated_shortcuts(store: Store) -> Iterator[CodedFinding]:
    """Yield the shortcuts that another graph states: all that can be wrong when they have just been drawn anew."""
    for row in store.select(_ELSEWHERE):
        yield _finding((row["s"], row["p"], row["o"]), "stated")


def _due(store: Store) -> set[bytes]:
    return set[bytes]().union(*(_lines(store, query) for query in _constructs()))


@cache
def _constructs() -> tuple[str, ...]:
    from coopgraph.queries import Catalogue
    from coopgraph.resources import resource

    return tuple(query.bind({}) for query in Catalogue.load([resource("queries")]).family("shortcuts"))


def _lines(store: Store, sparql: str) -> set[bytes]:
    """Return an answer as lines of N-Triples: to compare many triples, none need become a term."""
    return set(b"".join(store.answer(sparql, "application/n-triples")).splitlines())


def _triples(lines: set[bytes]) -> list[Triple]:
    from rdflib import Graph

    found = Graph().parse(data=b"\n".join(sorted(lines)), format="nt") if lines else ()
    return cast("list[Triple]", list(found))


def _finding(triple: Triple, fault: str) -> CodedFinding:
    subject, predicate, value = triple
    return CodedFinding("R51", subject, str(predicate), value, _SAID[fault])
