"""``/api/search`` and ``/search``: from the question to the results, as JSON or as a page. Runs inside a worker."""

from __future__ import annotations

import json
from dataclasses import asdict
from urllib.parse import urlencode

from coopgraph.resolution.directory import Directory
from coopgraph.resolution.index import Match
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.media import MediaType
from coopgraph.web import templating
from coopgraph.web.names import class_label, directory, languages
from coopgraph.web.pages import HTML
from coopgraph.web.place import Place
from coopgraph.web.workers.answering import chosen, unchanged
from coopgraph.web.workers.question import Question
from coopgraph.web.workers.reply import Reply

PATH = "/search"
"""Of the page; the API's is this behind ``/api``."""

JSON = MediaType("json", "application/json", ".json")
DEFAULTS = {"lang": "en", "limit": "20", "offset": "0"}


def answer_search(store: EmbeddedStore, version: str, question: Question, reply: Reply) -> None:
    """Write some of the results, with the number of all.

    Raises:
        ParameterError: nothing is of a type asked for.
        NotAcceptableError: the client takes no format that there is.
    """
    place = Place.among(dict(question.arguments), f"/api{PATH}")
    media = chosen(question.accept, (JSON, HTML) if place.path == PATH else (JSON,))
    if unchanged(version, question, media, reply):
        return
    given = {**DEFAULTS, **dict(question.arguments)}
    limit, offset = int(given["limit"]), int(given["offset"])
    names = directory(store)
    wanted = [names.class_named(value) for name, value in question.arguments if name == "type"]
    every = names.find(question.text) if question.text else []
    kept = names.of_types(every, wanted)
    spoken = languages(given["lang"])
    found = {
        "query": question.text,
        "version": version,
        "total": len(kept),
        "offset": offset,
        "limit": limit,
        "results": [_result(names, match, spoken) for match in kept[offset : offset + limit]],
        "facets": {
            "type": [
                {"id": kind, "label": class_label(names, kind, spoken), "count": count}
                for kind, count in names.counts(every).items()
            ]
        },
    }
    links = _links(question, place, offset, limit, len(kept))
    if links:
        said = ", ".join(f'<{path}>; rel="{relation}"' for relation, path in links.items())
        reply.headers["more"] = {"Link": said}
    if media is JSON:
        reply.write(json.dumps(found, ensure_ascii=False).encode())
        return
    view = {"title": "Search", "found": found, "wanted": wanted, "links": links, "language": given["lang"]}
    reply.write(templating.page("search.html", view, place).encode())


def _result(names: Directory, match: Match, spoken: tuple[str, ...]) -> dict[str, object]:
    entity = names.entity(match)
    shown = asdict(names.hit(match, spoken))
    return {"id": shown.pop("iri"), **shown, "labels": dict(entity.labels), "types": sorted(entity.types)}


def _links(question: Question, place: Place, offset: int, limit: int, total: int) -> dict[str, str]:
    """Return the addresses of the first, former, next and last results, where there are such, by relation."""
    starts = {
        "first": 0 if offset else None,
        "prev": max(0, offset - limit) if offset else None,
        "next": offset + limit if offset + limit < total else None,
        "last": (total - 1) // limit * limit if offset + limit < total else None,
    }
    kept = [
        ("q", question.text),
        *((k, v) for k, v in question.arguments if k not in ("offset", "published", "place")),
    ]
    return {
        relation: f"{place.path}?{urlencode([*kept, ('offset', str(start))])}"
        for relation, start in starts.items()
        if start is not None
    }
