"""pySHACL, the reference engine: what it finds is what SHACL means. The only module that imports it.

pySHACL is quick only on an Oxigraph store: on one, this room's shapes take well under a second for
the bundled graph; on rdflib the same takes minutes. Two of its habits are kept away from the data: it
would read the union of all graphs, where a fact that three graphs state counts three times, and it
would write into the shapes it is given. Messages are left out here and made by ``explain``, because
pySHACL drops their language when it fills in values.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from coopgraph.errors import QuerySyntaxError, SettingsError
from coopgraph.validation.shapes import Shapes

if TYPE_CHECKING:
    from pyshacl.graph_abstraction import DataGraph
    from rdflib import Graph
    from rdflib.term import Node

    from coopgraph.store.protocol import Store, Term

_NEED_LINES = ("#", '"' * 3, "'" * 3)
"""What a query must not hold to be written on one line: comments, and strings of several lines."""


@dataclass(frozen=True)
class Finding:
    """One result as the engine gives it.

    ``shape`` is the shape that failed (a rule, or a property shape of one), ``constraint`` its
    query where it has one. ``path`` and ``value`` are absent where SHACL gives none; ``path`` is a
    node of the shapes graph when it is more than one property. ``component`` is the kind of constraint.
    """

    shape: Node
    constraint: Node | None
    focus: Term
    path: Node | None
    value: Term | None
    component: Node | None = None


def find(store: Store, shapes: Shapes) -> list[Finding]:
    """Return what pySHACL finds in ``store``, in no order.

    Raises:
        SettingsError: a shape is not valid SHACL.
        QuerySyntaxError: a query in a shape is not SPARQL 1.1.
    """
    from pyshacl import validate
    from pyshacl.errors import ReportableRuntimeError, ValidationFailure

    try:
        with quiet():
            _, report, _ = validate(
                _data_graph(store),
                shacl_graph=_copy(shapes.graph),
                inference="none",
                advanced=True,
                inplace=True,
            )
    except SyntaxError as error:
        raise QuerySyntaxError(f"a query in the shapes is not SPARQL 1.1: {error}; correct it") from error
    except (ReportableRuntimeError, ValidationFailure) as error:
        raise SettingsError(f"the shapes are not valid SHACL: {error}; correct them") from error
    except RuntimeError as error:  # over Oxigraph it has no component parameters and no $shapesGraph
        raise SettingsError(
            f"pySHACL cannot check the shapes: {error}; correct them or leave them out"
        ) from error
    if isinstance(report, ValidationFailure):
        raise SettingsError(f"the shapes are not valid SHACL: {report.message}; correct them") from report
    return list(_findings(cast("Graph", report)))


def _findings(report: Graph) -> Iterator[Finding]:
    from rdflib.namespace import SH

    for result in report.objects(None, SH.result):
        shape, focus = report.value(result, SH.sourceShape), report.value(result, SH.focusNode)
        assert shape is not None  # a result without shape or focus would be a fault of pySHACL
        assert focus is not None
        yield Finding(
            shape=shape,
            constraint=report.value(result, SH.sourceConstraint),
            focus=cast("Term", focus),
            path=report.value(result, SH.resultPath),
            value=_plain(cast("Term | None", report.value(result, SH.value))),
            component=report.value(result, SH.sourceConstraintComponent),
        )


def _plain(term: Term | None) -> Term | None:
    """Return a term as stores give it: RDF 1.1 has one kind of string, where pySHACL types it."""
    from rdflib import XSD, Literal

    return Literal(str(term)) if isinstance(term, Literal) and term.datatype == XSD.string else term


def _data_graph(store: Store) -> DataGraph:
    """Return the store as pySHACL reads it: plain patterns see the merged default graph."""
    from pyshacl.graph_abstraction import OxigraphDataGraph

    class MergedDefaultGraph(OxigraphDataGraph):
        """The default graph, without pySHACL's union of all graphs: it is the merged set already."""

        def __bool__(self) -> bool:
            return True  # pySHACL asks for every result, and would count all triples to answer

        @property
        def default_union(self) -> bool:
            return False

        @default_union.setter
        def default_union(self, value: bool) -> None:
            pass

    return MergedDefaultGraph(_engine(store))  # type: ignore[arg-type]


def _engine(store: Store) -> object:
    """Return the Oxigraph store itself; any other store's graphs are copied into one."""
    from coopgraph.store.embedded import EmbeddedStore

    if isinstance(store, EmbeddedStore):
        return store.engine
    copy = EmbeddedStore.in_memory()
    rows = store.select("SELECT ?s ?p ?o ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
    copy.add((row["s"], row["p"], row["o"], str(row["g"])) for row in rows)
    return copy.engine


def _copy(shapes: Graph) -> Graph:
    """Return the shapes as pySHACL needs them: no messages, strings typed, each query on one line.

    pySHACL reads a string from an Oxigraph store as one typed xsd:string, which rdflib holds to differ
    from a plain one: ``sh:in ( "stable" )`` would never match. And it searches a query for forbidden
    words anew for each focus node, from the start of each line.
    """
    from rdflib import XSD, Graph, Literal
    from rdflib.namespace import SH

    copy = Graph()
    for subject, predicate, value in shapes:
        if predicate == SH.message:
            continue
        if isinstance(value, Literal) and value.language is None and value.datatype in (None, XSD.string):
            one_line = predicate == SH.select and not any(mark in value for mark in _NEED_LINES)
            value = Literal(value.replace("\n", " ") if one_line else str(value), datatype=XSD.string)
        copy.add((subject, predicate, value))
    return copy


@contextmanager
def quiet() -> Iterator[None]:
    """Silence pySHACL's log, and rdflib's complaints about literals, which the rules report better."""
    loggers = [logging.getLogger(name) for name in ("pyshacl-validate", "pyshacl.validator", "rdflib.term")]
    before = [logger.disabled for logger in loggers]
    for logger in loggers:
        logger.disabled = True
    try:
        yield
    finally:
        for logger, disabled in zip(loggers, before, strict=True):
            logger.disabled = disabled
