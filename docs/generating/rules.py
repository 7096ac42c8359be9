"""The page of the rules: those of the shapes, and those that reading dossiers keeps."""

from __future__ import annotations

import ast
import re
from itertools import groupby
from pathlib import Path

from generating.markdown import NOTICE, anchor, table
from generating.product import Product
from rdflib import Literal, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

import coopgraph
from coopgraph.validation.shapes import Rule

READING = {
    "R13": ("Violation", "A claim line gives the passage it rests on."),
    "R15": ("Violation", "A quotation stands in the stored text, at the offsets recorded for it."),
    "R18": ("Violation", "A source names the SHA-256 of its text, and the text has it."),
    "R20": ("Violation", "A date is valid EDTF, and its first and last day are those computed from it."),
    "R32": ("Warning", "An ISO or NUTS code exists in the reference list."),
    "R34": ("Warning", "A place is of the type the reference list gives."),
    "R35": ("Violation", "A figure is a number with one qualifier, and its bounds are in order."),
    "R46": ("Warning", "No two people, or two organizations, share a name."),
    "R47": ("Violation", "An entity has a label in Italian or English, one a language."),
    "R48": ("Violation", "A term of the ontology that a file uses is declared."),
    "R49": ("Violation", "A code is in the list of its property."),
    "R51": ("Violation", "The shortcuts are what their queries give: none stale, none written by hand."),
}
"""What the rules kept outside the shapes ask of the input; the page lists those that the code keeps today."""

_FILES = {
    "core.ttl": "Is the graph well formed",
    "consistency.ttl": "Is it plausible",
    "cross-source.ttl": "Do the sources agree",
    "documentation.ttl": "Is every term of the ontology explained",
}


def rules_page(product: Product) -> str:
    """Return ``docs/rules.md``."""
    rules = sorted(product.shapes.rules, key=lambda rule: (rule.number, rule.shape))
    parts = [
        NOTICE,
        "# The rules",
        "One rule is one named shape with one severity. **Violation**: wrong or unusable, and a build refuses it. "
        "**Warning**: probably wrong, or sources that contradict each other with no discrepancy on record. **Info**: "
        "incomplete, or a contradiction on record. `coopgraph check` reports them; a shape can be switched off with "
        "`sh:deactivated`. R rules are about data, D rules about the ontology itself. In the messages, `{?value}` and "
        "the like stand for what was found.",
        table(
            ["rule", "severity", "asks", "shape file"],
            [
                [
                    f"[{r.number}](#{r.number})",
                    r.severity,
                    r.name.get("en", ""),
                    f"[{r.file}](../shapes/{r.file})",
                ]
                for r in rules
            ],
        ),
    ]
    for number, same in groupby(rules, key=lambda rule: rule.number):
        parts.append(f"## {anchor(number)}{number}")
        parts += [_entry(product, rule) for rule in same]
    parts += [f"## {anchor('reading')}Kept while files are read", _reading({rule.number for rule in rules})]
    return "\n\n".join(parts) + "\n"


def _entry(product: Product, rule: Rule) -> str:
    local = rule.shape.rpartition("#")[2]
    parts = [
        f"**{rule.name.get('en', '')}** / {rule.name.get('it', '')}",
        f"*{rule.severity} · `shapes:{local}` · {_FILES.get(rule.file, rule.file)}*",
        " ".join(text for _, text in sorted(rule.description.items())),
    ]
    messages = _messages(product, URIRef(rule.shape))
    parts.append("\n".join(f"- {language}: {text}" for language, text in messages))
    return "\n\n".join(part for part in parts if part)


def _messages(product: Product, shape: URIRef) -> list[tuple[str, str]]:
    """Return the messages of a shape and of its constraints, each once, English before Italian."""
    graph = product.shapes.graph
    found: set[tuple[str, str]] = set()
    ahead: list[Node] = [shape]
    while ahead:
        node = ahead.pop()
        ahead.extend(graph.objects(node, SH.property))
        ahead.extend(graph.objects(node, SH.sparql))
        for message in graph.objects(node, SH.message):
            if isinstance(message, Literal):
                found.add((message.language or "en", " ".join(str(message).split())))
    return sorted(found)


def _reading(in_shapes: set[str]) -> str:
    """Return the rules that the code itself keeps, with the anchors of those that no shape has."""
    rows = [
        [
            (f"[{n}](#{n})" if n in in_shapes else anchor(n) + n),
            *READING[n],
            ", ".join(f"`{m}`" for m in modules),
        ]
        for n, modules in sorted(rules_in_code().items())
    ]
    said = (
        "Some rules are kept before there is a graph: `coopgraph build` and `coopgraph check FILE` name them in "
        "brackets behind each fault, with file, line and column. A Violation stops the build."
    )
    return said + "\n\n" + table(["rule", "severity", "asks", "kept in"], rows)


def rules_in_code() -> dict[str, list[str]]:
    """Return the rules that the package's code names, and the modules that do."""
    package = Path(coopgraph.__file__).parent
    found: dict[str, list[str]] = {}
    for path in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and re.fullmatch(r"R\d\d", node.value)
            ):
                module = path.relative_to(package).as_posix()
                if module not in found.setdefault(node.value, []):
                    found[node.value].append(module)
    return found
