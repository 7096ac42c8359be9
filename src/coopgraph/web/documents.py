"""The stylesheet, the JSON-LD context, the types of problems, and what crawlers ask for."""

from __future__ import annotations

from hashlib import sha256
from urllib.parse import urlsplit

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response

from coopgraph.errors import NotFoundError
from coopgraph.namespaces import BASE
from coopgraph.resources import resource
from coopgraph.web import templating
from coopgraph.web.addresses.formats import JSON, preferred
from coopgraph.web.endpoint import Endpoint, accepted, question_of
from coopgraph.web.pages import HTML
from coopgraph.web.place import place_of
from coopgraph.web.problems import STATUS, kind_of, title_of
from coopgraph.web.public import home_of
from coopgraph.web.workers.question import Question

_COMPUTED = ("sparql", "search", "queries/*?", "api/", "reconcile", "store", "timemap/", "*revision=")
"""What crawlers leave alone: answers that cost time, and the past."""


def add_documents(app: FastAPI, endpoint: Endpoint) -> None:
    """Add the routes of the files; ``endpoint`` has the site map made."""
    context = (resource("ontology") / "context.jsonld").read_bytes()
    tag = f'"{sha256(context).hexdigest()[:32]}"'

    async def style(_: Request) -> Response:
        headers = {
            "Cache-Control": "public, max-age=31536000, immutable",
            "X-Content-Type-Options": "nosniff",
        }
        return Response(templating.STYLE, headers=headers, media_type="text/css")

    async def context_(request: Request) -> Response:
        headers = {"ETag": tag, "Cache-Control": "no-cache"}
        if Question(match=request.headers.get("if-none-match", "")).knows(tag):
            return Response(status_code=304, headers=headers)
        return Response(context, headers=headers, media_type="application/ld+json")

    async def problem_type(request: Request) -> Response:
        """Return what a type of problem means, at its IRI."""
        kind = request.path_params["kind"]
        for error, status in STATUS.items():
            if kind_of(error) == kind:
                said = {"type": f"{BASE}problem/{kind}", "title": title_of(error), "status": status}
                if preferred(accepted(request), (HTML, JSON)) is not HTML:
                    return JSONResponse(said, headers={"Vary": "Accept"})
                page = templating.page(
                    "error.html",
                    {"title": f"Problem: {kind}", "detail": said["title"], "near": ()},
                    place_of(request),
                )
                headers = {"Vary": "Accept", **templating.HEADERS}
                return Response(page, headers=headers, media_type=HTML.content_type)
        raise NotFoundError(f"there is no type of problem {kind!r}")

    async def icon(_: Request) -> Response:
        """Return nothing to browsers that look for an icon by themselves."""
        return Response(status_code=204, headers={"Cache-Control": "public, max-age=31536000"})

    async def robots(request: Request) -> Response:
        home = home_of(request)
        refused = "".join(f"Disallow: {urlsplit(home).path}{path}\n" for path in _COMPUTED)
        return PlainTextResponse(f"User-agent: *\n{refused}Sitemap: {home}sitemap.xml\n")

    async def sitemap(request: Request) -> Response:
        page = (("page", request.query_params["page"]),) if "page" in request.query_params else ()
        return await endpoint.answer(
            request, question_of(request, home_of(request), "sitemap", arguments=page)
        )

    app.add_route("/robots.txt", robots, methods=["GET", "HEAD"])
    app.add_route("/sitemap.xml", sitemap, methods=["GET", "HEAD"])
    app.add_route("/favicon.ico", icon, methods=["GET", "HEAD"])
    app.add_route("/problem/{kind}", problem_type, methods=["GET", "HEAD"])
    app.add_route(templating.STYLE_PATH, style, methods=["GET", "HEAD"])
    app.add_route("/context.jsonld", context_, methods=["GET", "HEAD"])
