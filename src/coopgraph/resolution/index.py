"""An index of names: built once, asked many times, never scanned name by name."""

from __future__ import annotations

import unicodedata
from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal, NamedTuple, TypeAlias

from coopgraph.namespaces import COOP
from coopgraph.resolution.acronyms import SHORTEST, asked_as_acronym, initials
from coopgraph.resolution.names import organisation_key, person_keys
from coopgraph.resolution.readings import Readings, readings
from coopgraph.resolution.sounding import sounds
from coopgraph.resolution.spelling import Sounds, Vocabulary
from coopgraph.resolution.words import content_words, without_legal_form

How: TypeAlias = Literal["exact", "key", "words", "part", "acronym", "near"]

_BASE: Mapping[How, float] = {
    "exact": 1.0,
    "key": 0.9,
    "words": 0.7,
    "part": 0.5,
    "acronym": 0.3,
    "near": 0.1,
}
_ROOM = 0.19
_LIKE_ENOUGH = 0.6
"""The mean likeness of its words from which on a name is near."""
_ACTORS = {
    COOP + name: rank
    for rank, names in enumerate(
        (
            ("Person",),
            ("Organization", "PublicBody", "TerritorialAuthority"),
            ("CooperationBody",),
            ("Office",),
        )
    )
    for name in names
}


@dataclass(frozen=True)
class Name:
    """One form of one entity's name, with the label to show and the IRI of its type."""

    iri: str
    form: str
    label: str
    type: str


@dataclass(frozen=True)
class Hit:
    """An entity found, the form of its name that matched, and how.

    ``how`` is ``exact`` (equal but for case and white space), ``key`` (equal across spellings and word
    order), ``words`` (holds every word asked for, or a word that begins so), ``part`` (all its words, two or
    more, were asked for), ``acronym`` (its initials, or their beginning, were asked for) or ``near`` (as
    ``words``, with a letter or two wrong, or heard otherwise; of three words or more, one may be missing).
    ``score`` lies in (0, 1] and serves to rank; it is no probability.
    """

    iri: str
    label: str
    type: str
    matched: str
    how: How
    score: float

    @property
    def guessed(self) -> bool:
        """Whether this is something to propose, and nothing to follow."""
        return self.how in ("acronym", "near")


File: TypeAlias = Mapping[str, Sequence[int]]
"""Names by something they have, as numbers."""

Place: TypeAlias = tuple[float, float, float, str, str]


class Match(NamedTuple):
    """The best way in which the names of one entity match, and the place this gives it among the others."""

    place: Place
    score: float
    form: str
    number: int
    how: How

    @property
    def closeness(self) -> float:
        """How close the names are among those that match in the same way, from 0 to 1."""
        return (self.score - _BASE[self.how]) / _ROOM


@dataclass(frozen=True)
class NameIndex:
    """Names filed by form, key, word and sound. ``build`` makes one; ``find`` asks it."""

    FILES: ClassVar = ("lengths", "exact", "keys", "terms", "heard", "acronyms")
    """What ``filed`` takes beside the names."""

    names: tuple[Name, ...]
    lengths: Sequence[int]
    exact: File
    keys: File
    terms: File
    heard: File
    acronyms: File
    initials: Vocabulary = field(repr=False)
    vocabulary: Vocabulary = field(repr=False)
    sounds: Sounds = field(repr=False)

    @classmethod
    def build(cls, names: Iterable[Name]) -> NameIndex:
        """Return an index of ``names``."""
        kept = tuple(names)
        return cls._filing(kept, range(len(kept)), [0] * len(kept), [{} for _ in cls.FILES[1:]])

    def following(self, names: tuple[Name, ...], moved: Sequence[int]) -> NameIndex:
        """Return the index of ``names``, of which this files most already.

        Args:
            names: all of them.
            moved: for each name here, by number, its number among ``names``; -1 for one that has gone.
        """
        lengths = [0] * len(names)
        for number, length in zip(moved, self.lengths, strict=True):
            if number >= 0:
                lengths[number] = length
        files = [
            {
                filed: left
                for filed, numbers in file.items()
                if (left := [moved[number] for number in numbers if moved[number] >= 0])
            }
            for file in (self.exact, self.keys, self.terms, self.heard, self.acronyms)
        ]
        return self._filing(names, sorted(set(range(len(names))).difference(moved)), lengths, files)

    @classmethod
    def _filing(
        cls,
        names: tuple[Name, ...],
        new: Iterable[int],
        lengths: list[int],
        files: list[dict[str, list[int]]],
    ) -> NameIndex:
        """File the names numbered ``new`` in ``files``, which hold the others, and return the index."""
        exact, keys, terms, heard, acronyms = files
        for number in new:
            name = names[number]
            person = name.type == COOP + "Person"
            words = readings(name.form if person else without_legal_form(name.form))
            for file, filed in (
                (exact, [_same_form(name.form)]),
                (keys, _keys(name.form, person=person)),
                (terms, {term for word in words for term in word.equal}),
                (heard, {sound for word in words for sound in word.alike}),
                (acronyms, () if person else initials(name.form)),
            ):
                for one in filed:
                    insort(file.setdefault(one, []), number)
            lengths[number] = len(words)
        return cls.filed(names, lengths, exact, keys, terms, heard, acronyms)

    @classmethod
    def filed(
        cls, names: tuple[Name, ...], lengths: Sequence[int], exact: File, keys: File, terms: File, heard: File,
        acronyms: File,
    ) -> NameIndex:  # fmt: skip
        """Return the index of ``names`` that are filed already: what ``build`` made of them."""
        initials, vocabulary = Vocabulary.build(acronyms), Vocabulary.build(terms)
        return cls(
            names, lengths, exact, keys, terms, heard, acronyms, initials, vocabulary, Sounds.build(heard)
        )

    def find(self, text: str, limit: int | None = None) -> tuple[Hit, ...]:
        """Return the entities whose name matches ``text``, each once, the best first.

        The order depends on nothing but the names. ``limit`` is the most hits wanted; None for all.

        Raises:
            ValueError: ``limit`` is less than 1.
        """
        if limit is not None and limit < 1:
            raise ValueError(f"limit is {limit}; ask for 1 hit or more, or leave it out for all")
        return tuple(self.hit(match) for match in self.matches(text)[:limit])

    def matches(self, text: str) -> list[Match]:
        """Return the best match of each entity whose name matches ``text``, the best first.

        For a short text they are thousands: make hits of those that are shown only.
        """
        best: dict[str, Match] = {}
        asked = _same_form(text)

        def place(
            form: str,
        ) -> tuple[bool, str]:  # a form that holds the very letters asked for goes before others
            return asked not in _same_form(form), form

        for number, (how, score) in self._matches(text).items():
            name = self.names[number]
            found = best.get(name.iri)
            if (
                found is None
                or score > found.score
                or (score == found.score and place(name.form) < place(found.form))
            ):
                best[name.iri] = Match(_place(how, score, name), score, name.form, number, how)
        return sorted(best.values())

    def hit(self, match: Match) -> Hit:
        """Return a match as what is shown of it."""
        name = self.names[match.number]
        return Hit(name.iri, name.label, name.type, name.form, match.how, round(match.score, 4))

    def _matches(self, text: str) -> dict[int, tuple[How, float]]:
        """Return for each matching name, by number, the best way it matches and the score."""
        found: dict[int, tuple[How, float]] = {}

        def note(how: How, number: int, closeness: float = 0.0) -> None:
            found.setdefault(number, (how, _BASE[how] + _ROOM * closeness))

        for number in self.exact.get(_same_form(text), ()):
            note("exact", number)
        for key in sorted(_keys(text, person=True) | _keys(text, person=False)):
            for number in self.keys.get(key, ()):
                note("key", number)
        asked = readings(without_legal_form(text))
        if not asked:
            return found
        same = [self._names_with(word) for word in asked]
        for number in set.intersection(*same):
            note("words", number, self._share(len(asked), number))
        for number, share in self._parts(asked):
            note("part", number, share)
        for number, share in self._acronyms(text):
            note("acronym", number, share)
        for number, alike in self._near(asked, same):
            note("near", number, alike * self._share(len(asked), number))
        return found

    def _acronyms(self, text: str) -> Iterator[tuple[int, float]]:
        """Yield the names that ``text`` may be the acronym of, and which share of their initials it holds."""
        asked = asked_as_acronym(text)
        found = self.initials.beginning_with(asked) if len(asked) > SHORTEST else [asked]
        for acronym in found:
            for number in self.acronyms.get(acronym, ()):
                yield number, len(asked) / len(acronym)

    def _share(self, asked: int, number: int) -> float:
        return min(1.0, asked / self.lengths[number])

    def _names_with(self, word: Readings) -> set[int]:
        """Return the names with a word that one reading of ``word`` equals or begins."""
        found: set[int] = set()
        for reading in word.equal:
            for term in self.vocabulary.beginning_with(reading):
                found.update(self.terms[term])
        return found

    def _near(self, asked: list[Readings], same: list[set[int]]) -> Iterator[tuple[int, float]]:
        """Yield the names with words like those asked for, and how alike these are in the mean."""
        needed = len(asked) if len(asked) < 3 else len(asked) - 1
        sums: dict[int, float] = defaultdict(float)
        counts: Counter[int] = Counter()
        for word, sure in zip(asked, same, strict=True):
            alike = self._names_alike(word)
            alike.update(dict.fromkeys(sure, 1.0))
            counts.update(alike.keys())
            for number, likeness in alike.items():
                sums[number] += likeness
        for number, count in counts.items():
            mean = sums[number] / len(asked)
            if count >= needed and mean >= _LIKE_ENOUGH:
                yield number, mean

    def _names_alike(self, word: Readings) -> dict[int, float]:
        found: dict[int, float] = {}
        likeness: dict[str, float] = {}
        for reading in word.alike:
            for sound, alike in self.sounds.near(reading).items():
                likeness[sound] = max(alike, likeness.get(sound, 0.0))
        for sound, alike in likeness.items():
            for number in self.heard[sound]:
                if alike > found.get(number, 0.0):
                    found[number] = alike
        return found

    def _parts(self, asked: list[Readings]) -> list[tuple[int, float]]:
        """Return the names of two words or more, all of which were asked for, and their share."""
        counts: Counter[int] = Counter()
        for word in asked:
            counts.update({number for reading in word.equal for number in self.terms.get(reading, ())})
        return [
            (number, count / len(asked))
            for number, count in counts.items()
            if count >= 2 and count >= self.lengths[number]
        ]


def _place(how: How, score: float, name: Name) -> Place:
    """Sort by the way of matching, then actors first, then the score, then the label; what is near, by score first."""
    actor = _ACTORS.get(name.type, len(_ACTORS))
    first, second = (-score, actor) if how == "near" else (actor, -score)
    return -_BASE[how], first, second, name.label.casefold(), name.iri


def _same_form(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace("’", "'").split())


def _keys(form: str, *, person: bool) -> frozenset[str]:
    """Return the keys of a form. Names of persons and of all else are filed apart, by prefix."""
    if person:
        return frozenset("p " + key for key in person_keys(form))
    bare = without_legal_form(form)
    sounding = " ".join(sorted(content_words(sounds(bare))))
    return frozenset(kind + key for kind, key in (("o ", organisation_key(bare)), ("s ", sounding)) if key)
