"""The editors' graph: contradictions on record and inferred facts."""

from __future__ import annotations

from collections.abc import Iterator

from worlds.entities import lines
from worlds.figures import figure_iri
from worlds.plan import Plan
from worlds.stories import Story, iso
from worlds.telling import dates
from worlds.terms import (
    DERIVED,
    EDITORIAL,
    LANGUAGE,
    PUBLISHER,
    TITLE,
    claim_iri,
    code,
    coop,
    is_a,
    slug,
    thing,
)

_KEY = "editorial-world"
_SOURCE = thing("source", _KEY)
_STATED = f"{coop('statedIn')} {_SOURCE}"


def opening(plan: Plan) -> Iterator[str]:
    """Yield the description of the editors' own source."""
    yield lines(EDITORIAL, [f"{DERIVED} {_SOURCE}"], EDITORIAL)
    facts = [
        is_a("Source"),
        f'{TITLE} "Notes of the editors"@en',
        f'{LANGUAGE} "en"',
        f"{PUBLISHER} {plan.organization_iris[0]}",
        f'{coop("sha256")} "{"0" * 64}"',
        *dates(739_900, 1),
    ]
    yield lines(_SOURCE, facts, EDITORIAL)


def notes(story: Story) -> Iterator[str]:
    """Yield what the editors record of a story."""
    first = story.documents[0].key
    if story.recorded:
        items = [
            figure_iri(document.key, story.event, "attendance", iso(story.date))
            for document in story.documents[:2]
        ]
        facts = [
            is_a("Discrepancy"),
            f"{coop('discrepancyType')} {code('discrepancy-type', 'value')}",
            *(f"{coop('conflictingItem')} {item}" for item in items),
            f'{coop("explanation")} "One report counts the guests, the other does not."@en',
            f'{coop("explanation")} "Un resoconto conta gli ospiti, l\'altro no."@it',
            _STATED,
        ]
        yield lines(thing("discrepancy", f"attendance-{slug(story.event)}"), facts, EDITORIAL)
    if story.index % 20 == 7:
        predicate, value = coop("involvesStakeholder"), code("stakeholder", "companies")
        rests_on = claim_iri(first, story.event, coop("eventType"), code("event-type", story.kind))
        facts = [
            is_a("Claim"),
            f"{coop('claimSubject')} {story.event}",
            f"{coop('claimPredicate')} {predicate}",
            f"{coop('claimObject')} {value}",
            f"{coop('claimStatus')} {code('claim-status', 'inferred')}",
            f"{DERIVED} {rests_on}",
            f'{coop("explanation")} "Events of this kind are for companies."@en',
            f'{coop("explanation")} "Gli eventi di questo genere sono per le imprese."@it',
            _STATED,
        ]
        yield lines(claim_iri(_KEY, story.event, predicate, value, "inferred"), facts, EDITORIAL)
