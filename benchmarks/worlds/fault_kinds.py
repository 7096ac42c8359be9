"""The kinds of fault, in the order of the rules they break (docs/reference/rules; shapes/*.ttl)."""

from __future__ import annotations

from random import Random

from worlds.editing import change, first, forget
from worlds.faults import Kind
from worlds.figures import add_figure, figure_iri
from worlds.plan import Plan
from worlds.stories import Agreement, Signatory, Story, frame, iso
from worlds.telling import dates
from worlds.terms import LANGUAGE, PREF, claim_iri, code, coop, day, decimal, is_a, slug, thing
from worlds.writing import SourceGraph

Graphs = list[SourceGraph]


def _agreed(story: Story) -> bool:
    return bool(story.agreements)


def _signed(story: Story) -> bool:
    return bool(story.agreements) and story.agreements[0].signed is not None


def _third(plan: Plan, story: Story) -> int:
    pair = plan.relations[story.relation]
    return next(country for country in range(plan.countries) if country not in pair)


def _agreement(_: Plan, story: Story, __: Graphs) -> str:
    return story.agreements[0].iri


def _event(_: Plan, story: Story, __: Graphs) -> str:
    return story.event


def _signature(plan: Plan, story: Story) -> str:
    agreement = story.agreements[0]
    return thing(
        "signature", slug(agreement.signing), slug(plan.person_iris[agreement.signatories[0].person])
    )


def _participation(plan: Plan, story: Story) -> str:
    who = story.presences[0]
    agent = plan.organization_iris[who.organization] if who.person is None else plan.person_iris[who.person]
    return thing("participation", slug(story.event), slug(agent), who.role)


def _figure(story: Story, measure: str, *parts: str) -> str:
    return figure_iri(story.documents[0].key, story.event, measure, *parts, iso(story.date))


def _outsider(plan: Plan, story: Story, country: int) -> int:
    """Return an organization of a country that is neither party nor unit of a party of the first agreement."""
    parties = {organization for organization, _ in story.agreements[0].parties}
    for rank in range(4, plan.organizations // plan.countries):
        number = rank * plan.countries + country
        if rank % 10 != 9 and number not in parties:
            return number
    raise ValueError("the world is too small for a fault")


def _refill(agreement: Agreement, parties: list[tuple[int, int]]) -> None:
    agreement.parties = parties
    kept = {organization for organization, _ in parties}
    agreement.signatories = [who for who in agreement.signatories if who.organization in kept]


def _one_side(plan: Plan, story: Story) -> None:
    agreement, country = story.agreements[0], plan.relations[story.relation][0]
    ours = [party for party in agreement.parties if party[1] == country]
    _refill(agreement, [*ours, (_outsider(plan, story, country), country)])


def _one_party(_: Plan, story: Story) -> None:
    _refill(story.agreements[0], story.agreements[0].parties[:1])


def _third_side(plan: Plan, story: Story, graphs: Graphs) -> str:
    change(
        graphs[0], node := _participation(plan, story), coop("side"), plan.country_iri(_third(plan, story))
    )
    return node


def _wrong_side(plan: Plan, story: Story, graphs: Graphs) -> str:
    home, guest = plan.relations[story.relation]
    party = plan.organization_iris[_outsider(plan, story, guest)]
    agreement = story.agreements[0]
    node = thing("party-role", agreement.slug, slug(party))
    facts = [f"{coop('undertaking')} {agreement.iri}", f"{coop('party')} {party}"]
    graphs[0].situation(
        node, [is_a("PartyRole"), *facts, f"{coop('side')} {plan.country_iri(home)}"], "guest"
    )
    return node


def _two_events(plan: Plan, story: Story, graphs: Graphs) -> str:
    graphs[0].add(node := _signature(plan, story), [f"{coop('inEvent')} {story.event}"])
    return node


def _for_an_outsider(plan: Plan, story: Story) -> None:
    agreement = story.agreements[0]
    other = _outsider(plan, story, plan.relations[story.relation][0])
    agreement.signatories[0] = Signatory(plan.draw_member(other, Random(story.index)), other, "director")


def _not_in_office(plan: Plan, story: Story, graphs: Graphs) -> str:
    who, signed = story.agreements[0].signatories[0], iso(story.agreements[0].signed or 0)
    person, organization = plan.person_iris[who.person], plan.organization_iris[who.organization]
    holding = thing("role-holding", slug(person), slug(organization), who.role, signed)
    for graph in graphs:
        change(graph, holding, coop("attestedOn"), day(iso(story.date - 400)))
    return _signature(plan, story)


def _alone_in_the_story(story: Story) -> bool:
    return _signed(story) and len(story.agreements) == 1


def _undated(_: Plan, story: Story, graphs: Graphs) -> str:
    signing = story.agreements[0].signing
    predicate, value = dates(story.agreements[0].signed or 0, 1)[0].split(" ", 1)
    for graph in graphs:
        forget(graph, claim_iri(graph.key, signing, predicate, value))
        for name in ("date", "earliest", "latest", "dateAsWritten"):
            change(graph, signing, coop(name), None)
    return signing


def _also_attends(plan: Plan, story: Story, graphs: Graphs) -> str:
    agreement = story.agreements[0]
    person = plan.person_iris[agreement.signatories[0].person]
    facts = [
        is_a("Participation"),
        f"{coop('inEvent')} {agreement.signing}",
        f"{coop('participant')} {person}",
        f"{coop('role')} {code('role', 'attendee')}",
        f"{coop('modality')} {code('modality', 'actual')}",
    ]
    graphs[0].situation(
        thing("participation", slug(agreement.signing), slug(person), "attendee"), facts, "there"
    )
    return _signature(plan, story)


def _type_claim(story: Story) -> str:
    kind = code("event-type", story.kind)
    return claim_iri(story.documents[0].key, story.event, coop("eventType"), kind)


def _unattributed(_: Plan, story: Story, graphs: Graphs) -> str:
    change(graphs[0], node := _type_claim(story), coop("statedIn"), None)
    return node


def _elsewhere(plan: Plan, story: Story, graphs: Graphs) -> str:
    other = thing("source", f"doc-{(story.index + 1) % plan.stories:07d}-0")
    change(graphs[0], node := _type_claim(story), coop("statedIn"), other)
    return node


def _without_passage(_: Plan, story: Story, graphs: Graphs) -> str:
    change(graphs[0], node := _figure(story, "attendance"), coop("hasEvidence"), None)
    return node


def _backwards(_: Plan, __: Story, graphs: Graphs) -> str:
    from worlds.terms import START, integer

    change(graphs[0], node := first(graphs[0], "evidence"), START, integer(9_999_999))
    return node


def _no_language(_: Plan, __: Story, graphs: Graphs) -> str:
    change(graphs[0], graphs[0].source, LANGUAGE, None)
    return graphs[0].source


def _of_meetings(name: str, value: str):  # type: ignore[no-untyped-def]
    """Return an edit that gives the figure of meetings another ``name``."""

    def edit(_: Plan, story: Story, graphs: Graphs) -> str:
        text = value or day(iso(story.date + 10))
        change(graphs[0], node := _figure(story, "b2b-meetings"), coop(name), text)
        return node

    return edit


def _sign_late(_: Plan, story: Story) -> None:
    story.agreements[0].signed = story.date + 40


def _signing(_: Plan, story: Story, __: Graphs) -> str:
    return story.agreements[0].signing


def _publish_early(_: Plan, story: Story) -> None:
    story.documents[0].published = story.date - 10


def _nowhere(_: Plan, story: Story) -> None:
    story.city = None


def _abroad(plan: Plan, story: Story) -> None:
    story.city = plan.city_iri(_third(plan, story), 0)


def _before_the_last(_: Plan, story: Story) -> None:
    story.date -= 242
    story.sessions_held, story.lists_regions = None, False
    for document in story.documents:
        document.published -= 242
    for agreement in story.agreements:
        agreement.signed = agreement.signed and agreement.signed - 242


def _session_before(plan: Plan, story: Story, _: Graphs) -> str:
    return frame(plan, story.index - 1).event


def _same_number(_: Plan, story: Story) -> None:
    story.ordinal = (story.ordinal or 0) - 1


def _fewer_sessions(_: Plan, story: Story) -> None:
    story.sessions_held = (story.ordinal or 0) - 2


def _count_before(plan: Plan, story: Story, _: Graphs) -> str:
    before = frame(plan, story.index - 1)
    series = thing("series", plan.bodies[story.body or 0].slug + "-sessions")
    return figure_iri(before.documents[0].key, series, "sessions-held", iso(before.date))


def _every_third(remainder: int, least: int):  # type: ignore[no-untyped-def]
    """Return a test for sessions far enough apart that the faults of neighbours do not hide one another."""
    return lambda story: (story.ordinal or 0) >= least and (story.ordinal or 0) % 3 == remainder


def _values(node: str, graph: SourceGraph, number: str, low: str, high: str) -> str:
    for name, text in (("value", number), ("lowerBound", low), ("upperBound", high)):
        change(graph, node, coop(name), decimal(text))
    return node


def _total_too_high(_: Plan, story: Story, graphs: Graphs) -> str:
    total = str(sum(story.registered) + 100)
    return _values(_figure(story, "registered-participants"), graphs[0], total, total, total)


def _share_too_high(plan: Plan, story: Story, graphs: Graphs) -> str:
    side = plan.country_codes[story.home].lower()
    return _values(_figure(story, "registered-participants-share", side), graphs[0], "0.97", "0.96", "0.98")


def _second_opinion(_: Plan, story: Story, graphs: Graphs) -> str:
    add_figure(graphs[1], story.event, "attendance", story.attendance + 60, "exactly", iso(story.date))
    return _figure(story, "attendance")


def _two_reports(story: Story) -> bool:
    return len(story.documents) > 1 and not story.documents[1].notice and not story.recorded


def _more_regions(plan: Plan, story: Story, graphs: Graphs) -> str:
    series = thing("series", plan.bodies[story.body or 0].slug + "-sessions")
    side = plan.country_codes[story.home].lower()
    return _values(
        figure_iri(graphs[0].key, series, "host-regions", side, iso(story.date)), graphs[0], "40", "40", "40"
    )


def _two_chairs(plan: Plan, story: Story, graphs: Graphs) -> str:
    body = plan.bodies[story.body or 0]
    office = thing("office", f"chair-{body.slug}-{plan.country_codes[story.home].lower()}")
    for number in (0, 1):
        person = plan.person_iris[plan.organizations * number + story.home]
        facts = [
            is_a("RoleHolding"),
            f"{coop('holder')} {person}",
            f"{coop('role')} {code('role', 'co-chair')}",
            f"{coop('inOrganization')} {thing('body', body.slug)}",
            f"{coop('holdsOffice')} {office}",
            f"{coop('attestedOn')} {day(iso(story.date))}",
        ]
        name = thing("role-holding", slug(person), body.slug, "co-chair", iso(story.date))
        graphs[0].situation(name, facts, f"in the chair {number}")
    return office


def _misspelt(plan: Plan, story: Story, graphs: Graphs) -> str:
    graphs[0].add(story.event, [f"{coop('takesPlaceAt')} {plan.country_iri(story.home)}"])
    return story.event


def _unknown_role(plan: Plan, story: Story, graphs: Graphs) -> str:
    change(graphs[0], node := _participation(plan, story), coop("role"), code("role", "atendee"))
    return node


def _named_by_source(_: Plan, story: Story, graphs: Graphs) -> str:
    graphs[0].add(story.event, [f'{PREF} "{story.kind} {story.ordinal or story.index}"@en'])
    return story.event


def _made(segment: str, kind: str, *facts: str):  # type: ignore[no-untyped-def]
    """Return the two halves of a fault in the authority graph: a new thing, and its IRI as the focus."""

    def iri(plan: Plan, story: Story, _: Graphs | None = None) -> str:
        place = plan.country_codes[story.home].lower()
        return thing(segment, f"{place}-{story.index}")

    def entities(plan: Plan, story: Story) -> dict[str, list[str]]:
        here = {"country": plan.country_iri(story.home), "self": iri(plan, story)}
        said = [fact.format(**here) for fact in facts]
        return {here["self"]: [is_a(kind), f'{PREF} "{kind} {story.index}"@en', *said]}

    return iri, entities


_RELATION = _made("relation", "BilateralRelation", f"{coop('pairsCountry')} {{country}}")
_REGION = _made("region", "Region", f"{coop('within')} {{country}}", f'{coop("isoCode")} "QZ-99"')
_VENUE = _made("venue", "Venue", f"{coop('within')} {{self}}")

KINDS: tuple[Kind, ...] = (
    Kind(
        ("R01",), "Violation", "no party on one side of the relation", _agreement, _agreed, people=_one_side
    ),
    Kind(("R01", "R02"), "Violation", "an agreement of one party", _agreement, _agreed, people=_one_party),
    Kind(("R03",), "Violation", "a relation of one country", _RELATION[0], entities=_RELATION[1]),
    Kind(("R04",), "Violation", "a side outside the relation", _third_side),
    Kind(("R05",), "Warning", "a party on the other country's side", _wrong_side, _agreed),
    Kind(("R06",), "Violation", "a signature in two events", _two_events, _signed),
    Kind(
        ("R07",),
        "Violation",
        "signed for an organization that is no party",
        lambda plan, story, _: _signature(plan, story),
        _signed,
        people=_for_an_outsider,
    ),
    Kind(("R08",), "Warning", "role attested on another day", _not_in_office, _alone_in_the_story),
    Kind(("R09",), "Violation", "a signing without a date", _undated, _signed),
    Kind(("R11",), "Warning", "a signatory who also attends the signing", _also_attends, _signed),
    Kind(("R12",), "Violation", "a claim without its source", _unattributed),
    Kind(("R13",), "Warning", "a figure without a passage", _without_passage),
    Kind(("R14",), "Violation", "a passage that starts after its end", _backwards),
    Kind(("R16",), "Violation", "a claim that names the source of another graph", _elsewhere),
    Kind(("R17",), "Warning", "a source without a language", _no_language),
    Kind(("R19",), "Violation", "earliest after latest", _of_meetings("earliest", "")),
    Kind(("R20",), "Violation", "a date that is a plain string", _of_meetings("date", '"last week"')),
    Kind(("R21",), "Warning", "a signing outside the days of its event", _signing, _signed, _sign_late),
    Kind(("R22",), "Warning", "called held before it was", _event, before=_publish_early),
    Kind(("R24",), "Warning", "held, but nowhere", _event, before=_nowhere),
    Kind(
        ("R25",),
        "Violation",
        "a session before its predecessor",
        _session_before,
        _every_third(0, 3),
        _before_the_last,
    ),
    Kind(
        ("R26",), "Warning", "two sessions of one number", _session_before, _every_third(1, 4), _same_number
    ),
    Kind(("R29",), "Warning", "held in a third country", _event, before=_abroad),
    Kind(("R31",), "Violation", "a region with another country's code", _REGION[0], entities=_REGION[1]),
    Kind(("R33",), "Violation", "a place within itself", _VENUE[0], entities=_VENUE[1]),
    Kind(("R35",), "Violation", "a lower bound above the upper", _of_meetings("lowerBound", decimal("9999"))),
    Kind(("R36",), "Warning", "a total that its sides do not make", _total_too_high),
    Kind(
        ("R37",), "Warning", "a share that the sides do not make", _share_too_high, lambda s: s.index % 3 == 0
    ),
    Kind(("R38",), "Warning", "two sources, two attendances, no record", _second_opinion, _two_reports),
    Kind(("R39",), "Warning", "more regions counted than named", _more_regions, lambda s: s.lists_regions),
    Kind(
        ("R40",), "Warning", "a running total that falls", _count_before, _every_third(2, 5), _fewer_sessions
    ),
    Kind(
        ("R42",),
        "Violation",
        "an event that is also a city",
        _event,
        entities=lambda _, story: {story.event: [is_a("City")]},
    ),
    Kind(("R44",), "Warning", "an office of two holders", _two_chairs, lambda s: s.body is not None),
    Kind(
        ("R47",),
        "Violation",
        "two names in one language",
        _event,
        entities=lambda _, story: {story.event: [f'{PREF} "another name of {story.index}"@en']},
    ),
    Kind(("R47",), "Violation", "a name in a source's graph", _named_by_source),
    Kind(("R48",), "Violation", "a misspelt property", _misspelt),
    Kind(("R49",), "Violation", "a role that is in no list", _unknown_role),
)
