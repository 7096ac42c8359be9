"""Changes of an embedded store's named graphs, which the merged default graph follows.

A SPARQL Update is applied by the engine, and what it did is found by comparing the graphs before and
after: the truth, whatever the text looks like. So a change can be judged, published and undone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import cast

import pyoxigraph as ox

from coopgraph.errors import QueryRefusedError
from coopgraph.namespaces import BASE
from coopgraph.sparql.guard import refuse_remote
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.embedded_blanks import without_blanks
from coopgraph.store.faults import translated
from coopgraph.store.media import JSONLD, NTRIPLES, RDFXML, TURTLE, MediaType
from coopgraph.store.update_text import clears_all, only_adds

_FORMATS = {
    TURTLE: ox.RdfFormat.TURTLE,
    NTRIPLES: ox.RdfFormat.N_TRIPLES,
    JSONLD: ox.RdfFormat.JSON_LD,
    RDFXML: ox.RdfFormat.RDF_XML,
}
Quad = ox.Quad
_Graph = ox.NamedNode | ox.DefaultGraph


@dataclass(frozen=True)
class Difference:
    """The quads that a change took from the named graphs, and those it added."""

    removed: frozenset[ox.Quad] = frozenset()
    added: frozenset[ox.Quad] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.removed or self.added)

    @property
    def graphs(self) -> set[str]:
        """The IRIs of the graphs that changed."""
        return {
            q.graph_name.value for q in (*self.removed, *self.added) if isinstance(q.graph_name, ox.NamedNode)
        }

    @property
    def subjects(self) -> set[str]:
        """The IRIs of which something is stated anew, or no longer."""
        return {q.subject.value for q in (*self.removed, *self.added) if isinstance(q.subject, ox.NamedNode)}

    @property
    def predicates(self) -> set[str]:
        """The IRIs of the properties that are stated anew, or no longer."""
        return {q.predicate.value for q in (*self.removed, *self.added)}

    def subjects_of(self, predicates: Collection[str]) -> set[str]:
        """Return the IRIs of which a value of one of these properties is stated anew, or no longer."""
        return {
            q.subject.value
            for q in (*self.removed, *self.added)
            if q.predicate.value in predicates and isinstance(q.subject, ox.NamedNode)
        }

    @property
    def objects(self) -> set[str]:
        """The IRIs that are said, or no longer said, to be the value of something."""
        return {q.object.value for q in (*self.removed, *self.added) if isinstance(q.object, ox.NamedNode)}

    @property
    def undone(self) -> Difference:
        """The change that takes this one back."""
        return Difference(self.added, self.removed)


def apply(store: EmbeddedStore, difference: Difference) -> None:
    """Change the named graphs, and the merged default graph with them."""
    engine = store.engine
    for quad in difference.removed:
        engine.remove(quad)
    engine.extend(difference.added)
    _merge(engine, difference)
    for graph in difference.graphs:
        _drop_empty(engine, ox.NamedNode(graph))


def quads_of(store: EmbeddedStore, graph: str) -> frozenset[Quad]:
    """Return what a named graph states."""
    return frozenset(store.engine.quads_for_pattern(None, None, None, ox.NamedNode(graph)))


def replace(store: EmbeddedStore, graph: str, triples: Iterable[ox.Triple], keep: bool = False) -> Difference:
    """Make ``triples`` the content of ``graph``, or with ``keep`` add them to it; return what changed."""
    home = ox.NamedNode(graph)
    old = frozenset(store.engine.quads_for_pattern(None, None, None, home))
    new = frozenset(ox.Quad(t.subject, t.predicate, t.object, home) for t in triples)
    difference = Difference(frozenset() if keep else old - new, new - old)
    apply(store, difference)
    return difference


def redraw(store: EmbeddedStore, graph: str, queries: Iterable[str]) -> None:
    """Make ``graph`` what CONSTRUCT queries give of the other graphs. However it fails, the store is as it was.

    Terms stay the engine's, and what is the same after as before costs as little as that allows.
    """
    home = ox.NamedNode(graph)
    old = quads_of(store, graph)
    apply(store, Difference(removed=old))
    drawn = old
    try:
        new: set[ox.Quad] = set()
        for query in queries:
            refuse_remote(query)
            with translated("the store", query=query):
                found = cast(ox.QueryTriples, store.engine.query(query))
                new.update(ox.Quad(t.subject, t.predicate, t.object, home) for t in found)
        drawn = frozenset(new)
    finally:
        apply(store, Difference(added=drawn))


def parse(data: bytes, media: MediaType, graph: str, name: str = "") -> frozenset[ox.Triple]:
    """Return the triples of a document. Relative IRIs are completed by ``graph``, and blank nodes become IRIs under it.

    ``name`` is what faults call the document.

    Raises:
        UnreadableSourceError: the text is not of the format; the fault gives line and column.
        QueryRefusedError: it holds what RDF 1.1 has not.
    """
    home = ox.NamedNode(graph)
    with translated(name or f"the {media.name} document"):
        quads = frozenset(
            ox.Quad(q.subject, q.predicate, q.object, home)
            for q in ox.parse(data, _FORMATS[media], base_iri=graph, rename_blank_nodes=True)
        )
    _refuse_newer(quads)
    return frozenset(q.triple for q in without_blanks(quads))


def patch(store: EmbeddedStore, graph: str, text: str) -> Difference:
    """Apply a SPARQL Update to ``graph`` alone, which it sees as the default graph; return what changed.

    Raises:
        QuerySyntaxError: the text is not SPARQL 1.1 Update.
        QueryRefusedError: the text reaches beyond the graph.
    """
    refuse_remote(text, writable=True)
    home, alone = ox.NamedNode(graph), ox.Store()
    alone.extend(
        ox.Quad(q.subject, q.predicate, q.object)
        for q in store.engine.quads_for_pattern(None, None, None, home)
    )
    with translated("the graph", query=text):
        alone.update(text, base_iri=graph)
    if any(True for _ in alone.named_graphs()):
        raise QueryRefusedError(
            "a patch changes the graph it is sent to only; leave GRAPH out, or send an update"
        )
    quads = frozenset(ox.Quad(q.subject, q.predicate, q.object, home) for q in alone)
    _refuse_newer(quads)
    return replace(store, graph, (q.triple for q in without_blanks(quads)))


def update(store: EmbeddedStore, text: str) -> Difference:
    """Apply a SPARQL Update to the named graphs; return what changed. A refused one leaves the store as it was.

    Where it holds several operations, each sees the named graphs as those before it left them, and the default
    graph as it was at the beginning: the merge follows at the end.

    Raises:
        QuerySyntaxError: the text is not SPARQL 1.1 Update.
        QueryRefusedError: it reaches beyond the store, or writes to the merged default graph by itself.
        StoreError: it asks for what cannot be done, such as creating a graph that exists.
    """
    refuse_remote(text, writable=True)
    engine = store.engine
    if only_adds(text):
        return _added(store, text)
    before = _contents(engine)
    with translated("the store", query=text):
        engine.update(text, base_iri=BASE)
    after = _contents(engine)
    nowhere = ox.DefaultGraph()
    default = _compared(before, after, [nowhere])
    raw = _compared(before, after, (before.keys() | after.keys()) - {nowhere})
    try:
        _refuse_newer(raw.added)
        named = Difference(raw.removed, without_blanks(raw.added))
        _refuse_unsourced(
            engine, Difference(frozenset(), default.added) if clears_all(text) else default, raw
        )
    except QueryRefusedError:
        for quad in raw.added | default.added:
            engine.remove(quad)
        engine.extend(raw.removed | default.removed)
        for graph in [*engine.named_graphs()]:
            _drop_empty(engine, graph)
        raise
    for quad in raw.added - named.added:
        engine.remove(quad)
        engine.remove(ox.Quad(quad.subject, quad.predicate, quad.object))
    engine.extend(named.added - raw.added)
    engine.extend(ox.Quad(q.subject, q.predicate, q.object) for q in default.removed)
    _merge(engine, Difference(named.removed | default.removed, named.added))
    for graph in [*engine.named_graphs()]:
        _drop_empty(engine, graph)
    return named


def _added(store: EmbeddedStore, text: str) -> Difference:
    """Apply an update of ``INSERT DATA`` alone, as ``update`` does; what it adds depends on nothing but its text.

    To compare every graph before and after takes seconds of a large store.
    """
    engine, alone = store.engine, ox.Store()
    with translated("the store", query=text):
        alone.update(text, base_iri=BASE)
    new = frozenset(quad for quad in alone if quad not in engine)
    raw = Difference(added=frozenset(quad for quad in new if quad.graph_name != ox.DefaultGraph()))
    _refuse_newer(raw.added)
    _refuse_unsourced(engine, Difference(added=new - raw.added), raw)
    named = Difference(added=without_blanks(raw.added))
    apply(store, named)
    return named


def _merge(engine: ox.Store, difference: Difference) -> None:
    """Bring the default graph in step with named graphs that have changed."""
    engine.extend(ox.Quad(q.subject, q.predicate, q.object) for q in difference.added)
    for quad in difference.removed:
        if not _stated(engine, quad):
            engine.remove(ox.Quad(quad.subject, quad.predicate, quad.object))


def _stated(engine: ox.Store, quad: ox.Quad) -> bool:
    found = engine.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
    return any(isinstance(q.graph_name, ox.NamedNode) for q in found)


def _drop_empty(engine: ox.Store, graph: ox.NamedNode | ox.BlankNode) -> None:
    """Forget a graph that states nothing: a revision, which is a list of statements, would not hold it."""
    if next(iter(engine.quads_for_pattern(None, None, None, graph)), None) is None:
        engine.remove_graph(graph)


def _contents(engine: ox.Store) -> dict[_Graph, bytes]:
    """Return every graph as N-Triples. Graphs that have not changed give the same bytes twice."""
    graphs: list[_Graph] = [
        ox.DefaultGraph(),
        *(g for g in engine.named_graphs() if isinstance(g, ox.NamedNode)),
    ]
    return {graph: engine.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b"" for graph in graphs}


def _compared(
    before: Mapping[_Graph, bytes], after: Mapping[_Graph, bytes], graphs: Iterable[_Graph]
) -> Difference:
    removed: set[ox.Quad] = set()
    added: set[ox.Quad] = set()
    for graph in graphs:
        old, new = before.get(graph, b""), after.get(graph, b"")
        if old != new:
            was, now = set(old.splitlines()), set(new.splitlines())
            removed |= _quads(was - now, graph)
            added |= _quads(now - was, graph)
    return Difference(frozenset(removed), frozenset(added))


def _quads(lines: Iterable[bytes], graph: _Graph) -> set[ox.Quad]:
    triples = ox.parse(b"\n".join(lines), ox.RdfFormat.N_TRIPLES)
    return {ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples}


def _refuse_unsourced(engine: ox.Store, default: Difference, named: Difference) -> None:
    """Refuse an update that wrote to the default graph what does not follow from the named graphs."""
    stated = {q.triple for q in named.added}
    for quad in default.added:
        if quad.triple not in stated and not _stated(engine, quad):
            raise QueryRefusedError(
                f"{quad.triple} would belong to no source: the default graph is the merge of the named ones; "
                "name the graph, as in INSERT DATA { GRAPH <…> { … } }"
            )
    for quad in default.removed:
        if _stated(engine, quad):
            raise QueryRefusedError(
                f"{quad.triple} is stated by a named graph, and the default graph is the merge of those; "
                "take it from the graphs that state it, as in DELETE WHERE { GRAPH ?g { … } }"
            )


def _refuse_newer(quads: Iterable[ox.Quad]) -> None:
    for quad in quads:
        value = quad.object
        if isinstance(value, ox.Triple) or (isinstance(value, ox.Literal) and value.direction is not None):
            raise QueryRefusedError(
                f"{value} is a term of RDF 1.2, and a graph here holds RDF 1.1; describe it by an IRI"
            )
