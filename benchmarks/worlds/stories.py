"""A story: one event, what was agreed at it, who was there, and the documents that report it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from random import Random

from worlds.plan import REGIONS, Plan
from worlds.terms import thing

EVENT_TYPES = ("forum", "seminar", "workshop", "conference", "trade-fair", "trade-mission", "summit")
AGREEMENT_TYPES = (
    "memorandum-of-understanding",
    "agreement-organizations",
    "protocol",
    "agreement-private",
    "interregional-agreement",
    "intergovernmental-agreement",
)
PROVISIONS = ("joint-project", "information-exchange", "training", "mutual-hosting", "technology-transfer")
_SECTOR_LIST = (
    "mechatronics energy agri-food construction automotive aerospace biotechnology pharmaceuticals smart-cities "
    "textile-machinery furniture oil-gas nanotechnology green-tech lighting cosmetics medical-equipment "
    "agricultural-machinery home-automation startups-innovation"
)
SECTORS = tuple(_SECTOR_LIST.split())
_OFFICES = ("director", "president", "manager", "director-general", "rector", "representative")
_PARTS = ("attendee", "attendee", "attendee", "speaker", "speaker", "moderator")
_LANGUAGES = ("it", "en", "ru")
_LARGEST_EVENT = 400
_DOCUMENTS, _AGREEMENTS, _PEOPLE = 0.41421356237, 0.73205080757, 0.61803398875


@dataclass
class Signatory:
    """Who signs, for which organization, in which role held there."""

    person: int
    organization: int
    role: str


@dataclass
class Agreement:
    """An agreement made at the event; ``signed`` is a day, or None when no signing is reported."""

    slug: str
    kind: str
    sectors: list[str]
    provisions: list[str]
    signed: int | None
    parties: list[tuple[int, int]] = field(default_factory=list)
    signatories: list[Signatory] = field(default_factory=list)

    @property
    def iri(self) -> str:
        return thing("agreement", self.slug)

    @property
    def signing(self) -> str:
        return thing("signing", "signing-" + self.slug)


@dataclass
class Presence:
    """Somebody at the event: a person for an organization, or (``person`` None) the organization itself."""

    person: int | None
    organization: int
    role: str


@dataclass
class Document:
    """A source that tells the story: wholly, in part (``share``), or beforehand (``notice``)."""

    key: str
    published: int
    language: str
    share: float
    notice: bool = False


@dataclass
class Story:
    """Everything about one event; the people come with ``fill``."""

    index: int
    relation: int
    home: int
    event: str
    kind: str
    body: int | None
    ordinal: int | None
    date: int
    length: int
    city: str | None
    sectors: list[str]
    tables: int
    agreements: list[Agreement]
    documents: list[Document]
    registered: tuple[int, int]
    meetings: int
    attendance: int
    sessions_held: int | None
    recorded: bool
    lists_regions: bool
    presences: list[Presence] = field(default_factory=list)


def iso(number: int) -> str:
    """Return a day by its number as year-month-day."""
    return datetime.date.fromordinal(number).isoformat()


def frame(plan: Plan, index: int) -> Story:
    """Return a story without its people: all that the entities and the editors need to know of it."""
    rng = Random(f"{plan.seed}:{index}")
    draw = rng.random
    if index < len(plan.sessions):
        number, ordinal = plan.sessions[index]
        body = plan.bodies[number]
        relation, event, kind = body.relation, thing("session", f"{body.slug}-{ordinal:03d}"), "session"
        home = plan.relations[relation][(ordinal + body.host_parity) % 2]
        date = body.founded + 182 * (ordinal - 1) + int(draw() * 20)
    else:
        number = ordinal = None
        relation = int(len(plan.relations) * draw() ** 2)
        kind = EVENT_TYPES[int(draw() * len(EVENT_TYPES))]
        event = thing("event", f"{kind}-{plan.relation_slug(relation)}-{index:07d}")
        home = plan.relations[relation][int(draw() * 2)]
        date = 728_294 + int(draw() * 10_800)
    sides = (20 + int(draw() * 180), 20 + int(draw() * 120))
    told = min(5, int((1 - plan.quantile(index, _DOCUMENTS)) ** (-1 / 1.2)))
    documents = [
        Document(
            f"doc-{index:07d}-{n}",
            date + 2 + int(draw() * 30),
            _LANGUAGES[(index + n) % 3],
            0.3 + 0.5 * draw(),
        )
        for n in range(told)
    ]
    documents[0].share = 1.0
    if told > 1 and draw() < 0.4:
        documents[-1].notice, documents[-1].published = True, date - 5 - int(draw() * 60)
    agreements = [
        Agreement(
            f"agreement-{plan.relation_slug(relation)}-{index:07d}-{n}",
            AGREEMENT_TYPES[int(len(AGREEMENT_TYPES) * draw() ** 2)],
            _some(SECTORS, 1 + int(2.5 * draw() ** 2), rng),
            _some(PROVISIONS, int(4 * draw() ** 2), rng),
            date if draw() < 0.9 else None,
        )
        for n in range(min(20, int(0.85 * (1 - plan.quantile(index, _AGREEMENTS)) ** (-1 / 1.3))))
    ]
    return Story(
        index=index,
        relation=relation,
        home=home,
        event=event,
        kind=kind,
        body=number,
        ordinal=ordinal,
        date=date,
        length=1 + int(3 * draw() ** 2),
        city=plan.draw_city(home, rng),
        sectors=_some(SECTORS, 1 + int(3 * draw() ** 2), rng),
        tables=int(4 * draw() ** 3) if kind == "session" else 0,
        agreements=agreements,
        documents=documents,
        registered=sides,
        meetings=10 + int(draw() * 500),
        attendance=sides[0] + sides[1] - int(draw() * 15),
        sessions_held=ordinal,
        recorded=told > 1 and not documents[1].notice and draw() < 0.1,
        lists_regions=ordinal is not None and ordinal % 8 == 0,
    )


def fill(plan: Plan, story: Story) -> None:
    """Add the parties, the signatories and those present."""
    rng = Random(f"{plan.seed}:{story.index}:people")
    pair = plan.relations[story.relation]
    for agreement in story.agreements:
        more = min(10, int(0.6 * (1 - rng.random()) ** (-1 / 2.0)))
        for side in (*pair, *(pair[int(2 * rng.random())] for _ in range(more))):
            organization = plan.draw_organization(side, rng)
            if all(organization != former for former, _ in agreement.parties):
                agreement.parties.append((organization, side))
        if agreement.signed is not None:
            for organization, _ in agreement.parties:
                role = _OFFICES[organization // plan.countries % len(_OFFICES)]
                agreement.signatories.append(
                    Signatory(plan.draw_member(organization, rng), organization, role)
                )
    seen: set[int] = set()
    for _ in range(min(_LARGEST_EVENT, int(5 * (1 - plan.quantile(story.index, _PEOPLE)) ** (-1 / 1.5)))):
        organization = plan.draw_organization(pair[int(2 * rng.random())], rng)
        person = None if rng.random() < 0.2 else plan.draw_member(organization, rng)
        name = -1 - organization if person is None else person
        if name not in seen:
            seen.add(name)
            role = "co-organiser" if person is None else _PARTS[int(len(_PARTS) * rng.random())]
            story.presences.append(Presence(person, organization, role))


def host_regions(plan: Plan, story: Story) -> list[str]:
    """Return the regions a session's report lists as hosts so far, all of the home country."""
    count = min(REGIONS, (story.ordinal or 0) // 2)
    return [plan.region_iri(story.home, n) for n in range(count)]


def _some(items: tuple[str, ...] | list[str], count: int, rng: Random) -> list[str]:
    """Return ``count`` different items, the first of the list more often."""
    return sorted({items[int(len(items) * rng.random() ** 2)] for _ in range(count)})
