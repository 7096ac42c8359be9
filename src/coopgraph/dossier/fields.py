"""Reading the values of a mapping, each wrong one a fault with its place."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

from coopgraph.dossier.tree import Fields, Items, Node, Word
from coopgraph.errors import Fault


def refuse_unknown(node: Fields, known: Iterable[str], what: str, faults: list[Fault]) -> None:
    """Add a fault for every key of ``node`` that is not in ``known``, with the closest that is."""
    known = sorted(known)
    for word, _ in node.entries.values():
        if word.text not in known:
            close = difflib.get_close_matches(word.text, known, 1)
            hint = f"did you mean '{close[0]}'?" if close else f"known: {', '.join(known)}"
            faults.append(word.at.fault(f"'{word.text}' is no {what}", hint))


def word_of(node: Fields, name: str, faults: list[Fault], *, required: bool = False) -> Word | None:
    """Return the scalar under ``name``; a missing required one and a non-scalar are faults."""
    value = node.get(name)
    if isinstance(value, Word) and value.text:
        return value
    if value is not None:
        faults.append(value.at.fault(f"'{name}' must be one value", f"write '{name}: value'"))
    elif required:
        faults.append(node.at.fault(f"'{name}' is missing", f"add '{name}: …'"))
    return None


def words_of(value: Node | None, faults: list[Fault]) -> tuple[Word, ...]:
    """Return the scalars of a value that may be one word or a list of words."""
    if value is None:
        return ()
    if isinstance(value, Word):
        return (value,)
    if isinstance(value, Items):
        words = [n for n in value.nodes if isinstance(n, Word)]
        faults += [
            n.at.fault("a list here holds single values", "") for n in value.nodes if not isinstance(n, Word)
        ]
        return tuple(words)
    faults.append(value.at.fault("must be a value or a list of values", ""))
    return ()


def texts_of(value: Node | None, what: str, faults: list[Fault]) -> Mapping[str, Word]:
    """Return texts by language from ``{ it: …, en: … }``."""
    if value is None:
        return {}
    if isinstance(value, Fields):
        return {key: text for key, (_, text) in value.entries.items() if isinstance(text, Word)}
    faults.append(value.at.fault(f"'{what}' needs a language", f"write '{what}: {{ it: …, en: … }}'"))
    return {}
