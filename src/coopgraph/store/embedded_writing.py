"""What the engine writes, in the formats that have names here. Its JSON-LD is made what programs of JSON-LD expect."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import IO, cast

import pyoxigraph as ox

from coopgraph.namespaces import PREFIXES, RDF
from coopgraph.store.media import JSONLD, MediaType

RESULT_FORMATS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
"""The engine's names of the formats of a table, by ours."""
_GRAPH_FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
}
Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
"""What the engine gives back."""

# No IRI holds a quotation mark, and in a string one is escaped, so nothing else looks like this.
_TYPES = re.compile(rb'"' + re.escape(RDF.encode()) + rb'type":\[((?:\{"@id":"[^"\\]*"\},?)+)\]')
_IRI = re.compile(rb'\{"@id":("[^"\\]*")\}')


def form_of(answer: Answer) -> str:
    """Return the form of the query that an answer is of, as ``store.forms`` has it."""
    if isinstance(answer, ox.QuerySolutions):
        return "select"
    return "ask" if isinstance(answer, ox.QueryBoolean) else "construct"


def serialised(
    statements: Iterable[ox.Triple] | Iterable[ox.Quad],
    media: MediaType,
    more: Mapping[str, str] | None = None,
) -> bytes:
    """Return statements in a format for graphs, with the prefixes of the product and ``more``."""
    write_statements(statements, whole := BytesIO(), media, more)
    return whole.getvalue()


def write_statements(
    statements: Iterable[ox.Triple] | Iterable[ox.Quad],
    output: IO[bytes],
    media: MediaType,
    more: Mapping[str, str] | None = None,
) -> None:
    """Write statements to ``output`` as they come."""
    form, prefixes = _GRAPH_FORMATS[media.name], {**PREFIXES, **(more or {})}
    if media is not JSONLD:
        ox.serialize(statements, output, form, prefixes=prefixes)
        return
    typed = _Typed(output)
    ox.serialize(statements, cast(IO[bytes], typed), form, prefixes=prefixes)
    typed.finish()


class _Typed:
    """Writes JSON-LD on with ``@type`` where the engine says ``rdf:type``: framing and ``type`` look for that."""

    def __init__(self, output: IO[bytes]) -> None:
        self._output = output
        self._held = b""

    def write(self, data: bytes) -> int:
        """Write what is whole: a list of types ends with a bracket and holds none."""
        whole, bracket, self._held = (self._held + data).rpartition(b"]")
        self._output.write(_with_types(whole + bracket))
        return len(data)

    def flush(self) -> None:
        """Pass on what has been written."""
        self._output.flush()

    def finish(self) -> None:
        """Write the rest."""
        self._output.write(self._held)


def _with_types(text: bytes) -> bytes:
    return _TYPES.sub(lambda found: b'"@type":[' + _IRI.sub(rb"\1", found[1]) + b"]", text)
