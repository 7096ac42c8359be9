"""Which thing of the graph a row of somebody's table means: candidates, what speaks for each, and when it is safe.

A name suggests; a second fact decides. A candidate is a *match* only when nothing is left to a person: it
scores 97 or more, no other comes within 5 points, and nothing that the row says contradicts it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from coopgraph.resolution.directory import Directory, Entity
from coopgraph.resolution.names import organisation_key, person_keys
from coopgraph.resolution.words import plain_words, without_legal_form

Forms: TypeAlias = frozenset[str]
"""The ways one value may be written: an IRI and what it names, or a text."""
Values: TypeAlias = Callable[[str], Mapping[str, tuple[Forms, ...]]]
"""Gives the values of a thing by property (IRIs)."""

Having: TypeAlias = Callable[[str, tuple[str, ...]], Iterable[str]]
"""Gives the IRIs of the things for which a property (IRI) has one of some values."""

SURE = 97.0
"""The least score of a match."""
LEAD = 5.0
"""How far the next candidate is behind a match, at least."""

_NO_NAME = 60.0
_SAME_LETTERS = 98.0
_SAME_SOUND = 94.0
_AGREES, _DIFFERS = 0.9, 0.5
_FOR, _AGAINST = 5.0, 15.0
_LOOKED_AT = 50
"""How many candidates by name are compared in their properties."""


@dataclass(frozen=True)
class Wanted:
    """A property that the row gives values of. One of them is enough, unless ``quantifier`` says ``all`` or ``none``.

    Where it is ``required``, candidates without the value are left out.
    """

    property: str
    values: tuple[str, ...]
    quantifier: Literal["any", "all", "none"] = "any"
    required: bool = False


@dataclass(frozen=True)
class Asked:
    """One row: a name, the classes it may be in (IRIs; see ``strict``), and what else is known.

    ``strict`` says of several classes whether a candidate is in ``any`` or in ``all`` of them, or only
    ``should`` be in one.
    """

    name: str
    types: tuple[str, ...] = ()
    strict: Literal["any", "all", "should"] = "any"
    wanted: tuple[Wanted, ...] = ()
    limit: int = 10


@dataclass(frozen=True)
class Candidate:
    """A thing the row may mean: a score from 0 to 100, whether it is safe to take, and the reasons."""

    entity: Entity
    matched: str
    score: float
    match: bool = False
    features: Mapping[str, bool | float] = field(default_factory=dict)


@dataclass(frozen=True)
class _Found:
    """A thing that was found, the score of its name alone, and whether it is the same name."""

    entity: Entity
    form: str
    score: float
    named: bool
    features: Mapping[str, bool | float]


@dataclass(frozen=True)
class _Weighed:
    """A candidate before it is known how far the next one is behind; its score may exceed 100."""

    candidate: Candidate
    named: bool
    vetoed: bool


_BY_HOW = {"words": (60.0, 30.0), "part": (55.0, 30.0), "acronym": (50.0, 10.0), "near": (30.0, 45.0)}
"""The least score of a name that is not the same, by the way it matches, and how much its closeness adds."""


def reconcile(directory: Directory, asked: Asked, values: Values, having: Having) -> list[Candidate]:
    """Return the candidates for a row, the best first, ``asked.limit`` at most.

    A row without a name is looked up by the first property it gives; such a candidate is never a match.

    Args:
        directory: of the graph.
        asked: the row.
        values: gives the values of a thing; asked for the candidates only, where the row wants properties.
        having: gives the things that have one of some values; asked where the row has no name.
    """
    found = _by_name(directory, asked.name) if asked.name.strip() else _by_value(directory, asked, having)
    fitting = [one for one in found if asked.strict == "should" or _fit(one.entity, asked)]
    if asked.wanted:
        fitting = fitting[:_LOOKED_AT]
    weighed = [_weigh(one, asked, values) for one in fitting]
    ordered = sorted((one for one in weighed if one), key=lambda one: -one.candidate.score)
    if ordered and _is_safe(ordered):
        ordered[0] = replace(ordered[0], candidate=replace(ordered[0].candidate, match=True))
    return [
        replace(one.candidate, score=max(0.0, min(100.0, round(one.candidate.score, 1))))
        for one in ordered[: asked.limit]
    ]


def _fit(entity: Entity, asked: Asked) -> bool:
    """Whether a thing is in the classes asked for."""
    if not asked.types:
        return True
    return (all if asked.strict == "all" else any)(kind in entity.types for kind in asked.types)


def _is_safe(ordered: list[_Weighed]) -> bool:
    first, *others = ordered
    lead = first.candidate.score - (others[0].candidate.score if others else 0)
    return first.named and not first.vetoed and first.candidate.score >= SURE and lead >= LEAD


def _weigh(found: _Found, asked: Asked, values: Values) -> _Weighed | None:
    """Return a candidate with its reasons; None where a value that is required is missing."""
    features = dict(found.features)
    score = found.score
    fit = _fit(found.entity, asked)
    if asked.types:
        features["type"] = fit
    vetoed = not fit
    score -= 0 if fit else _AGAINST
    held = values(found.entity.iri) if asked.wanted else {}
    for wanted in asked.wanted:
        agreement = _agreement(wanted, held.get(wanted.property, ()))
        if agreement is not None:
            features[wanted.property] = round(agreement, 2)
            score += _FOR if agreement >= _AGREES else -_AGAINST if agreement < _DIFFERS else 0
            vetoed |= agreement < _DIFFERS
        if wanted.required and (agreement or 0) < _AGREES:
            return None
    if not found.named:
        score = min(score, SURE - 1)
    return _Weighed(Candidate(found.entity, found.form, score, features=features), found.named, vetoed)


def _by_name(directory: Directory, name: str) -> list[_Found]:
    """Return the things called so, best first, each with the score of its name and whether it is the same name."""
    found = []
    for match in directory.find(name):
        if match.how == "exact":
            score, named = 100.0, True
        elif match.how == "key":
            letters = organisation_key(without_legal_form(name))
            forms = directory.forms[directory.entity(match).iri]
            same = any(letters == organisation_key(without_legal_form(form)) for form in forms)
            score, named = (_SAME_LETTERS if same else _SAME_SOUND), True
        else:
            least, room = _BY_HOW[match.how]
            score, named = least + room * match.closeness, False
        features = {"name_exact": match.how == "exact", "name_key": named, "name_score": round(score, 1)}
        found.append(_Found(directory.entity(match), match.form, score, named, features))
    return found


def _by_value(directory: Directory, asked: Asked, having: Having) -> list[_Found]:
    if not asked.wanted:
        return []
    first = asked.wanted[0]
    entities = (directory.entities.get(iri) for iri in having(first.property, first.values))
    return [_Found(one, next(iter(one.labels.values())), _NO_NAME, False, {}) for one in entities if one]


def _agreement(wanted: Wanted, held: Iterable[Forms]) -> float | None:
    """Return how far the values held are those wanted, from 0 to 1; None where none is held."""
    forms = tuple(held)
    if not forms or not wanted.values:
        return None
    each = [max(_likeness(value, one) for one in forms) for value in wanted.values]
    if wanted.quantifier == "none":
        return float(max(each) < _AGREES)
    return min(each) if wanted.quantifier == "all" else max(each)


def _likeness(value: str, forms: Forms) -> float:
    """Return 1 for a value written in one of its forms, in whatever spelling, or for the year of a date; else less.

    An IRI is equal or it is not: two that differ in a letter are two things.
    """
    if value in forms or "://" in value:
        return float(value in forms)
    keys = person_keys(value) | {organisation_key(value)} - {""}
    words = " ".join(plain_words(value))
    best = 0.0
    for form in (one for one in forms if "/" not in one):
        if keys & (person_keys(form) | {organisation_key(form)}) or _begins_date(value, form):
            return 1.0
        best = max(best, _alike(words, " ".join(plain_words(form))))
    return best


def _begins_date(value: str, form: str) -> bool:
    return len(value) in (4, 7) and value[:4].isdecimal() and form.startswith(f"{value}-")


def _alike(one: str, other: str) -> float:
    from rapidfuzz.distance import OSA

    return OSA.normalized_similarity(one, other)
