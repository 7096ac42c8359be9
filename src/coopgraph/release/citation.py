"""How a release is cited, in the Citation File Format.

Reference: Citation File Format 1.2.0.
"""

from __future__ import annotations

import json

from coopgraph.release.edition import Edition


def citation(edition: Edition) -> str:
    """Return a CITATION.cff. A JSON string is a YAML string, so any name can stand in it."""
    lines = [
        "cff-version: 1.2.0",
        f"title: {_quoted(edition.title)}",
        'message: "If you use this release, please cite it, and name its version: the SHA-256 of its graph."',
        "type: dataset",
        "authors:",
        *(f"  - name: {_quoted(author)}" for author in edition.authors),
        f"version: {_quoted(edition.name)}",
        *([f"date-released: {edition.date}"] if edition.date else []),
        f"license: {edition.licence}",
        "identifiers:",
        "  - type: other",
        f"    value: {_quoted('sha256:' + edition.version)}",
        '    description: "SHA-256 of the graph as canonical N-Quads (RDFC-1.0)"',
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
