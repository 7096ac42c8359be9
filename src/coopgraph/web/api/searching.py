"""``/api/search``: from the question to the page of results, as JSON. Runs inside a worker."""

from __future__ import annotations

import json
from dataclasses import asdict
from urllib.parse import urlencode

from coopgraph.resolution.directory import Directory
from coopgraph.resolution.index import Match
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.media import MediaType
from coopgraph.web.names import class_label, directory, languages
from coopgraph.web.workers.answering import chosen, unchanged
from coopgraph.web.workers.question import Question
from coopgraph.web.workers.reply import Reply

PATH = "/api/search"
JSON = MediaType("json", "application/json", ".json")
DEFAULTS = {"lang": "en", "limit": "20", "offset": "0"}


def answer_search(store: EmbeddedStore, version: str, question: Question, reply: Reply) -> None:
    """Write a page of results.

    Raises:
        ParameterError: nothing is of a type asked for.
        NotAcceptableError: the client does not take JSON.
    """
    if unchanged(version, question, chosen(question.accept, (JSON,)), reply):
        return
    given = {**DEFAULTS, **dict(question.arguments)}
    limit, offset = int(given["limit"]), int(given["offset"])
    names = directory(store)
    wanted = [names.class_named(value) for name, value in question.arguments if name == "type"]
    every = names.find(question.text)
    kept = names.of_types(every, wanted)
    spoken = languages(given["lang"])
    page = {
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
    if links := _links(question, offset, limit, len(kept)):
        reply.headers["more"] = {"Link": links}
    reply.write(json.dumps(page, ensure_ascii=False).encode())


def _result(names: Directory, match: Match, spoken: tuple[str, ...]) -> dict[str, object]:
    entity = names.entity(match)
    shown = asdict(names.hit(match, spoken))
    return {"id": shown.pop("iri"), **shown, "labels": dict(entity.labels), "types": sorted(entity.types)}


def _links(question: Question, offset: int, limit: int, total: int) -> str:
    """Return the value of ``Link`` (RFC 8288): the first, former, next and last page."""
    starts = {
        "first": 0 if offset else None,
        "prev": max(0, offset - limit) if offset else None,
        "next": offset + limit if offset + limit < total else None,
        "last": (total - 1) // limit * limit if offset + limit < total else None,
    }
    kept = [
        ("q", question.text),
        *((k, v) for k, v in question.arguments if k not in ("offset", "published")),
    ]
    return ", ".join(
        f'<{PATH}?{urlencode([*kept, ("offset", str(start))])}>; rel="{relation}"'
        for relation, start in starts.items()
        if start is not None
    )
