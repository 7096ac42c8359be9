"""What each kind of fault changes: in a story before it is told (a change), or in its graphs (an edit)."""

from __future__ import annotations

from random import Random

from worlds.editing import change, first, forget
from worlds.figures import add_figure, figure_iri
from worlds.plan import Plan
from worlds.stories import Agreement, Signatory, Story, frame, iso
from worlds.telling import dates
from worlds.terms import LANGUAGE, PREF, claim_iri, code, coop, day, decimal, is_a, slug, thing
from worlds.writing import SourceGraph

Graphs = list[SourceGraph]


def agreed(story: Story) -> bool:
    return bool(story.agreements)


def signed(story: Story) -> bool:
    return bool(story.agreements) and story.agreements[0].signed is not None


def third(plan: Plan, story: Story) -> int:
    pair = plan.relations[story.relation]
    return next(country for country in range(plan.countries) if country not in pair)


def agreement(_: Plan, story: Story, __: Graphs) -> str:
    return story.agreements[0].iri


def event(_: Plan, story: Story, __: Graphs) -> str:
    return story.event


def signature(plan: Plan, story: Story) -> str:
    agreement = story.agreements[0]
    return thing(
        "signature", slug(agreement.signing), slug(plan.person_iris[agreement.signatories[0].person])
    )


def participation(plan: Plan, story: Story) -> str:
    who = story.presences[0]
    agent = plan.organization_iris[who.organization] if who.person is None else plan.person_iris[who.person]
    return thing("participation", slug(story.event), slug(agent), who.role)


def figure(story: Story, measure: str, *parts: str) -> str:
    return figure_iri(story.documents[0].key, story.event, measure, *parts, iso(story.date))


def outsider(plan: Plan, story: Story, country: int) -> int:
    """Return an organization of a country that is neither party nor unit of a party of the first agreement."""
    parties = {organization for organization, _ in story.agreements[0].parties}
    for rank in range(4, plan.organizations // plan.countries):
        number = rank * plan.countries + country
        if rank % 10 != 9 and number not in parties:
            return number
    raise ValueError("the world is too small for a fault")


def refill(agreement: Agreement, parties: list[tuple[int, int]]) -> None:
    agreement.parties = parties
    kept = {organization for organization, _ in parties}
    agreement.signatories = [who for who in agreement.signatories if who.organization in kept]


def one_side(plan: Plan, story: Story) -> None:
    agreement, country = story.agreements[0], plan.relations[story.relation][0]
    ours = [party for party in agreement.parties if party[1] == country]
    refill(agreement, [*ours, (outsider(plan, story, country), country)])


def one_party(_: Plan, story: Story) -> None:
    refill(story.agreements[0], story.agreements[0].parties[:1])


def third_side(plan: Plan, story: Story, graphs: Graphs) -> str:
    change(graphs[0], node := participation(plan, story), coop("side"), plan.country_iri(third(plan, story)))
    return node


def wrong_side(plan: Plan, story: Story, graphs: Graphs) -> str:
    home, guest = plan.relations[story.relation]
    party = plan.organization_iris[outsider(plan, story, guest)]
    agreement = story.agreements[0]
    node = thing("party-role", agreement.slug, slug(party))
    facts = [f"{coop('undertaking')} {agreement.iri}", f"{coop('party')} {party}"]
    graphs[0].situation(
        node, [is_a("PartyRole"), *facts, f"{coop('side')} {plan.country_iri(home)}"], "guest"
    )
    return node


def two_events(plan: Plan, story: Story, graphs: Graphs) -> str:
    graphs[0].add(node := signature(plan, story), [f"{coop('inEvent')} {story.event}"])
    return node


def for_an_outsider(plan: Plan, story: Story) -> None:
    agreement = story.agreements[0]
    other = outsider(plan, story, plan.relations[story.relation][0])
    agreement.signatories[0] = Signatory(plan.draw_member(other, Random(story.index)), other, "director")


def not_in_office(plan: Plan, story: Story, graphs: Graphs) -> str:
    who, signed = story.agreements[0].signatories[0], iso(story.agreements[0].signed or 0)
    person, organization = plan.person_iris[who.person], plan.organization_iris[who.organization]
    holding = thing("role-holding", slug(person), slug(organization), who.role, signed)
    for graph in graphs:
        change(graph, holding, coop("attestedOn"), day(iso(story.date - 400)))
    return signature(plan, story)


def alone_in_the_story(story: Story) -> bool:
    return signed(story) and len(story.agreements) == 1


def undated(_: Plan, story: Story, graphs: Graphs) -> str:
    signing = story.agreements[0].signing
    predicate, value = dates(story.agreements[0].signed or 0, 1)[0].split(" ", 1)
    for graph in graphs:
        forget(graph, claim_iri(graph.key, signing, predicate, value))
        for name in ("date", "earliest", "latest", "dateAsWritten"):
            change(graph, signing, coop(name), None)
    return signing


def also_attends(plan: Plan, story: Story, graphs: Graphs) -> str:
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
    return signature(plan, story)


def type_claim(story: Story) -> str:
    kind = code("event-type", story.kind)
    return claim_iri(story.documents[0].key, story.event, coop("eventType"), kind)


def unattributed(_: Plan, story: Story, graphs: Graphs) -> str:
    change(graphs[0], node := type_claim(story), coop("statedIn"), None)
    return node


def elsewhere(plan: Plan, story: Story, graphs: Graphs) -> str:
    other = thing("source", f"doc-{(story.index + 1) % plan.stories:07d}-0")
    change(graphs[0], node := type_claim(story), coop("statedIn"), other)
    return node


def without_passage(_: Plan, story: Story, graphs: Graphs) -> str:
    change(graphs[0], node := figure(story, "attendance"), coop("hasEvidence"), None)
    return node


def backwards(_: Plan, __: Story, graphs: Graphs) -> str:
    from worlds.terms import START, integer

    change(graphs[0], node := first(graphs[0], "evidence"), START, integer(9_999_999))
    return node


def no_language(_: Plan, __: Story, graphs: Graphs) -> str:
    change(graphs[0], graphs[0].source, LANGUAGE, None)
    return graphs[0].source


def of_meetings(name: str, value: str):  # type: ignore[no-untyped-def]
    """Return an edit that gives the figure of meetings another ``name``."""

    def edit(_: Plan, story: Story, graphs: Graphs) -> str:
        text = value or day(iso(story.date + 10))
        change(graphs[0], node := figure(story, "b2b-meetings"), coop(name), text)
        return node

    return edit


def sign_late(_: Plan, story: Story) -> None:
    story.agreements[0].signed = story.date + 40


def signing(_: Plan, story: Story, __: Graphs) -> str:
    return story.agreements[0].signing


def publish_early(_: Plan, story: Story) -> None:
    story.documents[0].published = story.date - 10


def nowhere(_: Plan, story: Story) -> None:
    story.city = None


def abroad(plan: Plan, story: Story) -> None:
    story.city = plan.city_iri(third(plan, story), 0)


def before_the_last(_: Plan, story: Story) -> None:
    story.date -= 242
    story.sessions_held, story.lists_regions = None, False
    for document in story.documents:
        document.published -= 242
    for agreement in story.agreements:
        agreement.signed = agreement.signed and agreement.signed - 242


def session_before(plan: Plan, story: Story, _: Graphs) -> str:
    return frame(plan, story.index - 1).event


def same_number(_: Plan, story: Story) -> None:
    story.ordinal = (story.ordinal or 0) - 1


def fewer_sessions(_: Plan, story: Story) -> None:
    story.sessions_held = (story.ordinal or 0) - 2


def count_before(plan: Plan, story: Story, _: Graphs) -> str:
    before = frame(plan, story.index - 1)
    series = thing("series", plan.bodies[story.body or 0].slug + "-sessions")
    return figure_iri(before.documents[0].key, series, "sessions-held", iso(before.date))


def every_third(remainder: int, least: int):  # type: ignore[no-untyped-def]
    """Return a test for sessions far enough apart that the faults of neighbours do not hide one another."""
    return lambda story: (story.ordinal or 0) >= least and (story.ordinal or 0) % 3 == remainder


def values(node: str, graph: SourceGraph, number: str, low: str, high: str) -> str:
    for name, text in (("value", number), ("lowerBound", low), ("upperBound", high)):
        change(graph, node, coop(name), decimal(text))
    return node


def total_too_high(_: Plan, story: Story, graphs: Graphs) -> str:
    total = str(sum(story.registered) + 100)
    return values(figure(story, "registered-participants"), graphs[0], total, total, total)


def share_too_high(plan: Plan, story: Story, graphs: Graphs) -> str:
    side = plan.country_codes[story.home].lower()
    return values(figure(story, "registered-participants-share", side), graphs[0], "0.97", "0.96", "0.98")


def second_opinion(_: Plan, story: Story, graphs: Graphs) -> str:
    add_figure(graphs[1], story.event, "attendance", story.attendance + 60, "exactly", iso(story.date))
    return figure(story, "attendance")


def two_reports(story: Story) -> bool:
    return len(story.documents) > 1 and not story.documents[1].notice and not story.recorded


def more_regions(plan: Plan, story: Story, graphs: Graphs) -> str:
    series = thing("series", plan.bodies[story.body or 0].slug + "-sessions")
    side = plan.country_codes[story.home].lower()
    return values(
        figure_iri(graphs[0].key, series, "host-regions", side, iso(story.date)), graphs[0], "40", "40", "40"
    )


def two_chairs(plan: Plan, story: Story, graphs: Graphs) -> str:
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


def misspelt(plan: Plan, story: Story, graphs: Graphs) -> str:
    wrong = "takesPlaceAt"  # no term of the ontology, on purpose
    graphs[0].add(story.event, [f"{coop(wrong)} {plan.country_iri(story.home)}"])
    return story.event


def unknown_role(plan: Plan, story: Story, graphs: Graphs) -> str:
    change(graphs[0], node := participation(plan, story), coop("role"), code("role", "atendee"))
    return node


def named_by_source(_: Plan, story: Story, graphs: Graphs) -> str:
    graphs[0].add(story.event, [f'{PREF} "{story.kind} {story.ordinal or story.index}"@en'])
    return story.event


def made(segment: str, kind: str, *facts: str):  # type: ignore[no-untyped-def]
    """Return the two halves of a fault in the authority graph: a new thing, and its IRI as the focus."""

    def iri(plan: Plan, story: Story, _: Graphs | None = None) -> str:
        place = plan.country_codes[story.home].lower()
        return thing(segment, f"{place}-{story.index}")

    def entities(plan: Plan, story: Story) -> dict[str, list[str]]:
        here = {"country": plan.country_iri(story.home), "self": iri(plan, story)}
        said = [fact.format(**here) for fact in facts]
        return {here["self"]: [is_a(kind), f'{PREF} "{kind} {story.index}"@en', *said]}

    return iri, entities
