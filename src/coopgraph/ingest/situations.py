"""Claim lines whose verb makes a situation: party roles, participations, role holdings, figures."""

from __future__ import annotations

from decimal import Decimal

from rdflib import Literal, URIRef

from coopgraph.dossier import Claim, Figure, Word, parse_figure
from coopgraph.ingest.dates import date_facts, one_day
from coopgraph.ingest.desk import Desk
from coopgraph.ingest.draft import TYPE, Value, coop, node_iri, slug


def compile_party(desk: Desk, claim: Claim, word: Word) -> None:
    """Add a party role: ``{ s: an undertaking, p: party, o: an agent, side: IT }``."""
    undertaking = desk.draft.look_up(claim.subject, "Undertaking")
    agent = desk.draft.look_up(word)
    if undertaking and agent:
        iri = node_iri("party-role", slug(undertaking), slug(agent))
        desk.situation(claim, iri, "PartyRole", (coop("undertaking"), undertaking), (coop("party"), agent))


def compile_participant(desk: Desk, claim: Claim, word: Word) -> None:
    """Add a participation: ``{ s: an event, p: participant, o: an agent, role: speaker }``.

    In the role of signatory of a signing it is a signature.
    """
    draft = desk.draft
    event = draft.look_up(claim.subject, "Event")
    agent = draft.look_up(word)
    role = desk.code(claim, "role", "role")
    if claim.word("role") is None:
        draft.faults.append(
            claim.at.fault("the participation has no role", "add 'role: attendee', or a better one")
        )
    if not (event and agent and role):
        return
    signs = slug(role) == "signatory" and draft.vocabulary.is_a(
        draft.known[claim.subject.text].kind, "Signing"
    )
    modality = claim.word("modality")
    mode = (
        draft.code("modality", modality) if modality else URIRef(draft.vocabulary.codes["modality"]["actual"])
    )
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
    # The role holding of the same person, organisation and role that another line of this source
    # states: what another source says of another day is no capacity this one speaks of.
    start = node_iri("role-holding", slug(agent), slug(place), slug(role))
    stated = sorted(
        iri
        for iri in desk.draft.origins
        if (iri == start or iri.startswith(start + "--"))
        and (iri, TYPE, coop("RoleHolding"), desk.graph) in desk.draft.quads
    )
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


def compile_role(desk: Desk, claim: Claim, word: Word) -> None:
    """Add a role holding: ``{ s: a person or an office, p: role, o: a role, at: an organization }``."""
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


def compile_measure(desk: Desk, claim: Claim, word: Word) -> None:
    """Add a reported figure: ``{ s: what it is about, p: measure, o: a measure, value: "> 400" }``."""
    draft = desk.draft
    subject = draft.look_up(claim.subject)
    measure = draft.code("measure", word)
    figure = _figure(desk, claim)
    if not (subject and measure and figure):
        return
    side, place = desk.thing(claim, "side", "Country"), desk.thing(claim, "place", "Place")
    as_of = claim.word("on")
    parts = [slug(subject), slug(measure), *(slug(part) for part in (side, place) if part)]
    if as_of:
        parts.append(as_of.text.replace("/", "_"))
    iri = node_iri("figure", desk.header.key.text, *parts)
    former = draft.origins.get(iri)
    if former and (iri, coop("value"), _decimal(figure.value), desk.graph) not in draft.quads:
        draft.faults.append(
            claim.at.fault(
                f"line {former.line} gives the same source another value for this measure, side and day",
                "say what differs with side, place or on",
            )
        )
        return
    words = claim.word("onAs")
    facts: list[tuple[URIRef, Value | None]] = [
        (coop("figureOf"), subject),
        (coop("measure"), measure),
        (coop("value"), _decimal(figure.value)),
        (coop("lowerBound"), _decimal(figure.lower)),
        (coop("upperBound"), _decimal(figure.upper)),
        (coop("qualifier"), URIRef(draft.vocabulary.codes["qualifier"][figure.qualifier])),
        (coop("forPlace"), place),
        (coop("unit"), desk.code(claim, "unit", "unit")),
        (coop("dateAsWritten"), Literal(words.text, lang=desk.header.language.text) if words else None),
        (coop("shareOf"), _figure_named(desk, claim, "shareOf")),
        (coop("componentOf"), _figure_named(desk, claim, "componentOf")),
    ]
    desk.situation(claim, iri, "ReportedFigure", *facts, *(date_facts(draft, as_of) if as_of else ()))


def _figure(desk: Desk, claim: Claim) -> Figure | None:
    number = claim.word("value")
    if number is None:
        desk.draft.faults.append(claim.at.fault("the figure has no value", "add 'value: \"> 400\"'", "R35"))
        return None
    try:
        return parse_figure(number.text)
    except ValueError as error:
        remedy = "write N, > N, >= N, < N, ~ N, ~ N [A, B] or hundreds"
        desk.draft.faults.append(number.at.fault(str(error), remedy, "R35"))
        return None


def _decimal(number: Decimal | None) -> Literal | None:
    return None if number is None else Literal(number)


def _figure_named(desk: Desk, claim: Claim, name: str) -> URIRef | None:
    word = claim.word(name)
    if word is None:
        return None
    found = desk.draft.handles.get(f"{desk.header.key.text}#{word.text}")
    if found is None:
        desk.draft.faults.append(
            word.at.fault(
                f"no line above has 'id: {word}'", "give the figure meant an id, on a line before this"
            )
        )
        return None
    return found.statements[0]
