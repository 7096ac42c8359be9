"""A store folder: revisions that never change, and a pointer to the current one.

    coopgraph.store/
        format               "coopgraph-store 1"
        current              the name of the current revision; replaced in one step
        write.lock           held by the one process that publishes
        revisions/{name}/    graph.nq (sorted)  oxigraph/ (graph.nq and its merge)  revision.json
                             networks/ (what the network room draws from them and may draw again)
                             names.json (what search files of them and may file again)
                             overview.json (what is counted in them and may be counted again)

A revision is built aside and becomes current when the pointer is replaced, so a process killed at
any moment leaves the former revision. What is promised on power loss: every file of a revision is
synchronised to the disk before the pointer is.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from coopgraph.errors import NotFoundError, StoreError, StoreLockedError, StoreUnavailableError
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.embedded_changes import Difference
from coopgraph.store.embedded_following import follow, follow_by
from coopgraph.store.leases import in_use, take_lease
from coopgraph.store.nquads import has_blank_node
from coopgraph.store.soundness import check_nquads, is_sound

FORMAT = "coopgraph-store 1"
_OWN_NAMES = {"format", "current", "current.new", "write.lock", "write.pid", "revisions"}


@dataclass(frozen=True)
class Revision:
    """One published state of the graph. ``version`` is the SHA-256 of its sorted N-Quads."""

    path: Path
    version: str
    triples: int
    quads: int
    graphs: int
    manifest: Mapping[str, object] = field(default_factory=dict)
    published: datetime = field(default=datetime.fromtimestamp(0, UTC), compare=False)
    """When it was published, to the second. No part of the version."""

    @property
    def nquads(self) -> Path:
        """The file of the named graphs as sorted N-Quads, whose SHA-256 is the version."""
        return self.path / "graph.nq"

    def sound_nquads(self) -> Path:
        """Return the same file, found to be what was published. Raises StoreUnavailableError where it is not."""
        return check_nquads(self.nquads, self.version)

    def open(self, memory: bool = False) -> EmbeddedStore:
        """Return the revision as a store: on disk (quick to open), or loaded into memory (quick to ask).

        On disk it is read-only. A loaded copy may be updated; nothing written to it reaches the disk.
        """
        if memory:
            store = EmbeddedStore.in_memory()
            store.load_nquads(self.sound_nquads())
            return store
        lease = take_lease(self.path)
        try:
            return EmbeddedStore.at(self.path / "oxigraph", read_only=True, lease=lease)
        except BaseException:
            lease.close()
            raise


class StoreFolder:
    """The folder of an embedded store. Making one touches nothing on disk; ``publish`` does."""

    def __init__(self, path: str | Path, kept: int = 1) -> None:
        """Take the folder at ``path``; publishing leaves ``kept`` revisions in it besides the new one."""
        self.path = Path(path)
        self._kept = kept

    def current(self) -> Revision:
        """Return the current revision.

        Raises:
            StoreUnavailableError: there is no store here, it holds no revision, or it cannot be read.
        """
        self._check_format()
        try:
            name = (self.path / "current").read_text(encoding="utf-8").strip()
            return _read(self.path / "revisions" / name)
        except FileNotFoundError as error:
            raise StoreUnavailableError(
                f"the store {self.path} holds no graph yet; run: coopgraph build --store {self.path}"
            ) from error
        except OSError as error:
            raise _unusable(self.path, error) from error
        except (ValueError, KeyError) as error:
            raise StoreUnavailableError(
                f"the store {self.path} is damaged ({error}); build it again into an empty folder"
            ) from error

    def find(self, name: str) -> Revision:
        """Return the revision in the folder that ``name`` means: ``current``, its name, or how its version begins.

        Raises:
            NotFoundError: there is none, or more than one; the message lists those in the folder.
            StoreUnavailableError: as ``current``.
        """
        current = self.current()
        if name == "current":
            return current
        held = self.revisions()
        found = [r for r in held if name and (r.path.name == name or r.version.startswith(name))]
        if len({r.version for r in found}) == 1:
            return found[-1]
        fault = "several revisions begin with" if found else "there is no revision"
        known = ", ".join(r.path.name for r in held)
        raise NotFoundError(f"{fault} {name!r} in the store {self.path}; it holds {known}")

    def revisions(self) -> list[Revision]:
        """Return the revisions in the folder, the oldest first."""
        found = []
        for path in sorted((self.path / "revisions").glob("[0-9]*-*")):
            with suppress(FileNotFoundError):  # a publisher has just deleted it
                found.append(_read(path))
        return found

    def open(self, memory: bool = False) -> EmbeddedStore:
        """Return the current revision as a store; see ``Revision.open``. Raises as ``current`` does."""
        for _ in range(3):  # a publisher may prune between our reading the pointer and our opening
            revision = self.current()
            try:
                return revision.open(memory)
            except (StoreUnavailableError, FileNotFoundError):
                if self.current() == revision:
                    raise
        return self.current().open(memory)

    def publish(
        self, nquads: bytes, manifest: Mapping[str, object], follows: Revision | None = None
    ) -> Revision:
        """Make a graph the current revision and return it. Any failure leaves the store as it was.

        The same graph under the same manifest is not written again, unless its files have been damaged.
        As many revisions are kept as this folder was made to keep, and any that a reader has open; older
        ones are deleted.

        Args:
            nquads: the named graphs, without blank nodes. Order and duplicates do not matter: the
                revision holds the lines as the engine writes them, sorted.
            manifest: what else to say about the revision, such as the version of the ontology. JSON.
            follows: the revision that the graph was made from; it must still be the current one.

        Raises:
            StoreLockedError: another process is publishing, or has published after ``follows``.
            StoreUnavailableError: the folder holds something else, or cannot be written.
            UnreadableSourceError: the text is not N-Quads.
            StoreError: the text holds a blank node.
        """
        if has_blank_node(nquads):
            raise StoreError("the graph holds a blank node, which has no lasting name; give the thing an IRI")
        return self._written(lambda folder, former: _build(folder, nquads, manifest, former), follows)

    def publish_change(
        self, difference: Difference, manifest: Mapping[str, object], follows: Revision
    ) -> Revision:
        """Make the current revision, changed, the current one. For changes: it costs no more than copying the files.

        Args:
            difference: what is added to and taken from ``follows``; without blank nodes.
            manifest: as for ``publish``.
            follows: as for ``publish``.

        Raises as ``publish`` does.
        """

        def build(folder: Path, _: Revision | None) -> Revision:
            follows.sound_nquads()
            follow_by(follows.path, difference, folder)
            return _described(folder, manifest)

        return self._written(build, follows)

    def _written(
        self, build: Callable[[Path, Revision | None], Revision], follows: Revision | None = None
    ) -> Revision:
        """Publish the revision that ``build`` makes in a folder it is given, with the former revision."""
        created = False
        try:
            created = not self.path.exists()
            if not created:
                self._check_format(allow_empty=True)
            with self._locked():
                if follows is not None and self.current().path != follows.path:
                    raise StoreLockedError(
                        f"another process has published to {self.path} meanwhile; send the change again"
                    )
                return self._publish(build)
        except BaseException as error:
            if created:
                shutil.rmtree(self.path, ignore_errors=True)
            if isinstance(error, OSError):
                raise _unusable(self.path, error) from error
            raise

    def _publish(self, build: Callable[[Path, Revision | None], Revision]) -> Revision:
        revisions = self.path / "revisions"
        revisions.mkdir(exist_ok=True)
        for unfinished in revisions.glob(".new-*"):
            shutil.rmtree(unfinished, ignore_errors=True)  # left by a process that was killed
        building = revisions / f".new-{os.getpid()}"
        building.mkdir()
        try:
            former = self._former()
            revision = build(building, former)
            same = former and (former.version, former.manifest) == (revision.version, revision.manifest)
            if former and same and is_sound(former.path, former.version):
                return former
            home = revisions / self._next_name(revision.version)
            building.rename(home)
        finally:
            shutil.rmtree(building, ignore_errors=True)
        _sync(revisions)
        if not (self.path / "format").exists():
            _write(self.path / "format", f"{FORMAT}\n")
        _write(self.path / "current.new", f"{home.name}\n")
        (self.path / "current.new").replace(self.path / "current")
        _sync(self.path)
        self._prune(keep={home.name, former.path.name if former else home.name})
        return _read(home)

    def adopt(self, revision: Revision) -> Revision:
        """Make a copy of another folder's revision the current one here, and return it: a backup, or its restoration.

        A revision never changes, so the copy is whole also while the other folder is published to. Any failure
        leaves this folder as it was. The same revision is not copied twice.

        Raises:
            StoreLockedError: another process is publishing here.
            StoreUnavailableError: this folder holds something else or cannot be written, or the other is damaged.
        """
        with take_lease(revision.path):  # keeps it from being pruned
            return self._written(lambda folder, _: _copied(folder, revision))

    def _former(self) -> Revision | None:
        return self.current() if (self.path / "current").exists() else None

    def _next_name(self, version: str) -> str:
        taken = [int(p.name.split("-")[0]) for p in (self.path / "revisions").glob("[0-9]*-*")]
        return f"{max(taken, default=0) + 1:06d}-{version[:12]}"

    def _prune(self, keep: set[str]) -> None:
        every = sorted((self.path / "revisions").glob("[0-9]*-*"), key=lambda path: path.name)
        for old in every[: -1 - self._kept]:
            if old.name not in keep and not in_use(old):
                shutil.rmtree(old, ignore_errors=True)  # what stays behind is tried again next time

    @contextmanager
    def _locked(self) -> Iterator[None]:
        from filelock import FileLock, Timeout  # slow to import, and readers never lock

        self.path.mkdir(parents=True, exist_ok=True)
        holder = self.path / "write.pid"
        try:
            with FileLock(self.path / "write.lock", timeout=0):
                holder.write_text(str(os.getpid()), encoding="utf-8")
                try:
                    yield
                finally:
                    holder.unlink(missing_ok=True)
        except Timeout as error:
            pid = holder.read_text(encoding="utf-8") if holder.exists() else "unknown"
            raise StoreLockedError(
                f"the store {self.path} is being written by another process (pid {pid}); "
                "wait for it to end, or stop it, and try again"
            ) from error

    def _check_format(self, allow_empty: bool = False) -> None:
        try:
            found = (self.path / "format").read_text(encoding="utf-8").strip()
        except (FileNotFoundError, NotADirectoryError):
            if not self.path.exists():
                fault = "there is no store at"
            elif not self.path.is_dir():
                fault = "a store is a folder, and this is not one:"
            elif {p.name for p in self.path.iterdir()} <= _OWN_NAMES:
                if allow_empty:
                    return
                fault = "there is no graph yet in"
            else:
                raise StoreUnavailableError(
                    f"the folder {self.path} is not empty and no coopgraph store; name another with --store"
                ) from None
            raise StoreUnavailableError(
                f"{fault} {self.path}; make one with coopgraph build, or name another with --store"
            ) from None
        except OSError as error:
            raise _unusable(self.path, error) from error
        if found != FORMAT:
            raise StoreUnavailableError(
                f"the store {self.path} has the format {found!r}, and this coopgraph reads {FORMAT!r}; "
                "update coopgraph, or build the graph again into an empty folder"
            )


def _build(folder: Path, nquads: bytes, manifest: Mapping[str, object], former: Revision | None) -> Revision:
    """Write a whole revision into ``folder`` and through to the disk."""
    sound = former is not None and is_sound(former.path, former.version)  # else nothing is made from it
    if former is None or not sound or not follow(former.path, nquads, folder):
        with EmbeddedStore.at(folder / "oxigraph", read_only=False) as store:
            store.load_nquads(nquads)
            (folder / "graph.nq").write_bytes(store.dump_nquads())
    return _described(folder, manifest)


def _described(folder: Path, manifest: Mapping[str, object]) -> Revision:
    """Write down what the revision in ``folder`` holds, and all of it through to the disk."""
    with EmbeddedStore.at(folder / "oxigraph") as store:
        triples, graphs = store.count(), len(store.graphs())
    data = (folder / "graph.nq").read_bytes()
    about = {
        "version": hashlib.sha256(data).hexdigest(),
        "triples": triples,
        "quads": data.count(b"\n"),
        "graphs": graphs,
        "manifest": dict(manifest),
        "published": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    text = json.dumps(about, ensure_ascii=False, indent=2, sort_keys=True)
    (folder / "revision.json").write_text(text + "\n", encoding="utf-8")
    _sync_all(folder)
    return _read(folder)


def _copied(folder: Path, revision: Revision) -> Revision:
    """Copy a revision into ``folder`` and through to the disk, and see that what arrived is what it is called."""
    revision.sound_nquads()
    # These may change while they are copied, and are made again.
    drawn = shutil.ignore_patterns("networks", "names.json", "overview.json", ".*")
    shutil.copytree(revision.path, folder, dirs_exist_ok=True, ignore=drawn)
    check_nquads(folder / "graph.nq", revision.version)
    _sync_all(folder)
    return _read(folder)


def _sync_all(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        _sync(path)
    _sync(folder)


def _read(folder: Path) -> Revision:
    file = folder / "revision.json"
    about = json.loads(file.read_text(encoding="utf-8"))
    if "published" in about:
        published = datetime.fromisoformat(about["published"])
    else:  # made before revisions said so
        published = datetime.fromtimestamp(int(file.stat().st_mtime), UTC)
    return Revision(
        folder,
        about["version"],
        about["triples"],
        about["quads"],
        about["graphs"],
        about["manifest"],
        published,
    )


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    _sync(path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _unusable(path: Path, error: OSError) -> StoreUnavailableError:
    return StoreUnavailableError(
        f"the store {path} cannot be used: {error.strerror or error}"
        f"{f' ({error.filename})' if error.filename else ''}; nothing was changed. "
        "Check its permissions and the space on the disk, or name another with --store"
    )
