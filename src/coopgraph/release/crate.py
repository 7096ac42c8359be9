"""A release described as a research object, for archives and catalogues that read RO-Crate.

RO-Crate was preferred to a Data Package: it is JSON-LD, names people, licences and versions as
schema.org does, and is what research archives ingest. One document describes every file.

Reference: RO-Crate 1.1, https://w3id.org/ro/crate/1.1
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from coopgraph.release.edition import Edition

_CONTEXT = "https://w3id.org/ro/crate/1.1/context"


def crate(
    edition: Edition, files: Sequence[Mapping[str, object]], sources: Sequence[Mapping[str, str]]
) -> str:
    """Return ``ro-crate-metadata.json`` for a release.

    Args:
        edition: what the release says of itself.
        files: ``path about type bytes sha256`` of each.
        sources: the documents that the graph is made from, as the manifest lists them.
    """
    licence = f"https://spdx.org/licenses/{edition.licence}"
    authors = [{"@id": f"#author-{number}"} for number, _ in enumerate(edition.authors, 1)]
    root: dict[str, object] = {
        "@id": "./",
        "@type": "Dataset",
        "name": f"{edition.title}, release {edition.name}",
        "description": "A knowledge graph of bilateral cooperation in which every fact carries its source.",
        "version": edition.name,
        "identifier": f"sha256:{edition.version}",
        "license": {"@id": licence},
        "author": authors,
        "isBasedOn": [{"@id": source["source"]} for source in sources],
        "hasPart": [{"@id": str(file["path"])} for file in files],
    }
    if edition.date:
        root["datePublished"] = edition.date
    graph: list[dict[str, object]] = [
        {
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
            "about": {"@id": "./"},
        },
        root,
        *(
            {
                "@id": file["path"],
                "@type": "File",
                "name": file["path"],
                "description": file["about"],
                "encodingFormat": file["type"],
                "contentSize": str(file["bytes"]),
                "sha256": file["sha256"],
            }
            for file in files
        ),
        {"@id": licence, "@type": "CreativeWork", "name": edition.licence},
    ]
    graph += [_document(source) for source in sources]
    known = {licence}
    for source in sources:
        if _is_iri(given := source["licence"]) and given not in known:
            known.add(given)
            graph.append({"@id": given, "@type": "CreativeWork", "name": given})
    for number, name in enumerate(edition.authors, 1):
        graph.append({"@id": f"#author-{number}", "@type": "Organization", "name": name})
    return json.dumps({"@context": _CONTEXT, "@graph": graph}, ensure_ascii=False, indent=2) + "\n"


def _document(source: Mapping[str, str]) -> dict[str, object]:
    """Return a document with the licence of its text, or with what is known of that instead."""
    licence = source["licence"]
    said = {"license": {"@id": licence}} if _is_iri(licence) else {"conditionsOfAccess": f"licence {licence}"}
    return {
        "@id": source["source"],
        "@type": "CreativeWork",
        "name": source.get("title", source["source"]),
        **said,
    }


def _is_iri(licence: str) -> bool:
    return "://" in licence
