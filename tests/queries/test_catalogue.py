from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from coopgraph.errors import NotFoundError, QuerySyntaxError, SettingsError
from coopgraph.queries import Catalogue
from coopgraph.resources import resource


def write(folder: Path, name: str, title: str = "T", body: str = "ASK { ?s ?p ?o }") -> None:
    path = folder / f"{name}.rq"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'#: title = "{title}"\n#: about = "A"\n{body}\n', encoding="utf-8")


def test_a_query_is_named_by_its_path_without_suffix(tmp_path: Path) -> None:
    write(tmp_path, "agreements/by-sector/list")
    (tmp_path / "README.md").write_text("not a query")
    catalogue = Catalogue.load([tmp_path])
    assert catalogue.names() == ("agreements/by-sector/list",)
    assert catalogue.get("agreements/by-sector/list").family == "agreements"
    assert "agreements/by-sector/list" in catalogue
    assert len(catalogue) == 1


def test_a_later_folder_wins_file_by_file(tmp_path: Path) -> None:
    write(tmp_path / "shipped", "actors/one", "shipped")
    write(tmp_path / "shipped", "actors/two", "shipped")
    write(tmp_path / "ours", "actors/two", "ours")
    write(tmp_path / "ours", "actors/three", "ours")
    catalogue = Catalogue.load([tmp_path / "shipped", tmp_path / "ours"])
    assert {q.name: q.title for q in catalogue.list()} == {
        "actors/one": "shipped",
        "actors/three": "ours",
        "actors/two": "ours",
    }


def test_an_unknown_name_is_answered_with_the_closest(tmp_path: Path) -> None:
    write(tmp_path, "agreements/signatories")
    write(tmp_path, "actors/roles")
    catalogue = Catalogue.load([tmp_path])
    for wrong in ("agreements/signatoris", "signatories", "actors/signatories"):
        with pytest.raises(NotFoundError, match="closest are agreements/signatories"):
            catalogue.get(wrong)
    with pytest.raises(NotFoundError, match="--list shows all"):
        catalogue.get("zzz")


def test_a_folder_lists_what_is_under_it_only(tmp_path: Path) -> None:
    for name in ("actors/b", "actors/a", "actors-old/c", "networks/d", "d"):
        write(tmp_path, name, body="ASK {}")
    catalogue = Catalogue.load([tmp_path])
    assert catalogue.names("actors") == catalogue.names("actors/") == ("actors/a", "actors/b")
    assert [q.name for q in catalogue.family("actors")] == ["actors/a", "actors/b"]
    assert [q.name for q in catalogue.questions()] == ["actors/a", "actors/b"]


def test_listing_reads_headers_and_binding_checks_the_body(tmp_path: Path) -> None:
    write(tmp_path, "actors/a", body="ASK { ?s ?p $undeclared }")
    catalogue = Catalogue.load([tmp_path])
    (listed,) = catalogue.family("actors")
    for ask in (lambda: listed.bind({}), lambda: catalogue.get("actors/a"), lambda: catalogue.list("actors")):
        with pytest.raises(QuerySyntaxError, match=r"query 'actors/a': line 1, column 13: \$undeclared"):
            ask()


def test_a_malformed_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "latin.rq").write_bytes(b'#: title = "citt\xe0"\n')
    with pytest.raises(QuerySyntaxError, match=r"query 'latin': .*latin\.rq is not UTF-8"):
        Catalogue.load([tmp_path]).get("latin")


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"no folder of queries at .*nowhere"):
        Catalogue.load([tmp_path / "nowhere"])


def test_every_shipped_query_is_well_formed() -> None:
    for query in Catalogue.load([resource("queries")]).list():
        query.bind(
            {parameter.name: parameter.sample() for parameter in query.parameters if parameter.required}
        )


def test_listing_sixty_queries_takes_less_than_a_tenth_of_a_second(tmp_path: Path) -> None:
    source = (resource("queries") / "agreements/signatories.rq").read_text(encoding="utf-8")
    for number in range(60):
        path = tmp_path / f"agreements/{number}.rq"
        path.parent.mkdir(exist_ok=True)
        path.write_text(source, encoding="utf-8")
    best = 9.0
    for _ in range(3):
        begin = time.process_time()
        assert len(Catalogue.load([tmp_path]).questions()) == 60
        best = min(best, time.process_time() - begin)
    assert best < 0.1


def test_the_catalogue_needs_no_slow_library() -> None:
    code = "import sys, coopgraph.queries; sys.exit(any(m in sys.modules for m in ('rdflib', 'pyoxigraph', 'networkx')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
