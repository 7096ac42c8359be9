"""Every command, option, setting, error, query, term, code and rule stands in the documentation."""

from __future__ import annotations

import ast
import re
from dataclasses import fields
from pathlib import Path

import click
import pytest

from coopgraph import errors
from coopgraph.cli.group import COMMANDS, coopgraph
from coopgraph.graph import KnowledgeGraph
from coopgraph.network.exports import FORMATS
from coopgraph.network.measures import MEASURES
from coopgraph.queries import Catalogue
from coopgraph.resources import resource
from coopgraph.settings import Settings
from coopgraph.validation.coded import RULES as CODED
from coopgraph.validation.shapes import Rule, load_shapes
from ontology.vocabulary_scan import declared_terms

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = Catalogue.load([resource("queries")])
ERRORS = [k for k in vars(errors).values() if isinstance(k, type) and issubclass(k, errors.CoopgraphError)]


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def anchors(name: str) -> set[str]:
    return set(re.findall(r'<a id="([^"]+)"></a>', page(name)))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_its_section_help_and_example(name: str) -> None:
    section = page("cli.md").partition(f'<a id="{name}"></a>')[2].partition("\n## ")[0]
    assert f"Usage: coopgraph {name}" in section
    assert "Example:" in section
    command = coopgraph.get_command(click.Context(coopgraph), name)
    assert command is not None
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert all(option in section for option in parameter.opts), parameter.opts
            assert parameter.help or parameter.name == "format_", f"{name} {parameter.opts[0]} has no help"


@pytest.mark.parametrize(
    "name", [name for name in vars(KnowledgeGraph) if not name.startswith("_") and name != "open"]
)
def test_a_method_of_the_knowledge_graph_has_its_row(name: str) -> None:
    rows = [line for line in page("python.md").splitlines() if line.startswith("| `")]
    assert any(f"`{name}(" in row.split("|")[1] for row in rows)


@pytest.mark.parametrize("name", [field.name for field in fields(Settings)])
def test_a_setting_stands_in_the_table_with_its_variable(name: str) -> None:
    row = next(line for line in page("operate.md").splitlines() if line.startswith(f"| `{name}` |"))
    assert f"`COOPGRAPH_{name.upper()}`" in row
    assert len(row.split("|")[4].strip()) > 10


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_an_error_has_its_meaning_exit_code_and_status(kind: type) -> None:
    row = next(
        line for line in page("architecture.md").splitlines() if line.startswith(f"| `{kind.__name__}` |")
    )
    meaning, code, status = (cell.strip() for cell in row.split("|")[2:5])
    assert meaning
    assert code in {"1", "2"}
    assert 400 <= int(status) < 600


@pytest.mark.parametrize("name", CATALOGUE.names())
def test_a_query_is_listed_with_its_parameters_and_columns(name: str) -> None:
    section = page("queries.md").partition(f'<a id="{name}"></a>')[2].partition("\n### ")[0]
    query = CATALOGUE.get(name)
    assert query.title in section
    for each in (*(p.name for p in query.parameters), *query.columns):
        assert f"| `{each}` |" in section


def test_every_term_of_the_ontology_has_its_entry() -> None:
    assert declared_terms() <= anchors("model.md")


def test_every_code_list_has_its_entry_with_every_code() -> None:
    from rdflib import SKOS, Graph

    text = page("model.md")
    for path in sorted((resource("ontology") / "schemes").glob("*.ttl")):
        section = text.partition(f'<a id="scheme-{path.stem}"></a>')[2].partition("\n### ")[0]
        for notation in Graph().parse(path).objects(None, SKOS.notation):
            assert f"| `{notation}` |" in section, f"{path.stem}/{notation}"


RULES = (*load_shapes([resource("shapes")]).rules, *CODED)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.shape.rpartition("#")[2])
def test_a_rule_has_the_anchor_that_it_points_to_and_says_what_it_asks(rule: Rule) -> None:
    address, _, fragment = rule.page.partition("#")
    assert address == "https://w3id.org/coopgraph/docs/reference/rules"
    assert fragment == rule.number
    assert fragment in anchors("rules.md")
    section = page("rules.md").partition(f'<a id="{rule.number}"></a>')[2].partition("\n## ")[0]
    local = rule.shape.rpartition("#")[2]
    assert f"*{rule.severity} · `shapes:{local}`" in section
    assert rule.name["en"] in section
    assert rule.name["it"] in section
    assert rule.description.get("en", rule.description.get("", "-")) in section
    if rule.file.endswith(".ttl"):
        assert "\n- en: " in section
        assert "\n- it: " in section


def test_every_rule_that_the_code_names_is_in_the_rule_book() -> None:
    named = set()
    for path in sorted((ROOT / "src" / "coopgraph").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and re.fullmatch(r"R\d\d", node.value)
            ):
                named.add(node.value)
    assert named
    assert named <= {rule.number for rule in RULES}


def test_every_route_of_the_server_is_in_the_table() -> None:
    web = (ROOT / "src" / "coopgraph" / "web").rglob("*.py")
    routes = {r for path in web for r in re.findall(r'route\("(/[^"]*)"', path.read_text(encoding="utf-8"))}
    assert {"/", "/sparql"} <= routes
    text = page("operate.md")
    assert {route for route in routes if f"| `{route}` |" not in text} == set()


def test_every_measure_projection_and_format_of_networks_is_explained() -> None:
    text = page("networks.md")
    for name in (*MEASURES, *FORMATS, *(q.removeprefix("networks/") for q in CATALOGUE.names("networks"))):
        assert f"`{name}`" in text, name


def test_every_folder_and_room_is_on_the_map() -> None:
    text = page("architecture.md")
    rooms = {
        path.name
        for path in (ROOT / "src" / "coopgraph").iterdir()
        if path.is_dir() and path.name[0] not in "_."
    }
    missing = {room for room in rooms if f"| `{room}` |" not in text}
    assert missing == set()
    for folder in ("ontology", "shapes", "queries", "data", "src", "tests", "benchmarks", "docs", "scripts"):
        assert f"`{folder}/" in text
