"""Statements in bulk: who says what, where and in which words, for many claims and situations at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from coopgraph.namespaces import COOP, RDF
from coopgraph.provenance.testimony import Passage, Testimony, asserted_class, left_to_others

if TYPE_CHECKING:
    from coopgraph.network.paths.asking import Asker
    from coopgraph.store.protocol import Term


def testimonies(asker: Asker, statements: Iterable[str]) -> dict[str, tuple[Testimony, ...]]:
    """Return each statement as each of its sources makes it, with its passages in the order of the text."""
    wanted = sorted(set(statements))
    facts: dict[str, dict[tuple[str, str], tuple[Term, Term]]] = defaultdict(dict)
    for row in asker.rows("facts", wanted):
        key = (str(row["predicate"]), str(row["value"]))
        facts[str(row["statement"])][key] = (row["predicate"], row["value"])
    groups: dict[str, dict[str, list[Mapping[str, Term]]]] = defaultdict(lambda: defaultdict(list))
    for found in asker.rows("statements", wanted):
        groups[str(found["statement"])][str(found["source"])].append(found)
    passages: dict[tuple[str, str], set[Passage]] = defaultdict(set)
    for found in asker.rows("passages", wanted):
        start, end = (int(str(found[name])) if name in found else None for name in ("start", "end"))
        passage = Passage(str(found["quotation"]), start, end)
        passages[str(found["statement"]), str(found["source"])].add(passage)
    shared = [statement for statement in wanted if len(groups[statement]) > 1]
    silent = left_to_others(asker.rows("graphs", shared, family="statement"), groups)
    return {
        statement: tuple(
            _testimony(
                group,
                passages[statement, source],
                [facts[statement][key] for key in sorted(facts[statement])],
                silent[statement, source],
            )
            for source, group in sorted(groups[statement].items())
        )
        for statement in wanted
    }


def _testimony(
    group: list[Mapping[str, Term]],
    passages: set[Passage],
    said: list[tuple[Term, Term]],
    unsaid: Collection[tuple[str, str]],
) -> Testimony:
    statement, source = group[0]["statement"], group[0]["source"]
    claim = {str(predicate): value for predicate, value in said}
    facts: tuple[tuple[Term, Term, Term], ...]
    if COOP + "claimSubject" in claim:
        value = claim.get(COOP + "claimObject") or claim[COOP + "claimValue"]
        facts = ((claim[COOP + "claimSubject"], claim[COOP + "claimPredicate"], value),)
        status: Term | None = claim.get(COOP + "claimStatus")
    else:
        facts, status = tuple((statement, p, o) for p, o in said if (str(p), str(o)) not in unsaid), None
    speakers = {str(row["speaker"]): row["speaker"] for row in group if "speaker" in row}
    speakers = {name: one for name, one in speakers.items() if (COOP + "statedBy", name) not in unsaid}
    return Testimony(
        statement,
        facts,
        source,
        tuple(speakers[name] for name in sorted(speakers)),
        status,
        tuple(sorted(passages, key=lambda p: (p.start is None, p.start or 0, p.quotation))),
    )


def claims_about(asker: Asker, subjects: Iterable[str]) -> dict[tuple[str, str, str], tuple[str, ...]]:
    """Return the claims that sources make of things: (subject, local name of the property, object) to claims."""
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in asker.texts("claims", subjects):
        found[row["subject"], row["predicate"].removeprefix(COOP), row["object"]].add(row["statement"])
    return {fact: tuple(sorted(claims)) for fact, claims in sorted(found.items())}


def iris_in(found: Iterable[Testimony]) -> set[str]:
    """Return every IRI that `testimony_json`, or a text about the statements, needs a label for."""
    terms: set[object] = set()
    for one in found:
        terms.update((one.source, *one.speakers))
        terms.update(term for fact in one.facts for term in fact)
    return {str(term) for term in terms if type(term).__name__ == "URIRef"}


def testimony_json(one: Testimony, labels: Mapping[str, str]) -> dict[str, Any]:
    """Return a statement as JSON-ready values: its class, facts, source, speakers and passages."""
    return {
        "iri": str(one.statement),
        "class": asserted_class(one),
        "facts": [
            {"subject": str(s), "property": _short(p), "value": _value(o, labels)}
            for s, p, o in one.facts
            if str(p) not in (RDF + "type", COOP + "involvesAgent")
        ],
        "source": {"iri": str(one.source), "label": labels[str(one.source)]},
        "speakers": [{"iri": str(speaker), "label": labels[str(speaker)]} for speaker in one.speakers],
        "passages": [{"quotation": p.quotation, "start": p.start, "end": p.end} for p in one.passages],
    }


def _short(predicate: object) -> str:
    return str(predicate).removeprefix(COOP)


def _value(term: object, labels: Mapping[str, str]) -> object:
    if type(term).__name__ == "URIRef":
        return {"iri": str(term), "label": labels.get(str(term), str(term))}
    return str(term)
