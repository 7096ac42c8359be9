"""Writing a release: every file, then the manifest that names them, in a folder that appears whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from coopgraph.errors import StoreError
from coopgraph.queries import Catalogue
from coopgraph.release import void
from coopgraph.release.citation import citation
from coopgraph.release.crate import crate
from coopgraph.release.dataset import Measured
from coopgraph.release.diff import State, difference
from coopgraph.release.edition import Edition
from coopgraph.release.files import GRAPH_FILES
from coopgraph.release.manifest import manifest, sources
from coopgraph.release.overview import Overview
from coopgraph.release.telling import as_markdown, tell
from coopgraph.resources import resource
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.validation import check
from coopgraph.validation.report import Report


def write_release(folder: Path, edition: Edition, store: EmbeddedStore, since: State | None = None) -> Path:
    """Write a release of the graph in ``store`` into a new folder, and return the folder.

    The same graph under the same edition gives the same bytes in every file.

    Args:
        folder: where; it does not exist, or is empty.
        edition: what the release says of itself.
        store: the graph.
        since: the release before, from which the changes are told; none for a first release.

    Raises:
        StoreError: the folder holds something, or cannot be written.
        InvalidDataError: the graph breaks a rule of severity Violation.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StoreError(f"{folder} is not an empty folder; a release is written into a new one")
    report = check(store)
    report.raise_for_violations()
    aside = folder.with_name(f".{folder.name}.new-{os.getpid()}")
    try:
        aside.mkdir(parents=True)
        listed = []
        for name, about, media, data in _contents(edition, store, report, since):
            (aside / name).write_bytes(data)
            digest = hashlib.sha256(data).hexdigest()
            listed.append({"path": name, "about": about, "type": media, "bytes": len(data), "sha256": digest})
        catalogue = Catalogue.load([resource("queries")])
        found = manifest(edition, store, catalogue, resource("shapes"), report.counts(), listed)
        text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
        (aside / "manifest.json").write_text(text, encoding="utf-8")
        described = [*listed, _entry("manifest.json", "counts, checksums, versions, licences", text)]
        (aside / "ro-crate-metadata.json").write_text(
            crate(edition, described, sources(store, catalogue)), encoding="utf-8"
        )
        if folder.exists():
            folder.rmdir()
        aside.rename(folder)
    except OSError as error:
        raise StoreError(f"the release cannot be written to {folder}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return folder


def _contents(
    edition: Edition, store: EmbeddedStore, report: Report, since: State | None
) -> Iterator[tuple[str, str, str, bytes]]:
    catalogue = Catalogue.load([resource("queries")])
    files = []
    for content in GRAPH_FILES:
        data = content.make(store, catalogue)
        files.append(Measured.of(content.path, content.about, content.type, data))
        yield content.path, content.about, content.type, data
    yield void.PATH, void.ABOUT, "text/turtle", void.void(edition, Overview.of(store, edition.version), files)
    yield "check.json", "the report of the check", "application/json", (report.to_json() + "\n").encode()
    if since is not None:
        now = State(edition.name, store.dump_nquads())
        told = as_markdown(tell(since, now, difference(since, now)))
        yield "CHANGES.md", f"what changed since {since.name}", "text/markdown", told.encode()
    yield "CITATION.cff", "how to cite this release", "application/yaml", citation(edition).encode()


def _entry(path: str, about: str, text: str) -> dict[str, object]:
    data = text.encode()
    return {
        "path": path,
        "about": about,
        "type": "application/json",
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }
