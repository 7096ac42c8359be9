"""The house stands as docs/architecture.md draws it."""

import ast
import re
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "coopgraph"
MODULES = sorted(PACKAGE.rglob("*.py"))

HOMES = {
    "pyoxigraph": ["store/embedded"],
    "SPARQLWrapper": ["store/remote.py"],
    "pyshacl": ["validation/"],
    "networkx": ["network/"],
    "networkit": ["network/"],
    "scipy": ["network/"],
    "numpy": ["network/"],
    "matplotlib": ["network/plots/"],
    "fastapi": ["web/"],
    "starlette": ["web/"],
    "uvicorn": ["web/"],
    "backports": ["web/encodings.py"],
    "click": ["cli/"],
    "jinja2": ["web/templating.py"],
    "yaml": ["dossier/tree.py"],
    "filelock": ["store/"],
    "rapidfuzz": ["resolution/"],
}


def imports(module: Path):
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_imports_go_down_the_floors():
    run = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c(['--no-cache'])"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("library", HOMES)
def test_a_library_has_one_home(library):
    places = [
        module.relative_to(PACKAGE).as_posix()
        for module in MODULES
        if any(name.split(".")[0] == library for name in imports(module))
    ]
    strangers = [place for place in places if not any(place.startswith(home) for home in HOMES[library])]
    assert not strangers


def test_no_file_outgrows_its_room():
    lengths = {
        m.relative_to(PACKAGE).as_posix(): len(m.read_text(encoding="utf-8").splitlines()) for m in MODULES
    }
    assert {name: n for name, n in lengths.items() if n > 400} == {}
    assert statistics.median(lengths.values()) < 120


def test_no_module_has_a_name_that_says_nothing():
    empty = {"utils", "util", "helpers", "helper", "common", "core", "manager", "service", "misc"}
    assert [m for m in MODULES if m.stem in empty] == []


def test_every_public_function_and_class_says_what_it_is_for():
    silent = []
    for module in MODULES:
        tree = ast.parse(module.read_text(encoding="utf-8"))
        if module.name != "__init__.py" and not ast.get_docstring(tree):
            silent.append(str(module))
        for node in tree.body:
            public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if public and not ast.get_docstring(node):
                silent.append(f"{module}:{node.lineno} {node.name}")
    assert silent == []


def test_nothing_unfinished_is_called_done():
    marks = re.compile(r"NotImplementedError|\bTODO\b|\bFIXME\b|\bXXX:")
    found = [str(m) for m in MODULES if marks.search(m.read_text(encoding="utf-8"))]
    assert found == []


def test_no_exception_is_swallowed():
    """``except …: pass`` hides a fault; what is ignored on purpose is ignored by name, in one place."""
    swallowed = []
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                broad = node.type is None or (
                    isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}
                )
                silent = len(node.body) == 1 and isinstance(node.body[0], ast.Pass)
                if silent or (broad and not any(isinstance(n, ast.Raise) for n in ast.walk(node))):
                    swallowed.append(f"{module.relative_to(PACKAGE)}:{node.lineno}")
    assert swallowed == []


def test_every_error_has_an_exit_code_and_stands_in_the_drawn_tree():
    from coopgraph import errors
    from coopgraph.cli.exits import EXIT_CODES

    tree = [
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.CoopgraphError)
    ]
    code = "".join(module.read_text(encoding="utf-8") for module in MODULES if module.name != "errors.py")
    for kind in tree:
        assert kind in EXIT_CODES
        assert kind.__name__ in (errors.__doc__ or "")
        assert kind.__subclasses__() or f"{kind.__name__}(" in code, f"nothing raises {kind.__name__}"
