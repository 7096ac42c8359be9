"""The embedded store: Oxigraph, in memory or in a folder. Only this and its ``embedded_…`` import pyoxigraph.

Oxigraph's union-default-graph switch is never used: it returns a triple once for every graph it
is in, so counts and sums come out wrong. The default graph is written instead, by the loaders here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

import pyoxigraph as ox

from coopgraph.errors import StoreUnavailableError
from coopgraph.namespaces import PREFIXES
from coopgraph.sparql.guard import refuse_dataset, refuse_remote, refuse_unknown
from coopgraph.sparql.request import undeclared
from coopgraph.store.embedded_terms import Converter, engine_term, with_columns_as_met
from coopgraph.store.embedded_writing import (
    RESULT_FORMATS,
    Answer,
    form_of,
    serialised,
    write_statements,
)
from coopgraph.store.faults import translated
from coopgraph.store.forms import offered, refuse_form
from coopgraph.store.media import NQUADS, NTRIPLES, TRIG, MediaType
from coopgraph.store.nquads import MergedReader, first_without_graph, with_graph
from coopgraph.store.protocol import RdfDataset, Solutions

if TYPE_CHECKING:
    from coopgraph.store.protocol import Term, Triple

    Quad = tuple[Term, Term, Term, str]

_PIECE = 1 << 16


class EmbeddedStore:
    """An Oxigraph store that keeps the promise of ``Store``, with the loaders that fill it."""

    def __init__(self, engine: ox.Store, name: str, lease: IO[bytes] | None = None) -> None:
        self._engine: ox.Store | None = engine
        self._name = name
        self._lease = lease  # an open file whose lock tells others that this store is being read

    @classmethod
    def in_memory(cls) -> EmbeddedStore:
        """Return a new, empty store that lives as long as the process."""
        return cls(ox.Store(), "the store in memory")

    @classmethod
    def at(cls, path: str | Path, read_only: bool = True, lease: IO[bytes] | None = None) -> EmbeddedStore:
        """Return the store in the folder ``path``.

        Read-only opening takes no lock and is right for a published revision, which never changes.
        Opening for writing creates the folder when it is absent and locks it for this process.

        Raises:
            StoreLockedError: another process holds the store for writing.
            StoreUnavailableError: there is no store there, or it cannot be read or written.
        """
        with translated(f"the store {path}"):
            engine = ox.Store.read_only(str(path)) if read_only else ox.Store(str(path))
        return cls(engine, f"the store {path}", lease)

    @property
    def engine(self) -> ox.Store:
        """The Oxigraph store itself, for a library that speaks to it directly. Read it; write through this class.

        Raises:
            StoreUnavailableError: the store is closed.
        """
        if self._engine is None:
            raise StoreUnavailableError(f"{self._name} is closed; open it again to ask it")
        return self._engine

    # --- the six verbs -----------------------------------------------------------------------

    def select(self, sparql: str) -> Solutions:
        """Return the rows of a SELECT query. See ``Store.select``."""
        return self.leading(sparql)[0]

    def leading(self, sparql: str, most: int | None = None) -> tuple[Solutions, int]:
        """Return the first rows of a SELECT query, ``most`` of them or all, and how many rows there are."""
        answer = self._query(sparql)
        if not isinstance(answer, ox.QuerySolutions):
            raise refuse_form("select", form_of(answer))
        names = tuple(variable.value for variable in answer.variables)
        convert = Converter()
        rows: list[Mapping[str, Term]] = []
        total = 0
        try:
            for total, solution in enumerate(answer, 1):
                if most is not None and total > most:
                    continue
                values = [solution[index] for index in range(len(names))]
                rows.append({n: convert(v) for n, v in zip(names, values, strict=True) if v is not None})
        finally:
            del answer  # it may not outlive its thread, and a traceback that somebody keeps would keep it
        return Solutions(names, tuple(rows)), total

    def ask(self, sparql: str) -> bool:
        """Return the answer to an ASK query. See ``Store.ask``."""
        answer = self._query(sparql)
        if not isinstance(answer, ox.QueryBoolean):
            raise refuse_form("ask", form_of(answer))
        return bool(answer)

    def construct(self, sparql: str) -> Iterator[Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE query. See ``Store.construct``."""
        answer = self._query(sparql)
        if not isinstance(answer, ox.QueryTriples):
            raise refuse_form("construct", form_of(answer))
        convert = Converter()
        return ((convert(t.subject), convert(t.predicate), convert(t.object)) for t in answer)

    def answer(self, sparql: str, media_type: str, dataset: RdfDataset | None = None) -> Iterator[bytes]:
        """Return a query's answer as the engine serialises it. See ``Store.answer``."""
        self.write_answer(sparql, media_type, whole := BytesIO(), dataset)
        data = whole.getvalue()
        return (data[start : start + _PIECE] for start in range(0, max(len(data), 1), _PIECE))

    def write_answer(
        self, sparql: str, media_type: str, output: IO[bytes],
        dataset: RdfDataset | None = None, base: str | None = None,
    ) -> None:  # fmt: skip
        """Write a query's answer to ``output`` while the engine finds it, in small pieces. Raises as ``answer`` does.

        A fault met on the way is raised when part is written. ``base`` completes the query's relative IRIs.
        """
        answer = self._query(sparql, dataset, base)
        chosen = offered(form_of(answer), media_type)
        with translated(self._name, query=sparql):
            if isinstance(answer, ox.QueryTriples):
                write_statements(answer, output, chosen)
            else:
                answer.serialize(output, RESULT_FORMATS[chosen.name])

    def sorted_answer(self, sparql: str, media: MediaType) -> bytes:
        """Return the triples of a CONSTRUCT query, in an order that depends on them alone. Raises as ``answer``."""
        self.write_answer(sparql, NTRIPLES.type, whole := BytesIO())
        ordered = b"".join(sorted(set(whole.getvalue().splitlines(keepends=True))))
        with translated(self._name, query=sparql):
            return (
                ordered if media is NTRIPLES else serialised(ox.parse(ordered, ox.RdfFormat.N_TRIPLES), media)
            )

    def update(self, sparql: str) -> None:
        """Apply a SPARQL 1.1 Update, wholly or not at all. See ``Store.update``."""
        refuse_remote(sparql, writable=True)
        self._update(sparql)

    def close(self) -> None:
        """Release the store; closing twice is harmless."""
        self._engine = None
        if self._lease is not None:
            self._lease.close()
            self._lease = None

    def __enter__(self) -> EmbeddedStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- loading and writing, beside the protocol --------------------------------------------

    def load_nquads(self, source: bytes | Path) -> None:
        """Add the named graphs of N-Quads and merge their triples into the default graph.

        The quickest way in: both loads go through the engine's bulk loader. A malformed line stops
        the load with part of it done, so load into a fresh store and swap. Every line must name a
        graph: what a line without one states would belong to no source.

        Raises:
            UnreadableSourceError: the text is not N-Quads; the fault gives line and column.
            StoreUnavailableError: the file or the store cannot be used.
        """
        name = str(source) if isinstance(source, Path) else "N-Quads text"
        with translated(name):
            fresh = not self._has_plain_triples()
            with _bytes_of(source) as lines:
                self.engine.bulk_load(lines, ox.RdfFormat.N_QUADS)
            if not fresh or self._has_plain_triples():
                _refuse_graphless(source)
            self._merge(source)

    def load_trig(self, source: bytes | Path) -> None:
        """Add the named graphs of a TriG document, and merge them. Raises as ``load_nquads`` does."""
        name = str(source) if isinstance(source, Path) else "TriG text"
        with translated(name):
            data = source.read_bytes() if isinstance(source, Path) else source
            nquads = ox.serialize(ox.parse(data, ox.RdfFormat.TRIG), format=ox.RdfFormat.N_QUADS)
        self.load_nquads(nquads or b"")

    def load_turtle(self, source: bytes | Path, graph: str) -> None:
        """Add a Turtle document to ``graph`` and to the default graph.

        Blank nodes become IRIs (``{graph}/genid/{label}-{n}``, numbered by the RDF Dataset
        Canonicalization algorithm), so that the graph sorts, compares and hashes. ``label`` tells
        the documents of one graph apart: it is the stem of the file's name.

        Raises:
            UnreadableSourceError: the text is not Turtle; the fault gives line and column.
            StoreUnavailableError: the file or the store cannot be used.
        """
        name = str(source) if isinstance(source, Path) else "Turtle text"
        label = source.stem if isinstance(source, Path) else "document"
        with translated(name):
            data = source.read_bytes() if isinstance(source, Path) else source
            triples = ox.Dataset(ox.parse(data, ox.RdfFormat.TURTLE))
        triples.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)

        def named(term: object) -> object:
            if isinstance(term, ox.BlankNode):
                return ox.NamedNode(f"{graph}/genid/{label}-{term.value.removeprefix('c14n')}")
            return term

        home = ox.NamedNode(graph)
        self._write(
            ox.Quad(named(q.subject), q.predicate, named(q.object), g)  # type: ignore[arg-type]
            for q in triples
            for g in (home, ox.DefaultGraph())
        )

    def add(self, quads: Iterable[Quad]) -> None:
        """Add facts (subject, predicate, object, IRI of the graph), and merge them, all or none."""
        self._write(
            ox.Quad(engine_term(s), engine_term(p), engine_term(o), g)  # type: ignore[arg-type]
            for s, p, o, graph in quads
            for g in (ox.NamedNode(graph), ox.DefaultGraph())
        )

    def replace_graph(self, graph: str, triples: Iterable[Triple]) -> None:
        """Make ``triples`` the whole content of ``graph``, in one transaction.

        A triple that leaves the graph leaves the default graph too, unless another graph states it.
        Doing it twice equals doing it once.
        """
        home = ox.NamedNode(graph)
        new = {
            ox.Triple(engine_term(s), engine_term(p), engine_term(o))  # type: ignore[arg-type]
            for s, p, o in triples
        }
        old = {q.triple for q in self.engine.quads_for_pattern(None, None, None, home)}
        gone = [t for t in old - new if not self._stated_elsewhere(t, home)]
        here = f"GRAPH {home}"
        self._update(
            f"DELETE DATA {{ {_block(gone)} {here} {{ {_block(old - new)} }} }} ;\n"
            f"INSERT DATA {{ {_block(new)} {here} {{ {_block(new)} }} }} ;\n"
            + (f"DROP SILENT {here}" if not new else "")
        )

    def forget_graph(self, graph: str) -> None:
        """Delete ``graph``, and from the default graph the triples that no other graph states."""
        self.replace_graph(graph, ())

    def graphs(self) -> tuple[str, ...]:
        """Return the IRIs of the named graphs, sorted."""
        return tuple(sorted(g.value for g in self.engine.named_graphs() if isinstance(g, ox.NamedNode)))

    def count(self, graph: str | None = None) -> int:
        """Return the number of triples in ``graph``, or in the merged default graph."""
        where = f"GRAPH <{graph}> {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
        answer = self._query(f"SELECT (COUNT(*) AS ?n) WHERE {{ {where} }}")
        (row,) = cast(ox.QuerySolutions, answer)
        return int(cast(ox.Literal, row["n"]).value)

    def dump_nquads(self) -> bytes:
        """Return the named graphs as N-Quads, lines sorted by bytes, each once.

        The default graph is left out, because it is derived from them. Two stores that hold the
        same facts give the same bytes.
        """
        return b"".join(sorted(line for graph in self.graphs() for line in self._lines(graph)))

    def dump(self, media: MediaType) -> bytes:
        """Return the whole graph in a format for graphs. The same facts give the same bytes.

        N-Quads and TriG keep the named graphs, TriG one after the other; the other formats hold the merged
        default graph.
        """
        if media is NQUADS:
            return self.dump_nquads()
        if media is TRIG:
            by_graph = b"".join(line for graph in self.graphs() for line in sorted(self._lines(graph)))
            return serialised(ox.parse(by_graph, ox.RdfFormat.N_QUADS), media)
        merged = self.engine.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()) or b""
        ordered = b"".join(sorted(merged.splitlines(keepends=True)))
        return ordered if media is NTRIPLES else serialised(ox.parse(ordered, ox.RdfFormat.N_TRIPLES), media)

    # --- helpers of the above ----------------------------------------------------------------

    def _lines(self, graph: str) -> list[bytes]:
        triples = self.engine.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph)) or b""
        return with_graph(triples, graph).splitlines(keepends=True)

    def _query(self, sparql: str, dataset: RdfDataset | None = None, base: str | None = None) -> Answer:
        request = refuse_remote(sparql)
        if request.has_dataset_clause and not dataset:
            refuse_dataset(request, self.graphs())
        with translated(self._name, query=sparql):
            try:
                return self._evaluated(sparql, dataset, base)
            except (
                SyntaxError
            ):  # tried first without the known prefixes: reading them costs as much as a look-up
                if not undeclared(sparql):
                    raise
                return self._evaluated(sparql, dataset, base, PREFIXES)

    def _evaluated(
        self,
        sparql: str,
        dataset: RdfDataset | None,
        base: str | None,
        prefixes: dict[str, str] | None = None,
    ) -> Answer:
        sparql = with_columns_as_met(sparql, base, prefixes)
        if not dataset:
            return self.engine.query(sparql, base_iri=base, prefixes=prefixes)
        default, named = self._known(dataset.default), self._known(dataset.named)
        return self.engine.query(
            sparql, base_iri=base, prefixes=prefixes, default_graph=[*default], named_graphs=[*named]
        )

    def _update(self, sparql: str) -> None:
        with translated(self._name, query=sparql):
            self.engine.update(sparql)

    def _known(self, iris: Sequence[str]) -> list[ox.NamedNode]:
        refuse_unknown(iris, self.graphs())
        return [ox.NamedNode(iri) for iri in iris]

    def _merge(self, source: bytes | Path) -> None:
        """Bring the triples of N-Quads that have been loaded into the default graph.

        The text has been checked once, so it is not again (``lenient``). A triple may come twice.
        """
        for careful in (False, True):
            with _bytes_of(source) as lines:
                reader = cast(IO[bytes], MergedReader(lines, careful))
                try:
                    self.engine.bulk_load(reader, ox.RdfFormat.N_TRIPLES, lenient=True)
                except SyntaxError:
                    if careful:
                        raise
                    _refuse_graphless(source)
                else:
                    return

    def _has_plain_triples(self) -> bool:
        return next(self.engine.quads_for_pattern(None, None, None, ox.DefaultGraph()), None) is not None

    def _write(self, quads: Iterable[ox.Quad]) -> None:
        with translated(self._name):
            self.engine.extend(quads)

    def _stated_elsewhere(self, triple: ox.Triple, graph: ox.NamedNode) -> bool:
        found = self.engine.quads_for_pattern(triple.subject, triple.predicate, triple.object)
        return any(q.graph_name not in (graph, ox.DefaultGraph()) for q in found)


def _bytes_of(source: bytes | Path) -> IO[bytes]:
    return source.open("rb") if isinstance(source, Path) else BytesIO(source)


def _refuse_graphless(nquads: bytes | Path) -> None:
    with _bytes_of(nquads) as lines:
        line = first_without_graph(lines)
    if line:
        raise SyntaxError(f"a line names no graph: {line.decode(errors='replace').strip()}")


def _block(triples: Iterable[ox.Triple]) -> str:
    return " .\n".join(str(triple) for triple in triples)
