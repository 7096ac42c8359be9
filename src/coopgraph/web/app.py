"""The application: routes, and what every answer has in common."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, FastAPI, Request
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import PlainTextResponse, Response
from starlette.exceptions import HTTPException

from coopgraph.errors import CoopgraphError
from coopgraph.settings import Settings
from coopgraph.store.media import GRAPH_TYPES
from coopgraph.store.protocol import Store
from coopgraph.web import pages
from coopgraph.web.description import dataset_description
from coopgraph.web.endpoint import answer_sparql, chosen
from coopgraph.web.overview import Overview
from coopgraph.web.problems import answer_error, answer_fault, answer_http_error
from coopgraph.web.protocol import read_body

Body = Annotated[bytes, Depends(read_body)]


def create_app(store: Store, settings: Settings, version: str = "") -> FastAPI:
    """Return the application that serves ``store``, read-only.

    Args:
        store: kept open by the caller for as long as the application runs; best one in memory.
        settings: limits.
        version: of the graph, to show.
    """
    overview = Overview.of(store, version)
    app = FastAPI(title="coopgraph", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.settings = settings
    app.add_middleware(
        CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "HEAD", "POST"], allow_headers=["*"]
    )
    app.add_exception_handler(CoopgraphError, answer_error)
    app.add_exception_handler(HTTPException, answer_http_error)
    app.add_exception_handler(Exception, answer_fault)

    @app.api_route("/", methods=["GET", "HEAD"])
    def home(request: Request) -> Response:
        offers = (*GRAPH_TYPES, pages.HTML)
        media = chosen(", ".join(request.headers.getlist("accept")), offers)
        if media is pages.HTML:
            headers = {"Vary": "Accept", **pages.HEADERS}
            return Response(pages.home(overview), headers=headers, media_type=media.content_type)
        data = dataset_description(str(request.base_url), overview, media)
        return Response(data, headers={"Vary": "Accept"}, media_type=media.content_type)

    @app.api_route("/sparql", methods=["GET", "HEAD", "POST"])
    def sparql(request: Request, body: Body) -> Response:
        return answer_sparql(request, body, store, overview)

    @app.api_route("/healthz", methods=["GET", "HEAD"])
    def healthz() -> Response:
        store.ask("ASK {}")
        return PlainTextResponse("ok\n")

    return app
