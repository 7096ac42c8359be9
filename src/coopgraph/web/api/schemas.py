"""What the answers of the API look like, in JSON Schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]

STRING: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer", "minimum": 0}
DAY: Schema = {"type": "string", "format": "date"}
LABELS: Schema = {"type": "object", "additionalProperties": {"type": "string"}}
"""One label for each language; without a language under ``""``."""


def record(required: Mapping[str, Any], optional: Mapping[str, Any] | None = None) -> Schema:
    """Return the schema of an object with these members."""
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


def many(items: Schema) -> Schema:
    """Return the schema of a list."""
    return {"type": "array", "items": items}


def or_null(schema: Schema) -> Schema:
    """Return the schema of what may be missing."""
    return {"anyOf": [schema, {"type": "null"}]}


def ref(name: str) -> Schema:
    """Return a reference to one of ``COMPONENTS``."""
    return {"$ref": f"#/components/schemas/{name}"}


NAMED = record({"iri": STRING, "label": STRING})
THING = record({"id": STRING, "labels": LABELS, "types": many(STRING)})
COUNT = record({"id": STRING, "labels": LABELS, "count": NUMBER})
PASSAGE = record({"quotation": STRING, "start": or_null(NUMBER), "end": or_null(NUMBER)})
STATEMENT = record(
    {
        "iri": STRING,
        "class": STRING,
        "facts": many(
            record({"subject": STRING, "property": STRING, "value": {"anyOf": [STRING, ref("Named")]}})
        ),
        "source": ref("Named"),
        "speakers": many(ref("Named")),
        "passages": many(ref("Passage")),
    }
)
KEPT = record({"revision": STRING, "version": STRING, "published": {"type": "string", "format": "date-time"}})
NEAR = record({"id": STRING, "label": STRING, "type": STRING})
PROBLEM = record(
    {"type": STRING, "title": STRING, "status": {"type": "integer"}, "detail": STRING},
    {"revisions": many(KEPT), "near": many(NEAR)},
)
NODE: Schema = {
    "type": "object",
    "properties": {
        "id": STRING,
        "type": many(STRING),
        "inverse": {"type": "object"},
        "included": many({"type": "object"}),
    },
    "required": ["id"],
    "additionalProperties": True,
}
"""A thing as JSON-LD: whatever the graph says of it, by the names of the context."""

COMPONENTS: Mapping[str, Schema] = {
    "Named": NAMED,
    "Thing": THING,
    "Count": COUNT,
    "Passage": PASSAGE,
    "Statement": STATEMENT,
    "Problem": PROBLEM,
    "Node": NODE,
}


def paged(items: str, content: Schema, more: Mapping[str, Any] | None = None) -> Schema:
    """Return the schema of a page of a list: which page of how many, how many in all, and the list."""
    return record(
        {
            "version": STRING, "total": NUMBER, "page": NUMBER, "pages": NUMBER, "size": NUMBER,
            **(more or {}), items: many(content),
        }
    )  # fmt: skip
