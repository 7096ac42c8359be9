"""The page of the rules: those of the shapes, and those that code keeps."""

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
from coopgraph.validation.coded import RULES
from coopgraph.validation.shapes import SEVERITIES, Rule

_FILES = {
    "core.ttl": "Is the graph well formed",
    "consistency.ttl": "Is it plausible",
    "cross-source.ttl": "Do the sources agree",
    "documentation.ttl": "Is every term of the ontology explained",
}


def rules_page(product: Product) -> str:
    """Return ``docs/rules.md``."""
    rules = sorted((*product.shapes.rules, *RULES), key=lambda rule: (rule.number, rule.shape))
    parts = [
        NOTICE,
        "# The rules",
        "One rule is one name with one severity. **Violation**: wrong or unusable, and a build refuses it. "
        "**Warning**: probably wrong, or sources that contradict each other with no discrepancy on record. **Info**: "
        "incomplete, or a contradiction on record. `coopgraph check` reports them. A rule is a SHACL shape, which can "
        "be switched off with `sh:deactivated`, or where SHACL cannot say it, code. R rules are about data, D rules "
        "about the ontology itself. In the messages, `{?value}` and the like stand for what was found.",
        table(
            ["rule", "severity", "asks", "kept in"],
            [[f"[{r.number}](#{r.number})", r.severity, r.name.get("en", ""), _home(r)] for r in rules],
        ),
    ]
    for number, same in groupby(rules, key=lambda rule: rule.number):
        parts.append(f"## {anchor(number)}{number}")
        parts += [_entry(product, rule) for rule in same]
    parts += [
        f"## {anchor('reading')}Kept while files are read",
        _reading(_gravest(rules)),
    ]
    return "\n\n".join(parts) + "\n"


def _gravest(rules: list[Rule]) -> dict[str, Rule]:
    """Return one rule for each number: of several, the one that stops a build."""
    return {rule.number: rule for rule in sorted(rules, key=lambda rule: -SEVERITIES.index(rule.severity))}


def _home(rule: Rule) -> str:
    folder = "shapes" if rule.file.endswith(".ttl") else "src/coopgraph"
    return f"[{rule.file}](../{folder}/{rule.file})"


def _entry(product: Product, rule: Rule) -> str:
    local = rule.shape.rpartition("#")[2]
    kind = f" · finds contradictions of the type `{rule.conflict}`" if rule.conflict else ""
    parts = [
        f"**{rule.name.get('en', '')}** / {rule.name.get('it', '')}",
        f"*{rule.severity} · `shapes:{local}` · {_FILES.get(rule.file, rule.file)}{kind}*",
        rule.description.get("en") or rule.description.get(""),
    ]
    messages = _messages(product, URIRef(rule.shape))
    parts.append("\n".join(f"- {language}: {text}" for language, text in messages))
    if rule.remedy:
        parts.append(f"What to do: {rule.remedy.get('en', '')} / {rule.remedy.get('it', '')}")
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


def _reading(book: dict[str, Rule]) -> str:
    """Return the rules that the code names when it refuses a file. KeyError: one of them is in no rule book."""
    rows = [
        [f"[{number}](#{number})", book[number].name["en"], ", ".join(f"`{module}`" for module in modules)]
        for number, modules in sorted(rules_in_code().items())
    ]
    said = (
        "Some rules are kept before there is a graph: `coopgraph build` and `coopgraph check FILE` name them in "
        "brackets behind each fault, with file, line and column, and refuse the file."
    )
    return said + "\n\n" + table(["rule", "asks", "kept in"], rows)


def rules_in_code() -> dict[str, list[str]]:
    """Return the rules that the rooms which read files name, and the modules that do."""
    package = Path(coopgraph.__file__).parent
    found: dict[str, list[str]] = {}
    for path in sorted(p for room in ("dossier", "ingest") for p in (package / room).rglob("*.py")):
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
