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
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.embedded_changes import Difference, apply
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
    """What a change did to the graphs that people write: quads taken away and added."""

    removed: int
    added: int


class Changer:
    """Changes one store, as often as asked, without reading rules and questions anew."""

    def __init__(self, store: EmbeddedStore) -> None:
        self.store = store
        self._check = ChangeCheck()
        self._catalogue = Catalogue.load([resource("queries")])

    def change(self, make: Callable[[EmbeddedStore], Difference]) -> Changed:
        """Change the store by ``make``, draw the shortcuts anew, and check what came of it.

        Raises:
            QueryRefusedError: it writes to a graph that nobody writes by hand.
            InvalidDataError: it breaks a rule of severity Violation that was not broken there before; carries the
                report of what is new. However it fails, the store is as it was.
        """
        difference = make(self.store)
        if difference:
            self._keep_or_undo(difference)
        return Changed(len(difference.removed), len(difference.added))

    def undo(self, difference: Difference) -> None:
        """Take a change back."""
        self._apply(difference.undone)

    def _keep_or_undo(self, difference: Difference) -> None:
        try:
            for graph in sorted(difference.graphs & KEPT.keys()):
                raise QueryRefusedError(
                    f"the graph <{graph}> is not written by hand: {KEPT[graph]}; write to another"
                )
            refresh_shortcuts(self.store, self._catalogue)
            report = self._report(difference)
        except BaseException:
            self.undo(difference)
            raise
        if report.conforms:
            return
        self.undo(difference)  # was it broken before? Asked only now, since most changes break nothing
        news = report.since(self._report(difference), "the current revision")
        if not news.conforms:
            raise InvalidDataError(f"{refusal(news)}. Correct what the report names, and send it again", news)
        self._apply(difference)

    def _apply(self, difference: Difference) -> None:
        apply(self.store, difference)
        refresh_shortcuts(self.store, self._catalogue)

    def _report(self, difference: Difference) -> Report:
        return self._check.report(self.store, difference.subjects, difference.objects)
