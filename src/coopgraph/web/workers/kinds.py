"""The kinds of question a worker answers, beside queries and graphs, and what must be at hand before it is confined.

A worker can open no file. So whatever a kind reads or imports is read and imported by ``prepare``, in the
process the workers are forked from; where workers are started one by one, each does it when it needs it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from coopgraph.resolution.directory import Directory
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.web.addresses import vocabularies
from coopgraph.web.addresses.answer import answer as thing
from coopgraph.web.addresses.answer import prepare as prepare_things
from coopgraph.web.api import working
from coopgraph.web.api.networks import prepare_engines, prepare_kept
from coopgraph.web.api.searching import answer_search
from coopgraph.web.exporting import answer_export, measure_exports
from coopgraph.web.names import kept_beside, known_by, prepare_names
from coopgraph.web.questions import stored
from coopgraph.web.reconcile.answering import answer_reconcile
from coopgraph.web.reconcile.book import prepare_book
from coopgraph.web.sitemap import answer_sitemap
from coopgraph.web.workers import answering
from coopgraph.web.workers.question import Question
from coopgraph.web.workers.reply import Reply

Answering = Callable[[EmbeddedStore, str, Question, Reply], None]

KINDS: dict[str, Answering] = {
    "export": answer_export,
    "exports": measure_exports,
    "reconcile": answer_reconcile,
    "search": answer_search,
    "sitemap": answer_sitemap,
    "thing": thing,
    "ontology": vocabularies.ontology,
    "rules": vocabularies.rules,
    "api": working.answer,
    "stored": stored.answer,
}
"""What answers each kind. It is given the store, its version, the question and the reply to write.

It may set, beside the type of the answer, ``status`` and ``more`` headers in ``reply.headers``."""

PREPARATIONS: tuple[Callable[[EmbeddedStore], None], ...] = (
    prepare_names,
    prepare_book,
    prepare_things,
    vocabularies.prepare,
    working.prepare,
)
"""What is done once for all workers: read files, import libraries."""

OF_THE_STORE: tuple[Callable[[EmbeddedStore], None], ...] = (prepare_names, prepare_book, prepare_engines)
"""Those of them that have to be done again when the store has changed."""


def prepare(store: EmbeddedStore, folder: Path, version: str) -> None:
    """Read and import what the kinds need, once, for every worker forked afterwards.

    Args:
        store: loaded.
        folder: of the revision, which may keep what was made of it.
        version: of the graph.
    """
    kept_beside(store, folder, version)
    for preparation in PREPARATIONS:
        preparation(store)
    prepare_kept(folder, version)


def prepare_imports() -> None:
    """Read and import what ``prepare`` does, and leave what depends on the graph to ``renew``."""
    with EmbeddedStore.in_memory() as nothing:
        for preparation in PREPARATIONS:
            preparation(nothing)


def renew(store: EmbeddedStore, folder: Path, version: str, names: Directory) -> EmbeddedStore:
    """Return a store that changes as another, prepared as by ``prepare`` for what it holds now.

    Whatever is remembered of a store is remembered under the object.

    Args:
        store: loaded.
        folder: as for ``prepare``.
        version: as for ``prepare``.
        names: the names in it.
    """
    renewed = EmbeddedStore(store.engine, "the store in memory")
    known_by(renewed, names)
    for preparation in OF_THE_STORE:
        preparation(renewed)
    prepare_kept(folder, version)
    return renewed


def answer(store: EmbeddedStore, version: str, question: Question, reply: Reply) -> None:
    """Write the answer to ``question`` into ``reply``.

    Raises:
        CoopgraphError: there is none; nothing, or part of it, has been written.
    """
    KINDS.get(question.kind, answering.answer)(store, version, question, reply)
