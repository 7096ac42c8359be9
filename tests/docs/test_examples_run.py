"""What the documentation shows can be typed in and works."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coopgraph.errors import Fault
from coopgraph.sparql import inspect
from coopgraph.store.revisions import StoreFolder
from docs.conftest import PAGES, ROOT, environment, fences

Shell = Callable[[str, Path], str]
HERE = "http://127.0.0.1:8000"


def examples(language: str, *, http: bool) -> list[object]:
    return [
        pytest.param(body, id=f"{page.name}-{number}")
        for page in PAGES
        for number, body in enumerate(fences(page, language))
        if (HERE in body) == http
    ]


def queries() -> list[object]:
    """Return the SPARQL of the handwritten pages: the generated ones show queries that have cases of their own."""
    return [
        pytest.param(body, id=f"{page.name}-{number}")
        for page in PAGES
        if not page.read_text(encoding="utf-8").startswith("<!-- Generated")
        for number, body in enumerate(fences(page, "sparql"))
        if "$agreement" not in body
    ]


def prompted(page: Path) -> list[str]:
    """Return the lines of a session, without their prompts."""
    return re.findall(r"^    \$ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)


def test_the_session_of_the_readme_runs_from_an_empty_folder(tmp_path: Path, shell: Shell) -> None:
    session = prompted(ROOT / "README.md")
    assert len(session) >= 9
    assert session[0] == "source .venv/bin/activate"
    assert session[-1] == "coopgraph serve"
    for line in session[1:-1]:
        said = shell(line, tmp_path)
        assert said.strip() or "--output" in line, line
    assert (tmp_path / "ties.gexf").stat().st_size > 1000


def test_the_commands_the_readme_names_are_there() -> None:
    named = set(re.findall(r"scripts/\w+", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert {"scripts/demo", "scripts/test"} <= named
    for name in named:
        assert os.access(ROOT / name, os.X_OK), name


@pytest.mark.parametrize("snippet", examples("python", http=False))
def test_a_python_snippet_runs(snippet: str, desk: Path) -> None:
    outcome = subprocess.run(
        [sys.executable, "-c", snippet], cwd=desk, env=environment(), capture_output=True, text=True
    )
    assert outcome.returncode == 0, outcome.stderr
    assert outcome.stdout.strip()


@pytest.mark.parametrize("lines", examples("sh", http=False))
def test_a_block_of_commands_runs(lines: str, desk: Path, shell: Shell) -> None:
    assert shell(lines, desk).strip()


@pytest.mark.parametrize("query", queries())
def test_a_query_of_the_pages_has_an_answer(query: str, bundled_store: Path) -> None:
    with StoreFolder(bundled_store).open() as store:
        if inspect(query).form == "construct":
            assert list(store.construct(query))
        else:
            assert len(store.select(query))


def test_the_query_file_that_architecture_shows_is_one(tmp_path: Path) -> None:
    from coopgraph.queries import Catalogue

    (shown,) = [body for body in fences(ROOT / "docs" / "architecture.md", "sparql") if body.startswith("#:")]
    (tmp_path / "shown.rq").write_text(shown, encoding="utf-8")
    query = Catalogue.load([tmp_path]).get("shown")
    assert [parameter.name for parameter in query.parameters] == ["agreement"]


@pytest.mark.parametrize("snippet", examples("python", http=True))
def test_a_python_client_gets_an_answer(snippet: str, served: str, tmp_path: Path) -> None:
    outcome = subprocess.run(
        [sys.executable, "-c", snippet.replace(HERE, served)], cwd=tmp_path, capture_output=True, text=True
    )
    assert outcome.returncode == 0, outcome.stderr
    answer = "mechanics" if "pandas" in snippet else "trentino-sviluppo-technopolis-2015"
    assert answer in outcome.stdout


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
@pytest.mark.parametrize("lines", examples("bash", http=True))
def test_curl_gets_an_answer(lines: str, served: str, shell: Shell, tmp_path: Path) -> None:
    for line in lines.strip().splitlines():
        said = shell(line.replace(HERE, served), tmp_path)
        assert "facts" in said or "it-ru" in said, said


@pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not installed")
@pytest.mark.parametrize("snippet", examples("r", http=True))
def test_r_gets_an_answer(snippet: str, served: str, tmp_path: Path) -> None:
    script = snippet.replace(HERE, served) + "\nprint(signed)"
    outcome = subprocess.run(["Rscript", "-e", script], cwd=tmp_path, capture_output=True, text=True)
    assert outcome.returncode == 0, outcome.stderr
    assert "casotto" in outcome.stdout


def input_files() -> list[object]:
    return [
        pytest.param(body, id=f"{page.name}-{number}")
        for page in PAGES
        for number, body in enumerate(fences(page, "yaml"))
        if body.startswith("coopgraph: ")
    ]


@pytest.mark.parametrize("text", input_files())
def test_an_input_file_that_a_page_shows_is_read_without_a_fault(text: str, tmp_path: Path) -> None:
    from coopgraph.dossier import read_document

    path = tmp_path / "shown.yaml"
    path.write_text(text, encoding="utf-8")
    faults: list[Fault] = []
    assert read_document(path, faults)
    assert faults == []


def test_the_claim_lines_of_the_curators_page_are_read_without_a_fault(tmp_path: Path) -> None:
    from coopgraph.dossier import read_document

    page = ROOT / "docs" / "curate.md"
    (whole,) = [body for body in fences(page, "yaml") if body.startswith("coopgraph: dossier/1")]
    (lines,) = [body for body in fences(page, "yaml") if body.startswith("  - { s:")]
    path = tmp_path / "shown.yaml"
    path.write_text(whole + lines, encoding="utf-8")
    faults: list[Fault] = []
    assert read_document(path, faults)
    assert faults == []
