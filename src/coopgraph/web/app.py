"""The application: routes, and what every answer has in common."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import PlainTextResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from coopgraph.errors import CoopgraphError
from coopgraph.settings import Settings
from coopgraph.store.media import GRAPH_TYPES
from coopgraph.web import metrics, pages
from coopgraph.web.accesslog import AccessLog
from coopgraph.web.addresses.routes import Addresses
from coopgraph.web.api import search
from coopgraph.web.api.routes import Api
from coopgraph.web.catalog import dataset_description
from coopgraph.web.documents import add_documents
from coopgraph.web.door import Door
from coopgraph.web.endpoint import Endpoint, accepted
from coopgraph.web.exports import Files, add_exports
from coopgraph.web.history import History
from coopgraph.web.problems import answer_departure, answer_error, answer_fault, answer_http_error, problem
from coopgraph.web.public import Public, home_of
from coopgraph.web.questions.routes import Questions
from coopgraph.web.rates import Limit, Rates
from coopgraph.web.reconcile.routes import reconcile_router
from coopgraph.web.relay import ClientGoneError
from coopgraph.web.resources import catalogue
from coopgraph.web.workers.answering import chosen
from coopgraph.web.workers.pool import Pool
from coopgraph.web.writes.routes import METHODS, Writes
from coopgraph.web.writes.writer import Writer

READING = ["GET", "HEAD"]


def create_app(pool: Pool, settings: Settings, writer: Writer | None = None) -> Door:
    """Return the application that answers by ``pool``; it is read-only without a ``writer``.

    Args:
        pool: started by the caller, and closed when the application no longer runs.
        settings: limits.
        writer: closed by the caller.
    """
    history = History(pool)
    endpoint = Endpoint(pool, settings, Writes(writer, pool.metrics), history)
    app = routed(endpoint, history, pool, settings, writer)
    inside: ASGIApp = app
    if settings.client_rate:
        inside = Limit(inside, Rates(settings.client_rate), pool.metrics)
    if settings.public_url:
        inside = Public(inside, settings.public_url)
    log = AccessLog(inside, settings, pool.metrics)
    return Door(log, endpoint, log, settings)


def routed(
    endpoint: Endpoint, history: History, pool: Pool, settings: Settings, writer: Writer | None = None
) -> FastAPI:
    """Return the routes of the application, as FastAPI knows them."""
    app = FastAPI(title="coopgraph", docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    app.state.settings = settings
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=[*READING, *(METHODS if writer else ["POST"])],
        allow_headers=["*"],
        expose_headers=[
            "Content-Location",
            "ETag",
            "Link",
            "Location",
            "Memento-Datetime",
            "Preference-Applied",
            "Retry-After",
        ],
    )
    app.add_exception_handler(CoopgraphError, answer_error)
    app.add_exception_handler(HTTPException, answer_http_error)
    app.add_exception_handler(ClientGoneError, answer_departure)
    app.add_exception_handler(Exception, answer_fault)
    app.add_route("/sparql", history.dated(endpoint.sparql), methods=[*READING, "POST"])
    app.add_route("/api/search", history.dated(search.search_route(endpoint)), methods=READING)
    app.add_route("/search", history.dated(search.search_route(endpoint, page=True)), methods=READING)
    addresses = Addresses(endpoint, history, settings.dereference == "303")
    addresses.add_to(app)
    Questions(endpoint, history, catalogue()).add_to(app)
    Api(endpoint, addresses, history, catalogue()).add_to(app)
    add_documents(app, endpoint)
    app.include_router(reconcile_router(endpoint))
    files = Files(pool, settings.query_seconds + settings.download_seconds)
    add_exports(app, endpoint, pool, history, files)
    for path in ("/store", "/store/{graph:path}"):
        app.add_route(path, history.dated(endpoint.graph), methods=[*READING, *(METHODS if writer else [])])

    @app.api_route("/", methods=READING)
    async def home(request: Request) -> Response:
        return await _home(request, pool, files)

    @app.api_route("/.well-known/void", methods=READING)
    async def void(request: Request) -> Response:
        return await _void(request, pool, files)

    @app.api_route("/healthz", methods=READING)
    async def healthz() -> Response:
        return PlainTextResponse("ok\n")

    @app.api_route("/readyz", methods=READING)
    async def readyz() -> Response:
        if not pool.ready:
            return problem(503, "the graph is being loaded", headers={"Retry-After": "1"})
        return PlainTextResponse("ready\n")

    @app.api_route("/metrics", methods=READING)
    async def numbers() -> Response:
        gauges = {**pool.numbers(), "cache_bytes": endpoint.cache.bytes, "triples": pool.revision.triples}
        text = pool.metrics.text(gauges, pool.revision.version)
        return Response(text, headers={"Content-Type": metrics.CONTENT_TYPE})

    return app


async def _home(request: Request, pool: Pool, files: Files) -> Response:
    media = chosen(accepted(request), (*GRAPH_TYPES, pages.HTML))
    if media is not pages.HTML:
        return await _void(request, pool, files)
    html = pages.home(await pool.overview())
    return Response(html, headers={"Vary": "Accept", **pages.HEADERS}, media_type=media.content_type)


async def _void(request: Request, pool: Pool, files: Files) -> Response:
    media = chosen(accepted(request), GRAPH_TYPES)
    overview, measured = await pool.overview(), await files.measured()
    settings: Settings = request.app.state.settings
    home = home_of(request)
    data = await run_in_threadpool(dataset_description, home, overview, measured, settings, media)
    return Response(data, headers={"Vary": "Accept"}, media_type=media.content_type)
