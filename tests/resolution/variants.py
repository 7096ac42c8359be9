"""Spellings of names that a search has to see through, made by rule: the same names give the same spellings.

Two sets. ``of_entities`` spells the entities of a graph otherwise: each Russian label in every scheme of
iuliia, each label with one or two slips of the finger, in another order, with or without a legal form.
``of_people`` joins names attested in Wikidata in Latin and in Cyrillic letters into full names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import iuliia

from coopgraph.namespaces import COOP
from coopgraph.resolution.search import Name

SCHEMES = {
    name.lower(): scheme
    for name, scheme in sorted(vars(iuliia).items())
    if name.isupper() and hasattr(scheme, "translate")
}
ATTESTED = Path(__file__).parents[2].parent / "shared" / "data" / "netransliteration-ru" / "wd_russian_16.tsv"

_COMPANY = ("Organization", "PublicBody")


def of_entities(names: Iterable[Name]) -> Iterator[tuple[str, str, str]]:
    """Yield a spelling, the IRI of the entity it is to lead to, and the rule it was made by."""
    for name in names:
        kind = name.type.removeprefix(COOP)
        words = name.form.split()
        if any("а" <= letter <= "я" for letter in name.form.casefold()):
            for scheme, rules in SCHEMES.items():
                yield rules.translate(name.form), name.iri, f"scheme {scheme}"
        if kind == "Person" and len(words) == 2:
            yield f"{words[1]} {words[0]}", name.iri, "order"
            yield f"{words[1].upper()}, {words[0]}", name.iri, "order"
        elif len(words) > 2:
            yield " ".join(reversed(words)), name.iri, "order"
        if kind in _COMPANY:
            yield f"{name.form} S.p.A.", name.iri, "legal form"
            yield f"ООО «{name.form}»", name.iri, "legal form"
        longest = max(words, key=len)
        if len(longest) >= 5:
            yield name.form.replace(longest, slipped(longest, 1)), name.iri, "one slip"
        if len(longest) >= 9:
            yield name.form.replace(longest, slipped(longest, 2)), name.iri, "two slips"


def slipped(word: str, slips: int) -> str:
    """Return a word with letters swapped in its middle and, for a second slip, one left out near its end."""
    middle = len(word) // 2
    word = word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]
    return word if slips == 1 else word[:-3] + word[-2:]


def of_people(count: int) -> list[tuple[str, str]]:
    """Return up to ``count`` full names in Latin and in Cyrillic letters, no Latin name twice.

    Given names are those that ten people in Wikidata bear, family names those of two: what one alone
    bears is often no transliteration at all.
    """
    rows = [line.split("\t") for line in ATTESTED.read_text(encoding="utf-8").splitlines()]
    pairs = [(latin, cyrillic.replace(" ", ""), int(bearers)) for latin, cyrillic, bearers in rows]
    given = [pair for pair in pairs if pair[2] >= 10 and len(pair[0]) > 2]
    family = [pair for pair in pairs if pair[2] >= 2 and len(pair[0]) > 2]
    found: dict[str, str] = {}
    for number in range(count):
        one = given[number * 7919 % len(given)]
        other = family[(number * 104729 + number // len(family)) % len(family)]
        found.setdefault(f"{one[0]} {other[0]}".title(), f"{one[1]} {other[1]}".title())
    return list(found.items())
