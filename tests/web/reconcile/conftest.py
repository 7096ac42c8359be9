"""A server over the bundled graph, and the official schemas."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

SUITES = Path(__file__).parents[3].parent / "shared" / "suites" / "reconciliation-api"


@pytest.fixture(scope="session")
def served(serving_bundled):
    with serving_bundled(query_bytes=200_000) as server:
        yield server


@pytest.fixture(scope="session")
def valid():
    """Give a function that fails unless a document is valid by the official schema of that version and name."""
    if not SUITES.is_dir():
        pytest.skip(
            "the schemas of the API are not beside this checkout (../shared/suites/reconciliation-api)"
        )

    def check(version: str, name: str, document: object) -> None:
        folder = SUITES / version / "schemas"
        found = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")}
        resources = [(s["$id"], Resource.from_contents(s, DRAFT7)) for s in found.values() if "$id" in s]
        near = [
            (s["$id"].rpartition("/")[0] + "/" + n, Resource.from_contents(s, DRAFT7))
            for n, s in found.items()
            if "$id" in s
        ]
        validator = Draft7Validator(
            found[f"{name}.json"], registry=Registry().with_resources([*resources, *near])
        )
        faults = [f"{list(fault.path)}: {fault.message}" for fault in validator.iter_errors(document)]
        assert faults == []

    return check


@pytest.fixture(scope="session")
def match(served):
    """Give a function that sends a batch as OpenRefine does, in a form, and returns the results by key."""

    def send(**queries: object) -> dict:
        answer = served.request(
            "POST",
            "/reconcile",
            urlencode({"queries": json.dumps(queries)}),
            Content_Type="application/x-www-form-urlencoded",
        )
        assert answer.status == 200, answer.text
        return {key: found["result"] for key, found in answer.json.items()}

    return send


@pytest.fixture(scope="session")
def get(served):
    """Give a function that sends a value as JSON in the address and returns the answer."""

    def send(name: str, value: object):
        return served.get(f"/reconcile?{name}={quote(json.dumps(value))}")

    return send
