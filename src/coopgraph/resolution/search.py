"""Finding what is named in the graph, whatever the spelling: Собянин, Sobjanin and sobianin alike."""

from __future__ import annotations

from collections.abc import Collection

from coopgraph.resolution.directory import LANGUAGES, Directory
from coopgraph.resolution.index import Hit, Name, NameIndex

__all__ = ["Hit", "Name", "NameIndex", "search"]


def search(
    directory: Directory,
    text: str,
    languages: tuple[str, ...] = LANGUAGES,
    types: Collection[str] = (),
) -> tuple[Hit, ...]:
    """Return everything whose name matches ``text``, the best first.

    Order: equal names, then equal keys, then names that hold all the words asked for (or their
    beginnings), then names all of whose words were asked for, then names a letter or two away or heard
    otherwise. Within each, persons and organisations come before bodies, these before the rest; what is
    only near comes by its likeness first. Nothing is ever merged.

    Args:
        directory: the names of a graph; ``load_directory`` reads them.
        text: A name or the beginning of one, in Latin or Cyrillic letters.
        languages: Which language of a label to show, by preference.
        types: The classes wanted, by IRI or local name; things of their subclasses count. None for all.

    Raises:
        ParameterError: no named thing is in one of ``types``.
    """
    matches = directory.find(text, [directory.class_named(one) for one in types])
    return tuple(directory.hit(match, languages) for match in matches)
