"""One SELECT for each shape and constraint: the focus nodes (and values) that break it.

Every query has the columns ``?this`` (the focus node), ``?value`` where a result has a value, and
``?path`` where the path is not the shape's. A row is a result; there are as many rows as SHACL has results.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from coopgraph.validation.compiled.exists import chained
from coopgraph.validation.compiled.expressions import COMPARISONS, Expressions, negated, not_allowed
from coopgraph.validation.compiled.model import Constraint, Path, Shape
from coopgraph.validation.compiled.selects import ask_for_all, with_path


@dataclass(frozen=True)
class Focus:
    """The focus nodes of a shape: ``nodes`` is the pattern that binds ``?this`` to each once.

    ``rows`` binds it as often as the shape is applied to the node: a node that is the value of two
    others is checked for each (empty where that is once).
    """

    nodes: str
    rows: str = ""


def query(shape: Shape, constraint: Constraint, focus: Focus, few: bool = False) -> str:
    """Return the SELECT for one constraint of a shape; empty where nothing can break it.

    Args:
        few: the focus nodes are a short table.

    Raises:
        Unsupported: the constraint cannot be asked for all focus nodes at once.
    """
    if constraint.query is not None:
        given = with_path(constraint.query.text, shape.path.text if shape.path else None)
        text = ask_for_all(given, focus.nodes, everywhere=few)
    elif shape.path is None:
        text = _node_query(constraint, focus.nodes)
    else:
        text = _property_query(constraint, shape.path, focus.nodes, few)
    return chained(f"SELECT * WHERE {{ {{ {text} }} {focus.rows} }}" if text and focus.rows else text)


def values(path: Path, focus: str, value: str = "?value") -> str:
    """Return the pattern of the value nodes of a path: each once for each focus node."""
    if path.simple:
        return f"{focus} ?this {path.text} {value} ."
    found = f"{focus} ?this {path.text} {value} ."
    if path.nullable:  # a node that stands in no triple is still its own value
        found = f"{{ {focus} BIND(?this AS {value}) }} UNION {{ {found} }}"
    return f"{{ SELECT DISTINCT ?this {value} WHERE {{ {found} }} }}"


def nested(path: Path, focus: Focus) -> Focus:
    """Return the focus nodes of a property shape of a property shape: the values of the outer one's path."""
    steps = values(path, focus.nodes, "?inner")
    inner = f"SELECT DISTINCT ?inner WHERE {{ {steps} }}"
    return Focus(
        nodes=f"{{ SELECT (?inner AS ?this) WHERE {{ {{ {inner} }} }} }}",
        rows=f"{{ SELECT (?inner AS ?this) WHERE {{ {{ SELECT ?inner WHERE {{ {focus.rows} {steps} }} }} }} }}",
    )


def _node_query(constraint: Constraint, focus: str) -> str:
    write = Expressions()
    kind = constraint.kind
    if kind == "closed":
        found = f"{focus} ?this ?path ?value . {not_allowed(constraint, '?path', '?value')}"
        return f"SELECT ?this ?path ?value WHERE {{ {found} }}"
    if kind == "hasValue":
        return (
            f"SELECT ?this WHERE {{ {focus} FILTER({negated(write.value_conforms(constraint, '?this'))}) }}"
        )
    if kind == "disjoint":
        return f"SELECT ?this (?this AS ?value) WHERE {{ {focus} ?this {constraint.terms[0]} ?this }}"
    if kind == "equals":
        prop = constraint.terms[0]
        other = f"{focus} ?this {prop} ?value . FILTER(!sameTerm(?this, ?value))"
        itself = f"{focus} FILTER NOT EXISTS {{ ?this {prop} ?this }} BIND(?this AS ?value)"
        return f"SELECT ?this ?value WHERE {{ {{ {other} }} UNION {{ {itself} }} }}"
    test = _unless(write.value_conforms(constraint, "?this"))
    return f"SELECT ?this (?this AS ?value) WHERE {{ {focus} {test} }}"


def _unless(expression: str) -> str:
    """Return the filter for what an expression does not hold of; two filters where a row may fail either test."""
    direct = re.fullmatch(r"\((EXISTS \{ [^{}]+ \}) \|\| (EXISTS \{ [^{}]+ \})\)", expression)
    tests = direct.groups() if direct else (expression,)
    return " ".join(f"FILTER({negated(test)})" for test in tests)


def _property_query(constraint: Constraint, path: Path, focus: str, few: bool) -> str:
    kind, number = constraint.kind, constraint.number
    write = Expressions()
    found = values(path, focus)
    if kind in ("minCount", "qualifiedMinCount"):
        return _too_few(constraint, path, focus, write)
    if kind in ("maxCount", "qualifiedMaxCount"):
        if number == 1 and path.simple and not constraint.shapes:
            two = f"?this {path.text} ?value , ?other . FILTER(!sameTerm(?value, ?other))"
            if few:
                return f"SELECT DISTINCT ?this WHERE {{ {focus} {two} }}"
            return f"SELECT ?this WHERE {{ {focus} {{ SELECT DISTINCT ?this WHERE {{ {two} }} }} }}"
        test = f"FILTER({write.qualifies(constraint.shapes, '?value')})" if constraint.shapes else ""
        counted = "COUNT(?value)" if path.simple else "COUNT(DISTINCT ?value)"
        return f"SELECT ?this WHERE {{ {found} {test} }} GROUP BY ?this HAVING({counted} > {number})"
    if kind == "hasValue":
        given = f"SELECT ?this WHERE {{ {focus} FILTER({{test}}) }}"
        exists = f"NOT EXISTS {{ ?this {path.text} {constraint.terms[0]} }}"
        itself = f"!sameTerm(?this, {constraint.terms[0]}) && " if path.nullable else ""
        return given.replace("{test}", itself + exists)
    if kind == "uniqueLang":
        pair = write.same_language(path, "?this")
        tag = pair.split(" ")[2]
        each = f"SELECT DISTINCT ?this (LCASE(LANG({tag})) AS ?tag) WHERE {{ {focus} {pair} }}"
        return f"SELECT ?this WHERE {{ {{ {each} }} }}"
    if kind == "equals":
        prop = constraint.terms[0]
        missing = f"{found} FILTER NOT EXISTS {{ ?this {prop} ?value }}"
        itself = "!sameTerm(?this, ?value) && " if path.nullable else ""
        extra = f"{focus} ?this {prop} ?value . FILTER({itself}NOT EXISTS {{ ?this {path.text} ?value }})"
        return f"SELECT ?this ?value WHERE {{ {{ {missing} }} UNION {{ {extra} }} }}"
    if kind == "disjoint":
        return f"SELECT ?this ?value WHERE {{ {found} ?this {constraint.terms[0]} ?value . }}"
    if kind in ("lessThan", "lessThanOrEquals"):
        smaller = f"COALESCE(?value {COMPARISONS[kind]} ?other, false)"
        return (
            f"SELECT ?this ?value WHERE {{ {found} ?this {constraint.terms[0]} ?other . FILTER(!{smaller}) }}"
        )
    if kind == "closed":
        inner = f"{values(path, focus, '?node')} ?node ?path ?value . {not_allowed(constraint, '?path', '?value')}"
        return f"SELECT ?this ?path ?value WHERE {{ {inner} }}"
    return f"SELECT ?this ?value WHERE {{ {found} {_unless(write.value_conforms(constraint, '?value'))} }}"


def _too_few(constraint: Constraint, path: Path, focus: str, write: Expressions) -> str:
    number = constraint.number
    test = f"FILTER({write.qualifies(constraint.shapes, '?value')})" if constraint.shapes else ""
    if number == 0:
        return ""
    if number == 1 and not path.nullable:
        return f"SELECT ?this WHERE {{ {focus} FILTER NOT EXISTS {{ ?this {path.text} ?value {test} }} }}"
    enough = (
        f"SELECT ?this WHERE {{ {values(path, focus)} {test} }} "
        f"GROUP BY ?this HAVING(COUNT(DISTINCT ?value) >= {number})"
    )
    return f"SELECT ?this WHERE {{ {focus} MINUS {{ {enough} }} }}"
