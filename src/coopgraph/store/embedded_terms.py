"""Terms of the engine and of rdflib, which is the tongue everyone else speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from coopgraph.errors import QueryRefusedError, StoreError
from coopgraph.sparql.columns import spell_out

if TYPE_CHECKING:
    from coopgraph.store.protocol import Term

_STRING = ox.NamedNode("http://www.w3.org/2001/XMLSchema#string")


class Converter:
    """Engine terms to rdflib terms; IRIs, which repeat a great deal, are converted once."""

    def __init__(self) -> None:
        from rdflib import BNode, Literal, URIRef

        self._iris: dict[str, URIRef] = {}
        self._uriref, self._literal, self._bnode = URIRef, Literal, BNode

    def __call__(self, term: object) -> Term:
        if isinstance(term, ox.NamedNode):
            found = self._iris.get(term.value)
            return found if found is not None else self._iris.setdefault(term.value, self._uriref(term.value))
        if isinstance(term, ox.Literal) and term.direction is None:
            if term.language:
                return self._literal(term.value, lang=term.language)
            datatype = None if term.datatype == _STRING else self._uriref(term.datatype.value)
            return self._literal(term.value, datatype=datatype, normalize=False)
        if isinstance(term, ox.BlankNode):
            return self._bnode(term.value)
        raise QueryRefusedError(f"the answer holds the RDF 1.2 term {term}; ask for it as JSON or TSV")


def engine_term(term: Term) -> ox.NamedNode | ox.Literal:
    """Return an rdflib term as the engine's. Blank nodes are refused: they have no lasting name."""
    from rdflib import Literal, URIRef

    try:
        if isinstance(term, URIRef):
            return ox.NamedNode(str(term))
        if isinstance(term, Literal):
            if term.language:
                return ox.Literal(str(term), language=term.language)
            return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)) if term.datatype else None)
    except ValueError as error:
        raise StoreError(f"{term!r} is no valid RDF term: {error}; correct it where it is made") from error
    raise StoreError(f"{term!r} is a blank node, or no RDF term; give the thing an IRI")


def with_columns_as_met(sparql: str, base: str | None, prefixes: dict[str, str] | None = None) -> str:
    """Return a ``SELECT *`` query that names its columns in the order in which they appear in it.

    An empty store tells what the columns are; nothing is looked for.
    """

    def columns(text: str) -> list[str]:
        answer = ox.Store().query(text, base_iri=base, prefixes=prefixes)
        return (
            [variable.value for variable in answer.variables] if isinstance(answer, ox.QuerySolutions) else []
        )

    return spell_out(sparql, columns)
