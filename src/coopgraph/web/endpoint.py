"""The SPARQL endpoint: what to answer, and in which format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from fastapi import Request
from fastapi.responses import Response, StreamingResponse
from starlette.exceptions import HTTPException

from coopgraph.errors import QueryError
from coopgraph.sparql.guard import refuse_remote
from coopgraph.store.media import ASK_TYPES, GRAPH_TYPES, SELECT_TYPES, TURTLE, MediaType, negotiate
from coopgraph.store.protocol import RdfDataset, Store
from coopgraph.web import pages
from coopgraph.web.description import service_description
from coopgraph.web.overview import Overview
from coopgraph.web.problems import status_of
from coopgraph.web.protocol import read_request

_VARY = {"Vary": "Accept"}
_OFFERS = {"select": SELECT_TYPES, "ask": ASK_TYPES, "construct": GRAPH_TYPES, "describe": GRAPH_TYPES}


def answer_sparql(request: Request, body: bytes, store: Store, overview: Overview) -> Response:
    """Return the answer to a SPARQL Protocol request; without a query, the form or the description.

    A client that names ``text/html`` gets the form with the answer under it. ``*/*`` never means HTML.

    Raises:
        QueryError: the query cannot be answered.
        HTTPException: the request is not of the protocol, or asks for no format there is.
    """
    asked = read_request(request, body)
    accept = ", ".join(request.headers.getlist("accept"))
    if asked.query is None:
        if request.method == "POST":
            raise HTTPException(400, "the request holds no query; send one as the form field 'query'")
        return _describe(request, accept, overview)
    if not asked.query.strip():
        raise HTTPException(400, "the query is empty", _VARY)
    browser = negotiate(accept, (*SELECT_TYPES, *GRAPH_TYPES, pages.HTML)) is pages.HTML
    try:
        form = refuse_remote(asked.query).form
        if browser:
            return _page(asked.query, _result(store, asked.query, form, asked.dataset))
        media = chosen(accept, _OFFERS[form])
        return _response(store.answer(asked.query, media.type, asked.dataset), media)
    except QueryError as error:
        if not browser:
            raise
        return _page(asked.query, pages.fault(str(error)), status_of(error))


def chosen(accept: str, offers: Sequence[MediaType]) -> MediaType:
    """Return the format to answer in, or refuse with 406 and the list of what there is."""
    media = negotiate(accept, offers)
    if media is None:
        names = ", ".join(offer.type for offer in offers)
        raise HTTPException(406, f"nothing here is {accept}; ask for one of: {names}", _VARY)
    return media


def _describe(request: Request, accept: str, overview: Overview) -> Response:
    offers = (*GRAPH_TYPES, pages.HTML)
    if negotiate(accept, offers) is None and negotiate(accept, SELECT_TYPES):
        raise HTTPException(400, "the request holds no query; send one as the parameter 'query'", _VARY)
    media = chosen(accept, offers)
    if media is pages.HTML:
        return _page(None, "")
    data = service_description(f"{request.base_url}sparql", overview, media)
    return Response(data, headers=_VARY, media_type=media.content_type)


def _result(store: Store, query: str, form: str, dataset: RdfDataset) -> str:
    if form == "select" and not dataset:
        return pages.table(store.select(query))
    media = TURTLE if form in ("construct", "describe") else SELECT_TYPES[2]
    return pages.preformatted(b"".join(store.answer(query, media.type, dataset)).decode())


def _page(query: str | None, result: str, status: int = 200) -> Response:
    html = pages.query_form(query, result)
    return Response(html, status, {**_VARY, **pages.HEADERS}, pages.HTML.content_type)


def _response(pieces: Iterator[bytes], media: MediaType) -> Response:
    """Return a short answer whole, with its length, and a long one piece by piece."""
    headers = {**_VARY, "X-Content-Type-Options": "nosniff"}
    first = next(pieces, b"")
    second = next(pieces, None)
    if second is None:
        return Response(first, headers=headers, media_type=media.content_type)
    return StreamingResponse(chain((first, second), pieces), headers=headers, media_type=media.content_type)
