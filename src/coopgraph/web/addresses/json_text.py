"""JSON as it is sent."""

from __future__ import annotations

import json


def as_json(document: object) -> bytes:
    """Return a document as UTF-8, one value a line, with a line's end."""
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
