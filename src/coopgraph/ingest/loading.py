"""RDF files into one named graph of a store that is there: checked, then published, or nothing is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coopgraph.errors import Fault, InvalidDataError, ParameterError, UnreadableSourceError
from coopgraph.ingest.changing import Changed, Changer
from coopgraph.ingest.publishing import published, with_a_write
from coopgraph.ingest.quarantine import OnRefusal, refused, unheard
from coopgraph.sparql.iris import is_absolute
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.embedded_changes import Difference, parse, replace
from coopgraph.store.media import GRAPH_TYPES, JSONLD, RDFXML, MediaType
from coopgraph.store.opening import Location, open_local, place
from coopgraph.store.revisions import Revision, StoreFolder

if TYPE_CHECKING:
    from coopgraph.store.remote_loading import Published

_SUFFIXES = {media.suffix: media for media in GRAPH_TYPES}
_SUFFIXES |= {".json": JSONLD, ".xml": RDFXML, ".owl": RDFXML}


@dataclass(frozen=True)
class Loaded:
    """What loading did: the quads that changed, and the current revision; None where an endpoint has not changed."""

    changed: Changed
    revision: Revision | Published | None


def load(
    files: Sequence[Path],
    graph: str,
    store: Location,
    *,
    keep: bool = False,
    quarantine: Path | None = None,
    kept: int = 1,
    on_refusal: OnRefusal = unheard,
) -> Loaded:
    """Make the triples of RDF files the content of a named graph, as a new revision of the store.

    The rules are asked about what changes and what stands beside it; however it fails, the store is as it was.

    Args:
        files: Turtle, N-Triples, RDF/XML or JSON-LD, by suffix. Blank nodes become IRIs under ``graph``.
        graph: the IRI of the graph, where relative IRIs begin too.
        keep: add to what the graph holds, instead of replacing it.
        quarantine: a folder in which a refused graph is set aside with its report.
        kept: how many former revisions a store folder keeps.
        on_refusal: told the refused graph and its report, while the graph can still be asked.

    Raises:
        ParameterError: ``graph`` is not an absolute IRI, or a file has none of the suffixes.
        UnreadableSourceError: a file cannot be read, or is not what its suffix says; the fault names the line.
        QueryRefusedError: nobody writes that graph by hand.
        InvalidDataError: the change breaks a rule of severity Violation; carries the report of what is new.
        StoreError: the store cannot be read or written.
    """
    if not is_absolute(graph):
        raise ParameterError(
            f"{graph!r} is not an absolute IRI; name a graph as in https://example.org/graph/treaties"
        )
    documents = [(str(path), _media(path), _bytes(path)) for path in files]
    triples = frozenset(t for name, media, data in documents for t in parse(data, media, graph, name))
    where = place(store)
    follows = StoreFolder(where).current() if isinstance(where, Path) else None
    with follows.open(memory=True) if follows else open_local(where) as copy:

        def make(graphs: EmbeddedStore) -> Difference:
            return replace(graphs, graph, triples, keep)

        try:
            changed = Changer(copy).change(make)
        except InvalidDataError as error:
            make(copy)  # the change was undone; the copy is thrown away
            remedy = "Correct what the report names, or keep the refused graph with --quarantine DIR"
            raise refused(copy, error.report, remedy, on_refusal, quarantine) from error
        if not (changed.added or changed.removed):
            return Loaded(changed, follows)
        manifest = with_a_write(follows.manifest if follows else {})
        return Loaded(changed, published(where, copy.dump_nquads(), manifest, follows, kept))


def _media(path: Path) -> MediaType:
    try:
        return _SUFFIXES[path.suffix.lower()]
    except KeyError:
        raise ParameterError(
            f"{path} has a suffix of no RDF format for one graph; use one of {', '.join(sorted(_SUFFIXES))}"
        ) from None


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        fault = Fault(str(path), 0, 0, f"cannot be read: {error.strerror}", "name a file that can be read")
        raise UnreadableSourceError([fault]) from error
