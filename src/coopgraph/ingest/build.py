"""From input files to a published revision of a store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from coopgraph.errors import InvalidDataError
from coopgraph.ingest.compile import Compiled, compile_files
from coopgraph.ingest.shortcuts import refresh_shortcuts
from coopgraph.namespaces import GRAPH_ONTOLOGY
from coopgraph.ontology import Vocabulary
from coopgraph.queries import Catalogue
from coopgraph.resources import resource
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.revisions import Revision, StoreFolder
from coopgraph.validation import Report, check

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Assembled:
    """A graph in memory, not yet checked or published, and what was compiled into it."""

    store: EmbeddedStore
    compiled: Compiled


@dataclass(frozen=True)
class Built:
    """A published revision, what was compiled into it, and the outcome of its check."""

    revision: Revision
    compiled: Compiled
    report: Report


def bundled_dossiers() -> Path:
    """Return the folder of the Italy–Russia dossiers that come with the package."""
    return resource("data") / "italy-russia"


def load_ontology(store: EmbeddedStore) -> Vocabulary:
    """Load the ontology and the code lists into ``graph/ontology`` and return them as a vocabulary."""
    folder = resource("ontology")
    for path in [folder / "coopgraph.ttl", *sorted((folder / "schemes").glob("*.ttl"))]:
        store.load_turtle(path, GRAPH_ONTOLOGY)
    return Vocabulary.from_select(store.select)


def assemble(
    paths: Sequence[Path],
    *,
    texts: Path | None = None,
    lock: bool = False,
    progress: Progress = lambda _: None,
) -> Assembled:
    """Return the graph that dossiers say, in memory, with its shortcuts.

    Raises:
        DossierError: with every fault of every file.
    """
    store = EmbeddedStore.in_memory()
    vocabulary = load_ontology(store)
    places = [resource("ontology") / "places"]
    compiled = compile_files(paths, places, vocabulary, texts=texts, lock=lock, progress=progress)
    store.add((s, p, o, str(graph)) for s, p, o, graph in compiled.quads)
    progress("drawing shortcuts")
    refresh_shortcuts(store, Catalogue.load([resource("queries")]))
    return Assembled(store, compiled)


def build(
    paths: Sequence[Path],
    store: Path,
    *,
    texts: Path | None = None,
    lock: bool = False,
    progress: Progress = lambda _: None,
) -> Built:
    """Publish the graph that dossiers say as a new revision of the store folder ``store``.

    The whole graph is compiled and checked in memory first; whatever fails, the store is as it was.

    Raises:
        DossierError: with every fault of every file.
        InvalidDataError: the graph breaks a rule of severity Violation; carries the report.
        StoreLockedError: another process is publishing to the store.
        StoreUnavailableError: the folder cannot be written, or holds something else.
    """
    folder = StoreFolder(store)
    assembled = assemble(paths, texts=texts, lock=lock, progress=progress)
    progress("checking the rules")
    report = check(assembled.store)
    if not report.conforms:
        raise InvalidDataError(
            f"the graph has {_counted(len(report.violations))}; the store is as it was", report
        )
    progress("publishing the revision")
    manifest = {"sources": assembled.compiled.sources, "claims": assembled.compiled.claims}
    revision = folder.publish(assembled.store.dump_nquads(), manifest)
    return Built(revision, assembled.compiled, report)


def _counted(violations: int) -> str:
    return "1 violation" if violations == 1 else f"{violations} violations"
