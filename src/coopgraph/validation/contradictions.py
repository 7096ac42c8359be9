"""Every contradiction between statements: those the editors recorded, and those nobody has yet.

A rule that finds contradictions is silent on a recorded one, so its results are the unrecorded ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopgraph.namespaces import CONCEPT, COOP, SHAPES

if TYPE_CHECKING:
    from coopgraph.dossier import Position
    from coopgraph.store.protocol import Store, Term
    from coopgraph.validation.report import Report

_TYPES = CONCEPT + "discrepancy-type/"
RECORDED = SHAPES + "R50-recorded-contradiction"
"""The rule that lists the recorded ones."""

_RECORDED = f"""
PREFIX coop: <{COOP}>
SELECT DISTINCT ?node ?type ?explanation WHERE {{
  ?node a coop:Discrepancy .
  OPTIONAL {{ ?node coop:discrepancyType ?type }}
  OPTIONAL {{ ?node coop:explanation ?explanation }}
}}"""
_ITEMS = f"""
PREFIX coop: <{COOP}>
SELECT DISTINCT ?node ?item ?said ?source ?preferred WHERE {{
  ?node a coop:Discrepancy ; coop:conflictingItem ?item .
  OPTIONAL {{ ?item coop:asWritten ?words }}
  OPTIONAL {{ ?item coop:value|coop:claimValue|coop:claimObject ?value }}
  BIND ( COALESCE(?words, ?value) AS ?said )
  OPTIONAL {{ ?item coop:statedIn ?source }}
  BIND ( EXISTS {{ ?node coop:preferredItem ?item }} AS ?preferred )
}}"""


@dataclass(frozen=True)
class Item:
    """One of the statements that exclude each other.

    ``said`` are the words of the source, or the value where it has none of its own; ``preferred``
    says whether the editors hold this one to be right.
    """

    node: str
    said: str
    source: str
    preferred: bool


@dataclass(frozen=True)
class Contradiction:
    """Statements that exclude each other.

    ``kind`` is the code of its discrepancy type. Recorded, ``node`` is the Discrepancy, ``text`` the
    editors' explanation by language, and ``items`` the statements. Unrecorded, ``node`` is what the
    rule found, ``text`` what it says, ``rule`` its number and ``remedy`` how to record it.
    """

    kind: str
    recorded: bool
    node: str
    text: Mapping[str, str]
    sources: tuple[str, ...]
    items: tuple[Item, ...] = ()
    rule: str = ""
    remedy: tuple[tuple[str, str], ...] = ()
    place: Position | None = None


def contradictions(store: Store, report: Report) -> tuple[Contradiction, ...]:
    """Return the contradictions in ``store``: the unrecorded ones of its ``report`` first, then by node."""
    rules = {rule.shape: rule for rule in report.rules if rule.conflict}
    unrecorded = [
        Contradiction(
            kind=rules[result.shape].conflict,
            recorded=False,
            node=str(result.focus),
            text=result.message,
            sources=tuple(sorted({*result.sources, *_sources_of_value(store, result.value)})),
            rule=result.rule,
            remedy=tuple(sorted(rules[result.shape].remedy.items())),
            place=result.place,
        )
        for result in report.results
        if result.shape in rules
    ]
    return (*unrecorded, *_recorded(store, report))


def _sources_of_value(store: Store, value: Term | None) -> set[str]:
    """Return who states the other side of a contradiction, where the value is a statement."""
    from rdflib import URIRef

    if not isinstance(value, URIRef):
        return set()
    rows = store.select(f"SELECT ?source WHERE {{ {value.n3()} <{COOP}statedIn> ?source }}")
    return {str(row["source"]) for row in rows}


def _recorded(store: Store, report: Report) -> list[Contradiction]:
    items: dict[str, list[Item]] = defaultdict(list)
    for row in store.select(_ITEMS):
        said, source = str(row.get("said", "")), str(row.get("source", ""))
        items[str(row["node"])].append(Item(str(row["item"]), said, source, str(row["preferred"]) == "true"))
    kinds: dict[str, str] = {}
    texts: dict[str, dict[str, str]] = defaultdict(dict)
    for row in store.select(_RECORDED):
        node = str(row["node"])
        kinds[node] = str(row.get("type", "")).removeprefix(_TYPES)
        if "explanation" in row:
            language = getattr(row["explanation"], "language", None) or ""
            texts[node][language] = str(row["explanation"])
    places = {str(result.focus): result.place for result in report.results if result.place}
    return [
        Contradiction(
            kind=kinds[node],
            recorded=True,
            node=node,
            text=texts[node],
            sources=tuple(sorted({item.source for item in items[node]})),
            items=tuple(sorted(items[node], key=lambda item: (item.source, item.node))),
            place=places.get(node),
        )
        for node in sorted(kinds)
    ]
