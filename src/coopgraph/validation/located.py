"""Where in the input files each result was said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from coopgraph.namespaces import COOP

if TYPE_CHECKING:
    from rdflib import URIRef

    from coopgraph.dossier import Position
    from coopgraph.store.protocol import Store, Term
    from coopgraph.validation.report import Result

    Fact = tuple[Term, Term]

_BATCH = 500
_CLAIMS = f"""
SELECT ?thing ?property ?value ?claim WHERE {{
  VALUES ?thing {{ %s }}
  ?claim <{COOP}claimSubject> ?thing ; <{COOP}claimPredicate> ?property .
  ?claim <{COOP}claimObject>|<{COOP}claimValue> ?value .
}}"""


def located(store: Store, results: Iterable[Result], places: Mapping[URIRef, Position]) -> tuple[Result, ...]:
    """Return the results with the line to look at.

    That is the line of the claim that states the offending value, else that of the focus node, else
    that of the value; none where no input file speaks of them (a term of the ontology).
    """
    members = tuple(results)
    claims = _claims(store, {result.focus for result in members if result.path})
    return tuple(replace(result, place=_place(result, claims, places)) for result in members)


def _place(
    result: Result,
    claims: Mapping[Term, list[tuple[Fact, Term]]],
    places: Mapping[URIRef, Position],
) -> Position | None:
    fact = (str(result.path), result.value)
    stated = [claim for (path, value), claim in claims.get(result.focus, ()) if (str(path), value) == fact]
    for nodes in (stated, [result.focus], [result.value]):
        found = sorted(place for node in nodes if (place := _at(places, node)))
        if found:
            return found[0]
    return None


def _at(places: Mapping[URIRef, Position], node: Term | None) -> Position | None:
    from rdflib import URIRef

    return places.get(node) if isinstance(node, URIRef) else None


def _claims(store: Store, things: Iterable[Term]) -> Mapping[Term, list[tuple[Fact, Term]]]:
    """Return, for each thing, the claims about it, each with the property and the value it states."""
    from rdflib import URIRef

    wanted = sorted(thing for thing in things if isinstance(thing, URIRef))
    found: dict[Term, list[tuple[Fact, Term]]] = defaultdict(list)
    for start in range(0, len(wanted), _BATCH):
        values = " ".join(thing.n3() for thing in wanted[start : start + _BATCH])
        for row in store.select(_CLAIMS % values):
            found[row["thing"]].append(((row["property"], row["value"]), row["claim"]))
    return found
