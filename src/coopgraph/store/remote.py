"""A remote store: any endpoint of the SPARQL 1.1 Protocol. The only module that imports SPARQLWrapper.

What plain patterns see is the merged set, as in every store. Where an engine's default graph is the
union of all graphs, the merged set lies in a named graph that requests select (``store.datasets``).
"""

from __future__ import annotations

import urllib.request
import warnings
from collections.abc import Iterable, Iterator, Sequence
from http.client import HTTPResponse, IncompleteRead
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from SPARQLWrapper import POST, SPARQLWrapper

from coopgraph.errors import QueryRefusedError, StoreUnavailableError
from coopgraph.sparql.guard import Request, refuse_dataset, refuse_remote, refuse_unknown
from coopgraph.sparql.request import undeclared
from coopgraph.store.datasets import Parameters, select_graphs
from coopgraph.store.endpoint import MERGED, RELEASE, Endpoint, Engine, recognise
from coopgraph.store.forms import offered, refuse_form
from coopgraph.store.media import JSON, NTRIPLES, MediaType
from coopgraph.store.protocol import RdfDataset, Solutions
from coopgraph.store.remote_access import opener
from coopgraph.store.remote_faults import reached, refuse_partial, uncut
from coopgraph.store.results import (
    read_boolean,
    read_ntriples,
    read_solutions,
    write_solutions,
    write_triples,
)
from coopgraph.store.update_text import holds_several, triple_text, writes_default
from coopgraph.version import __version__

if TYPE_CHECKING:
    from coopgraph.store.embedded import EmbeddedStore
    from coopgraph.store.protocol import Term, Triple

    Quad = tuple[Term, Term, Term, str]

_PIECE = 1 << 16
_LINES = 10_000  # of N-Triples in one request to a Graph Store
_AGENT = f"coopgraph/{__version__}"
_VERSION = "http://www.w3.org/2002/07/owl#versionInfo"


class RemoteStore:
    """An endpoint that keeps the promise of ``Store``, with the writing that fills it.

    Making one asks the endpoint which engine it is. An engine that does not undo the first operations
    of an update whose later ones fail is given one operation at a time.

    Raises:
        StoreUnavailableError: there is no endpoint at the address, or it does not let the user in.
        StoreTimeoutError: it did not answer in time.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        self._closed = self._introduced = False
        self.endpoint, self.engine = endpoint, Engine()
        self._opener = opener(endpoint)
        response = self._send("ask", f"ASK {{ GRAPH <{MERGED}> {{ ?s ?p ?o }} }}", JSON.type, [])
        server = response.headers.get("Server") or ""
        self.engine, self.endpoint = recognise(endpoint, server, read_boolean(self._read(response)))
        self._opener = opener(self.endpoint)

    # --- the six verbs -----------------------------------------------------------------------

    def select(self, sparql: str) -> Solutions:
        """Return the rows of a SELECT query. See ``Store.select``."""
        response = self._ask("select", sparql, JSON)
        return uncut(read_solutions(self._read(response)), response, self.endpoint.url)

    def ask(self, sparql: str) -> bool:
        """Return the answer to an ASK query. See ``Store.ask``."""
        return read_boolean(self._read(self._ask("ask", sparql, JSON)))

    def construct(self, sparql: str) -> Iterator[Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE query. See ``Store.construct``."""
        response = self._ask("construct", sparql, NTRIPLES)
        return read_ntriples(self._read(response))

    def answer(self, sparql: str, media_type: str, dataset: RdfDataset | None = None) -> Iterator[bytes]:
        """Return a query's answer, as the engine serialises it when it does so by the specifications.

        See ``Store.answer``. An answer that breaks off raises while it is read.
        """
        request = refuse_remote(sparql)
        media = offered(request.form, media_type)
        if self.engine.serialises:
            return self._pieces(self._query(request, sparql, media, dataset))
        if request.form in ("construct", "describe"):
            response = self._query(request, sparql, NTRIPLES, dataset)
            return iter([write_triples(read_ntriples(self._read(response)), media)])
        response = self._query(request, sparql, JSON, dataset)
        if request.form == "ask":
            return iter([write_solutions(read_boolean(self._read(response)), media)])
        rows = read_solutions(self._read(response))
        return iter([write_solutions(uncut(rows, response, self.endpoint.url), media)])

    def update(self, sparql: str) -> None:
        """Apply a SPARQL 1.1 Update, wholly or not at all. See ``Store.update``.

        Raises:
            QueryRefusedError: besides ``Store.update``'s reasons, the text holds several operations and
                the engine would not undo the first when a later one fails; or it writes triples without a
                graph where the merged set lies in a graph of its own.
        """
        request = refuse_remote(sparql, writable=True)
        if request.form == "nothing":
            return
        if request.form != "update":
            raise refuse_form("update", request.form)
        if request.has_dataset_clause:
            refuse_dataset(request, self.graphs())
        if not self.engine.atomic and holds_several(sparql):
            raise QueryRefusedError(
                f"{self.engine.name} commits each operation of an update by itself, so that a later one that fails "
                "would leave half of the update; nothing was changed. Send the operations one by one"
            )
        if self.engine.merged and self.engine.strict and writes_default(sparql):
            raise QueryRefusedError(
                f"the default graph of {self.endpoint.url} is the union of all graphs, and what is written without a "
                f"graph would not be among what queries see; nothing was changed. Write it into the graph of its "
                f"source, and into GRAPH <{MERGED}>"
            )
        self._update(sparql)

    def close(self) -> None:
        """Release the store; closing twice is harmless."""
        self._closed = True

    def __enter__(self) -> RemoteStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- reading and writing, beside the protocol ----------------------------------------------

    def graphs(self) -> tuple[str, ...]:
        """Return the IRIs of the named graphs, sorted, without those that are no sources."""
        # Ordered, because Virtuoso answers the same without an order by a procedure that takes 20 s.
        rows = self._raw("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g")
        return tuple(sorted({str(row["g"]) for row in rows} - {*self.engine.hidden}))

    def count(self, graph: str | None = None) -> int:
        """Return the number of triples in ``graph``, or in the merged default graph."""
        where = f"GRAPH <{graph}> {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
        (row,) = self.select(f"SELECT (COUNT(*) AS ?n) WHERE {{ {where} }}")
        return int(row["n"])

    def version(self) -> str:
        """Return the version of the graph that was loaded here; "" when none is said, or one was broken off."""
        rows = self._raw(f"SELECT ?v WHERE {{ GRAPH <{RELEASE}> {{ <{RELEASE}> <{_VERSION}> ?v }} }}")
        return str(rows.rows[0]["v"]) if len(rows) == 1 else ""

    def copy(self) -> EmbeddedStore:
        """Return the named graphs, and their merge, in memory."""
        from coopgraph.store.embedded import EmbeddedStore

        store = EmbeddedStore.in_memory()
        for graph in self.graphs():
            store.add((*triple, graph) for triple in self._content(graph))
        return store

    def dump(self, media: MediaType) -> bytes:
        """Return the whole graph in a format for graphs, the same bytes as ``EmbeddedStore.dump`` gives."""
        with self.copy() as store:
            return store.dump(media)

    def dump_nquads(self) -> bytes:
        """Return the named graphs as N-Quads, lines sorted by bytes; their SHA-256 is the version."""
        with self.copy() as store:
            return store.dump_nquads()

    def load_nquads(self, source: bytes | Path) -> None:
        """Add the named graphs of N-Quads and merge their triples, graph by graph.

        Whole graphs are sent to the engine's Graph Store, whose parser loads them, a megabyte or so at a
        time; an engine without one gets updates. Broken off, it can be repeated.

        Raises:
            UnreadableSourceError: the text is not N-Quads.
            StoreUnavailableError: the file cannot be read, or the endpoint takes no writes.
        """
        from coopgraph.store.remote_loading import load_nquads

        load_nquads(self, source)

    def add(self, quads: Iterable[Quad]) -> None:
        """Add facts (subject, predicate, object, IRI of the graph), and merge them.

        All or none, as long as they fit one update; more are sent in several.
        """
        found = [(triple_text(s, p, o), graph) for s, p, o, graph in quads]
        for start in range(0, len(found), self.engine.batch):
            part = found[start : start + self.engine.batch]
            merged = self._merged(" ".join(dict.fromkeys(text for text, _ in part)))
            self._update(f"INSERT DATA {{ {merged} {' '.join(f'GRAPH <{g}> {{ {t} }}' for t, g in part)} }}")

    def replace_graph(self, graph: str, triples: Iterable[Triple]) -> None:
        """Make ``triples`` the whole content of ``graph``, in one update when the change fits one.

        A triple that leaves the graph leaves the merged set too, unless another graph states it. Doing
        it twice equals doing it once, also after it was broken off.
        """
        new = {triple_text(*triple) for triple in triples}
        old = {triple_text(*triple) for triple in self._content(graph)}
        gone = [*(old - new)]
        alone = {triple_text(*triple) for triple in self._content(graph, alone=True)} if gone else set()
        size = self.engine.batch
        for start in range(0, max(len(gone), len(new)), size):
            leaving, coming = gone[start : start + size], [*new][start : start + size]
            forgotten = self._merged(" ".join(t for t in leaving if t in alone))
            deleted = f"{forgotten} GRAPH <{graph}> {{ {' '.join(leaving)} }}" if leaving else ""
            written = (
                f"{self._merged(' '.join(coming))} GRAPH <{graph}> {{ {' '.join(coming)} }}" if coming else ""
            )
            if written and deleted:
                self._update(f"DELETE {{ {deleted} }} INSERT {{ {written} }} WHERE {{}}")
            else:
                self._update(f"INSERT DATA {{ {written} }}" if written else f"DELETE DATA {{ {deleted} }}")
        if not new and gone:
            self._update(f"DROP SILENT GRAPH <{graph}>")

    def forget_graph(self, graph: str) -> None:
        """Delete ``graph``, and from the merged set the triples that no other graph states."""
        self.replace_graph(graph, ())

    def say_version(self, version: str) -> None:
        """Record which version is loaded; "" records that none is, as while loading."""
        self._update(f"DROP SILENT GRAPH <{RELEASE}>")
        if version:
            self._update(f'INSERT DATA {{ GRAPH <{RELEASE}> {{ <{RELEASE}> <{_VERSION}> "{version}" }} }}')

    def write_graph(self, graph: str | None, lines: Sequence[bytes], replace: bool) -> None:
        """Write or extend a graph, None for the merged set, from lines of N-Triples.

        Through the engine's Graph Store, whose own parser loads them, several thousand lines a request;
        an endpoint that has none is given updates.

        Raises:
            StoreUnavailableError: the endpoint takes no writes, or not from this user.
        """
        size = _LINES if self.endpoint.graphs else self.engine.batch
        iri = MERGED if graph is None and self.engine.merged else graph
        here = f"GRAPH <{iri}>" if iri else ""
        if replace and not (self.endpoint.graphs and lines):
            self._update(f"DROP SILENT {here or 'DEFAULT'}")
        for start in range(0, len(lines), size):
            part = b"".join(lines[start : start + size])
            if self.endpoint.graphs:
                self._put(iri, part, replace and start == 0)
            else:
                text = part.decode()
                self._update(f"INSERT DATA {{ {f'{here} {{ {text} }}' if here else text} }}")

    # --- helpers of the above ------------------------------------------------------------------

    def _put(self, graph: str | None, ntriples: bytes, replace: bool) -> None:
        self._check_open()
        if self.endpoint.user and not self._introduced:
            self._introduced = True  # by a short request, which may be refused for other reasons
            self._put(RELEASE, b"", replace=False)
        name = (
            "graph-uri" if self.engine.name == "Virtuoso" else "graph"
        )  # the former since before the standard
        url = f"{self.endpoint.graphs}?" + (f"{name}={quote(graph, safe='')}" if graph else "default")
        headers = {"Content-Type": NTRIPLES.type, "User-Agent": _AGENT}
        request = urllib.request.Request(url, ntriples, headers, method="PUT" if replace else "POST")
        with (
            reached(self.endpoint.graphs, self.endpoint.seconds),
            self._opener.open(request, timeout=self.endpoint.seconds) as response,
        ):
            response.read()

    def _ask(self, wanted: str, sparql: str, media: MediaType) -> HTTPResponse:
        request = refuse_remote(sparql)
        if request.form != wanted and (request.form, wanted) != ("describe", "construct"):
            raise refuse_form(wanted, request.form)
        return self._query(request, sparql, media, None)

    def _query(
        self, request: Request, sparql: str, media: MediaType, dataset: RdfDataset | None
    ) -> HTTPResponse:
        if dataset or request.has_dataset_clause:
            held = self.graphs()
            if dataset:
                refuse_unknown((*dataset.default, *dataset.named), held)
            else:
                refuse_dataset(request, held)
        seen = select_graphs(sparql, request, dataset, self.engine, self.graphs)
        known = "".join(f"PREFIX {name}: <{iri}> " for name, iri in undeclared(sparql).items())
        return self._send(request.form, seen.prologue + known + sparql, media.type, seen.parameters)

    def _raw(self, sparql: str) -> Solutions:
        """Return the rows of a query whose every pattern is within GRAPH and a variable, of any graph there is."""
        response = self._send("select", sparql, JSON.type, [])
        return uncut(read_solutions(self._read(response)), response, self.endpoint.url)

    def _content(self, graph: str, alone: bool = False) -> Iterator[Triple]:
        """Return what ``graph`` states; when ``alone``, only what no other source states."""
        others = " ".join(f"<{iri}>," for iri in self.engine.hidden) + f" <{graph}>"
        unless = (
            f"FILTER NOT EXISTS {{ GRAPH ?h {{ ?s ?p ?o }} FILTER(?h NOT IN ({others})) }}" if alone else ""
        )
        text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} {unless} }}"
        return read_ntriples(self._read(self._send("construct", text, NTRIPLES.type, [])))

    def _merged(self, triples: str) -> str:
        """Return triples as a part of an update that concerns the merged set; nothing for none."""
        return f"GRAPH <{MERGED}> {{ {triples} }}" if triples and self.engine.merged else triples

    def _update(self, sparql: str) -> None:
        merged: Parameters = [("default-graph-uri", MERGED)] if self.engine.name == "Virtuoso" else []
        self._read(self._send("update", sparql, "*/*", merged))

    def _send(self, form: str, text: str, accept: str, parameters: Parameters) -> HTTPResponse:
        self._check_open()
        address = self.endpoint.update if form == "update" else self.endpoint.url
        client = _Client(self.endpoint.url, self.endpoint.update or self.endpoint.url, agent=_AGENT)
        client.opener = self._opener
        client.setOnlyConneg(True)
        client.setMethod(POST)
        client.setTimeout(self.endpoint.seconds)
        client.addCustomHttpHeader("Accept", accept)
        for name, value in parameters:
            client.addParameter(name, value)
        # Not by setQuery, which guesses the form again and edits nothing, but warns of what it cannot guess.
        client.queryString, client.queryType = text, "INSERT" if form == "update" else form.upper()
        with reached(address or self.endpoint.url, self.endpoint.seconds):
            response: HTTPResponse = client.query().response
        refuse_partial(response, self.endpoint.url)
        return response

    def _read(self, response: HTTPResponse) -> bytes:
        with reached(self.endpoint.url, self.endpoint.seconds), response:
            return response.read()

    def _pieces(self, response: HTTPResponse) -> Iterator[bytes]:
        with reached(self.endpoint.url, self.endpoint.seconds), response:
            while piece := response.read(_PIECE):
                yield piece
            if response.length:  # reading in pieces, http.client takes a lost connection for the end
                raise IncompleteRead(b"", response.length)

    def _check_open(self) -> None:
        if self._closed:
            raise StoreUnavailableError(f"the store at {self.endpoint} is closed; open it again to ask it")


class _Client(SPARQLWrapper):
    """SPARQLWrapper, sending through an opener of our own instead of the process's, which others share."""

    opener: urllib.request.OpenerDirector

    def _query(self) -> tuple[HTTPResponse, str]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            request = self._createRequest()
        return self.opener.open(request, timeout=self.timeout), self.returnFormat
