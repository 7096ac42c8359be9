"""The check of a change: the rules on what it touches and on what stands beside it.

A whole graph that conforms is changed in a few places, so only these and their neighbours can come to break a rule.
Rules look along a property or two; a change that touches much is checked as a whole graph is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from coopgraph.namespaces import RDF
from coopgraph.validation.report import Report, Result

if TYPE_CHECKING:
    from rdflib import URIRef

    from coopgraph.store.embedded import EmbeddedStore
    from coopgraph.store.protocol import Store

_BATCH = 500
_MANY = 5000
"""Focus nodes from which on the whole graph is checked."""
_STEPS = 2
_SMALL = 50_000
"""Facts up to which it is quicker to check the whole graph."""


class ChangeCheck:
    """The shipped rules, read and compiled once, asked again and again."""

    def __init__(self, small: int = _SMALL) -> None:
        """Read the rules. A graph of no more facts than ``small`` is checked whole."""
        from coopgraph.resources import resource
        from coopgraph.validation.compiled.compiling import compile_shapes
        from coopgraph.validation.shapes import load_shapes

        self._shapes = load_shapes([resource("shapes")])
        self._compiled = compile_shapes(self._shapes)
        self._small = small

    def report(self, store: EmbeddedStore, subjects: Collection[str], objects: Collection[str]) -> Report:
        """Return what breaks the rules in ``store`` at or near what has changed.

        Args:
            store: as the change leaves it, its shortcuts drawn anew.
            subjects: the IRIs of which something is stated anew or no longer.
            objects: the IRIs that are said anew, or no longer said, to be the value of something.
        """
        from coopgraph.validation.coded import RULES
        from coopgraph.validation.coded.shortcuts import stated_shortcuts
        from coopgraph.validation.compiled.running import find
        from coopgraph.validation.explain import explain, explain_coded
        from coopgraph.validation.reference import quiet

        with quiet():
            whole = store.count() <= self._small
            focus = None if whole else _near(store, set(subjects), set(objects))
            findings = find(store, self._compiled, focus=focus)
            results = {*explain(store, self._shapes, findings), *explain_coded(store, stated_shortcuts)}
        rules = sorted((*self._shapes.rules, *RULES), key=lambda rule: (rule.number, rule.shape))
        return Report(tuple(sorted(results, key=Result.order)), tuple(rules))


def _near(store: Store, subjects: set[str], objects: set[str]) -> set[URIRef] | None:
    """Return the nodes to check, or None for all of them.

    Around what something is stated of, in both directions; an object is only looked at itself, since what
    else points at a country or a code has not changed.
    """
    from rdflib import URIRef

    near = subjects | objects
    edge = subjects
    for _ in range(_STEPS):
        edge = set(_neighbours(store, edge)) - near
        near |= edge
        if len(near) > _MANY:
            return None
    return {URIRef(iri) for iri in near}


def _neighbours(store: Store, iris: Collection[str]) -> Iterator[str]:
    ordered = sorted(iris)
    for start in range(0, len(ordered), _BATCH):
        values = " ".join(f"<{iri}>" for iri in ordered[start : start + _BATCH])
        rows = store.select(
            f"SELECT DISTINCT ?near WHERE {{ VALUES ?iri {{ {values} }} "
            f"{{ ?near ?p ?iri }} UNION {{ ?iri ?p ?near FILTER ( isIRI(?near) ) }} FILTER ( ?p != <{RDF}type> ) }}"
        )
        yield from (str(row["near"]) for row in rows)
