"""The names of the revision being served: read once, before the workers are forked, and shared by all of them.

An index belongs to the store it was read from, and a store of the server never changes: a later revision
is another store, with another index.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote
from weakref import WeakKeyDictionary

from coopgraph.namespaces import COOP, ID
from coopgraph.resolution.directory import LANGUAGES, Directory, load_directory
from coopgraph.resolution.keeping import directory_for
from coopgraph.store.embedded import EmbeddedStore

_LONGEST = 200
_LOOKED_AT = 50
_OFFERED = 5

_directories: WeakKeyDictionary[EmbeddedStore, Directory] = WeakKeyDictionary()
_folders: WeakKeyDictionary[EmbeddedStore, tuple[Path, str]] = WeakKeyDictionary()


def kept_beside(store: EmbeddedStore, folder: Path, version: str) -> None:
    """Say in which folder the revision in ``store`` lies, and its version: its names may be kept there."""
    _folders[store] = folder, version


def directory(store: EmbeddedStore) -> Directory:
    """Return the directory of ``store``; read when it is first asked for, and never written."""
    found = _directories.get(store)
    if found is None:
        if store in _folders:
            folder, version = _folders[store]
            found = directory_for(store.select, version, folder, keep=False)
        else:
            found = load_directory(store.select)
        _directories[store] = found
    return found


def known_by(store: EmbeddedStore, names: Directory) -> None:
    """Say which directory is that of ``store``."""
    _directories[store] = names


def prepare_names(store: EmbeddedStore) -> None:
    """Read the names, index them and import what a search needs, for every worker forked afterwards."""
    names = directory(store)
    names.find("prepare")
    assert names.forms is not None  # made here, once


def near_things(store: EmbeddedStore, iri: str, spoken: tuple[str, ...]) -> list[dict[str, str]]:
    """Return the things whose names are like the end of an IRI, those of the same kind of IRI first; a few at most."""
    if not iri.startswith(ID):  # codes and graphs have names, but nobody searches for them
        return []
    kind, _, slug = unquote(iri).rpartition("/")
    names = directory(store)
    text = " ".join(re.split(r"[-_.+~\s]+", slug))[:_LONGEST]
    found = [names.hit(match, spoken) for match in names.find(text)[:_LOOKED_AT]]
    found.sort(key=lambda hit: not hit.iri.lower().startswith(f"{kind.lower()}/"))  # and else as they are
    return [
        {"id": hit.iri, "label": hit.label, "type": hit.type.removeprefix(COOP)} for hit in found[:_OFFERED]
    ]


def languages(first: str) -> tuple[str, ...]:
    """Return the languages of labels by preference, ``first`` before the others."""
    return (first, *(one for one in LANGUAGES if one != first))


def class_label(names: Directory, iri: str, spoken: tuple[str, ...]) -> str:
    """Return the label of a class in the first of the languages ``spoken`` that has one."""
    labels = names.classes[iri]
    return next((labels[one] for one in spoken if one in labels), next(iter(labels.values())))
