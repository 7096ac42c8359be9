"""The rules, asked of the graph that is served."""

from __future__ import annotations

import json

from coopgraph.store.embedded import EmbeddedStore
from coopgraph.validation import check
from coopgraph.validation.shapes import SEVERITIES
from coopgraph.web.api.operation import TEXT, Found, Operation, Parameter, Values, paging
from coopgraph.web.api.schemas import NUMBER, STRING, many, or_null, paged, record
from coopgraph.web.api.things import heading
from coopgraph.web.resources import shapes


def _check(store: EmbeddedStore, version: str, values: Values) -> Found:
    report = json.loads(check(store, shapes()).to_json())
    found = [
        result
        for result in report["results"]
        if values["severity"] in (None, result["severity"]) and values["rule"] in (None, result["rule"])
    ]
    size, page = values["size"], values["page"]
    head = heading(version, len(found), values)
    document = {
        **head,
        "conforms": report["conforms"],
        "counts": report["counts"],
        "results": found[(page - 1) * size : page * size],
    }
    return Found(document, page=page, pages=head["pages"])


_TEXTS = {"type": "object", "additionalProperties": STRING}
_TERM = record({"type": STRING, "value": STRING}, {"xml:lang": STRING, "datatype": STRING})

CHECK = Operation(
    "check",
    "/api/check",
    "What the rules find in the graph",
    "The graph served here, checked against every rule when this is asked: wrong or unusable (Violation), "
    "probably wrong (Warning), incomplete or a conflict on record (Info).",
    (
        Parameter("severity", "only results of this severity", {"type": "string", "enum": list(SEVERITIES)}),
        Parameter("rule", "only results of this rule", TEXT, example="R36"),
        *paging(),
    ),
    paged(
        "results",
        record(
            {
                "rule": STRING,
                "shape": STRING,
                "severity": {"type": "string", "enum": list(SEVERITIES)},
                "focus": _TERM,
                "path": or_null(STRING),
                "value": or_null(_TERM),
                "message": _TEXTS,
                "sources": many(STRING),
                "place": {"type": "null"},
                "remedy": _TEXTS,
                "page": STRING,
            }
        ),
        {"conforms": {"type": "boolean"}, "counts": record(dict.fromkeys(SEVERITIES, NUMBER))},
    ),
    _check,
)
