"""The names of a revision on disk: read from the graph and indexed once, and kept in its folder.

A command that takes a name for a thing would else read every name of the graph and index it, each time it is run.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coopgraph.resolution.directory import LANGUAGES, Directory, Entity, load_directory
from coopgraph.resolution.index import Name, NameIndex
from coopgraph.version import __version__

if TYPE_CHECKING:
    from coopgraph.resolution.directory import Select

FILE = "names.json"
"""In the folder of a revision."""


def directory_for(select: Select, graph_version: str, folder: Path, keep: bool = True) -> Directory:
    """Return the directory of a revision: as its folder keeps it, else as ``select`` gives it.

    Args:
        select: asks the revision.
        graph_version: its version.
        folder: its folder. What is kept there by another version of the software, or damaged, is not taken.
        keep: whether to keep there what had to be read.
    """
    file = folder / FILE
    with suppress(OSError, ValueError, KeyError, IndexError, TypeError):
        said = json.loads(file.read_bytes())
        if said["key"] == _key(graph_version):
            return _directory(said)
    directory = load_directory(select)
    if keep:
        keep_directory(directory, graph_version, folder)
    return directory


def keep_directory(directory: Directory, graph_version: str, folder: Path) -> None:
    """Keep the directory of a revision in its folder, unless that cannot be written."""
    with suppress(OSError):  # a folder that others own is no reason not to answer
        _write(directory, graph_version, folder / FILE)


def _key(graph_version: str) -> Mapping[str, str]:
    return {"graph_version": graph_version, "coopgraph": __version__, "code_sha256": _code()}


@cache
def _code() -> str:
    """Return a digest of the code that reads and files names, which changes between versions in a checkout."""
    room = Path(__file__).parent
    return hashlib.sha256(b"".join(file.read_bytes() for file in sorted(room.glob("*.py")))).hexdigest()


def _directory(said: Mapping[str, Any]) -> Directory:
    kinds = [(most, frozenset(types)) for most, types in said["kinds"]]
    entities = [Entity(iri, labels, *kinds[kind]) for iri, labels, kind in said["entities"]]
    shown = [entity.label(LANGUAGES) for entity in entities]
    names = tuple(
        Name(entities[number].iri, form, shown[number], entities[number].type)
        for number, form in said["names"]
    )
    return Directory(
        {entity.iri: entity for entity in entities},
        names,
        said["classes"],
        {name: frozenset(classes) for name, classes in said["above"].items()},
        NameIndex.filed(names, **said["index"]),
    )


def _write(directory: Directory, graph_version: str, file: Path) -> None:
    """Write aside, then move into place, so that nobody reads half of it."""
    kinds = {(one.type, one.types): 0 for one in directory.entities.values()}
    kinds = {kind: number for number, kind in enumerate(kinds)}
    places = {iri: number for number, iri in enumerate(directory.entities)}
    index = directory.index
    said = {
        "key": _key(graph_version),
        "kinds": [(most, sorted(types)) for most, types in kinds],
        "entities": [
            (one.iri, dict(one.labels), kinds[one.type, one.types]) for one in directory.entities.values()
        ],
        "names": [(places[name.iri], name.form) for name in directory.names],
        "classes": {iri: dict(labels) for iri, labels in directory.classes.items()},
        "above": {iri: sorted(classes) for iri, classes in directory.above.items()},
        "index": {name: getattr(index, name) for name in NameIndex.FILES},
    }
    aside = file.with_name(f".{file.name}-{os.getpid()}")
    try:
        aside.write_text(json.dumps(said, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        aside.replace(file)
    finally:
        aside.unlink(missing_ok=True)
