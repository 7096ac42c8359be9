"""From an engine's findings to results a person can act on: messages with values, and sources.

An engine says which node breaks which shape. The words come from the shapes, filled with the values
of the rule's own query, in every language; the sources come from the graph.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from coopgraph.namespaces import COOP, PROV
from coopgraph.validation.paths import path_text
from coopgraph.validation.report import Result
from coopgraph.validation.shapes import Shapes, texts

if TYPE_CHECKING:
    from rdflib.term import Node

    from coopgraph.store.protocol import Store, Term
    from coopgraph.validation.coded import CodedFinding
    from coopgraph.validation.reference import Finding

_PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")
_WHERE = re.compile(r"\bWHERE\s*\{", re.IGNORECASE)
_BATCH = 500


def explain(store: Store, shapes: Shapes, findings: Iterable[Finding]) -> tuple[Result, ...]:
    """Return the findings as results with messages and sources, in the order of a report."""
    groups: dict[tuple[Node, Node | None], dict[Term, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for finding in findings:
        groups[finding.shape, finding.constraint][finding.focus].append(finding)
    sources = sources_of(store, {focus for members in groups.values() for focus in members})
    rules = {rule.shape: rule for rule in shapes.rules}
    results: set[Result] = set()
    for (shape, constraint), members in groups.items():
        rule = rules[shapes.rule_of(shape)]
        templates = _templates(shapes, shape, constraint)
        rows = _rows(store, shapes, constraint, members) if _has_placeholder(templates) else {}
        for focus, same in members.items():
            for finding in same:
                path = None if finding.path is None else path_text(shapes.graph, finding.path)
                value = None if finding.value == focus else finding.value
                fitting = [row for row in rows.get(focus, ()) if row.get("value") == value] or [{}]
                for row in fitting:
                    results.add(
                        Result(
                            rule=rule.number,
                            shape=rule.shape,
                            severity=rule.severity,
                            focus=focus,
                            path=path,
                            value=value,
                            messages=tuple(
                                sorted((lang, _fill(text, row)) for lang, text in templates.items())
                            ),
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


def _rows(
    store: Store, shapes: Shapes, constraint: Node | None, nodes: Iterable[Term]
) -> Mapping[Term, list[Mapping[str, Term]]]:
    """Return, by focus node, the rows of a constraint's query.

    Every query of the shapes also works unbound, so the focus nodes are joined in with ``VALUES``. A
    blank node cannot be asked about by name: its message keeps its dashes.
    """
    from rdflib import BNode
    from rdflib.namespace import SH

    found: dict[Term, list[Mapping[str, Term]]] = defaultdict(list)
    query = shapes.graph.value(constraint, SH.select) if constraint is not None else None
    wanted = sorted(node.n3() for node in nodes if not isinstance(node, BNode)) if query is not None else []
    for start in range(0, len(wanted), _BATCH):
        values = f" VALUES $this {{ {' '.join(wanted[start : start + _BATCH])} }} "
        bound = _WHERE.sub(lambda match, values=values: match[0] + values, str(query), count=1)  # type: ignore[misc]
        for row in store.select(prefixes(shapes, constraint) + bound):
            found[row["this"]].append(row)
    return found


def prefixes(shapes: Shapes, constraint: Node | None) -> str:
    """Return the ``PREFIX`` lines that a constraint's ``sh:prefixes`` declare."""
    from rdflib.namespace import SH

    declared = {
        str(shapes.graph.value(entry, SH.prefix)): str(shapes.graph.value(entry, SH.namespace))
        for owner in shapes.graph.objects(constraint, SH.prefixes)
        for entry in shapes.graph.objects(owner, SH.declare)
    }
    return "".join(f"PREFIX {name}: <{namespace}>\n" for name, namespace in sorted(declared.items()))


def sources_of(store: Store, nodes: set[Term]) -> dict[Term, tuple[str, ...]]:
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


def explain_coded(
    store: Store, find: Callable[[Store], Iterable[CodedFinding]] | None = None
) -> tuple[Result, ...]:
    """Return what breaks the rules kept by code as results with sources, in the order of a report.

    ``find`` looks for some of them; without it, all are asked.
    """
    from coopgraph.validation.coded import RULES, find_coded

    findings = tuple((find or find_coded)(store))
    rules = {rule.number: rule for rule in RULES}
    sources = sources_of(store, {finding.focus for finding in findings})
    results = {
        Result(
            rule=finding.rule,
            shape=rules[finding.rule].shape,
            severity=rules[finding.rule].severity,
            focus=finding.focus,
            path=finding.path,
            value=finding.value,
            messages=tuple(sorted(finding.messages.items())),
            sources=sources.get(finding.focus, ()),
        )
        for finding in findings
    }
    return tuple(sorted(results, key=Result.order))
