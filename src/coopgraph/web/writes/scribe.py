"""The process that writes: it holds the current revision in memory, changes it, checks it and publishes it.

It takes one change at a time from the server on a socket: an ``ASK`` frame, and a ``DATA`` frame for each
document. It answers with ``HEADER`` when the change has passed every check and is being published, and with
``END`` when it is the current revision; or with ``FAULT``, and then the store is as it was. When the server closes the
socket, or dies, it finishes what it is publishing and ends.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import asdict
from typing import Any

from coopgraph.errors import CoopgraphError, InvalidDataError, NotFoundError, UnreadableSourceError
from coopgraph.ingest.changing import Changed, Changer
from coopgraph.ingest.publishing import with_a_write
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.embedded_changes import Difference, parse, patch, replace, update
from coopgraph.store.media import MediaType, by_name
from coopgraph.store.revisions import Revision, StoreFolder
from coopgraph.web.faults import ChangeRefusedError, MalformedGraphError, packed
from coopgraph.web.workers.frames import ASK, END, FAULT, HEADER, Frames, pack, pack_json
from coopgraph.web.writes.change import Change, Written


class Scribe:
    """The current revision of a store folder, and how it becomes the next."""

    def __init__(self, folder: StoreFolder, megabytes: int) -> None:
        """Load the current revision. ``megabytes`` is what a change may take beside it."""
        self._folder = folder
        self._megabytes = megabytes
        self._base, self._changer = _loaded(folder.current())

    def prepare(self, change: Change, documents: list[bytes]) -> tuple[Changed, Written]:
        """Change the graph in memory and check it; return what changed, and what will be said when it is published.

        Raises:
            CoopgraphError: it is refused, and the graph is as it was.
        """
        current = self._folder.current()
        if current.path != self._base.path:  # a build has published
            self._base, self._changer = _loaded(current)
        created = bool(change.graph) and change.graph not in self._changer.store.graphs()
        if created and change.kind == "delete":
            raise NotFoundError(f"the store holds no graph <{change.graph}>, so there is nothing to delete")

        def make(store: EmbeddedStore) -> Difference:
            with _enclosed(self._megabytes):
                return _made(store, change, documents)

        try:
            changed = self._changer.change(make)
        except InvalidDataError as error:
            raise ChangeRefusedError(str(error), json.loads(error.report.to_json())) from error
        except UnreadableSourceError as error:
            raise MalformedGraphError("; ".join(map(str, error.faults))) from error
        return changed, Written(self._base.version, changed.added, changed.removed, created)

    def publish(self, changed: Changed) -> str:
        """Publish what was prepared, and return its version. However it fails, the graph is as it was before."""
        if not changed.whole:
            return self._base.version
        manifest = with_a_write(self._base.manifest)
        try:
            self._base = self._folder.publish_change(changed.whole, manifest, self._base)
        except BaseException:
            self._changer.undo(changed)
            raise
        return self._base.version


def _loaded(revision: Revision) -> tuple[Revision, Changer]:
    return revision, Changer(revision.open(memory=True))


def _made(store: EmbeddedStore, change: Change, documents: list[bytes]) -> Difference:
    if change.kind == "update":
        return update(store, change.text)
    if change.kind == "patch":
        return patch(store, change.graph, change.text)
    if change.kind == "delete":
        return replace(store, change.graph, ())
    triples = frozenset[Any]().union(
        *(parse(data, media, change.graph) for data, media in zip(documents, _formats(change), strict=True))
    )
    return replace(store, change.graph, triples, keep=change.kind == "post")


def _formats(change: Change) -> Iterator[MediaType]:
    for name in change.media:
        media = by_name(name)
        assert media is not None  # the server sends names of ours
        yield media


def _enclosed(megabytes: int) -> AbstractContextManager[None]:
    if not hasattr(os, "fork"):
        return contextlib.nullcontext()
    from coopgraph.web.workers.confinement import enclosed

    return enclosed(megabytes)


def work(control: socket.socket, scribe: Scribe) -> None:
    """Take changes until the server closes the connection."""
    frames = Frames(control)
    for kind, asked in frames:
        assert kind == ASK
        change = Change.from_json(asked)
        documents = [document for _, (_, document) in zip(change.media, frames, strict=False)]
        if len(documents) < len(change.media):
            return
        try:
            changed, written = scribe.prepare(change, documents)
            with contextlib.suppress(
                OSError
            ):  # a server that is gone has been told nothing; it is published all the same
                control.sendall(pack(HEADER))
            version = scribe.publish(changed)
        except CoopgraphError as error:
            control.sendall(pack_json(FAULT, packed(error)))
            continue
        control.sendall(pack_json(END, {**asdict(written), "version": version}))


def main(arguments: list[str]) -> None:
    """Write to a store folder: ``scribe DESCRIPTOR FOLDER MEGABYTES KEPT``."""
    descriptor, folder, megabytes, kept = arguments
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # the server is told too, and closes the connection
    control = socket.socket(fileno=int(descriptor))
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the server is gone
        try:
            scribe = Scribe(StoreFolder(folder, int(kept)), int(megabytes))
        except CoopgraphError as error:
            control.sendall(pack_json(FAULT, packed(error)))
            return
        control.sendall(pack(HEADER))
        work(control, scribe)


if __name__ == "__main__":
    main(sys.argv[1:])
