"""Changing a graph that is there: one graph of it, or what a SPARQL Update says; checked, or undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from coopgraph.errors import InvalidDataError, QueryRefusedError
from coopgraph.ingest.quarantine import refusal
from coopgraph.ingest.shortcuts import refresh_shortcuts
from coopgraph.namespaces import GRAPH, GRAPH_ONTOLOGY, GRAPH_SHORTCUTS
from coopgraph.queries import Catalogue
from coopgraph.resources import resource
from coopgraph.sparql.request import iris_in
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.embedded_changes import Difference, Quad, apply, quads_of
from coopgraph.validation import Report
from coopgraph.validation.changed import ChangeCheck

KEPT = {
    GRAPH_SHORTCUTS: "it is drawn from the others",
    GRAPH_ONTOLOGY: "it is the ontology's, which comes with coopgraph",
    f"{GRAPH}merged": "it is the merge of the others, where an engine has no default graph of its own",
    f"{GRAPH}release": "it says which version the graph is",
}
"""The graphs that nobody writes by hand, and why."""


@dataclass(frozen=True)
class Changed:
    """What a change did: to the graphs that people write, and as a whole, with the shortcuts that follow."""

    written: Difference
    whole: Difference

    @property
    def removed(self) -> int:
        """How many quads people took away."""
        return len(self.written.removed)

    @property
    def added(self) -> int:
        """How many quads people added."""
        return len(self.written.added)


class Changer:
    """Changes one store, as often as asked, without reading rules and questions anew."""

    def __init__(self, store: EmbeddedStore) -> None:
        self.store = store
        self._check = ChangeCheck()
        self._catalogue = Catalogue.load([resource("queries")])
        self._drawing = {
            iri for query in self._catalogue.family("shortcuts") for iri in iris_in(query.bind({}))
        }

    def change(self, make: Callable[[EmbeddedStore], Difference]) -> Changed:
        """Change the store by ``make``, draw the shortcuts anew, and check what came of it.

        Raises:
            QueryRefusedError: it writes to a graph that nobody writes by hand.
            InvalidDataError: it breaks a rule of severity Violation that was not broken there before; carries the
                report of what is new. However it fails, the store is as it was.
        """
        before = self._shortcuts()
        written = make(self.store)
        if not written:
            return Changed(written, written)
        self._keep_or_undo(written)
        after = self._shortcuts()
        drawn = Difference(written.removed | (before - after), written.added | (after - before))
        return Changed(written, drawn)

    def undo(self, changed: Changed) -> None:
        """Take a change back."""
        apply(self.store, changed.whole.undone)

    def _keep_or_undo(self, difference: Difference) -> None:
        try:
            for graph in sorted(difference.graphs & KEPT.keys()):
                raise QueryRefusedError(
                    f"the graph <{graph}> is not written by hand: {KEPT[graph]}; write to another"
                )
            self._redraw(difference)
            report = self._report(difference)
        except BaseException:
            self._apply(difference.undone)
            raise
        if report.conforms:
            return
        self._apply(
            difference.undone
        )  # was it broken before? Asked only now, since most changes break nothing
        news = report.since(self._report(difference), "the current revision")
        if not news.conforms:
            raise InvalidDataError(f"{refusal(news)}. Correct what the report names, and send it again", news)
        self._apply(difference)

    def _apply(self, difference: Difference) -> None:
        apply(self.store, difference)
        self._redraw(difference)

    def _redraw(self, difference: Difference) -> None:
        """Draw the shortcuts anew where any can follow from what changed."""
        if difference.predicates & self._drawing or difference.graphs & KEPT.keys():
            refresh_shortcuts(self.store, self._catalogue)

    def _shortcuts(self) -> frozenset[Quad]:
        return quads_of(self.store, GRAPH_SHORTCUTS)

    def _report(self, difference: Difference) -> Report:
        return self._check.report(self.store, difference.subjects, difference.objects)
