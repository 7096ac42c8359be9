"""Contradictions as text for people and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from coopgraph.namespaces import CONCEPT, shorten
from coopgraph.validation.render import in_language, named, with_labels

if TYPE_CHECKING:
    from coopgraph.validation.contradictions import Contradiction

_WORDS = {
    "en": {
        "one": "contradiction",
        "many": "contradictions",
        "unrecorded": "unrecorded",
        "recorded": "recorded",
        "Unrecorded": "Unrecorded",
        "Recorded": "Recorded, with the editors' explanation",
        "source": "source",
        "preferred": "preferred",
        "remedy": "what to do",
    },
    "it": {
        "one": "contraddizione",
        "many": "contraddizioni",
        "unrecorded": "non registrate",
        "recorded": "registrate",
        "Unrecorded": "Non registrate",
        "Recorded": "Registrate, con la spiegazione dei curatori",
        "source": "fonte",
        "preferred": "preferita",
        "remedy": "che fare",
    },
}


def contradictions_text(
    found: Sequence[Contradiction], language: str = "en", labels: Mapping[str, str] | None = None
) -> str:
    """Return contradictions for people: counts, then the unrecorded ones, then the recorded ones.

    Args:
        labels: IRI → readable name; an IRI without one is shortened.
    """
    return "\n".join(_lines(found, _WORDS.get(language, _WORDS["en"]), language, labels or {}))


def contradictions_json(found: Sequence[Contradiction]) -> str:
    """Return contradictions as a JSON object: ``counts`` and ``contradictions``, in order."""
    recorded = sum(one.recorded for one in found)
    body = {
        "counts": {"unrecorded": len(found) - recorded, "recorded": recorded},
        "contradictions": [{**asdict(one), "remedy": dict(one.remedy)} for one in found],
    }
    return json.dumps(body, ensure_ascii=False, indent=2)


def contradictions_iris(found: Sequence[Contradiction]) -> tuple[str, ...]:
    """Return every IRI that a reader of ``contradictions_text`` would see, sorted."""
    from coopgraph.validation.render import iris_in

    seen: set[str] = set()
    for one in found:
        seen.update((one.node, CONCEPT + f"discrepancy-type/{one.kind}", *one.sources))
        for item in one.items:
            seen.update((item.node, item.source, *iris_in(item.said)))
        for text in one.text.values():
            seen.update(iris_in(text))
    return tuple(sorted(seen - {""}))


def _lines(
    found: Sequence[Contradiction], words: Mapping[str, str], language: str, labels: Mapping[str, str]
) -> Iterator[str]:
    recorded = [one for one in found if one.recorded]
    unrecorded = [one for one in found if not one.recorded]
    noun = words["one" if len(found) == 1 else "many"]
    yield f"{len(found)} {noun}: {len(unrecorded)} {words['unrecorded']}, {len(recorded)} {words['recorded']}."
    for title, members in (("Unrecorded", unrecorded), ("Recorded", recorded)):
        if members:
            yield ""
            yield words[title]
        for one in members:
            yield from _entry(one, words, language, labels)


def _entry(
    one: Contradiction, words: Mapping[str, str], language: str, labels: Mapping[str, str]
) -> Iterator[str]:
    kind = labels.get(CONCEPT + f"discrepancy-type/{one.kind}", one.kind)
    head = named(one.node, labels) if one.recorded else f"{one.rule}  {kind}: {named(one.node, labels)}"
    yield f"  {head}  [{shorten(one.node)}]"
    for item in one.items:
        mark = f", {words['preferred']}" if item.preferred else ""
        yield f"      {named(item.node, labels)} = {named(item.said, labels)}  ({named(item.source, labels)}{mark})"
    yield f"      {with_labels(in_language(one.text, language), labels)}"
    if one.place:
        yield f"      {one.place.file}:{one.place.line}"
    if not one.recorded:
        yield f"      {words['source']}: " + "; ".join(named(source, labels) for source in one.sources)
        yield f"      {words['remedy']}: {in_language(dict(one.remedy), language)}"
