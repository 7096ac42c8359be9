"""From a request of the Graph Store Protocol, or an update, to a change.

Reference: SPARQL 1.1 Graph Store HTTP Protocol, section 5; SPARQL 1.1 Protocol, section 2.2.
"""

from __future__ import annotations

import hashlib
from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP

from fastapi import Request
from starlette.exceptions import HTTPException

from coopgraph.ingest.changing import KEPT
from coopgraph.namespaces import GRAPH
from coopgraph.sparql.iris import is_absolute
from coopgraph.store.media import GRAPH_TYPES, MediaType
from coopgraph.web.protocol import UPDATE, content_type
from coopgraph.web.writes.change import Change, Kind

_MULTIPART = "multipart/form-data"
_TYPES = {media.type: media for media in GRAPH_TYPES} | {"application/x-turtle": GRAPH_TYPES[0]}
_SUFFIXES = {media.suffix: media for media in GRAPH_TYPES}


def read_change(request: Request, graph: str | None, body: bytes) -> tuple[Change, list[bytes]]:
    """Return the change of one graph that a request asks for, and the documents it brings.

    Args:
        request: a PUT, POST, DELETE or PATCH.
        graph: the IRI of the graph; nothing for the default graph, None where a POST leaves the name to us.
        body: of the request.

    Raises:
        HTTPException: 400 for no name of a graph, 403 for one that nobody writes by hand, 415 for another type of body.
    """
    if graph == "":
        raise HTTPException(
            403,
            "the default graph is the merge of the named graphs and is not written by itself; write to one of those",
        )
    if graph in KEPT:
        raise HTTPException(
            403, f"the graph <{graph}> is not written by hand: {KEPT[graph]}; write to another"
        )
    if graph is not None and not is_absolute(graph):
        raise HTTPException(400, f"{graph[:200]!r} is no absolute IRI, and so no name of a graph")
    if request.method == "DELETE":
        return Change("delete", graph or ""), []
    media_type, charset = content_type(request)
    if request.method == "PATCH":
        if media_type != UPDATE:
            raise _unsupported(media_type, UPDATE, "Accept-Patch")
        return Change("patch", graph or "", text=_decoded(body, charset)), []
    documents = _parts(request, body) if media_type == _MULTIPART else [(_format(media_type), charset, body)]
    graph = graph or f"{GRAPH}posted/{hashlib.sha256(body).hexdigest()[:16]}"
    kind: Kind = "put" if request.method == "PUT" else "post"
    names = tuple(media.name for media, _, _ in documents)
    return Change(kind, graph, media=names), [
        _decoded(data, charset).encode() for _, charset, data in documents
    ]


def _parts(request: Request, body: bytes) -> list[tuple[MediaType, str, bytes]]:
    header = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode("latin-1")
    whole = BytesParser(policy=HTTP).parsebytes(header + body)
    if not whole.is_multipart():
        raise HTTPException(
            400, f"the body is no {_MULTIPART}; each document is a part of it between boundaries"
        )
    return [_part(part) for part in whole.iter_parts()]


def _part(part: Message) -> tuple[MediaType, str, bytes]:
    suffix = "." + (part.get_filename() or "").rpartition(".")[2]
    said = part.get_content_type() if "content-type" in part else ""
    media = _SUFFIXES.get(suffix) if said in ("", "application/octet-stream") else None
    data = part.get_payload(decode=True)
    assert isinstance(data, bytes)  # a part that holds parts itself is refused by its type
    return media or _format(said), (part.get_content_charset() or "utf-8").lower(), data


def _format(media_type: str) -> MediaType:
    if media_type not in _TYPES:
        raise _unsupported(media_type, ", ".join(media.type for media in GRAPH_TYPES), "Accept-Post")
    return _TYPES[media_type]


def _decoded(data: bytes, charset: str) -> str:
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise HTTPException(415, f"a graph is sent in UTF-8, not in {charset}")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise HTTPException(400, f"the body is not UTF-8: {error}; send it in UTF-8") from error


def _unsupported(found: str, wanted: str, header: str) -> HTTPException:
    said = found or "a body without a type"
    return HTTPException(415, f"this is sent as {wanted}, not as {said}", {header: wanted})
