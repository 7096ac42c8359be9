"""What one request asks to be changed, as the server tells it to the scribe, and what came of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal

Kind = Literal["update", "put", "post", "delete", "patch"]


@dataclass(frozen=True)
class Change:
    """One change, wholly carried out or not at all.

    Attributes:
        kind: a SPARQL Update, or what the Graph Store Protocol does to one graph.
        graph: the IRI of that graph.
        text: the update, for ``update`` and ``patch``.
        media: names of the formats of the documents that follow, one for each.
    """

    kind: Kind
    graph: str = ""
    text: str = ""
    media: tuple[str, ...] = ()

    def to_json(self) -> bytes:
        """Return the change for ``from_json``; the documents travel beside it."""
        return json.dumps(vars(self)).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Change:
        """Return the change that ``to_json`` wrote."""
        values = json.loads(text)
        return cls(**{**values, "media": tuple(values["media"])})


@dataclass(frozen=True)
class Written:
    """What was published: the version of the graph now, and how many quads people wrote or took away.

    ``created`` says that the graph named by the request was not there before.
    """

    version: str
    added: int
    removed: int
    created: bool
