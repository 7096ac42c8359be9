"""The shape files as an RDF graph, and the rules in them as a list for people.

One rule is one named node shape with one severity. Its constraints stand in the shape itself, in
its property shapes (``sh:property``) and in its queries (``sh:sparql``); each carries its messages.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from coopgraph.errors import SettingsError
from coopgraph.namespaces import CONCEPT, DCT, SH, SHAPES

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

SEVERITIES = ("Violation", "Warning", "Info")
"""From the gravest to the lightest; the order of every report."""

_TYPES = CONCEPT + "discrepancy-type/"
_NUMBER = re.compile(r"([A-Z]+\d+)-")


@dataclass(frozen=True)
class Rule:
    """One rule of the rule book: what a named shape asks of the graph.

    ``number`` is how people cite it (``R36``); two shapes may share one number. ``name`` and
    ``description`` map a language to text. ``page`` is the address of its documentation, ``file`` the
    shape file or the module that keeps it. ``remedy`` says, by language, what to do about a result
    (``rdfs:comment`` of the shape). ``conflict`` is the discrepancy type of the contradiction the rule
    finds (``dct:subject`` of the shape), and empty for a rule about one thing by itself.
    """

    number: str
    shape: str
    severity: str
    name: Mapping[str, str]
    description: Mapping[str, str]
    page: str
    file: str
    remedy: Mapping[str, str] = field(default_factory=dict)
    conflict: str = ""


@dataclass(frozen=True)
class Shapes:
    """The graph of the shape files, and the rules in it, sorted by number and then by shape.

    Blank nodes became IRIs, except those of property paths: so the part of a rule that failed has a
    name, and pySHACL does not write out a blank shape in full, over and over, just to name it.
    """

    graph: Graph
    rules: tuple[Rule, ...]

    def rule_of(self, node: Node) -> str:
        """Return the IRI of the rule that ``node``, one of its shapes or constraints, belongs to."""
        from rdflib import URIRef
        from rdflib.namespace import SH as SHACL

        named = {rule.shape for rule in self.rules}
        while not (isinstance(node, URIRef) and str(node) in named):
            owner = self.graph.value(predicate=SHACL.property, object=node)
            if owner is None:
                return str(node)
            node = owner
        return str(node)


def load_shapes(folders: Sequence[Path]) -> Shapes:
    """Return the shapes of every ``.ttl`` file in ``folders``; a later folder wins, file by file.

    Raises:
        SettingsError: a folder holds no shape file, or a file is not Turtle.
    """
    from rdflib import Graph

    files: dict[str, Path] = {}
    for folder in folders:
        found = {path.name: path for path in sorted(folder.glob("*.ttl"))}
        if not found:
            raise SettingsError(f"{folder} holds no shape file (*.ttl); name a folder that does")
        files.update(found)
    graph, rules = Graph(), []
    for name in sorted(files):
        part = _parse(files[name])
        rules.extend(_rules(part, name))
        graph += _without_blank_nodes(part, Path(name).stem)
    return Shapes(graph, tuple(sorted(rules, key=lambda rule: (rule.number, rule.shape))))


def _parse(path: Path) -> Graph:
    from rdflib import Graph
    from rdflib.exceptions import ParserError
    from rdflib.plugins.parsers.notation3 import BadSyntax

    try:
        return Graph().parse(path, format="turtle")
    except (BadSyntax, ParserError, UnicodeDecodeError) as error:
        reason = " ".join(str(error).split())[:300]
        raise SettingsError(f"the shape file {path} is not Turtle: {reason}; correct it") from error
    except OSError as error:
        raise SettingsError(f"the shape file {path} cannot be read: {error.strerror}") from error


def _without_blank_nodes(graph: Graph, file: str) -> Graph:
    from rdflib import BNode, Graph, URIRef
    from rdflib.namespace import SH as SHACL

    names: dict[Node, URIRef] = {}
    paths: set[Node] = set()
    ahead = list(graph.objects(None, SHACL.path))
    while ahead:
        node = ahead.pop()
        if isinstance(node, BNode) and node not in paths:
            paths.add(node)
            ahead.extend(graph.objects(node))

    def told(node: Node) -> str:
        """Return all that is said of a blank node, in one order."""
        if not isinstance(node, BNode):
            return node.n3()
        return f"[{' '.join(sorted(f'{p.n3()} {told(o)}' for p, o in graph.predicate_objects(node)))}]"

    def place(node: Node) -> str:
        """Return where a blank node hangs, from the shape with a name down."""
        above = sorted(
            f"{place(s) if isinstance(s, BNode) else s.n3()} {p.n3()}"
            for s, p in graph.subject_predicates(node)
        )
        return " ".join(above)

    def name(term: Node) -> Node:
        if not isinstance(term, BNode) or term in paths:
            return term
        if term not in names:  # by what it stands for, so that it is the same in every process
            digest = hashlib.sha256(f"{place(term)} {told(term)}".encode()).hexdigest()[:12]
            names[term] = URIRef(f"{SHAPES}genid-{file}-{digest}")
        return names[term]

    named = Graph()
    for subject, predicate, value in graph:
        named.add((name(subject), predicate, name(value)))
    return named


def _rules(graph: Graph, file: str) -> list[Rule]:
    from rdflib import RDF, RDFS, URIRef
    from rdflib.namespace import SH as SHACL

    rules = []
    for shape in graph.subjects(RDF.type, SHACL.NodeShape):
        if not isinstance(shape, URIRef):
            continue
        local = shape.removeprefix(SHAPES)
        match = _NUMBER.match(local)
        severity = graph.value(shape, SHACL.severity, default=SHACL.Violation)
        rules.append(
            Rule(
                number=match[1] if match else local,
                shape=str(shape),
                severity=str(severity).removeprefix(SH),
                name=texts(graph, shape, SHACL.name),
                description=texts(graph, shape, SHACL.description),
                page=str(graph.value(shape, RDFS.seeAlso) or ""),
                file=file,
                remedy=texts(graph, shape, RDFS.comment),
                conflict=str(graph.value(shape, URIRef(DCT + "subject")) or "").removeprefix(_TYPES),
            )
        )
    return rules


def texts(graph: Graph, node: Node, predicate: Node) -> dict[str, str]:
    """Return the values of a property as language → text; a text without language is under ``""``."""
    from rdflib import Literal

    values = [value for value in graph.objects(node, predicate) if isinstance(value, Literal)]
    return {value.language or "": str(value) for value in sorted(values)}
