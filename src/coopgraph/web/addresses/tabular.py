"""A description as a table: one row for each fact and each link, with who says so and in which words."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import TypeVar

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDFS, SKOS
from rdflib.term import Node

from coopgraph.namespaces import COOP, OA
from coopgraph.web.addresses.description import Description

_T = TypeVar("_T")

COLUMNS = (
    "subject", "subject_label", "property", "value", "value_label", "language", "datatype",
    "statement", "source", "source_label", "quotation",
)  # fmt: skip
"""Of the statement, the IRI of the claim or situation that a source makes. Several sources, several rows."""

_LABELS = (SKOS.prefLabel, DCTERMS.title, RDFS.label)
_EXACT = URIRef(OA + "exact")


def _coop(name: str) -> URIRef:
    return URIRef(COOP + name)


def as_csv(found: Description, languages: tuple[str, ...]) -> bytes:
    """Return the description as CSV (RFC 4180), its columns those of ``COLUMNS``."""
    output = StringIO()
    writer = csv.writer(output)
    writer.writerow(COLUMNS)
    writer.writerows(rows(found, languages))
    return output.getvalue().encode()


def rows(found: Description, languages: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the facts of the thing, and then what points to it on this page."""
    graph = Graph()
    for triple in found.triples:
        graph.add(triple)
    claims = claims_of(graph, found.thing)
    facts = in_order(graph.predicate_objects(found.thing))
    told: list[tuple[Node, Node, Node, list[Node]]] = [
        (found.thing, p, o, claims.get((p, o), [])) for p, o in facts
    ]
    for prop, subject in found.links:
        stated: list[Node] = [URIRef(subject)] if (URIRef(subject), _coop("statedIn"), None) in graph else []
        told.append((URIRef(subject), URIRef(prop), found.thing, stated))
    for subject_, predicate, value, statements in told:
        literal = value if isinstance(value, Literal) else None
        said = (
            str(subject_), label_of(graph, subject_, languages), str(predicate), str(value),
            "" if literal is not None else label_of(graph, value, languages),
            (literal.language or "") if literal is not None else "",
            str((literal.datatype or "") if literal is not None else ""),
        )  # fmt: skip
        testimonies: list[tuple[Node | None, Node | None, str]] = [
            one for statement in statements for one in sources_of(graph, statement)
        ]
        for statement, source, quotation in testimonies or [(None, None, "")]:
            yield (
                *said, str(statement or ""), str(source or ""),
                label_of(graph, source, languages) if source else "", quotation or "",
            )  # fmt: skip


def claims_of(graph: Graph, thing: URIRef) -> dict[tuple[Node, Node], list[Node]]:
    """Return the claims about a thing that ``graph`` holds, by property and value."""
    found: dict[tuple[Node, Node], list[Node]] = defaultdict(list)
    for claim in in_order(graph.subjects(_coop("claimSubject"), thing)):
        predicate = graph.value(claim, _coop("claimPredicate")) or thing
        for name in ("claimObject", "claimValue"):
            for value in graph.objects(claim, _coop(name)):
                found[predicate, value].append(claim)
    return dict(found)


def sources_of(graph: Graph, statement: Node) -> Iterator[tuple[Node, Node, str]]:
    """Yield each source of a claim or situation, once for each passage of it, in the order of the text."""
    for source in in_order(graph.objects(statement, _coop("statedIn"))):
        evidence = [
            e
            for e in graph.objects(statement, _coop("hasEvidence"))
            if (e, _coop("statedIn"), source) in graph
        ]
        words = sorted((_start(graph, e), str(graph.value(e, _EXACT))) for e in evidence)
        for _, quotation in words or [(0, "")]:
            yield statement, source, quotation


def in_order(found: Iterable[_T]) -> list[_T]:
    """Return terms, or pairs of them, in the order of their text, which never changes by itself."""
    return sorted(found, key=str)


def _start(graph: Graph, evidence: Node) -> int:
    start = graph.value(evidence, URIRef(OA + "start"))
    return int(str(start)) if start is not None else -1


def label_of(graph: Graph, node: Node, languages: tuple[str, ...]) -> str:
    """Return the label of a node in the first of ``languages`` that has one, else any; nothing without one."""
    best = min(
        (
            (languages.index(value.language) if value.language in languages else len(languages), str(value))
            for name in _LABELS
            for value in graph.objects(node, name)
            if isinstance(value, Literal)
        ),
        default=(0, ""),
    )
    return best[1]
