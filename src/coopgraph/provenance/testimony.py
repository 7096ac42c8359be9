"""Who says so, where, in which words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopgraph.namespaces import COOP, RDF

if TYPE_CHECKING:
    from coopgraph.queries import Catalogue
    from coopgraph.store.protocol import Solutions, Store, Term

    Fact = tuple[Term, Term, Term]

# What a shortcut rests on: the properties of the situations, or of the claims, it is drawn from.
SHORTCUT_GROUNDS: dict[str, frozenset[str]] = {
    "hasParty": frozenset({"undertaking", "party"}),
    "cooperatesWith": frozenset({"party"}),
    "signedBy": frozenset({"participant", "signs"}),
    "participatedIn": frozenset({"participant", "onBehalfOf", "inEvent"}),
    "worksFor": frozenset({"holder", "inOrganization"}),
    "sessionOf": frozenset({"inSeries", "seriesOf"}),
    "hostRegion": frozenset({"takesPlaceIn"}),
    "latestStatus": frozenset({"eventStatus"}),
}


_BATCH = 1000
"""Situations named in one query: far below the length that an endpoint refuses."""


@dataclass(frozen=True)
class Passage:
    """Words of a source. ``start`` and ``end`` count code points of its text; None where never located."""

    quotation: str
    start: int | None
    end: int | None


@dataclass(frozen=True)
class Testimony:
    """One statement as one source makes it.

    ``facts`` are the triples stated: one for a claim, several with one subject for a situation
    such as a signature. ``passages`` are in the order of the text.
    """

    statement: Term
    facts: tuple[Fact, ...]
    source: Term
    speakers: tuple[Term, ...]
    status: Term | None
    passages: tuple[Passage, ...]

    def mentions(self, term: Term) -> bool:
        """Whether a fact has ``term`` as subject or object."""
        return any(term in (s, o) for s, _, o in self.facts)

    def has_property(self, names: frozenset[str]) -> bool:
        """Whether a fact has one of these properties of the ontology, by local name."""
        return any(str(p).removeprefix(COOP) in names for _, p, _ in self.facts)


def find_testimony(
    store: Store,
    catalogue: Catalogue,
    thing: Term,
    predicate: Term | None = None,
    value: Term | None = None,
) -> tuple[Testimony, ...]:
    """Return every statement that involves ``thing``, source by source, with its passages.

    Args:
        store: the graph asked.
        catalogue: holds the queries ``pages/claims``, ``pages/situations``, ``pages/facts`` and
            ``pages/statement-graphs``.
        thing: the subject or object of the statements, or a situation itself.
        predicate: keep statements with this property. A shortcut stands for what it is drawn from.
        value: keep statements that also involve this term, or have it as their value.
    """
    found = [*_claims(store, catalogue, thing), *_situations(store, catalogue, thing)]
    if predicate is not None:
        name = str(predicate).removeprefix(COOP)
        names = SHORTCUT_GROUNDS.get(name, frozenset({name}))
        found = [t for t in found if t.has_property(names)]
        if name == "cooperatesWith" and value is not None:
            # Two parties meet in the undertaking, so both party roles are the grounds.
            other = [t for t in _situations(store, catalogue, value) if t.has_property(names)]
            shared = _undertakings(found) & _undertakings(other)
            return tuple(t for t in [*found, *other] if _undertakings([t]) & shared)
    if value is not None:
        found = [t for t in found if t.mentions(value)]
    return tuple(found)


def _undertakings(found: list[Testimony]) -> set[Term]:
    return {o for t in found for _, p, o in t.facts if str(p) == COOP + "undertaking"}


def _claims(store: Store, catalogue: Catalogue, thing: Term) -> Iterator[Testimony]:
    rows = store.select(catalogue.get("pages/claims").bind({"thing": str(thing)}))
    for statement, source, group in _grouped(rows):
        first = group[0]
        fact = (first["subject"], first["predicate"], first["value"])
        yield Testimony(statement, (fact,), source, _speakers(group), first["status"], _passages(group))


def _situations(store: Store, catalogue: Catalogue, thing: Term) -> Iterator[Testimony]:
    groups = list(_grouped(store.select(catalogue.get("pages/situations").bind({"thing": str(thing)}))))
    sources: dict[str, set[str]] = defaultdict(set)
    for statement, source, _ in groups:
        sources[str(statement)].add(str(source))
    silent = left_to_others(_holders(store, catalogue, sources), sources)
    facts: dict[Term, tuple[tuple[Term, Term], ...]] = {}
    for statement, source, group in groups:
        if statement not in facts:
            answer = store.select(catalogue.get("pages/facts").bind({"node": str(statement)}))
            facts[statement] = tuple((row["predicate"], row["value"]) for row in answer)
        others = silent[str(statement), str(source)]
        stated = tuple((statement, p, o) for p, o in facts[statement] if (str(p), str(o)) not in others)
        speakers = tuple(s for s in _speakers(group) if (COOP + "statedBy", str(s)) not in others)
        yield Testimony(statement, stated, source, speakers, None, _passages(group))


def left_to_others(
    holders: Iterable[Mapping[str, Term]], sources: Mapping[str, Collection[str]]
) -> Mapping[tuple[str, str], set[tuple[str, str]]]:
    """Return what each source of a situation leaves to the others: (property, value) by (situation, source).

    Several sources share the node of a situation, and its facts are those of all of them. What one alone
    says must not be shown as the word of another. A source whose own graph says nothing of the situation is
    taken at the word of the rest.

    Args:
        holders: rows of the query ``pages/statement-graphs``.
        sources: the sources that state each situation.
    """
    held: dict[str, dict[tuple[str, str], set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in holders:
        source = str(row["source"]) if "source" in row else ""
        held[str(row["statement"])][str(row["predicate"]), str(row["value"])].add(source)
    found: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for statement, facts in held.items():
        for source in set(sources[statement]) & set().union(*facts.values()):
            others = set(sources[statement]) - {source}
            found[statement, source] = {fact for fact, by in facts.items() if by <= others}
    return found


def _holders(
    store: Store, catalogue: Catalogue, sources: Mapping[str, Collection[str]]
) -> Iterator[Mapping[str, Term]]:
    shared = sorted(statement for statement, by in sources.items() if len(by) > 1)
    for start in range(0, len(shared), _BATCH):
        batch = shared[start : start + _BATCH]
        yield from store.select(catalogue.get("pages/statement-graphs").bind({"statements": batch}))


def _grouped(rows: Solutions) -> Iterator[tuple[Term, Term, list[dict[str, Term]]]]:
    groups: dict[tuple[Term, Term], list[dict[str, Term]]] = {}
    for row in rows:
        groups.setdefault((row["statement"], row["source"]), []).append(dict(row))
    for (statement, source), group in groups.items():
        yield statement, source, group


def _speakers(group: list[dict[str, Term]]) -> tuple[Term, ...]:
    return tuple(dict.fromkeys(row["speaker"] for row in group if "speaker" in row))


def _passages(group: list[dict[str, Term]]) -> tuple[Passage, ...]:
    passages = {
        Passage(
            str(row["quotation"]),
            int(str(row["start"])) if "start" in row else None,
            int(str(row["end"])) if "end" in row else None,
        )
        for row in group
        if "quotation" in row
    }
    return tuple(sorted(passages, key=lambda p: (p.start is None, p.start or 0, p.quotation)))


def asserted_class(testimony: Testimony) -> str:
    """Return the local name of the most specific class of a situation, ``Claim`` for a claim."""
    names = [str(o).removeprefix(COOP) for _, p, o in testimony.facts if str(p) == RDF + "type"]
    # Superclasses are materialised beside the asserted class; the abstract and general ones go last.
    general = ("Situation", "Participation")
    return min(names, key=lambda name: (name in general, name == "Situation", name), default="Claim")
