"""The process that writes: it holds the current revision in memory, changes it, checks it and publishes it.

It takes one change at a time from the server on a socket: an ``ASK`` frame, and a ``DATA`` frame for each
document. It answers with ``HEADER`` when the change has passed every check and is being published, and with
``END`` when it is the current revision; or with ``FAULT``, and then the store is as it was. When the server closes the
socket, or dies, it finishes what it is publishing and ends.

It has the new revision in memory before it is on the disk. So the process whose forks are the workers of that
revision need not load it: it is a fork of this one, made when a ``HOLD`` frame asks for it.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import selectors
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import asdict
from typing import Any

from coopgraph.errors import CoopgraphError, InvalidDataError, NotFoundError, UnreadableSourceError
from coopgraph.ingest.changing import Changed, Changer
from coopgraph.ingest.publishing import with_a_write
from coopgraph.namespaces import OWL
from coopgraph.resolution.directory import OF_CLASSES, OF_THINGS, Directory, following, load_directory
from coopgraph.resolution.keeping import directory_for, keep_directory
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.embedded_changes import Difference, parse, patch, replace, update
from coopgraph.store.media import MediaType, by_name
from coopgraph.store.revisions import Revision, StoreFolder
from coopgraph.web.faults import ChangeRefusedError, MalformedGraphError, packed
from coopgraph.web.workers.frames import ASK, END, FAULT, HEADER, HOLD, Frames, pack, pack_json
from coopgraph.web.workers.kinds import prepare_imports, renew
from coopgraph.web.writes.change import Change, Written

_MOST_FILES = 1 << 16
_QUIET_SECONDS = 1.0
"""How long nobody has to ask for anything before the names of the new revision are kept."""


class Scribe:
    """The current revision of a store folder, and how it becomes the next."""

    def __init__(self, folder: StoreFolder, megabytes: int) -> None:
        """Load the current revision. ``megabytes`` is what a change may take beside it."""
        self._folder = folder
        self._megabytes = megabytes
        self._load(folder.current())

    def _load(self, revision: Revision) -> None:
        self._base, self._changer = revision, Changer(revision.open(memory=True))
        self._names = directory_for(self._changer.store.select, revision.version, revision.path)
        self._renamed = set[str]()
        """The things of which a name or a class has changed since the names were read."""
        self._reclassed = False
        """Whether anything is said of classes since then."""
        self.unkept = False
        """Whether the names of the current revision are still to be kept with it."""

    def prepare(self, change: Change, documents: list[bytes]) -> tuple[Changed, Written]:
        """Change the graph in memory and check it; return what changed, and what will be said when it is published.

        Raises:
            CoopgraphError: it is refused, and the graph is as it was.
        """
        current = self._folder.current()
        if current.path != self._base.path:  # a build has published
            self._load(current)
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
        self._renamed |= changed.whole.subjects_of(OF_THINGS)
        self._reclassed |= (
            bool(changed.whole.predicates & OF_CLASSES) or OWL + "Class" in changed.whole.objects
        )
        self.unkept = True
        return self._base.version

    def held(self, name: str) -> EmbeddedStore | None:
        """Return what is in memory, prepared for workers, if it is the revision called ``name``."""
        if self._base.path.name != name:
            return None
        base = self._base
        return renew(self._changer.store, base.path, base.version, self._known())

    def keep_names(self) -> None:
        """Keep the names of the current revision with it, as a build does, if they are not kept yet."""
        if self.unkept:
            keep_directory(self._known(), self._base.version, self._base.path)
            self.unkept = False

    def _known(self) -> Directory:
        """Return the names in the store, of which those are read that have changed."""
        select = self._changer.store.select
        if self._reclassed:
            self._names = load_directory(select)
        elif self._renamed:
            self._names = following(self._names, select, self._renamed)
        self._renamed.clear()
        self._reclassed = False
        return self._names


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


def work(control: socket.socket, scribe: Scribe, hold: Hold | None = None) -> None:
    """Take changes until the server closes the connection. What can wait until nobody asks waits."""
    frames = Frames(control)
    while frame := _next(frames, control, scribe):
        kind, asked = frame
        if kind == HOLD and hold:
            control.sendall(pack(END, hold(asked)))
            continue
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


def _next(frames: Frames, control: socket.socket, scribe: Scribe) -> tuple[bytes, bytes] | None:
    """Return the next frame, None when there will be none; the names are kept when it is long in coming."""
    if scribe.unkept:
        with selectors.DefaultSelector() as selector:
            selector.register(control, selectors.EVENT_READ)
            quiet = not selector.select(_QUIET_SECONDS)
        if quiet:
            scribe.keep_names()
    frame = next(frames, None)
    if frame is None:
        scribe.keep_names()
    return frame


Hold = Callable[[bytes], bytes]


def holding(scribe: Scribe, hatch: socket.socket, seconds: float, megabytes: int) -> Hold:
    """Return what forks a holder, given its order, and says the number of its process, or 0 where there is none.

    Args:
        scribe: whose store it is to hold.
        hatch: where the server's end of the holder's connection comes in.
        seconds: a worker of it may spend on one answer.
        megabytes: a worker of it may take for one answer.
    """
    from coopgraph.web.workers import zygote  # not on every system

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them

    def hold(order: bytes) -> bytes:
        _, (descriptor,), _, _ = socket.recv_fds(hatch, 1, 1)
        try:
            asked = json.loads(order)
            store = scribe.held(asked["name"])
            if store is None:
                return b"0"
            gc.freeze()  # what is prepared stays shared
            pid = zygote.fork()
            if pid:
                return str(pid).encode()
            status = 1
            try:
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                os.closerange(3, descriptor)
                os.closerange(descriptor + 1, _MOST_FILES)
                control = socket.socket(fileno=descriptor)
                zygote.hold(control, store, asked["version"], seconds, megabytes)
                status = 0
            finally:
                os._exit(status)
        finally:
            os.close(descriptor)

    return hold


def main(arguments: list[str]) -> None:
    """Write to a store folder: ``scribe DESCRIPTOR HATCH FOLDER MEGABYTES KEPT SECONDS``."""
    descriptor, hatch, folder, megabytes, kept, seconds = arguments
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # the server is told too, and closes the connection
    control = socket.socket(fileno=int(descriptor))
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the server is gone
        try:
            scribe = Scribe(StoreFolder(folder, int(kept)), int(megabytes))
        except CoopgraphError as error:
            control.sendall(pack_json(FAULT, packed(error)))
            return
        hold = None
        if hasattr(os, "fork"):
            prepare_imports()
            hold = holding(scribe, socket.socket(fileno=int(hatch)), float(seconds), int(megabytes))
        control.sendall(pack(HEADER))
        work(control, scribe, hold)


if __name__ == "__main__":
    main(sys.argv[1:])
