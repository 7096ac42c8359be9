"""What is in a release: counts, checksums, versions, sources and their licences."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from coopgraph.namespaces import BASE, OWL
from coopgraph.queries import Catalogue
from coopgraph.release.edition import Edition
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.version import __version__

_ONTOLOGY = f"SELECT ?version WHERE {{ <{BASE}ontology> <{OWL}versionInfo> ?version }} ORDER BY ?version"
_CLASSES = """
SELECT ?name (COUNT(?thing) AS ?things) WHERE {
  ?thing a ?class . FILTER(STRSTARTS(STR(?thing), "https://w3id.org/coopgraph/id/"))
  BIND(STR(?class) AS ?name)
} GROUP BY ?name ORDER BY ?name"""
UNKNOWN = "unknown"


def manifest(
    edition: Edition,
    store: EmbeddedStore,
    catalogue: Catalogue,
    shapes: Path,
    checked: Mapping[str, int],
    files: Sequence[Mapping[str, object]],
) -> dict[str, object]:
    """Return the manifest of a release as JSON values.

    ``graph.rdfc10`` is the SHA-256 of the graph canonicalised by RDFC-1.0. The graph has no blank nodes and
    the engine writes canonical N-Quads, so it is that of the sorted file itself; the tests ask PyLD.

    Args:
        edition: what the release says of itself.
        store: the graph.
        catalogue: with ``exports/sources``.
        shapes: the folder of the rules that the graph was checked against.
        checked: the number of results of the check by severity.
        files: path, what it holds, media type, size and SHA-256 of each file.
    """
    nquads = store.dump_nquads()
    digest = hashlib.sha256(nquads).hexdigest()
    return {
        "name": edition.name,
        "title": edition.title,
        "date": edition.date or None,
        "licence": edition.licence,
        "graph": {
            "version": digest,
            "sha256": digest,
            "rdfc10": digest,
            "triples": store.count(),
            "quads": nquads.count(b"\n"),
            "graphs": {graph: store.count(graph) for graph in store.graphs()},
            "classes": {str(row["name"]): int(str(row["things"])) for row in store.select(_CLASSES)},
        },
        "made_with": {
            "coopgraph": __version__,
            "ontology": next((str(row["version"]) for row in store.select(_ONTOLOGY)), UNKNOWN),
            "shapes_sha256": _digest_of(shapes),
        },
        "check": dict(checked),
        "sources": sources(store, catalogue),
        "files": list(files),
    }


def sources(store: EmbeddedStore, catalogue: Catalogue) -> list[dict[str, str]]:
    """Return every document with its licence: an IRI, *not stated* by the document, or *unknown* to the curators."""
    rows = store.select(catalogue.get("exports/sources").bind({}))
    names = ("source", "title", "publisher", "published", "language", "sha256")
    return [
        {
            **{name: str(row[name]) for name in names if name in row},
            "licence": str(row.get("licence", UNKNOWN)),
        }
        for row in rows
    ]


def _digest_of(folder: Path) -> str:
    """Return the SHA-256 of the files of a folder, with their names, in the order of these."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.ttl")):
        digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
