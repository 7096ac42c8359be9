"""The routes of the API, and its page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response

from coopgraph.queries import Catalogue
from coopgraph.store.media import JSONLD
from coopgraph.web import templating
from coopgraph.web.addresses.formats import JSON, preferred
from coopgraph.web.addresses.headers import VARY
from coopgraph.web.addresses.iris import path_of
from coopgraph.web.addresses.routes import Addresses, page_and_size
from coopgraph.web.api.openapi import document
from coopgraph.web.api.operation import Operation
from coopgraph.web.api.working import OPERATIONS
from coopgraph.web.endpoint import Endpoint, accepted, question_of
from coopgraph.web.faults import NotAcceptableError
from coopgraph.web.history import History
from coopgraph.web.pages import HTML
from coopgraph.web.place import given_in, place_of
from coopgraph.web.public import home_of

READING = ["GET", "HEAD"]


class Api:
    """Answers requests for the API."""

    def __init__(
        self, endpoint: Endpoint, addresses: Addresses, history: History, catalogue: Catalogue
    ) -> None:
        self._endpoint = endpoint
        self._history = history
        self._addresses = addresses
        self._document = document(OPERATIONS.values(), catalogue.list())

    def add_to(self, app: FastAPI) -> None:
        """Add the routes."""
        app.add_route("/api", self.page, methods=READING)
        app.add_route("/api/openapi.json", self.openapi, methods=READING)
        for operation in OPERATIONS.values():
            app.add_route(operation.path, self._history.dated(self._handler(operation)), methods=READING)
        app.add_route("/api/things/{type}/{slug}", self._history.dated(self.thing), methods=READING)

    def _handler(self, operation: Operation) -> Callable[[Request], Awaitable[Response]]:
        async def handle(request: Request) -> Response:
            given = [
                *((k, str(v)) for k, v in request.path_params.items()),
                *given_in(request),
            ]
            operation.values(given)  # refused here, before it takes a worker
            types = " ".join((JSON.type, *operation.others))
            if preferred(accepted(request), (JSON,)) is None and not operation.others:
                raise NotAcceptableError(f"this is not to be had as {accepted(request)}; it is {types}")
            arguments = (("", request.url.path), *given, *place_of(request).arguments())
            question = question_of(request, operation.name, "api", JSON.type, arguments)
            return await self._endpoint.answer(request, question)

        return handle

    async def thing(self, request: Request) -> Response:
        """Return a thing as at its own address, in JSON or JSON-LD."""
        path = path_of(request).replace("/api/things/", "/id/", 1)
        arguments = page_and_size(request)
        return await self._addresses.represent(request, "thing", path, None, (JSON, JSONLD), arguments)

    async def openapi(self, request: Request) -> Response:
        """Return the OpenAPI document."""
        if preferred(accepted(request), (JSON,)) is None:
            raise NotAcceptableError(f"this is not to be had as {accepted(request)}; it is {JSON.type}")
        servers = [{"url": home_of(request).rstrip("/")}]
        return JSONResponse({**self._document, "servers": servers}, headers={"Cache-Control": "no-cache"})

    async def page(self, request: Request) -> Response:
        """Return the page about the API; to who wants JSON, the OpenAPI document."""
        media = preferred(accepted(request), (HTML, JSON))
        if media is JSON:
            return await self.openapi(request)
        groups: dict[str, list[dict[str, object]]] = {"api": [], "queries": []}
        for path, item in self._document["paths"].items():
            operation = item["get"]
            groups[operation["tags"][0]].append(
                {"path": path, **operation, "example": _example(path, operation)}
            )
        values = {"groups": groups, "schemas": self._document["components"]["schemas"]}
        html = templating.page("api.html", values, place_of(request))
        return Response(html, headers={"Vary": VARY, **templating.HEADERS}, media_type=HTML.content_type)


def _example(path: str, operation: dict[str, list[dict[str, object]]]) -> str:
    """Return the address of an example: every value that is needed, with its example."""
    from urllib.parse import quote, urlencode

    asked = []
    for parameter in operation["parameters"]:
        example = parameter.get("example", "")
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", quote(str(example)))
        elif parameter.get("required"):
            asked.append((str(parameter["name"]), str(example)))
    return path + (f"?{urlencode(asked)}" if asked else "")
