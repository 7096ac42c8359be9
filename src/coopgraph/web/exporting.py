"""A file of the graph, and the sizes and checksums of all of them, made inside a worker."""

from __future__ import annotations

import json
from dataclasses import astuple

from coopgraph.release.dataset import Measured
from coopgraph.release.files import GRAPH_FILES
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.media import MediaType
from coopgraph.web.resources import catalogue
from coopgraph.web.workers.answering import chosen, unchanged
from coopgraph.web.workers.question import Question
from coopgraph.web.workers.reply import PIECE, Reply

_BY_NAME = {one.path: one for one in GRAPH_FILES}


def answer_export(store: EmbeddedStore, version: str, question: Question, reply: Reply) -> None:
    """Write the file that the question names, under a name that says of which version it is.

    Raises:
        NotAcceptableError: the client does not take the format of the file.
    """
    file = _BY_NAME[question.text]
    media = MediaType(file.path, file.type, "", charset=file.type.startswith("text/"))
    known = unchanged(version, question, chosen(question.accept, (media,)), reply)
    reply.headers["more"] = {
        "Content-Disposition": f'attachment; filename="coopgraph-{version[:12]}-{file.path}"'
    }
    if not known:
        data = file.make(store, catalogue())
        for start in range(0, len(data), PIECE):
            reply.write(data[start : start + PIECE])


def measure_exports(store: EmbeddedStore, version: str, question: Question, reply: Reply) -> None:
    """Make every file, and write what each measures."""
    reply.headers = {"type": "application/json"}
    found = [
        astuple(Measured.of(one.path, one.about, one.type, one.make(store, catalogue())))
        for one in GRAPH_FILES
    ]
    reply.write(json.dumps(found).encode())
