"""Claim lines to quads: plain facts with their claim, and the situations the verbs make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rdflib import Literal, URIRef
from rdflib.term import Node

from coopgraph.dossier import Claim, SourceHeader, Word, parse_figure
from coopgraph.ingest.dates import date_facts, one_day
from coopgraph.ingest.draft import TYPE, Draft, Handle, coop, node_iri, slug
from coopgraph.ingest.evidence import PassageBook
from coopgraph.ingest.sources import add_claim

# Written by the loader, never by a curator.
COMPUTED = {"earliest", "latest", "statedIn", "statedBy", "hasEvidence", "sha256"}


@dataclass(frozen=True)
class Desk:
    """What compiling the lines of one dossier needs at hand."""

    draft: Draft
    book: PassageBook
    header: SourceHeader
    graph: URIRef
    folder: Path

    def evidence(self, claim: Claim) -> URIRef | None:
        """Return the evidence node of a line, adding it; None when the line has no quotation."""
        if claim.quote is None:
            return None
        return self.book.evidence(self.draft, self.graph, self.header, self.folder, claim.quote, claim.nth)

    def thing(self, claim: Claim, name: str, wanted: str | None = None) -> URIRef | None:
        """Return the declared thing under an optional key of the line."""
        word = claim.word(name)
        return self.draft.look_up(word, wanted) if word else None

    def code(self, claim: Claim, name: str, scheme: str) -> URIRef | None:
        """Return the code under an optional key of the line."""
        word = claim.word(name)
        return self.draft.code(scheme, word) if word else None

    def words(self, claim: Claim) -> Literal | None:
        """Return the words of the source that the line gives under ``as``."""
        word = claim.word("as")
        return Literal(word.text, lang=self.header.language.text) if word else None

    def situation(self, claim: Claim, iri: URIRef, kind: str, *facts: tuple[URIRef, Node | None]) -> None:
        """Add a situation with its source, speaker, side, words and passage, and file its handle."""
        self.draft.origins.setdefault(iri, claim.at)
        self.draft.add(
            self.graph,
            iri,
            (TYPE, coop(kind)),
            *facts,
            (coop("side"), self.thing(claim, "side", "Country")),
            (coop("asWritten"), self.words(claim)),
            *self.attribution(claim),
        )
        self.file(claim, iri)

    def attribution(self, claim: Claim) -> tuple[tuple[URIRef, Node | None], ...]:
        """Return the facts that say which source, which speaker and which passage a line has."""
        return (
            (coop("statedIn"), node_iri("source", self.header.key.text)),
            (coop("statedBy"), self.thing(claim, "by")),
            (coop("hasEvidence"), self.evidence(claim)),
        )

    def file(self, claim: Claim, iri: URIRef) -> None:
        """Remember the node a line made under its handle, for editorial files."""
        if claim.handle is None:
            return
        name = f"{self.header.key.text}#{claim.handle.text}"
        former = self.draft.handles.get(name)
        if former and former.at != claim.at:
            first = f"first on line {former.at.line}"
            self.draft.faults.append(
                claim.handle.at.fault(f"the handle '{claim.handle}' names two lines ({first})", "choose another")
            )
            return
        self.draft.handles[name] = Handle(claim.at, (*(former.statements if former else ()), iri))


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
    extra: list[tuple[URIRef, Node | None]] = []
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
) -> tuple[URIRef, list[tuple[URIRef, Node]]] | None:
    """Return the subject and the triples of a line with a plain property; the first is the fact itself.

    None, and a fault, when the property is unknown or computed, or a value does not fit it.
    """
    prop = draft.property_named(claim.predicate)
    subject = draft.look_up(claim.subject, prop.domain if prop else None)
    if prop is None or subject is None:
        return None
    if prop.name in COMPUTED or prop.shortcut:
        draft.faults.append(
            claim.predicate.at.fault(f"'{prop.name}' is computed, never written by hand", "state what it follows from")
        )
        return None
    if prop.name == "date":
        pairs = date_facts(draft, word)
        return (subject, pairs) if pairs else None
    value: Node | None
    if prop.code_list:
        value = draft.code(prop.code_list, word)
    elif prop.kind == "object":
        value = draft.look_up(word, prop.range_class)
    else:
        value = draft.literal(prop, word, language)
    return (subject, [(URIRef(prop.iri), value)]) if value is not None else None


def _party(desk: Desk, claim: Claim, word: Word) -> None:
    undertaking = desk.draft.look_up(claim.subject, "Undertaking")
    agent = desk.draft.look_up(word)
    if undertaking and agent:
        iri = node_iri("party-role", slug(undertaking), slug(agent))
        desk.situation(
            claim, iri, "PartyRole", (coop("undertaking"), undertaking), (coop("party"), agent)
        )


def _participant(desk: Desk, claim: Claim, word: Word) -> None:
    draft = desk.draft
    event = draft.look_up(claim.subject, "Event")
    agent = draft.look_up(word)
    role = desk.code(claim, "role", "role")
    if claim.word("role") is None:
        draft.faults.append(claim.at.fault("the participation has no role", "add 'role: attendee', or a better one"))
    if not (event and agent and role):
        return
    signs = slug(role) == "signatory" and draft.vocabulary.is_a(draft.known[claim.subject.text].kind, "Signing")
    modality = claim.word("modality")
    mode = draft.code("modality", modality) if modality else URIRef(draft.vocabulary.codes["modality"]["actual"])
    if mode is None:
        return
    # A planned tie is another node than an actual one: the two must never be counted as one.
    manner = [] if slug(mode) == "actual" else [slug(mode)]
    name = [slug(event), slug(agent)] + ([] if signs else [slug(role)]) + manner
    iri = node_iri("signature" if signs else "participation", *name)
    desk.situation(
        claim,
        iri,
        "Signature" if signs else "Participation",
        (coop("inEvent"), event),
        (coop("participant"), agent),
        (coop("role"), role),
        (coop("modality"), mode),
        (coop("onBehalfOf"), desk.thing(claim, "for")),
        (coop("inCapacity"), _capacity(desk, claim, agent)),
    )


def _capacity(desk: Desk, claim: Claim, agent: URIRef) -> URIRef | None:
    role = desk.code(claim, "capacity", "role")
    place = desk.thing(claim, "at" if claim.word("at") else "for", "Organization")
    if role is None or place is None:
        return None
    # The role holding of the same person, organisation and role that another line states.
    start = node_iri("role-holding", slug(agent), slug(place), slug(role))
    stated = sorted(iri for iri in desk.draft.origins if iri == start or iri.startswith(start + "--"))
    if stated:
        return stated[-1]
    word = claim.fields["capacity"]
    desk.draft.faults.append(
        word.at.fault(
            f"no line says that the participant is {word} there",
            f"add a line '{{ s: …, p: role, o: {word}, at: …, q: … }}'",
        )
    )
    return None


def _role(desk: Desk, claim: Claim, word: Word) -> None:
    draft = desk.draft
    holder = draft.look_up(claim.subject)
    role = draft.code("role", word)
    organization = desk.thing(claim, "at", "Organization")
    if not (holder and role) or (claim.word("at") and not organization):
        return
    by_office = draft.known[claim.subject.text].kind == "Office"
    day = one_day(draft, claim.fields["on"]) if "on" in claim.fields else None
    name = [slug(holder), slug(organization) if organization else "unstated", slug(role)]
    iri = node_iri("role-holding", *name, *([str(day)] if day else []))
    desk.situation(
        claim,
        iri,
        "RoleHolding",
        (coop("exOfficio" if by_office else "holder"), holder),
        (coop("role"), role),
        (coop("inOrganization"), organization),
        (coop("holdsOffice"), desk.thing(claim, "office", "Office")),
        (coop("attestedOn"), day),
    )


def _measure(desk: Desk, claim: Claim, word: Word) -> None:
    draft = desk.draft
    subject = draft.look_up(claim.subject)
    measure = draft.code("measure", word)
    number = claim.word("value")
    if number is None:
        draft.faults.append(claim.at.fault("the figure has no value", "add 'value: \"> 400\"'", "R35"))
    if not (subject and measure and number):
        return
    try:
        figure = parse_figure(number.text)
    except ValueError as error:
        remedy = "write N, > N, >= N, < N, ~ N, ~ N [A, B] or hundreds"
        draft.faults.append(number.at.fault(str(error), remedy, "R35"))
        return
    side, place = desk.thing(claim, "side", "Country"), desk.thing(claim, "place", "Place")
    as_of = claim.word("on")
    dates = date_facts(draft, as_of) if as_of else []
    iri = node_iri(
        "figure",
        desk.header.key.text,
        slug(subject),
        slug(measure),
        *(slug(part) for part in (side, place) if part),
        *([as_of.text.replace("/", "_")] if as_of else []),
    )
    origin = draft.origins.get(iri)
    if origin and (iri, coop("value"), _decimal(figure.value), desk.graph) not in draft.quads:
        draft.faults.append(
            claim.at.fault(
                f"line {origin.line} gives the same source another value for this measure, side and day",
                "say what differs with side, place or on",
            )
        )
        return
    words = claim.word("onAs")
    desk.situation(
        claim,
        iri,
        "ReportedFigure",
        (coop("figureOf"), subject),
        (coop("measure"), measure),
        (coop("value"), _decimal(figure.value)),
        (coop("lowerBound"), _decimal(figure.lower)),
        (coop("upperBound"), _decimal(figure.upper)),
        (coop("qualifier"), URIRef(draft.vocabulary.codes["qualifier"][figure.qualifier])),
        (coop("forPlace"), place),
        (coop("unit"), desk.code(claim, "unit", "unit")),
        (coop("dateAsWritten"), Literal(words.text, lang=desk.header.language.text) if words else None),
        *((coop(name), _figure_named(desk, claim, name)) for name in ("shareOf", "componentOf")),
        *dates,
    )


def _decimal(number: object) -> Literal | None:
    return None if number is None else Literal(number)


def _figure_named(desk: Desk, claim: Claim, name: str) -> URIRef | None:
    word = claim.word(name)
    if word is None:
        return None
    found = desk.draft.handles.get(f"{desk.header.key.text}#{word.text}")
    if found is None:
        desk.draft.faults.append(
            word.at.fault(f"no line above has 'id: {word}'", "give the figure meant an id, on a line before this")
        )
        return None
    return found.statements[0]


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
    "party": _party,
    "participant": _participant,
    "role": _role,
    "measure": _measure,
    "hasProvision": _provision,
}
