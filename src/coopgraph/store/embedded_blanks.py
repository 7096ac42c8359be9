"""IRIs for blank nodes, made from what is said of them: equal documents get equal ones, whatever their labels.

Reference: RDF 1.1 Concepts, section 3.5 (skolemisation).
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import pyoxigraph as ox


def without_blanks(quads: frozenset[ox.Quad]) -> frozenset[ox.Quad]:
    """Return ``quads`` of named graphs with an IRI for each blank node, under the first of the graphs it stands in.

    Where blank nodes hang together as trees, as the brackets and lists of Turtle do, it takes time in proportion to
    their number. Others are told apart by the RDF Dataset Canonicalization algorithm, which can take long.
    """
    anonymous = frozenset(q for q in quads if _is_blank(q.subject) or _is_blank(q.object))
    if not anonymous:
        return quads
    names = _names_in_trees(anonymous)
    told: Iterable[ox.Quad] = anonymous
    if names is None:
        told = ox.Dataset(anonymous)
        told.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        said = _digest(*sorted(map(str, told)))
        names = {label: _digest(said, label) for label in _homes(told)}
    homes = _homes(told)

    def named(term: object) -> Any:
        if not isinstance(term, ox.BlankNode):
            return term
        return ox.NamedNode(f"{homes[term.value]}/genid/{names[term.value]}")

    return (quads - anonymous) | {
        ox.Quad(named(q.subject), q.predicate, named(q.object), q.graph_name) for q in told
    }


def _is_blank(term: object) -> bool:
    return isinstance(term, ox.BlankNode)


def _homes(quads: Iterable[ox.Quad]) -> dict[str, str]:
    """Return the first graph of each blank node, by the node's label."""
    homes: dict[str, str] = {}
    for graph, quad in sorted(((str(q.graph_name)[1:-1], q) for q in quads), key=lambda pair: pair[0]):
        for term in (quad.subject, quad.object):
            if isinstance(term, ox.BlankNode):
                homes.setdefault(term.value, graph)
    return homes


def _names_in_trees(quads: Iterable[ox.Quad]) -> Mapping[str, str] | None:
    """Return a name for each blank node, by its label; None where one hangs from two, or from itself.

    Up the trees, what is said of a node is digested with what is said of those below it; down the trees, that and
    the name above make its name. Nodes alike in both can change places, so their numbers may go either way.
    """
    said: dict[str, list[ox.Quad]] = defaultdict(list)
    above: dict[str, ox.Quad] = {}
    for quad in quads:
        if isinstance(quad.subject, ox.BlankNode):
            said[quad.subject.value].append(quad)
        if isinstance(quad.object, ox.BlankNode):
            if quad.object.value in above:
                return None
            above[quad.object.value] = quad
    labels = said.keys() | above.keys()
    downwards = [label for label in labels if label not in above or not _is_blank(above[label].subject)]
    for label in downwards:  # grows meanwhile
        downwards += [q.object.value for q in said.get(label, ()) if isinstance(q.object, ox.BlankNode)]
    if len(downwards) < len(labels):  # a ring hangs from no root
        return None
    contents: dict[str, str] = {}
    for label in reversed(downwards):
        contents[label] = _digest(
            *sorted(f"{q.predicate} {_shown(q.object, contents)} {q.graph_name}" for q in said.get(label, ()))
        )
    names: dict[str, str] = {}
    twins: Counter[str] = Counter()
    for label in downwards:
        hook = above.get(label)
        place = "" if hook is None else f"{_shown(hook.subject, names)} {hook.predicate} {hook.graph_name}"
        key = _digest(place, contents[label])
        names[label] = _digest(key, str(twins[key]))
        twins[key] += 1
    return names


def _shown(term: object, known: Mapping[str, str]) -> str:
    return f"_:{known[term.value]}" if isinstance(term, ox.BlankNode) else str(term)


def _digest(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:24]
