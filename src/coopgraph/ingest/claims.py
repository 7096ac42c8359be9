"""Claim lines to quads: plain facts, each with the claim that says who states it."""

from __future__ import annotations

from collections.abc import Callable

from rdflib import URIRef

from coopgraph.dossier import Claim, Word
from coopgraph.ingest.dates import date_facts
from coopgraph.ingest.desk import Desk
from coopgraph.ingest.draft import TYPE, Draft, Value, coop, node_iri, slug
from coopgraph.ingest.situations import compile_measure, compile_participant, compile_party, compile_role
from coopgraph.ingest.sources import add_claim

# Written by the loader, never by a curator.
COMPUTED = frozenset({"earliest", "latest", "statedIn", "statedBy", "hasEvidence", "sha256"})


def compile_claim(desk: Desk, claim: Claim) -> None:
    """Add what one line of a dossier says."""
    verb = _VERBS.get(claim.predicate.text, _plain)
    for word in claim.objects:
        verb(desk, claim, word)


def _plain(desk: Desk, claim: Claim, word: Word) -> None:
    fact = plain_fact(desk.draft, claim, word, desk.header.language.text)
    if fact is None:
        return
    subject, pairs = fact
    extra: list[tuple[URIRef, Value | None]] = []
    if claim.predicate.text == "date":
        extra.append((coop("dateAsWritten"), desk.words(claim)))
    desk.draft.add(desk.graph, subject, *pairs, *extra)
    speaker = desk.thing(claim, "by")
    node = add_claim(desk.draft, desk.graph, desk.header, subject, pairs[0], desk.evidence(claim), speaker)
    if claim.predicate.text != "date":
        desk.draft.add(desk.graph, node, (coop("asWritten"), desk.words(claim)))
    desk.draft.origins.setdefault(node, claim.at)
    desk.draft.origins.setdefault(subject, claim.at)
    desk.file(claim, node)


def plain_fact(
    draft: Draft, claim: Claim, word: Word, language: str
) -> tuple[URIRef, list[tuple[URIRef, Value]]] | None:
    """Return the subject and the triples of a line with a plain property; the first is the fact itself.

    None, and a fault, when the property is unknown or computed, or a value does not fit it.
    """
    prop = draft.property_named(claim.predicate)
    subject = draft.subject(claim.subject, prop.domain if prop else None)
    if prop is None or subject is None:
        return None
    if prop.name in COMPUTED or prop.shortcut or prop.kind == "annotation":
        draft.faults.append(
            claim.predicate.at.fault(
                f"'{prop.name}' is computed, never written by hand", "state what it follows from"
            )
        )
        return None
    if prop.name == "date":
        pairs = date_facts(draft, word)
        return (subject, pairs) if pairs else None
    value: Value | None
    if prop.code_list:
        value = draft.code(prop.code_list, word)
    elif prop.kind == "object":
        value = draft.look_up(word, prop.range_class)
    else:
        value = draft.literal(prop, word, language)
    return (subject, [(URIRef(prop.iri), value)]) if value is not None else None


def _provision(desk: Desk, claim: Claim, word: Word) -> None:
    undertaking = desk.draft.look_up(claim.subject, "Undertaking")
    kind = desk.draft.code("provision-type", word)
    if not (undertaking and kind):
        return
    iri = node_iri("provision", slug(undertaking), slug(kind))
    desk.draft.origins.setdefault(iri, claim.at)
    fact = (coop("hasProvision"), iri)
    desk.draft.add(desk.graph, undertaking, fact)
    desk.draft.add(
        desk.graph, iri, (TYPE, coop("Provision")), (coop("provisionType"), kind), *desk.attribution(claim)
    )
    speaker = desk.thing(claim, "by")
    node = add_claim(desk.draft, desk.graph, desk.header, undertaking, fact, desk.evidence(claim), speaker)
    desk.draft.add(desk.graph, node, (coop("asWritten"), desk.words(claim)))
    desk.file(claim, node)


_VERBS: dict[str, Callable[[Desk, Claim, Word], None]] = {
    "party": compile_party,
    "participant": compile_participant,
    "role": compile_role,
    "measure": compile_measure,
    "hasProvision": _provision,
}
