"""A graph kept as N-Quads, by an export or a release, as the next revision of a store; checked first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coopgraph.ingest.publishing import published, with_a_write
from coopgraph.ingest.quarantine import OnRefusal, refused, unheard
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.opening import Location, place
from coopgraph.store.revisions import Revision
from coopgraph.validation import check

if TYPE_CHECKING:
    from coopgraph.store.remote_loading import Published


def restore_file(
    file: Path,
    store: Location,
    *,
    kept: int = 1,
    on_refusal: OnRefusal = unheard,
) -> Revision | Published:
    """Make the graph in an N-Quads file the current revision of a store folder, or the content of an endpoint.

    It holds the ontology and the shortcuts it was exported with, and keeps them. A build from dossiers would
    make another graph, and is refused until it is told that this one may go.

    Args:
        file: named graphs without blank nodes, as ``coopgraph export`` writes them.
        store: where to.
        kept: how many former revisions a store folder keeps.
        on_refusal: told the refused graph and its report, while the graph can still be asked.

    Raises:
        UnreadableSourceError: the file is not N-Quads, or has a line without a graph.
        InvalidDataError: the graph breaks a rule of severity Violation; carries the report.
        StoreError: a blank node in the file, or a store that cannot be written.
    """
    with EmbeddedStore.in_memory() as graph:
        graph.load_nquads(file)
        report = check(graph)
        if not report.conforms:
            raise refused(graph, report, f"Correct the graph that {file} was exported from", on_refusal)
        return published(place(store), graph.dump_nquads(), with_a_write({}), None, kept)
