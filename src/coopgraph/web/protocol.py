"""A SPARQL Protocol request, read from HTTP.

Reference: SPARQL 1.1 Protocol, sections 2.1 (query operation) and 2.2 (update operation).
"""

from __future__ import annotations

import re
from binascii import a2b_qp
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from fastapi import Request
from starlette.exceptions import HTTPException

from coopgraph.store.media import GRAPH_TYPES, SELECT_TYPES, MediaType
from coopgraph.store.protocol import RdfDataset

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"

_OFFERS = (*SELECT_TYPES, *GRAPH_TYPES)
_NAMES = (*(offer.name for offer in _OFFERS), "html")


def _names(offer: MediaType) -> set[str]:
    """Return what a format is called: its name, its suffix, its media type and the end of that, with all aliases."""
    types = (offer.type, *offer.aliases)
    return {offer.name, offer.suffix[1:], *types, *(kind.partition("/")[2] for kind in types)}


def _formats() -> dict[str, list[str]]:
    """Return the media types that the parameter ``format`` may mean, by all its names."""
    found = {"html": ["text/html"], "text/html": ["text/html"]}
    for offer in _OFFERS:
        for name in _names(offer):
            found.setdefault(name, []).append(offer.type)
    return {**found, "n3": found["turtle"], "json-ld": found["jsonld"]}  # as SPARQLWrapper has them


_FORMATS = _formats()
_MOST_FIELDS = 1000
_NO_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})|[\r\n]")
_WAIT = re.compile(r"(?:^|,)\s*wait\s*=\s*\"?([0-9.]+)", re.IGNORECASE)


_EVERYTHING = RdfDataset()


class QueryRequest(NamedTuple):
    """A query, the graphs it may see, how long it may take, and in what format the answer is wished.

    Attributes:
        query: None where the request holds none.
        dataset: empty where the request names none.
        update: None where the request holds none.
        using: the graphs that the update may see; empty where the request names none.
        accept: what ``Accept`` would say, where the request names a format by the parameter ``format``; else empty.
        seconds: None where the request does not say.
        revisions: the names of revisions that it gives.
        prefers_wait: whether it says so by the header ``Prefer: wait=``.
    """

    query: str | None
    dataset: RdfDataset = _EVERYTHING
    seconds: float | None = None
    prefers_wait: bool = False
    update: str | None = None
    using: RdfDataset = _EVERYTHING
    accept: str = ""
    revisions: tuple[str, ...] = ()


async def read_body(request: Request, limit: int | None = None) -> bytes:
    """Return the body of a request, or refuse it with 413 as soon as it has more bytes than ``limit``.

    Without a limit of its own it is that of queries.
    """
    limit = request.app.state.settings.query_bytes if limit is None else limit
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > limit:
            raise HTTPException(413, f"a request may be {limit} bytes long at most here; send less at once")
    return bytes(body)


def read_request(request: Request, body: bytes) -> QueryRequest:
    """Return the query or update of a request, each part of it decoded exactly once.

    Raises:
        HTTPException: 400 for a request the protocol does not allow, 415 for a body of a type that holds neither.
    """
    address = bytes(request.scope["query_string"])
    prefer = ",".join(request.headers.getlist("prefer"))
    if request.method != "POST":
        return read_query(address, prefer)
    fields = _fields(address, "the address")
    media_type, charset = content_type(request)
    if media_type == FORM:
        fields += _fields(body, "the form")
    elif media_type in (DIRECT, UPDATE):
        if charset != "utf-8":
            raise HTTPException(415, f"a query is sent in UTF-8, not in {charset}")
        fields.append(("query" if media_type == DIRECT else "update", _decode(body, "the query")))
    else:
        raise HTTPException(
            415,
            f"a query is sent as {DIRECT} or {FORM}, not as {media_type or 'a body without a type'}",
            {"Accept-Post": f"{DIRECT}, {FORM}"},
        )
    return _asked(fields, prefer)


def read_query(address: bytes, prefer: str = "") -> QueryRequest:
    """Return what a GET asks.

    Args:
        address: the query part of its address, as it was sent.
        prefer: its header ``Prefer``.

    Raises:
        HTTPException: as ``read_request``.
    """
    fields = _fields(address, "the address")
    if len(fields) == 1 and fields[0][0] == "query" and not prefer:
        return QueryRequest(fields[0][1])  # as most are
    return _asked(fields, prefer)


def _asked(fields: list[tuple[str, str]], prefer: str) -> QueryRequest:
    queries = [value for name, value in fields if name == "query"]
    updates = [value for name, value in fields if name == "update"]
    if len(queries) + len(updates) > 1:
        raise HTTPException(
            400, f"one query or update at a time: this request holds {len(queries + updates)}"
        )
    revisions = tuple(value for name, value in fields if name == "revision")
    if updates:
        using = _dataset(fields, "using-graph-uri", "using-named-graph-uri")
        return QueryRequest(None, update=updates[0], using=using, revisions=revisions)
    dataset = _dataset(fields, "default-graph-uri", "named-graph-uri")
    preferred = _WAIT.search(prefer)
    time, wished = _once(fields, "timeout"), _once(fields, "format")
    seconds = _seconds(time) if time is not None else _seconds(preferred[1]) if preferred else None
    return QueryRequest(
        queries[0] if queries else None,
        dataset,
        seconds,
        bool(preferred and time is None),
        accept=_accept(wished) if wished else "",
        revisions=revisions,
    )


def read_graph(request: Request) -> str:
    """Return the IRI of the graph that a request of the Graph Store Protocol names; nothing for the default graph.

    Raises:
        HTTPException: 400 when the request names no graph, or more than one.
    """
    fields = _fields(bytes(request.scope["query_string"]), "the address")
    graphs = [value for name, value in fields if name == "graph"]
    defaults = [value for name, value in fields if name == "default"]
    if len(graphs) + len(defaults) != 1 or any(defaults) or "" in graphs:
        raise HTTPException(400, "say which graph: /store?graph=IRI for one by its name, or /store?default")
    return graphs[0] if graphs else ""


def _once(fields: list[tuple[str, str]], wanted: str) -> str | None:
    values = [value for name, value in fields if name == wanted]
    if len(values) > 1:
        raise HTTPException(400, f"the parameter {wanted!r} is given more than once")
    return values[0] if values else None


def _accept(wished: str) -> str:
    """Return the ``Accept`` that a format stands for: one by that name, and any other where the answer has none."""
    types = _FORMATS.get(
        wished.lower().replace(" ", "+")
    )  # the + of application/sparql-results+json, not encoded
    if types is None:
        raise HTTPException(
            400, f"there is no format {wished!r}; write one of {', '.join(_NAMES)}, or a media type"
        )
    return f"{', '.join(types)}, */*;q=0.1"


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0
    if not 0 < seconds < float("inf"):
        raise HTTPException(400, f"the time allowed is {text!r}; give a number of seconds above 0")
    return seconds


def _dataset(fields: list[tuple[str, str]], default: str, named: str) -> RdfDataset:
    return RdfDataset(
        default=tuple(value for name, value in fields if name == default),
        named=tuple(value for name, value in fields if name == named),
    )


def content_type(request: Request) -> tuple[str, str]:
    """Return the media type of the body and its charset, both lower-case."""
    media_type, *parameters = request.headers.get("content-type", "").lower().split(";")
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset":
            return media_type.strip(), value.strip().strip('"')
    return media_type.strip(), "utf-8"


def _fields(encoded: bytes, where: str) -> list[tuple[str, str]]:
    """Return names and values, as the URL Standard reads them (section 5.1), but for text that is not UTF-8."""
    parts = encoded.split(b"&") if encoded else []
    if len(parts) > _MOST_FIELDS:
        raise HTTPException(400, f"{where} holds more than {_MOST_FIELDS} fields")
    fields = []
    for part in parts:
        if part:
            name, _, value = part.replace(b"+", b" ").partition(b"=")
            fields.append((_unquoted(name, where), _unquoted(value, where)))
    return fields


def _unquoted(part: bytes, where: str) -> str:
    try:
        return _unescaped(part).decode()
    except UnicodeDecodeError as error:
        raise HTTPException(400, f"{where} is not form data in UTF-8: {error}") from error


def _unescaped(part: bytes) -> bytes:
    """Return what ``unquote_to_bytes`` does, as quoted-printable text is decoded: in a quarter of the time."""
    if b"%" not in part:
        return part
    if _NO_ESCAPE.search(part):
        return unquote_to_bytes(part)
    return a2b_qp(part.replace(b"=", b"=3D").replace(b"%", b"="))


def _decode(data: bytes, where: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise HTTPException(400, f"{where} is not UTF-8: {error}; send it in UTF-8") from error


def read_only() -> HTTPException:
    """Return the refusal of a request that would write."""
    return HTTPException(403, "this endpoint is read-only: it answers queries and takes no updates")
