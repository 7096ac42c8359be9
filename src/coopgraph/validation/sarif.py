"""A report as SARIF 2.1.0: what editors and code hosts show beside the lines of a file.

Reference: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0, 27 March 2020.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from coopgraph.namespaces import BASE, SHAPES
from coopgraph.validation.render import in_language
from coopgraph.version import __version__

if TYPE_CHECKING:
    from coopgraph.validation.report import Report, Result
    from coopgraph.validation.shapes import Rule

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"Violation": "error", "Warning": "warning", "Info": "note"}


def sarif(report: Report, language: str) -> str:
    """Return the report as SARIF. See ``Report.to_sarif``.

    A rule's ``id`` is the name of its shape, because two shapes may share one number.
    """
    index = {rule.shape: number for number, rule in enumerate(report.rules)}
    run = {
        "tool": {
            "driver": {
                "name": "coopgraph",
                "version": __version__,
                "informationUri": f"{BASE}docs",
                "rules": [_rule(rule, language) for rule in report.rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(result, index[result.shape], language) for result in report.results],
    }
    body = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(body, ensure_ascii=False, indent=2)


def _rule(rule: Rule, language: str) -> dict[str, Any]:
    description = {
        "id": _id(rule.shape),
        "shortDescription": {"text": in_language(rule.name, language)},
        "fullDescription": {
            "text": in_language(rule.description, language) or in_language(rule.name, language)
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"number": rule.number},
    }
    if rule.page:
        description["helpUri"] = rule.page
    if rule.remedy:
        description["help"] = {"text": in_language(rule.remedy, language)}
    return description


def _result(result: Result, index: int, language: str) -> dict[str, Any]:
    focus = str(result.focus)
    location: dict[str, Any] = {"logicalLocations": [{"fullyQualifiedName": focus}]}
    if result.place:
        region = {"startLine": max(result.place.line, 1), "startColumn": max(result.place.column, 1)}
        artifact = {"uri": _uri(result.place.file)}
        location["physicalLocation"] = {"artifactLocation": artifact, "region": region}
    said = f"{focus}\x1f{result.path}\x1f{result.value}\x1f{in_language(result.message, 'en')}"
    return {
        "ruleId": _id(result.shape),
        "ruleIndex": index,
        "level": _LEVELS[result.severity],
        "message": {"text": in_language(result.message, language) or focus},
        "locations": [location],
        "partialFingerprints": {"result/v1": hashlib.sha256(said.encode()).hexdigest()[:32]},
    }


def _id(shape: str) -> str:
    return shape.removeprefix(SHAPES)


def _uri(file: str) -> str:
    """Return a file as a URI: relative as it was named, or absolute."""
    return Path(file).as_uri() if Path(file).is_absolute() else quote(PurePath(file).as_posix())
