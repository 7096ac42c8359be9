"""Generated passages inside pages written by hand.

<!-- generated: settings -->
…
<!-- end -->
"""

from __future__ import annotations

import ast
import inspect
import re
import tomllib
from collections.abc import Callable
from dataclasses import fields
from itertools import pairwise
from pathlib import Path

from generating.growth import growth
from generating.markdown import table
from generating.product import Product

import coopgraph
from coopgraph import errors, settings
from coopgraph.cli.exits import exit_code
from coopgraph.network.exports import FORMATS
from coopgraph.network.measures import MEASURES
from coopgraph.store.media import ASK_TYPES, DATASET_TYPES, GRAPH_TYPES, SELECT_TYPES
from coopgraph.web.problems import status_of

_PASSAGE = re.compile(r"(<!-- generated: ([\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def fill(text: str, product: Product, page: str) -> str:
    """Return a page with every generated passage written anew.

    Raises:
        SystemExit: a passage has a name that nothing generates.
    """

    def written(match: re.Match[str]) -> str:
        if match[2] not in PASSAGES:
            raise SystemExit(f"{page}: nothing generates {match[2]!r}; there are: {', '.join(PASSAGES)}")
        return f"{match[1]}{PASSAGES[match[2]](product)}\n{match[3]}"

    return _PASSAGE.sub(written, text)


def _settings(_: Product) -> str:
    rows = [
        [f"`{field.name}`", f"`{field.default}`", f"`{settings.PREFIX}{field.name.upper()}`", _plain(texts)]
        for field in fields(settings.Settings)
        for texts in [_attribute_docs(settings.Settings)[field.name]]
    ]
    return table(["setting", "default", "environment", "meaning"], rows)


def _attribute_docs(kind: type) -> dict[str, str]:
    """Return the string that stands under each attribute of a class."""
    (body,) = [
        node.body for node in ast.parse(inspect.getsource(kind)).body if isinstance(node, ast.ClassDef)
    ]
    return {
        above.target.id: str(below.value.value)
        for above, below in pairwise(body)
        if isinstance(above, ast.AnnAssign) and isinstance(above.target, ast.Name)
        if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)
    }


def _errors(_: Product) -> str:
    kinds = [
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.CoopgraphError)
    ]
    rows = []
    for kind in kinds:
        made = kind.__new__(kind)  # the tables go by class; nothing of the instance is looked at
        meaning = _plain((kind.__doc__ or "").split("\n\n")[0])
        rows.append([f"`{kind.__name__}`", meaning, str(exit_code(made)), str(status_of(made))])
    return table(["error", "meaning", "exit code", "HTTP status"], rows)


def _measures(_: Product) -> str:
    rows = [[f"`{name}`", _plain((inspect.getdoc(m) or "").split("\n\n")[0])] for name, m in MEASURES.items()]
    return table(["measure", "what it is"], rows)


def _projections(product: Product) -> str:
    rows = [
        [
            f"[`{query.name.removeprefix('networks/')}`](queries.md#{query.name})",
            str(query.header["nodes"]),
            str(query.header["tie"]),
            f"{query.header['mode']}-mode, {'directed' if query.header['directed'] else 'undirected'}",
        ]
        for query in product.catalogue.family("networks")
    ]
    return table(["network", "nodes", "what makes a tie", "kind"], rows)


def _network_formats(_: Product) -> str:
    return ", ".join(f"`{ending}`" for ending in FORMATS) + "."


def _formats(_: Product) -> str:
    kinds = [
        ("SELECT", SELECT_TYPES),
        ("ASK", ASK_TYPES),
        ("CONSTRUCT, DESCRIBE", GRAPH_TYPES),
        ("export", DATASET_TYPES),
    ]
    rows = [
        [
            form,
            ", ".join(f"`{media.name}`" for media in types),
            ", ".join(f"`{media.type}`" for media in types),
        ]
        for form, types in kinds
    ]
    return table(["of", "`--format`", "`Accept`"], rows)


def _rooms(_: Product) -> str:
    """Return the floors as the import contract has them, with what each room says it is for."""
    contract = Path(__file__).resolve().parents[2] / "pyproject.toml"
    layers = tomllib.loads(contract.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"][0][
        "layers"
    ]
    rows = [
        [str(len(layers) - 1 - depth), f"`{room}`", _purpose(room)]
        for depth, layer in enumerate(layers)
        for room in (name.strip().removeprefix("coopgraph.") for name in layer.split("|"))
    ]
    return table(["floor", "room", "what it is for"], rows)


def _purpose(room: str) -> str:
    package = Path(coopgraph.__file__).parent
    path = package / room / "__init__.py" if (package / room).is_dir() else package / f"{room}.py"
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    if said:
        return _plain(said.split("\n\n")[0])
    return "modules: " + ", ".join(f"`{module.stem}`" for module in sorted(path.parent.glob("[a-z]*.py")))


def _plain(text: str) -> str:
    return " ".join(text.split()).replace("``", "`")


PASSAGES: dict[str, Callable[[Product], str]] = {
    "errors": _errors,
    "formats": _formats,
    "growth": growth,
    "measures": _measures,
    "network-formats": _network_formats,
    "projections": _projections,
    "rooms": _rooms,
    "settings": _settings,
}
