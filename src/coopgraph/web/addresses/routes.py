"""The addresses of things: which one a request means, in which representation, and what it gets when there is none."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from coopgraph.errors import CoopgraphError, NotFoundError
from coopgraph.sparql.iris import is_absolute
from coopgraph.store.media import MediaType
from coopgraph.web import templating
from coopgraph.web.addresses.description import SIZE
from coopgraph.web.addresses.formats import BY_SUFFIX, OFFERS, preferred, split_suffix
from coopgraph.web.addresses.headers import VARY
from coopgraph.web.addresses.iris import iri_of, path_of
from coopgraph.web.endpoint import Endpoint, accepted, question_of
from coopgraph.web.faults import NotAcceptableError
from coopgraph.web.history import History
from coopgraph.web.pages import HTML
from coopgraph.web.place import place_of, with_query
from coopgraph.web.problems import error_page

LARGEST = 1000
"""The most links on one page."""

LANGUAGES = ("en", "it", "ru")

READING = ["GET", "HEAD"]

PAGE, DATA = "/page", "/data"
"""Where the descriptions of things are, where these have addresses of their own."""

PREFIXES = ("/id", "/concept", "/graph")
"""Where things are: everything under these is the IRI of one."""


class Addresses:
    """Answers requests for things, and for the documents about the ontology and the shapes."""

    def __init__(self, endpoint: Endpoint, history: History, sees_other: bool = False) -> None:
        """Answer by ``endpoint``; where clients are to see other, the address of a thing leads to its description."""
        self._endpoint = endpoint
        self._history = history
        self._sees_other = sees_other

    def add_to(self, app: FastAPI) -> None:
        """Add the routes."""
        for prefix in PREFIXES:
            thing = self._history.dated(self.thing, cited=True)
            app.add_route(f"{prefix}/{{rest:path}}", thing, methods=READING)
        if self._sees_other:
            for prefix in (PAGE, DATA):
                app.add_route(f"{prefix}/{{rest:path}}", self._history.dated(self.document), methods=READING)
        self._history.add_to(app)
        ontology = self._history.dated(self.vocabulary)  # which lies in the graph; the rules do not
        for name, answer in (("ontology", ontology), ("shapes", self.vocabulary)):
            for path in (f"/{name}", *(f"/{name}{suffix}" for suffix in BY_SUFFIX), f"/{name}/{{rest:path}}"):
                app.add_route(path, answer, methods=READING)
        app.add_route("/docs/reference/rules", self.rules, methods=READING)

    async def thing(self, request: Request) -> Response:
        """Return the representation of a thing that the address, or else ``Accept``, asks for."""
        path, media = split_suffix(path_of(request))
        chosen = preferred(accepted(request), OFFERS)
        if self._sees_other and media is None and chosen is not None:
            target = f"{PAGE}{path}" if chosen is HTML else f"{DATA}{path}{chosen.suffix}"
            target = with_query(target, request.query_params.multi_items())
            return RedirectResponse(target, 303, {"Vary": VARY})
        return await self.represent(request, "thing", path, media, OFFERS, page_and_size(request))

    async def document(self, request: Request) -> Response:
        """Return the page or the data about a thing, at an address of their own.

        Raises:
            NotFoundError: it is not the address of either.
        """
        whole = path_of(request)
        path, media = split_suffix(whole.removeprefix(PAGE if whole.startswith(PAGE) else DATA))
        media = HTML if whole.startswith(PAGE) and media is None else media
        if media is None or not path.startswith(tuple(f"{prefix}/" for prefix in PREFIXES)):
            raise NotFoundError(f"{whole} is the address of nothing; the description of a thing has a suffix")
        arguments = {**page_and_size(request), "place": whole}
        return await self.represent(request, "thing", path, media, OFFERS, arguments)

    async def vocabulary(self, request: Request) -> Response:
        """Return the document about the ontology or about the rules."""
        path, media = split_suffix(path_of(request))
        kind = "ontology" if path.startswith("/ontology") else "rules"
        return await self.represent(request, kind, path, media, OFFERS, {})

    async def rules(self, _: Request) -> Response:
        """Send whoever follows a rule's ``rdfs:seeAlso`` to the rule; clients keep the fragment."""
        return RedirectResponse("/shapes", 303)

    async def represent(
        self,
        request: Request,
        kind: str,
        path: str,
        media: MediaType | None,
        offers: tuple[MediaType, ...],
        arguments: dict[str, str],
    ) -> Response:
        """Return a worker's answer to a question of ``kind``; a fault as a page where a page was asked for."""
        chosen = media or preferred(accepted(request), offers)
        if chosen is None:
            names = ", ".join(offer.type for offer in offers)
            raise NotAcceptableError(f"this is not to be had as {accepted(request)}; ask for one of: {names}")
        iri = iri_of(path)
        try:
            if not is_absolute(iri):
                raise NotFoundError(f"{path} is the address of nothing: it has characters that no IRI has")
            arguments |= {
                "suffix": chosen.suffix,
                "languages": ",".join(languages_of(request)),
                **dict(place_of(request).arguments()),
            }
            question = question_of(request, iri, kind, chosen.type, arguments.items())
            response = await self._endpoint.answer(request, question)
            if media and "location" in response.headers:
                stem, mark, asked = response.headers["location"].partition("?")
                response.headers["location"] = f"{stem}{media.suffix}{mark}{asked}"
            if chosen is HTML:
                response.headers.update(templating.HEADERS)
            return response
        except CoopgraphError as error:
            if chosen is not HTML:
                raise
            return await error_page(request, error)


def languages_of(request: Request) -> tuple[str, ...]:
    """Return the languages to show labels in, the one asked for first: ``hl``, else ``Accept-Language``."""
    asked = [request.query_params.get("hl", "")]
    weighted = []
    for part in request.headers.get("accept-language", "").lower().split(","):
        name, _, weight = part.strip().partition(";q=")
        try:
            weighted.append((-float(weight or 1), name.partition("-")[0]))
        except ValueError:
            continue
    asked += [name for _, name in sorted(weighted, key=lambda pair: pair[0])]
    return tuple(dict.fromkeys([name for name in asked if name in LANGUAGES] + list(LANGUAGES)))


def page_and_size(request: Request) -> dict[str, str]:
    """Return which page of the links to a thing is asked for, and how long a page is."""
    page, size = number(request, "page", 1, 10**9), number(request, "size", SIZE, LARGEST)
    return {"page": str(page), "size": str(size)}


def number(request: Request, name: str, default: int, largest: int) -> int:
    """Return a parameter that counts from 1.

    Raises:
        HTTPException: 400, it is something else.
    """
    values = request.query_params.getlist(name)
    text = values[0] if values else str(default)
    if len(values) > 1 or not (text.isascii() and text.isdecimal()) or not 1 <= int(text[:12]) <= largest:
        raise HTTPException(400, f"{name} is {', '.join(values)!r}; give one number from 1 to {largest}")
    return int(text)
