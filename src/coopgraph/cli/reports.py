"""What commands that print reports share: names for what a report speaks of, and the report on a refused graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import click

from coopgraph.cli.options import clear_progress

if TYPE_CHECKING:
    from coopgraph.ingest.quarantine import OnRefusal
    from coopgraph.store.embedded import EmbeddedStore
    from coopgraph.store.protocol import Store
    from coopgraph.validation import Report


def names(store: Store, iris: Iterable[str], language: str) -> Mapping[str, str]:
    """Return a readable name for each IRI: its label, else what it is and about what, else its short form."""
    from coopgraph.provenance.labels import labels
    from coopgraph.validation.naming import describe

    wanted, languages = tuple(iris), (language, "it", "en")
    return {**labels(store.select, wanted, languages), **describe(store.select, wanted, languages)}


def refusal_in(language: str) -> OnRefusal:
    """Return a function that writes the report on a refused graph to standard error, in ``language``."""

    def show(graph: EmbeddedStore, report: Report) -> None:
        clear_progress()
        click.echo(report.to_text(language, names(graph, report.iris(), language)), err=True)

    return show
