"""An index of names: built once, asked many times, never scanned name by name."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from coopgraph.namespaces import COOP
from coopgraph.resolution.names import (
    content_words,
    elisions,
    organisation_key,
    person_keys,
    plain_words,
    sounds,
    sounds_in_italian,
)
from coopgraph.resolution.spelling import Vocabulary

How: TypeAlias = Literal["exact", "key", "words", "part", "near"]

_BASE: Mapping[How, float] = {"exact": 1.0, "key": 0.9, "words": 0.6, "part": 0.4, "near": 0.2}
_ROOM = 0.19
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
    more, were asked for) or ``near`` (as ``words``, with a letter or two wrong). ``score`` lies
    in (0, 1] and serves to rank; it is no probability.
    """

    iri: str
    label: str
    type: str
    matched: str
    how: How
    score: float


@dataclass(frozen=True)
class NameIndex:
    """Names filed by form, key, word and sound. ``build`` makes one; ``find`` asks it."""

    names: tuple[Name, ...]
    lengths: tuple[int, ...]
    exact: Mapping[str, tuple[int, ...]]
    keys: Mapping[str, tuple[int, ...]]
    terms: Mapping[str, tuple[int, ...]]
    vocabulary: Vocabulary = field(repr=False)

    @classmethod
    def build(cls, names: Iterable[Name]) -> NameIndex:
        """Return an index of ``names``."""
        kept = tuple(names)
        exact: dict[str, list[int]] = defaultdict(list)
        keys: dict[str, list[int]] = defaultdict(list)
        terms: dict[str, list[int]] = defaultdict(list)
        lengths = []
        for number, name in enumerate(kept):
            exact[_same_form(name.form)].append(number)
            for key in _keys(name.form, person=name.type == COOP + "Person"):
                keys[key].append(number)
            readings = _readings(name.form)
            for term in {term for word in readings for term in word}:
                terms[term].append(number)
            lengths.append(len(readings))
        return cls(
            kept,
            tuple(lengths),
            _frozen(exact),
            _frozen(keys),
            _frozen(terms),
            Vocabulary.build(sorted(terms)),
        )

    def find(self, text: str, limit: int | None = None) -> tuple[Hit, ...]:
        """Return the entities whose name matches ``text``, each once, the best first.

        The order depends on nothing but the names. ``limit`` is the most hits wanted; None for all.

        Raises:
            ValueError: ``limit`` is less than 1.
        """
        if limit is not None and limit < 1:
            raise ValueError(f"limit is {limit}; ask for 1 hit or more, or leave it out for all")
        best: dict[str, tuple[tuple[float, str], Hit]] = {}
        for number, (how, score) in self._matches(text).items():
            name = self.names[number]
            rank = (-score, name.form)
            if name.iri not in best or rank < best[name.iri][0]:
                hit = Hit(name.iri, name.label, name.type, name.form, how, round(score, 4))
                best[name.iri] = (rank, hit)
        return tuple(sorted((hit for _, hit in best.values()), key=_order))[:limit]

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
        asked = _readings(text)
        if not asked:
            return found
        same = [self._names_with(word) for word in asked]
        for number in set.intersection(*same):
            note("words", number, self._share(asked, number))
        for number, share in self._parts(asked):
            note("part", number, share)
        near = [self._names_near(word) for word in asked]
        for number in set.intersection(
            *(names.keys() | sure for names, sure in zip(near, same, strict=True))
        ):
            alike = [1.0 if number in sure else names[number] for names, sure in zip(near, same, strict=True)]
            note("near", number, sum(alike) / len(alike) * self._share(asked, number))
        return found

    def _share(self, asked: list[frozenset[str]], number: int) -> float:
        return min(1.0, len(asked) / self.lengths[number])

    def _names_with(self, word: frozenset[str]) -> set[int]:
        """Return the names with a word that one reading of ``word`` equals or begins."""
        found: set[int] = set()
        for reading in word:
            for term in self.vocabulary.beginning_with(reading):
                found.update(self.terms[term])
        return found

    def _names_near(self, word: frozenset[str]) -> dict[int, float]:
        found: dict[int, float] = {}
        for reading in word:
            for term, alike in self.vocabulary.near(reading):
                for number in self.terms[term]:
                    found[number] = max(alike, found.get(number, 0.0))
        return found

    def _parts(self, asked: list[frozenset[str]]) -> list[tuple[int, float]]:
        """Return the names of two words or more, all of which were asked for, and their share."""
        counts: Counter[int] = Counter()
        for word in asked:
            counts.update({number for reading in word for number in self.terms.get(reading, ())})
        return [
            (number, count / len(asked))
            for number, count in counts.items()
            if count >= 2 and count >= self.lengths[number]
        ]


def _order(hit: Hit) -> tuple[float, int, float, str, str]:
    """Sort by the way of matching, then actors first, then the score, then the label."""
    return -_BASE[hit.how], _ACTORS.get(hit.type, len(_ACTORS)), -hit.score, hit.label.casefold(), hit.iri


def _same_form(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace("’", "'").split())


def _keys(form: str, *, person: bool) -> frozenset[str]:
    """Return the keys of a form. Names of persons and of all else are filed apart, by prefix."""
    if person:
        return frozenset("p " + key for key in person_keys(form))
    sounding = " ".join(sorted(content_words(sounds(form))))
    return frozenset(kind + key for kind, key in (("o ", organisation_key(form)), ("s ", sounding)) if key)


def _readings(form: str) -> list[frozenset[str]]:
    """Return for each word of a form what it may be looked up as: its letters and its sounds.

    After an elided article (dell'Estero) the bare noun is a reading too.
    """
    plain = plain_words(form)
    kept = set(content_words(plain))
    bare = {"".join(plain_words(whole)): noun for whole, noun in elisions(form)}
    found = []
    for word in zip(plain, sounds(form), sounds_in_italian(form), strict=True):
        if word[0] not in kept:
            continue
        noun = bare.get(word[0])
        found.append(frozenset(word) | (frozenset(plain_words(noun) + sounds(noun)) if noun else frozenset()))
    return found


def _frozen(lists: Mapping[str, list[int]]) -> dict[str, tuple[int, ...]]:
    return {key: tuple(numbers) for key, numbers in lists.items()}
