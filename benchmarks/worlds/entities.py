"""The authority graph: names, classes and structural facts of everything the sources speak of."""

from __future__ import annotations

from collections.abc import Iterator

from worlds import names
from worlds.plan import CITIES_PER_REGION, REGIONS, Plan
from worlds.stories import Story
from worlds.terms import ALT, ENTITIES, PREF, coop, is_a, thing

_EVENT_CLASSES = {"session": "Session"}


def lines(subject: str, facts: list[str], graph: str = ENTITIES) -> str:
    """Return facts of one subject as lines of a graph."""
    end = f" {graph} .\n"
    return f"{subject} " + f"{end}{subject} ".join(facts) + end


def _named(kind: str, english: str, italian: str, *more: str) -> list[str]:
    return [is_a(kind), f'{PREF} "{english}"@en', f'{PREF} "{italian}"@it', *more]


def places(plan: Plan) -> Iterator[str]:
    """Yield countries, relations, regions and cities."""
    for country, iso_code in enumerate(plan.country_codes):
        name, cyrillic = names.place(1000 + country)
        iri = plan.country_iri(country)
        code = f'{coop("isoCode")} "{iso_code}"'
        yield lines(iri, _named("Country", name + "ia", name + "ia", f'{PREF} "{cyrillic}ия"@ru', code))
        for region in range(REGIONS):
            place = plan.region_iri(country, region)
            name, cyrillic = names.place(2000 + country * REGIONS + region)
            code = f'{coop("isoCode")} "{iso_code}-{region + 1:02d}"'
            inside = [f"{coop('within')} {iri}", f"{coop('country')} {iri}", code]
            yield lines(place, _named("Region", name, name, f'{PREF} "{cyrillic}"@ru', *inside))
            for number in range(CITIES_PER_REGION):
                city = plan.city_iri(country, region * CITIES_PER_REGION + number)
                index = (country * REGIONS + region) * CITIES_PER_REGION + number
                name, cyrillic = names.place(index)
                facts = [f'{PREF} "{cyrillic}"@ru', f"{coop('within')} {place}"]
                yield lines(city, _named("City", name, name, *facts))
    for number, (one, other) in enumerate(plan.relations):
        name = f"{plan.country_codes[one]}–{plan.country_codes[other]}"
        pairs = [f"{coop('pairsCountry')} {plan.country_iri(c)}" for c in (one, other)]
        yield lines(
            thing("relation", plan.relation_slug(number)), _named("BilateralRelation", name, name, *pairs)
        )


def agents(plan: Plan) -> Iterator[str]:
    """Yield organizations, people, cooperation bodies with their series, and offices."""
    for number, iri in enumerate(plan.organization_iris):
        rank, country = divmod(number, plan.countries)
        _, english, italian, russian = names.organization(number, rank % 10)
        facts = [f"{coop('country')} {plan.country_iri(country)}"]
        kind = "PublicBody" if rank % 10 in (1, 3) else "Organization"
        if rank % 10 == 2:
            kind = "TerritorialAuthority"
            facts.append(f"{coop('hasJurisdictionOver')} {plan.region_iri(country, rank // 10 % REGIONS)}")
        if rank % 10 == 9:
            facts.append(f"{coop('subOrganizationOf')} {plan.organization_iris[number - 9 * plan.countries]}")
        if rank % 3 == 0:
            facts += [f'{PREF} "{russian}"@ru', f'{ALT} "{english.upper()}"@en']
        city = plan.city_iri(country, rank % (REGIONS * CITIES_PER_REGION))
        yield lines(iri, _named(kind, english, italian, f"{coop('locatedIn')} {city}", *facts))
    for number, iri in enumerate(plan.person_iris):
        name, cyrillic = names.person(number)
        more = [f'{PREF} "{cyrillic}"@ru'] if number % 2 else [f'{ALT} "{cyrillic}"@ru']
        yield lines(iri, _named("Person", name, name, *more))
    for body in plan.bodies:
        name = body.slug.replace("-", " ")
        relation = f"{coop('withinRelation')} {thing('relation', plan.relation_slug(body.relation))}"
        iri = thing("body", body.slug)
        yield lines(iri, _named("CooperationBody", f"the {name}", f"il {name}", relation))
        series = thing("series", body.slug + "-sessions")
        facts = _named("EventSeries", f"sessions of the {name}", f"sessioni del {name}")
        yield lines(series, [*facts, f"{coop('seriesOf')} {iri}"])
        for country in plan.relations[body.relation]:
            code = plan.country_codes[country].lower()
            office = thing("office", f"chair-{body.slug}-{code}")
            post = f"{coop('postIn')} {plan.organization_iris[plan.countries + country]}"
            yield lines(office, _named("Office", f"chair of the {name}, {code}", f"presidente, {code}", post))


def happenings(story: Story) -> Iterator[str]:
    """Yield the event of a story, its tables, agreements and signings."""
    number = story.ordinal or story.index
    name, event = f"{story.kind} {number}", story.event
    yield lines(event, _named(_EVENT_CLASSES.get(story.kind, "Event"), name, name))
    slug = event[event.rindex("/") + 1 : -1]
    for table in range(1, story.tables + 1):
        iri = thing("table", f"{slug}-table-{table}")
        yield lines(iri, _named("ThematicTable", f"table {table} of {name}", f"tavolo {table} di {name}"))
    for agreement in story.agreements:
        words = agreement.slug.replace("-", " ")
        yield lines(agreement.iri, _named("Agreement", words, "accordo " + words))
        if agreement.signed is not None:
            yield lines(agreement.signing, _named("Signing", f"signing of {words}", f"firma di {words}"))
