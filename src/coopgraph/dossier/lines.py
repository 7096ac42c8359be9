"""Claim lines: one line, one claim, one decision."""

from __future__ import annotations

from coopgraph.dossier.fields import refuse_unknown, texts_of, word_of, words_of
from coopgraph.dossier.model import Claim, Inference
from coopgraph.dossier.tree import Fields, Word
from coopgraph.errors import Fault

EVERY_LINE = frozenset({"s", "p", "o", "q", "nth", "as", "by", "id", "note", "ok", "no", "from"})
VERBS: dict[str, frozenset[str]] = {
    "party": frozenset({"side"}),
    "participant": frozenset({"role", "for", "capacity", "at", "side", "modality"}),
    "role": frozenset({"at", "on", "office", "side"}),
    "measure": frozenset({"value", "side", "place", "unit", "on", "onAs", "shareOf", "componentOf"}),
    "hasProvision": frozenset(),
}
"""The verbs that make a node of their own, and the keys each takes beside ``EVERY_LINE``."""
_INFERENCE = frozenset({"s", "p", "o", "as", "id", "from", "why", "note"})


def read_claim(node: Fields, faults: list[Fault]) -> Claim | None:
    """Return the claim of one line of a dossier, or None when it says too little to be one."""
    predicate = word_of(node, "p", faults, required=True)
    if predicate is None:
        return None
    verb = VERBS.get(predicate.text, frozenset())
    everywhere = EVERY_LINE.union(*VERBS.values())
    refuse_unknown(node, everywhere, "key of a claim line", faults)
    for name in node.entries.keys() & (everywhere - EVERY_LINE - verb):
        word = node.entries[name][0]
        takes = ", ".join(sorted(verb)) or "none of the optional keys"
        faults.append(word.at.fault(f"'{predicate}' does not take '{name}'", f"'{predicate}' takes: {takes}"))
    quote = word_of(node, "q", faults)
    if quote is None:
        faults.append(
            node.at.fault("the claim has no passage", "add 'q: \"the words of the source\"'", "R13")
        )
    return _claim(node, predicate, quote, EVERY_LINE | verb, faults)


def read_inference(node: Fields, faults: list[Fault]) -> Inference | None:
    """Return the inferred fact of one line of an editorial file."""
    refuse_unknown(node, _INFERENCE, "key of an inference", faults)
    predicate = word_of(node, "p", faults, required=True)
    why = texts_of(node.get("why"), "why", faults)
    if not why:
        faults.append(node.at.fault("the inference has no reason", 'add \'why: { en: "…", it: "…" }\''))
    claim = _claim(node, predicate, None, _INFERENCE - {"from", "why"}, faults) if predicate else None
    if claim is None:
        return None
    return Inference(claim, words_of(node.get("from"), faults), why)


def _claim(
    node: Fields, predicate: Word, quote: Word | None, allowed: frozenset[str], faults: list[Fault]
) -> Claim | None:
    subject = word_of(node, "s", faults, required=True)
    objects = words_of(node.get("o"), faults)
    if not objects:
        faults.append(node.at.fault("the claim has no object", "add 'o: …'"))
    optional = sorted(allowed - {"s", "p", "o", "q", "nth", "id", "note", "ok", "no", "from"})
    fields = {name: w for name in optional if (w := word_of(node, name, faults))}
    nth = word_of(node, "nth", faults)
    if nth and not (nth.text.isdecimal() and int(nth.text) > 0):
        faults.append(nth.at.fault(f"'nth: {nth}' is not an occurrence", "write 1, 2, 3 …"))
        nth = None
    if subject is None or not objects:
        return None
    return Claim(
        at=node.at,
        subject=subject,
        predicate=predicate,
        objects=objects,
        quote=quote,
        nth=int(nth.text) if nth else None,
        handle=word_of(node, "id", faults),
        fields=fields,
    )
