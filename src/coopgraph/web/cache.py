"""Recent answers, kept in a bounded amount of memory.

An answer is kept under the version of the graph it was given from, so a later version never meets it.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import NamedTuple

from coopgraph.web.workers.question import Question

_LARGEST_PART = 32
"""One answer may take this part of the cache."""


class Kept(NamedTuple):
    """A whole answer, as it is sent."""

    type: str
    etag: str
    encoding: str
    body: bytes
    status: int = 200
    more: tuple[tuple[str, str], ...] = ()
    """Headers besides the usual."""


class Cache:
    """Answers by version and question; those used longest ago make way."""

    def __init__(self, most_bytes: int) -> None:
        self.bytes = 0
        self.largest = most_bytes // _LARGEST_PART
        """Bytes of the longest answer that is kept, with its question."""
        self._most = most_bytes
        self._kept: OrderedDict[tuple[str, Question], Kept] = OrderedDict()

    def get(self, version: str, question: Question) -> Kept | None:
        """Return the answer to ``question`` from the graph ``version``, if it is kept."""
        key = (version, _unmatched(question))
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, version: str, question: Question, answer: Kept) -> None:
        """Keep an answer, unless it is too long."""
        if _size(question, answer) > self.largest:
            return
        key = (version, _unmatched(question))
        former = self._kept.pop(key, None)
        self.bytes += _size(question, answer) - (_size(question, former) if former else 0)
        self._kept[key] = answer
        while self.bytes > self._most:
            (_, dropped), old = self._kept.popitem(last=False)
            self.bytes -= _size(dropped, old)


def _unmatched(question: Question) -> Question:
    return question._replace(match="") if question.match else question


def _size(question: Question, answer: Kept) -> int:
    return len(answer.body) + 4 * (len(question.text) + len(question.accept)) + 1024
