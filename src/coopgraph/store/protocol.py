"""What every store promises: six verbs, each a word of the W3C's SPARQL specifications.

``EmbeddedStore`` keeps this promise without inheriting from it; so can any other engine.
``tests/store_contract.py`` is the promise as tests: whatever it does not test, the product may
not rely on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

from coopgraph.errors import StoreError

if TYPE_CHECKING:
    import pandas
    from rdflib import BNode, Literal, URIRef

    Term: TypeAlias = URIRef | Literal | BNode
    Triple: TypeAlias = tuple[Term, Term, Term]


@dataclass(frozen=True)
class Solutions:
    """The answer to a SELECT: rows in the order the query asked for.

    A row maps the name of a column (without ``?``) to a term. An unbound column is absent from
    its row; ``row.get(name)`` is the natural way to read an optional one.
    """

    variables: tuple[str, ...]
    rows: tuple[Mapping[str, Term], ...]

    def __iter__(self) -> Iterator[Mapping[str, Term]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def to_pandas(self) -> pandas.DataFrame:
        """Return the rows as a data frame of Python values: numbers, dates, and texts for IRIs; None where unbound.

        Raises:
            StoreError: pandas is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            raise StoreError(
                "a data frame needs pandas; install it with: pip install 'coopgraph[pandas]'"
            ) from error
        columns = {name: [_plain(row.get(name)) for row in self.rows] for name in self.variables}
        return pandas.DataFrame(columns, columns=list(self.variables))


def _plain(term: Term | None) -> object:
    """Return a literal's Python value, an IRI's text, and None for nothing."""
    if term is None:
        return None
    return term.toPython() if hasattr(term, "datatype") else str(term)


@dataclass(frozen=True)
class RdfDataset:
    """The graphs one query may see: ``default-graph-uri`` and ``named-graph-uri`` of the SPARQL Protocol.

    Where either is given, it replaces both the store's own dataset and any ``FROM`` of the query
    (SPARQL 1.1 Protocol, section 2.1.4): the default graph is the merge of ``default``, and
    ``GRAPH`` ranges over ``named`` only.
    """

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.default or self.named)


class Store(Protocol):
    """RDF data reached by SPARQL 1.1 Query and Update. An update is all or nothing.

    Plain patterns see the merged default graph, in which a fact that several sources state stands
    once; ``GRAPH ?g`` ranges over the named graphs. A query that would reach beyond the store
    (``SERVICE``, ``LOAD``) raises ``QueryRefusedError`` before any engine sees it.
    """

    def select(self, sparql: str) -> Solutions:
        """Return the rows of a SELECT query, in the query's own order.

        Raises:
            QuerySyntaxError: the text is not SPARQL 1.1; the message gives line and column.
            QueryRefusedError: the text is another form of query, or reaches beyond the store.
        """
        ...

    def ask(self, sparql: str) -> bool:
        """Return the answer to an ASK query. Raises as ``select`` does."""
        ...

    def construct(self, sparql: str) -> Iterator[Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE query, each once, in no order.

        Raises as ``select`` does.
        """
        ...

    def answer(self, sparql: str, media_type: str, dataset: RdfDataset | None = None) -> Iterator[bytes]:
        """Return a query's answer serialised as ``media_type``, in pieces.

        Every error that depends on the query is raised by this call, before the first piece, so a
        server can still choose its status. ``store.media`` lists the types each form can take.

        Raises:
            QuerySyntaxError: the text is not SPARQL 1.1.
            QueryRefusedError: the form of query has no such serialisation, the text reaches beyond
                the store, or ``dataset`` names a graph the store does not hold.
        """
        ...

    def update(self, sparql: str) -> None:
        """Apply a SPARQL 1.1 Update to the graphs it names, wholly or not at all.

        The merged default graph is not refreshed: facts are written through the store's own
        ``add``, ``replace_graph`` and ``forget_graph``, which keep it.

        Raises:
            QuerySyntaxError: the text is not SPARQL 1.1 Update.
            QueryRefusedError: the text reaches beyond the store.
            StoreUnavailableError: the store is open for reading only.
            StoreError: the update asks for what cannot be done; nothing is changed.
        """
        ...

    def close(self) -> None:
        """Release the store. Closing twice is harmless; asking a closed store raises."""
        ...
