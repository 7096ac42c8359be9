"""What the server asks of a worker."""

from __future__ import annotations

import json
from dataclasses import dataclass

from coopgraph.store.protocol import RdfDataset


@dataclass(frozen=True)
class Question:
    """One thing to answer.

    Attributes:
        text: the query; for ``graph`` the IRI of a graph, or nothing for the default graph.
        kind: ``query``, ``graph``, ``overview``, or a name in ``kinds.KINDS``.
        accept: the ``Accept`` header.
        page: whether the answer is to be an HTML page around the query form.
        encoding: how the answer may be compressed, ``gzip`` or ``zstd``; not at all unless given.
        match: the ``If-None-Match`` header.
        arguments: what else this kind of question needs, as pairs of name and value.
    """

    text: str = ""
    kind: str = "query"
    accept: str = "*/*"
    page: bool = False
    encoding: str = ""
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    match: str = ""
    arguments: tuple[tuple[str, str], ...] = ()

    @property
    def dataset(self) -> RdfDataset:
        """The graphs the query may see."""
        return RdfDataset(self.default, self.named)

    def knows(self, tag: str) -> bool:
        """Whether the client says that it has the answer with this entity tag (RFC 9110, section 13.1.2)."""
        if not self.match:
            return False
        known = [part.strip().removeprefix("W/") for part in self.match.split(",")]
        return tag.removeprefix("W/") in known or "*" in known

    def to_json(self) -> bytes:
        """Return the question for ``from_json``."""
        return json.dumps({n: value for n, value in vars(self).items() if value != _DEFAULTS[n]}).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Question:
        """Return the question that ``to_json`` wrote."""
        values = json.loads(text)
        for name in ("default", "named"):
            if name in values:
                values[name] = tuple(values[name])
        if "arguments" in values:
            values["arguments"] = tuple((name, value) for name, value in values["arguments"])
        return cls(**values)


_DEFAULTS = vars(Question())
