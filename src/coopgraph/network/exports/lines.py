"""JSON with a node or a tie a line: to be read by people and by ``diff``, and quick to write.

Python's encoder in C writes no indented text, and without it a network of 50,000 ties takes a second more.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

_encode = json.JSONEncoder(ensure_ascii=False).encode
_NESTED = 2
"""How deep lists of nodes and ties may lie in a document."""


def as_lines(document: Mapping[str, Any]) -> bytes:
    """Return a document as UTF-8, with a line's end."""
    return (_text(document, 0) + "\n").encode("utf-8")


def _text(value: Any, depth: int) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(map(_encode, value)) + "\n]"
    if isinstance(value, Mapping) and depth < _NESTED:
        return (
            "{\n"
            + ",\n".join(f"{_encode(k)}: {_text(inner, depth + 1)}" for k, inner in value.items())
            + "\n}"
        )
    return _encode(value)
