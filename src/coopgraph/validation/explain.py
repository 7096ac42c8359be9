"""From an engine's findings to results a person can act on: messages with values, and sources.

An engine says which node breaks which shape. The words come from the shapes, filled with the values
of the rule's own query, in every language; the sources come from the graph.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from coopgraph.namespaces import COOP, PROV
from coopgraph.validation.paths import path_text
from coopgraph.validation.report import Result
from coopgraph.validation.shapes import Shapes, texts

if TYPE_CHECKING:
    from rdflib.term import Node

    from coopgraph.store.protocol import Store, Term
    from coopgraph.validation.reference import Finding

_PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")
_WHERE = re.compile(r"\bWHERE\s*\{", re.IGNORECASE)
_BATCH = 500


def explain(store: Store, shapes: Shapes, findings: Iterable[Finding]) -> tuple[Result, ...]:
    """Return the findings as results with messages and sources, in the order of a report."""
    groups: dict[tuple[Node, Node | None, Term], list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[finding.shape, finding.constraint, finding.focus].append(finding)
    sources = _sources(store, {focus for _, _, focus in groups})
    rules = {rule.shape: rule for rule in shapes.rules}
    results: set[Result] = set()
    for (shape, constraint, focus), members in groups.items():
        rule = rules[shapes.rule_of(shape)]
        templates = _templates(shapes, shape, constraint)
        rows = list(_rows(store, shapes, constraint, focus)) if _has_placeholder(templates) else []
        for finding in members:
            path = None if finding.path is None else path_text(shapes.graph, finding.path)
            value = None if finding.value == focus else finding.value
            fitting = [row for row in rows if row.get("value") == value] or [{}]
            for row in fitting:
                results.add(
                    Result(
                        rule=rule.number,
                        shape=rule.shape,
                        severity=rule.severity,
                        focus=focus,
                        path=path,
                        value=value,
                        messages=tuple(sorted((lang, _fill(text, row)) for lang, text in templates.items())),
                        sources=sources.get(focus, ()),
                    )
                )
    return tuple(sorted(results, key=Result.order))


def _templates(shapes: Shapes, shape: Node, constraint: Node | None) -> dict[str, str]:
    """Return the messages of the constraint, or else of the shape it stands in (SHACL, section 5.2)."""
    from rdflib.namespace import SH

    own = texts(shapes.graph, constraint, SH.message) if constraint is not None else {}
    return own or texts(shapes.graph, shape, SH.message)


def _has_placeholder(templates: Mapping[str, str]) -> bool:
    return any(_PLACEHOLDER.search(text) for text in templates.values())


def _fill(template: str, row: Mapping[str, Term]) -> str:
    """Return a message with the row's values in place; what the row leaves unbound becomes a dash."""
    return _PLACEHOLDER.sub(lambda match: str(row.get(match[1], "–")), template)


def _rows(store: Store, shapes: Shapes, constraint: Node | None, focus: Term) -> Iterable[Mapping[str, Term]]:
    """Return the rows of a constraint's query for one focus node.

    Every query of the shapes also works unbound, so the focus is joined in with ``VALUES``.
    """
    from rdflib.namespace import SH

    query = shapes.graph.value(constraint, SH.select) if constraint is not None else None
    if query is None:
        return ()
    bound = _WHERE.sub(lambda match: f"{match[0]} VALUES $this {{ {focus.n3()} }} ", str(query), count=1)
    return store.select(prefixes(shapes, constraint) + bound)


def prefixes(shapes: Shapes, constraint: Node | None) -> str:
    """Return the ``PREFIX`` lines that a constraint's ``sh:prefixes`` declare."""
    from rdflib.namespace import SH

    declared = {
        str(shapes.graph.value(entry, SH.prefix)): str(shapes.graph.value(entry, SH.namespace))
        for owner in shapes.graph.objects(constraint, SH.prefixes)
        for entry in shapes.graph.objects(owner, SH.declare)
    }
    return "".join(f"PREFIX {name}: <{namespace}>\n" for name, namespace in sorted(declared.items()))


def _sources(store: Store, nodes: set[Term]) -> dict[Term, tuple[str, ...]]:
    """Return, for each node, the sources that state it or whose graph describes it, sorted."""
    from rdflib import URIRef

    wanted = sorted(node for node in nodes if isinstance(node, URIRef))
    found: dict[Term, set[str]] = defaultdict(set)
    for start in range(0, len(wanted), _BATCH):
        values = " ".join(node.n3() for node in wanted[start : start + _BATCH])
        rows = store.select(f"""
            SELECT DISTINCT ?node ?source WHERE {{
              VALUES ?node {{ {values} }}
              {{ ?node <{COOP}statedIn> ?source }}
              UNION {{ GRAPH ?graph {{ ?node ?property ?value }} ?graph <{PROV}wasDerivedFrom> ?source }}
            }}""")
        for row in rows:
            found[row["node"]].add(str(row["source"]))
    return {node: tuple(sorted(sources)) for node, sources in found.items()}
