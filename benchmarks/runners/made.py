"""Worlds kept between benchmarks, and their names in the questions."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from itertools import chain
from pathlib import Path
from shutil import copyfileobj
from typing import IO, Any

from world import write_world
from worlds.plan import Plan

from runners.measuring import CACHE, ROOT, say

SEED = 1


def world(quads: int, fault_rate: float = 0.0) -> tuple[Path, dict[str, Any]]:
    """Return the file of a world and its manifest, making them when they are not there."""
    CACHE.mkdir(exist_ok=True)
    path = CACHE / f"world-{quads}-{SEED}-{fault_rate:g}-{_maker()}.nq"
    manifest = path.with_suffix(".json")
    if not manifest.is_file():
        say(f"making a world of {quads} quads")
        with _aside(path) as out:
            made = write_world(Plan.of_size(quads, SEED, fault_rate), out)
        manifest.write_text(json.dumps(made), encoding="utf-8")
    found: dict[str, Any] = json.loads(manifest.read_text(encoding="utf-8"))
    return path, found


def _maker() -> str:
    """Return a digest of what makes worlds, so that a changed maker, ontology or shortcut makes new ones."""
    folders = (ROOT / "benchmarks" / "worlds", ROOT / "ontology", ROOT / "queries" / "shortcuts")
    kinds = (".py", ".ttl", ".rq")
    files = sorted(file for folder in folders for file in folder.rglob("*") if file.suffix in kinds)
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:8]


def about(manifest: dict[str, Any]) -> dict[str, Any]:
    """Return what a result says of its world."""
    return {name: manifest[name] for name in ("quads", "graphs", "seed", "fault_rate", "sha256")}


def complete(quads: int, fault_rate: float = 0.0) -> Path:
    """Return a file of the world with the ontology and the code lists in it, as N-Quads."""
    path, _ = world(quads, fault_rate)
    whole = path.with_suffix(".all.nq")
    if not whole.is_file():
        with _aside(whole) as out, path.open("rb") as lines:
            out.write(ontology())
            copyfileobj(lines, out, 1 << 20)
    return whole


def built(quads: int) -> Path:
    """Return a file of the complete world with its shortcuts, as a build leaves it in a store: as sorted N-Quads."""
    whole = complete(quads)
    path = whole.with_suffix("").with_suffix(".published.nq")
    if not path.is_file():
        with _aside(path) as out, whole.open("rb") as lines:
            _sort(chain(lines, _shortcuts(whole)), out, path.parent)
    return path


def _shortcuts(whole: Path) -> Iterator[bytes]:
    """Yield the shortcuts of a world as N-Quads of their graph."""
    from coopgraph.ingest.shortcuts import refresh_shortcuts
    from coopgraph.namespaces import GRAPH_SHORTCUTS
    from coopgraph.queries import Catalogue
    from coopgraph.store.embedded import EmbeddedStore

    store = EmbeddedStore.in_memory()
    store.load_nquads(whole)
    refresh_shortcuts(store, Catalogue.load([ROOT / "queries"]))
    end = f" <{GRAPH_SHORTCUTS}> .\n".encode()
    text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{GRAPH_SHORTCUTS}> {{ ?s ?p ?o }} }}"
    triples = b"".join(store.answer(text, "application/n-triples")).splitlines()
    yield from (triple.removesuffix(b" .") + end for triple in sorted(triples))


def merged(whole: Path) -> Path:
    """Return a file of the distinct triples of a file of N-Quads, as N-Triples: its default graph."""
    path = whole.with_suffix(".nt")
    if not path.is_file():
        with _aside(path) as out, whole.open("rb") as lines:
            _sort((line[: line.rindex(b" <")] + b" .\n" for line in lines), out, path.parent)
    return path


def _sort(lines: Iterable[bytes], out: IO[bytes], beside: Path) -> None:
    """Sort distinct lines by the system's sort, which needs little memory for ten million, and the disk ``beside``."""
    command = ["sort", "-u", "-S", "512M", "-T", str(beside)]
    sort = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=out, env={**os.environ, "LC_ALL": "C"})
    assert sort.stdin is not None
    with sort.stdin as unsorted:
        unsorted.writelines(lines)
    if sort.wait():
        raise RuntimeError(f"sort ended with {sort.returncode}")


@contextmanager
def _aside(path: Path) -> Iterator[IO[bytes]]:
    """Give a file to write, which becomes ``path`` when it is whole."""
    part = path.with_suffix(".part")
    with part.open("wb") as out:
        yield out
    part.replace(path)


def ontology() -> bytes:
    """Return the ontology and the code lists as N-Quads of their graph, without blank nodes."""
    from coopgraph.ingest.build import load_ontology
    from coopgraph.store.embedded import EmbeddedStore

    store = EmbeddedStore.in_memory()
    load_ontology(store)
    return store.dump_nquads()


def questions(quads: int) -> dict[str, str]:
    """Return the questions, with the things they ask about named as this world names them."""
    found = {}
    for file in sorted((ROOT / "benchmarks" / "questions").glob("*.rq")):
        text = file.read_text(encoding="utf-8")
        for name, iri in filled(quads).items():
            text = text.replace(name, iri)
        found[file.stem] = text
    return found


def filled(quads: int) -> dict[str, str]:
    """Return what the placeholders of questions stand for: those of most ties, so that answers are long."""
    plan = Plan.of_size(quads, SEED)
    return {
        "{ORGANIZATION}": plan.organization_iris[0],
        "{ORGANIZATION_B}": plan.organization_iris[1],
        "{PERSON}": plan.person_iris[0],
        "{REGION_A}": plan.region_iri(0, 0),
        "{REGION_B}": plan.region_iri(1, 0),
    }
