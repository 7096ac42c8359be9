"""Codes of one's own, as a file declares them: ``codes: { sector: { tourism: { label: { en: tourism } } } }``."""

from __future__ import annotations

from coopgraph.dossier.fields import refuse_unknown, texts_of, word_of, words_of
from coopgraph.dossier.model import Code
from coopgraph.dossier.tree import Fields, Node, Word
from coopgraph.errors import Fault

_REMEDY = "write 'codes: { sector: { tourism: { label: { en: tourism, it: turismo } } } }'"


def read_codes(tree: Fields, faults: list[Fault]) -> tuple[Code, ...]:
    """Return the codes that the section ``codes`` declares, list by list."""
    return tuple(
        code
        for scheme, codes in _entries(tree.get("codes"), faults)
        for key, node in _entries(codes, faults)
        if (code := _read(scheme, key, node, faults))
    )


def _entries(node: Node | None, faults: list[Fault]) -> list[tuple[Word, Node]]:
    if isinstance(node, Fields):
        return list(node.entries.values())
    if node is not None:
        faults.append(node.at.fault("is not a mapping", _REMEDY))
    return []


def _read(scheme: Word, key: Word, node: Node, faults: list[Fault]) -> Code | None:
    if not isinstance(node, Fields):
        faults.append(node.at.fault(f"the code '{key}' is not described", _REMEDY))
        return None
    refuse_unknown(node, {"label", "also", "about", "broader"}, "part of a code", faults)
    return Code(
        scheme=scheme,
        key=key,
        labels=texts_of(node.get("label"), "label", faults),
        also=words_of(node.get("also"), faults),
        about=texts_of(node.get("about"), "about", faults),
        broader=word_of(node, "broader", faults),
    )
