"""What the server asks of a worker."""

from __future__ import annotations

import marshal
from typing import NamedTuple

from coopgraph.store.protocol import RdfDataset


class Question(NamedTuple):
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

    def to_bytes(self) -> bytes:
        """Return the question for ``from_bytes`` in another process of this Python."""
        return marshal.dumps(tuple(self))

    @classmethod
    def from_bytes(cls, data: bytes) -> Question:
        """Return the question that ``to_bytes`` wrote. It has to come from the server: others could do harm by it."""
        return cls._make(marshal.loads(data))
