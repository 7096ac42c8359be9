"""What one document says of a story, as the graph of that source."""

from __future__ import annotations

from random import Random

from worlds import names
from worlds.figures import add_figures
from worlds.plan import Plan
from worlds.stories import Agreement, Document, Story, host_regions, iso
from worlds.terms import code, coop, day, edtf, integer, is_a, slug, thing
from worlds.writing import SourceGraph, header

_MONTH_NAMES = {
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "en": "January February March April May June July August September October November December",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}
_MONTHS = {language: listed.split() for language, listed in _MONTH_NAMES.items()}
_ACTUAL, _PLANNED = code("modality", "actual"), code("modality", "planned")
_PARTY_ROLE, _SIGNATURE, _PARTICIPATION = is_a("PartyRole"), is_a("Signature"), is_a("Participation")
_ROLE_HOLDING, _PROVISION = is_a("RoleHolding"), is_a("Provision")


def tell(plan: Plan, story: Story, document: Document) -> SourceGraph:
    """Return the graph of one document."""
    graph = SourceGraph(document.key, document.language)
    rng = Random(f"{plan.seed}:{document.key}")
    publisher = plan.organization_iris[plan.draw_organization(story.home, rng)]
    words = in_words(document.published, document.language)
    header(graph, f"{story.kind} {story.index}", words, publisher, dates(document.published, 1))
    _event(plan, graph, story, document, rng)
    if document.notice:
        _presences(plan, graph, story, 3 / (3 + len(story.presences)), rng, planned=True)
        return graph
    for agreement in story.agreements:
        if document.share == 1.0 or rng.random() < document.share:
            _agreement(plan, graph, story, agreement)
    _presences(plan, graph, story, document.share, rng, planned=False)
    add_figures(plan, graph, story, document)
    return graph


def dates(first: int, length: int) -> tuple[str, str, str]:
    """Return the facts of a date: as written in EDTF, its first and its last day."""
    begin, end = iso(first), iso(first + length - 1)
    return (
        f"{coop('date')} {edtf(begin if length == 1 else f'{begin}/{end}')}",
        f"{coop('earliest')} {day(begin)}",
        f"{coop('latest')} {day(end)}",
    )


def in_words(number: int, language: str) -> str:
    """Return a day as a text of the language would write it."""
    year, month, number_of_day = iso(number).split("-")
    return f"{int(number_of_day)} {_MONTHS[language][int(month) - 1]} {year}"


def _dated(graph: SourceGraph, subject: str, first: int, length: int) -> None:
    facts = dates(first, length)
    words = in_words(first, graph.language)
    predicate, value = facts[0].split(" ", 1)
    graph.claim(subject, predicate, value, words)
    graph.add(subject, [*facts[1:], f'{coop("dateAsWritten")} "{words}"@{graph.language}'])


def _event(plan: Plan, graph: SourceGraph, story: Story, document: Document, rng: Random) -> None:
    event, name = story.event, f"{story.kind} {story.ordinal or story.index}"
    relation = thing("relation", plan.relation_slug(story.relation))
    graph.claim(event, coop("withinRelation"), relation, name)
    graph.claim(event, coop("eventType"), code("event-type", story.kind), name)
    status = "announced" if document.notice else "held"
    graph.claim(event, coop("eventStatus"), code("event-status", status), f"{name}: {status}")
    _dated(graph, event, story.date, story.length)
    if story.city:
        graph.claim(event, coop("takesPlaceIn"), story.city, f"{name}, {slug(story.city).rsplit('-', 1)[0]}")
    if story.body is not None:
        body = plan.bodies[story.body]
        graph.claim(event, coop("inSeries"), thing("series", body.slug + "-sessions"), name)
        if story.ordinal is not None:
            graph.claim(event, coop("ordinal"), integer(story.ordinal), name)
        if body.first_story == story.index and document.share == 1.0:
            _chairs(plan, graph, story)
    for sector in story.sectors:
        if document.share == 1.0 or rng.random() < document.share:
            graph.claim(event, coop("hasSector"), code("sector", sector), sector)
    if document.share < 1.0:
        return
    for number in range(story.tables):
        table = thing("table", f"{slug(event)}-table-{number + 1}")
        graph.claim(table, coop("partOfEvent"), event, f"table {number + 1}")
        graph.claim(
            table, coop("hasSector"), code("sector", story.sectors[number % len(story.sectors)]), "table"
        )
    if story.lists_regions:
        series = thing("series", plan.bodies[story.body or 0].slug + "-sessions")
        for region in host_regions(plan, story):
            graph.claim(series, coop("heldInRegion"), region, slug(region))


def _chairs(plan: Plan, graph: SourceGraph, story: Story) -> None:
    body = plan.bodies[story.body or 0]
    for country in plan.relations[body.relation]:
        office = thing("office", f"chair-{body.slug}-{plan.country_codes[country].lower()}")
        facts = [
            _ROLE_HOLDING,
            f"{coop('exOfficio')} {office}",
            f"{coop('role')} {code('role', 'co-chair')}",
            f"{coop('inOrganization')} {thing('body', body.slug)}",
            f"{coop('side')} {plan.country_iri(country)}",
        ]
        graph.situation(thing("role-holding", slug(office), body.slug, "co-chair"), facts, f"chair {country}")


def _agreement(plan: Plan, graph: SourceGraph, story: Story, agreement: Agreement) -> None:
    name = agreement.slug.replace("-", " ")
    iri = agreement.iri
    relation = thing("relation", plan.relation_slug(story.relation))
    graph.claim(iri, coop("withinRelation"), relation, name)
    graph.claim(iri, coop("agreementType"), code("agreement-type", agreement.kind), agreement.kind)
    for sector in agreement.sectors:
        graph.claim(iri, coop("hasSector"), code("sector", sector), sector)
    for provision in agreement.provisions:
        node = thing("provision", agreement.slug, provision)
        graph.situation(
            node, [_PROVISION, f"{coop('provisionType')} {code('provision-type', provision)}"], provision
        )
        graph.claim(iri, coop("hasProvision"), node, provision)
    for organization, side in agreement.parties:
        party = plan.organization_iris[organization]
        facts = [
            _PARTY_ROLE,
            f"{coop('undertaking')} {iri}",
            f"{coop('party')} {party}",
            f"{coop('side')} {plan.country_iri(side)}",
        ]
        words = names.organization(organization, organization // plan.countries % 10)
        graph.situation(thing("party-role", agreement.slug, slug(party)), facts, words[1])
    if agreement.signed is not None:
        _signing(plan, graph, story, agreement, name)


def _signing(plan: Plan, graph: SourceGraph, story: Story, agreement: Agreement, name: str) -> None:
    signing, signed = agreement.signing, agreement.signed or 0
    graph.claim(signing, coop("signs"), agreement.iri, name)
    graph.claim(signing, coop("partOfEvent"), story.event, f"{name}, {story.kind}")
    _dated(graph, signing, signed, 1)
    for who in agreement.signatories:
        person, organization = plan.person_iris[who.person], plan.organization_iris[who.organization]
        side = f"{coop('side')} {plan.country_iri(who.organization % plan.countries)}"
        quote = f"{names.person(who.person)[graph.language == 'ru']}, {who.role}"
        holding = thing("role-holding", slug(person), slug(organization), who.role, iso(signed))
        graph.situation(
            holding,
            [
                _ROLE_HOLDING,
                f"{coop('holder')} {person}",
                f"{coop('role')} {code('role', who.role)}",
                f"{coop('inOrganization')} {organization}",
                f"{coop('attestedOn')} {day(iso(signed))}",
                side,
            ],
            quote,
        )
        graph.situation(
            thing("signature", slug(signing), slug(person)),
            [
                _SIGNATURE,
                f"{coop('inEvent')} {signing}",
                f"{coop('participant')} {person}",
                f"{coop('role')} {code('role', 'signatory')}",
                f"{coop('modality')} {_ACTUAL}",
                f"{coop('onBehalfOf')} {organization}",
                f"{coop('inCapacity')} {holding}",
                side,
            ],
            quote,
        )


def _presences(
    plan: Plan, graph: SourceGraph, story: Story, share: float, rng: Random, *, planned: bool
) -> None:
    event, mode = story.event, _PLANNED if planned else _ACTUAL
    for presence in story.presences:
        if share < 1.0 and rng.random() > share:
            continue
        organization = plan.organization_iris[presence.organization]
        facts = [
            _PARTICIPATION,
            f"{coop('inEvent')} {event}",
            f"{coop('role')} {code('role', presence.role)}",
            f"{coop('modality')} {mode}",
            f"{coop('side')} {plan.country_iri(presence.organization % plan.countries)}",
        ]
        if presence.person is None:
            agent = organization
            kind = presence.organization // plan.countries % 10
            quote = names.organization(presence.organization, kind)[1]
        else:
            agent = plan.person_iris[presence.person]
            facts.append(f"{coop('onBehalfOf')} {organization}")
            quote = names.person(presence.person)[graph.language == "ru"]
        facts.append(f"{coop('participant')} {agent}")
        parts = [slug(event), slug(agent), presence.role] + (["planned"] if planned else [])
        graph.situation(thing("participation", *parts), facts, quote)
