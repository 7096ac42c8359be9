"""Files the server hands out as they are: the stylesheet of the pages, and the JSON-LD context."""

from __future__ import annotations

from hashlib import sha256

from fastapi import FastAPI, Request
from fastapi.responses import Response

from coopgraph.resources import resource
from coopgraph.web import templating
from coopgraph.web.workers.question import Question


def add_documents(app: FastAPI) -> None:
    """Add the routes of the files."""
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

    app.add_route(templating.STYLE_PATH, style, methods=["GET", "HEAD"])
    app.add_route("/context.jsonld", context_, methods=["GET", "HEAD"])
