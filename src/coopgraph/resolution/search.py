"""Finding what is named in the graph, whatever the spelling: Собянин, Sobjanin and sobianin alike."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from coopgraph.resolution.directory import LANGUAGES, Directory, load_directory
from coopgraph.resolution.index import Hit, Name, NameIndex

if TYPE_CHECKING:
    from coopgraph.resolution.directory import Select

__all__ = ["Hit", "Name", "NameIndex", "hits", "load_index", "load_names", "search"]


def search(
    select: Select,
    text: str,
    limit: int | None = None,
    languages: tuple[str, ...] = LANGUAGES,
    types: Collection[str] = (),
) -> tuple[Hit, ...]:
    """Return everything whose name matches ``text``, the best first; all of it unless ``limit`` says else.

    Order: equal names, then equal keys, then names that hold all the words asked for (or their
    beginnings), then names all of whose words were asked for, then names a letter or two away or heard
    otherwise. Within each, persons and organisations come before bodies, these before the rest; what is
    only near comes by its likeness first. Nothing is ever merged.

    Args:
        select: Asks the store; names, types and subclasses are read from its default graph.
        text: A name or the beginning of one, in Latin or Cyrillic letters.
        limit: The most hits wanted, 1 or more; None for all.
        languages: Which language of a label to show, by preference.
        types: The classes wanted, by IRI or local name; things of their subclasses count. None for all.

    Raises:
        ParameterError: no named thing is in one of ``types``.
        ValueError: ``limit`` is less than 1.
    """
    if limit is not None and limit < 1:
        raise ValueError(f"limit is {limit}; ask for 1 hit or more, or leave it out for all")
    return hits(load_directory(select, languages), text, limit, languages, types)


def hits(
    directory: Directory,
    text: str,
    limit: int | None = None,
    languages: tuple[str, ...] = LANGUAGES,
    types: Collection[str] = (),
) -> tuple[Hit, ...]:
    """Return what ``search`` does, of names that have been read already."""
    matches = directory.find(text, [directory.class_named(one) for one in types])
    return tuple(directory.hit(match, languages) for match in matches[:limit])


def load_index(select: Select, languages: tuple[str, ...] = LANGUAGES) -> NameIndex:
    """Return an index of every name in the store's default graph, for many searches."""
    return load_directory(select, languages).index


def load_names(select: Select, languages: tuple[str, ...] = LANGUAGES) -> tuple[Name, ...]:
    """Return every name of every entity in the store's default graph, with its label and type."""
    return load_directory(select, languages).names
