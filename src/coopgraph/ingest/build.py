"""From input files to a published revision of a store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coopgraph.errors import StoreError
from coopgraph.ingest.compile import Compiled, compile_files
from coopgraph.ingest.publishing import published
from coopgraph.ingest.quarantine import OnRefusal, refused, unheard
from coopgraph.ingest.shortcuts import refresh_shortcuts
from coopgraph.namespaces import GRAPH_ONTOLOGY
from coopgraph.ontology import Vocabulary
from coopgraph.queries import Catalogue
from coopgraph.resources import resource
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.opening import Location, place
from coopgraph.store.revisions import Revision, StoreFolder
from coopgraph.validation import Report, check

if TYPE_CHECKING:
    from coopgraph.store.remote_loading import Published

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Assembled:
    """A graph in memory, not yet checked or published, and what was compiled into it."""

    store: EmbeddedStore
    compiled: Compiled


@dataclass(frozen=True)
class Built:
    """A published revision, what was compiled into it, and the outcome of its check."""

    revision: Revision | Published
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
    store: Location,
    *,
    texts: Path | None = None,
    lock: bool = False,
    quarantine: Path | None = None,
    on_refusal: OnRefusal = unheard,
    discard_writes: bool = False,
    kept: int = 1,
    progress: Progress = lambda _: None,
) -> Built:
    """Publish the graph that dossiers say as a new revision of the folder ``store``, or load an endpoint with it.

    The whole graph is compiled and checked in memory first; whatever fails, the store is as it was. An
    endpoint is loaded graph by graph: see ``store.remote_loading.publish`` for what its readers see meanwhile.

    Args:
        quarantine: a folder in which a refused graph is set aside with its report.
        on_refusal: told the refused graph and its report, while the graph can still be asked.
        discard_writes: whether what was written over HTTP or loaded may be lost: a build makes the graph anew.
        kept: how many former revisions a store folder keeps.

    Raises:
        DossierError: with every fault of every file.
        InvalidDataError: the graph breaks a rule of severity Violation; carries the report.
        StoreLockedError: another process is publishing to the store.
        StoreUnavailableError: the folder cannot be written, or holds something else.
        StoreError: the store holds what clients have written, and may not lose it.
    """
    where = place(store)
    follows = _base(where, discard_writes) if isinstance(where, Path) else None
    assembled = assemble(paths, texts=texts, lock=lock, progress=progress)
    progress("checking the rules")
    report = check(assembled.store, places=assembled.compiled.origins)
    if not report.conforms:
        remedy = "Correct what the report names, or keep the refused graph with --quarantine DIR"
        raise refused(assembled.store, report, remedy, on_refusal, quarantine)
    progress("publishing the revision")
    manifest = {"sources": assembled.compiled.sources, "claims": assembled.compiled.claims}
    nquads = assembled.store.dump_nquads()
    return Built(published(where, nquads, manifest, follows, kept), assembled.compiled, report)


def _base(folder: Path, discard_writes: bool) -> Revision | None:
    """Return the revision that a build would follow, where there is one."""
    if not (folder / "current").exists():
        return None
    current = StoreFolder(folder).current()
    if current.manifest.get("writes") and not discard_writes:
        raise StoreError(
            f"the store {folder} holds {current.manifest['writes']} changes made over HTTP or by coopgraph load, which "
            "a build from files would lose; keep them with coopgraph export, then build with --discard-writes"
        )
    return current
