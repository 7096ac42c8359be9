"""The addresses of the API: from a request to the question a worker answers."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from coopgraph.errors import ParameterError
from coopgraph.namespaces import BASE
from coopgraph.web.addresses.routes import languages_of
from coopgraph.web.endpoint import Endpoint, question_of
from coopgraph.web.protocol import FORM, read_body
from coopgraph.web.public import home_of
from coopgraph.web.reconcile.manifest import DRAFT_PATH, PATH
from coopgraph.web.reconcile.terms import thing_iri

_READING = ["GET", "HEAD"]


def reconcile_router(endpoint: Endpoint) -> APIRouter:
    """Return the routes of both versions."""
    router = APIRouter(tags=["reconciliation"])

    async def ask(request: Request, service: str, text: str, **given: str) -> Response:
        arguments = (("service", service), ("lang", languages_of(request)[0]), *sorted(given.items()))
        return await endpoint.answer(request, question_of(request, text, "reconcile", arguments=arguments))

    @router.api_route(
        PATH, methods=[*_READING, "POST"], summary="Reconciliation API 0.2: manifest, match, extend"
    )
    async def service(request: Request) -> Response:
        fields = await _fields(request)
        if "callback" in fields:
            raise ParameterError("there is no JSONP here; the answers may be read from any page (CORS)")
        asked = [name for name in ("queries", "extend") if name in fields]
        if len(asked) > 1:
            raise ParameterError("queries and extend are two requests; send one at a time")
        if asked:
            return await ask(request, {"queries": "match"}.get(asked[0], asked[0]), fields[asked[0]])
        if request.method == "POST":
            raise ParameterError("the form has neither 'queries' nor 'extend'")
        return await ask(request, "manifest", "", base=_base(request))

    @router.api_route(PATH + "/propose", methods=_READING, summary="Properties to extend a table by")
    async def propose(request: Request) -> Response:
        given = request.query_params
        return await ask(request, "propose", given.get("type", ""), limit=given.get("limit", ""))

    @router.api_route(PATH + "/preview", methods=_READING, summary="A small page about a thing")
    async def preview(request: Request) -> Response:
        return await ask(request, "preview", _identifier(request))

    @router.api_route(PATH + "/view", methods=_READING, summary="Leads to the page of a thing")
    async def view(request: Request) -> Response:
        iri = thing_iri(_identifier(request))
        if not iri.startswith(BASE):  # and so nobody is led to another server
            raise HTTPException(404, f"<{iri}> is no address of this graph")
        return RedirectResponse(f"/{iri.removeprefix(BASE)}", 303)

    @router.api_route(PATH + "/suggest/{kind}", methods=_READING, summary="Complete a name")
    async def suggest(request: Request, kind: str) -> Response:
        return await ask(request, f"suggest/{_kind(kind)}", *_prefix(request), **_page(request))

    @router.api_route(PATH + "/flyout/{kind}", methods=_READING, summary="A few lines about a suggestion")
    async def flyout(request: Request, kind: str) -> Response:
        return await ask(request, f"flyout/{_kind(kind)}", _identifier(request))

    @router.api_route(
        DRAFT_PATH, methods=_READING, summary="Reconciliation API 1.0-draft (experimental): manifest"
    )
    async def draft(request: Request) -> Response:
        return await ask(request, "draft/manifest", "", base=_base(request))

    @router.post(DRAFT_PATH + "/match", summary="Match a batch (1.0-draft)")
    async def draft_match(request: Request) -> Response:
        return await ask(request, "draft/match", await _json(request))

    @router.post(DRAFT_PATH + "/extend", summary="Extend a table (1.0-draft)")
    async def draft_extend(request: Request) -> Response:
        return await ask(request, "draft/extend", await _json(request))

    router.add_api_route(DRAFT_PATH + "/extend/propose", propose, methods=_READING, name="draft_propose")
    router.add_api_route(DRAFT_PATH + "/preview", preview, methods=_READING, name="draft_preview")
    router.add_api_route(DRAFT_PATH + "/suggest/{kind}", suggest, methods=_READING, name="draft_suggest")
    return router


async def _fields(request: Request) -> Mapping[str, str]:
    """Return the fields of the address and of the form, each once.

    Raises:
        HTTPException: the body is no form.
        ParameterError: a field is given twice.
    """
    fields = request.query_params.multi_items()
    if request.method == "POST":
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
            raise HTTPException(415, f"a batch is sent as a form ({FORM})", {"Accept-Post": FORM})
        try:
            fields += parse_qsl(
                (await read_body(request)).decode(),
                keep_blank_values=True,
                errors="strict",
                max_num_fields=100,
            )
        except ValueError as error:
            raise HTTPException(400, f"the body is not form data in UTF-8: {error}") from error
    names = [name for name, _ in fields]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ParameterError(f"{twice[0]} is given twice; give it once")
    return dict(fields)


async def _json(request: Request) -> str:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise HTTPException(
            415, "a batch is sent as JSON (application/json)", {"Accept-Post": "application/json"}
        )
    try:
        return (await read_body(request)).decode()
    except ValueError as error:
        raise HTTPException(400, f"the body is not UTF-8: {error}") from error


def _base(request: Request) -> str:
    return home_of(request).rstrip("/")


def _identifier(request: Request) -> str:
    if not request.query_params.get("id"):
        raise ParameterError("id is missing; give the identifier of a thing")
    return request.query_params["id"]


def _prefix(request: Request) -> tuple[str]:
    if not request.query_params.get("prefix", "").strip():
        raise ParameterError("prefix is missing; give what has been typed so far")
    return (request.query_params["prefix"],)


def _page(request: Request) -> dict[str, str]:
    return {name: request.query_params[name] for name in ("cursor", "limit") if name in request.query_params}


def _kind(kind: str) -> str:
    if kind not in ("entity", "property", "type"):
        raise HTTPException(404, f"there are suggestions of entity, property and type, and none of {kind!r}")
    return kind
