"""The OpenAPI document is whole and true, and a fuzzer that reads it finds nothing."""

from __future__ import annotations

import re
import subprocess
import sys
from urllib.parse import urljoin

import pytest

from coopgraph.web.app import routed
from coopgraph.web.endpoint import Endpoint
from coopgraph.web.history import History
from coopgraph.web.questions.formats import TEXT
from coopgraph.web.writes.routes import Writes


@pytest.fixture(scope="module")
def document(bundled_server):
    answer = bundled_server.get("/api/openapi.json")
    assert (answer.status, answer.type) == (200, "application/json")
    return answer.json


def test_every_route_of_the_api_and_every_query_is_in_the_document(bundled_server, bundled, document):
    pool, settings = bundled_server.running.pool, bundled_server.running._settings
    history = History(pool)
    app = routed(Endpoint(pool, settings, Writes(None, pool.metrics), history), history, pool, settings)
    routes = {route.path for route in app.routes if getattr(route, "path", "").startswith("/api/")}
    assert len(routes) > 8
    assert {path for path in document["paths"] if path.startswith("/api/")} == routes
    queries = {f"/queries/{name}" for name in bundled.catalogue.names()}
    assert {path for path in document["paths"] if path.startswith("/queries/")} == queries


def test_the_parameters_of_a_query_are_those_of_its_header(bundled, document):
    for query in bundled.catalogue.list():
        operation = document["paths"][f"/queries/{query.name}"]["get"]
        there = {p["name"]: p.get("required") for p in operation["parameters"] if p["in"] == "query"}
        assert there.pop("revision", "missing") is None
        assert there == {parameter.name: parameter.required for parameter in query.parameters}
        assert TEXT.type in operation["responses"]["200"]["content"]


def test_the_document_is_openapi(document):
    import schemathesis

    schema = schemathesis.openapi.from_dict(document)
    assert sum(1 for _ in schema.get_all_operations()) == len(document["paths"]) > 100


def test_a_fuzzer_finds_nothing(bundled_server, tmp_path):
    """Schemathesis, bounded: every operation, its examples, its boundaries, and a few random values."""
    # What a schema cannot say (that a text is a date, or names something) may be refused: 400, 404, 422.
    (tmp_path / "schemathesis.toml").write_text(
        "[checks.positive_data_acceptance]\nexpected-statuses = [200, 304, 400, 404, 422]\n"
    )
    run = subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli", "--config-file", "schemathesis.toml", "run"),
            *(bundled_server.url + "/api/openapi.json", "--max-examples=2", "--generation-deterministic"),
            *(
                "--phases=examples,coverage,fuzzing",
                "--workers=2",
                "--suppress-health-check=all",
                "--no-color",
            ),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=500,
    )
    assert run.returncode == 0, run.stdout[-5000:]
    assert re.search(r"Tested: (\d+)", run.stdout)[1] == re.search(r"Selected: (\d+)", run.stdout)[1]


def test_the_page_of_the_api_shows_every_operation_and_its_examples_answer(bundled_server, document):
    page = bundled_server.get("/api", Accept="text/html")
    assert page.type == "text/html; charset=utf-8"
    assert len(re.findall(r"<code>GET ", page.text)) == len(document["paths"])
    import html

    for example in re.findall(r'Example: <a class="iri" href="([^"]*)"', page.text):
        answer = bundled_server.get(urljoin("/api", html.unescape(example)))
        assert answer.status == 200, (example, answer.text)
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page.text)
