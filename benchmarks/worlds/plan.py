"""How big a world is and where things lie in it: arithmetic only, so that any part can be made by itself.

Power laws: a rank drawn as ``n · u³`` (u uniform) has frequencies that fall as rank^(-2/3), which gives
partners per institution a tail with exponent 2.5. Participants of an event are Pareto with exponent 1.5.
"""

from __future__ import annotations

import string
from dataclasses import dataclass, field
from functools import cached_property
from random import Random

from worlds import names
from worlds.terms import thing

QUADS_PER_STORY = 1165
REGIONS = 12
CITIES_PER_REGION = 2
_FIRST_DAY = 728_294  # 1995-01-01, as datetime.date counts days
_LONGEST_SERIES = 58  # two sessions a year from 1995 end in 2024


@dataclass(frozen=True)
class Body:
    """A cooperation body, the relation it serves, and the stories that are its sessions."""

    slug: str
    relation: int
    first_story: int
    sessions: int
    founded: int
    host_parity: int


@dataclass(frozen=True)
class Plan:
    """The sizes of a world. ``seed`` and these numbers are all that its facts depend on."""

    seed: int
    stories: int
    countries: int
    fault_rate: float = 0.0
    organizations: int = field(init=False)
    persons: int = field(init=False)

    def __post_init__(self) -> None:
        per_country = max(20, 2 * self.stories // self.countries // 10 * 10)
        object.__setattr__(self, "organizations", per_country * self.countries)
        object.__setattr__(self, "persons", 4 * self.organizations)

    @classmethod
    def of_size(cls, quads: int, seed: int, fault_rate: float = 0.0) -> Plan:
        """Return the plan of a world with about ``quads`` quads."""
        countries = 8 if quads < 500_000 else 16 if quads < 5_000_000 else 24
        return cls(seed, max(12, round((quads - 40 * countries) / QUADS_PER_STORY)), countries, fault_rate)

    @cached_property
    def _phase(self) -> float:
        return Random(f"{self.seed}:phase").random()

    def quantile(self, index: int, step: float) -> float:
        """Return where a story stands in a distribution, 0 to 1, evenly spread over the stories.

        Sizes drawn this way follow their law closely in small worlds too, so that a world has the number
        of quads asked for. ``step`` is an irrational number, another for each quantity.
        """
        return (index * step + self._phase) % 1.0

    @cached_property
    def country_codes(self) -> tuple[str, ...]:
        """The codes ISO 3166-1 leaves to users: XA, XB …"""
        return tuple("X" + letter for letter in string.ascii_uppercase[: self.countries])

    @cached_property
    def relations(self) -> tuple[tuple[int, int], ...]:
        """The pairs of countries, the first the busiest."""
        return tuple((a, b) for b in range(1, self.countries) for a in range(b))

    @cached_property
    def bodies(self) -> tuple[Body, ...]:
        """The cooperation bodies; their sessions are six tenths of the stories."""
        rng, found, story = Random(f"{self.seed}:bodies"), [], 0
        while story < self.stories * 6 // 10:
            length = min(_LONGEST_SERIES, int(4 * (1 - rng.random()) ** (-1 / 1.1)), self.stories - story)
            relation = int(len(self.relations) * rng.random() ** 3)
            room = _LONGEST_SERIES - length
            founded = _FIRST_DAY + int(rng.random() * (182 * room + 1))
            number = len(found)
            slug = f"committee-{self.relation_slug(relation)}-{number}"
            found.append(Body(slug, relation, story, length, founded, int(rng.random() * 2)))
            story += length
        return tuple(found)

    @cached_property
    def sessions(self) -> tuple[tuple[int, int], ...]:
        """For each story that is a session: its body and its number in the series."""
        return tuple((b, n + 1) for b, body in enumerate(self.bodies) for n in range(body.sessions))

    @cached_property
    def organization_iris(self) -> tuple[str, ...]:
        """The organizations; number modulo ``countries`` is the country."""
        return tuple(thing("organization", self.organization_slug(o)) for o in range(self.organizations))

    @cached_property
    def person_iris(self) -> tuple[str, ...]:
        """The people; number modulo ``organizations`` is the employer."""
        return tuple(
            thing("person", f"{names.person(p)[0].lower().replace(' ', '-')}-{p}")
            for p in range(self.persons)
        )

    def organization_slug(self, number: int) -> str:
        """Return the slug of an organization."""
        kind = number // self.countries % 10
        return f"{names.organization(number, kind)[0]}-{number}"

    def relation_slug(self, number: int) -> str:
        """Return the slug of a bilateral relation."""
        a, b = self.relations[number]
        return f"{self.country_codes[a]}-{self.country_codes[b]}".lower()

    def country_iri(self, number: int) -> str:
        """Return the IRI of a country."""
        return thing("country", self.country_codes[number].lower())

    def region_iri(self, country: int, number: int) -> str:
        """Return the IRI of a region."""
        return thing("region", f"{self.country_codes[country].lower()}-{number + 1:02d}")

    def city_iri(self, country: int, number: int) -> str:
        """Return the IRI of a city; two cities lie in each region."""
        place = country * REGIONS * CITIES_PER_REGION + number
        return thing("city", f"{names.place(place)[0].lower()}-{place}")

    def draw_city(self, country: int, rng: Random) -> str:
        """Return a city of a country, the first ones more often."""
        return self.city_iri(country, int(REGIONS * CITIES_PER_REGION * rng.random() ** 2))

    def draw_organization(self, country: int, rng: Random) -> int:
        """Return the number of an organization of a country, by the power law of partners."""
        rank = int(self.organizations // self.countries * rng.random() ** 3)
        return rank * self.countries + country

    def draw_member(self, organization: int, rng: Random) -> int:
        """Return the number of a person who works for an organization."""
        return int(4 * rng.random() ** 2) * self.organizations + organization
