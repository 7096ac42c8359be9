"""N-Quads as text: the lines without their graph names, as the merged default graph needs them.

Rewriting lines is several times quicker than parsing terms, and it is safe because a line of
N-Quads never contains a raw newline and an IRI never contains ``<`` or ``>``: the graph's name is
always the last IRI of the line, whatever the literal before it holds.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import IO

_BLOCK = 1 << 22

_IRI = rb"<[^<>\n]*>"
_NODE = rb"(?:" + _IRI + rb"|_:[^\s<]+)"
_LITERAL = rb'"(?:[^"\\\n]|\\.)*"(?:@[A-Za-z0-9-]+|\^\^' + _IRI + rb")?"
_QUAD = re.compile(
    rb"^([ \t]*" + _NODE + rb"[ \t]*" + _IRI + rb"[ \t]*(?:" + _NODE + rb"|" + _LITERAL + rb"))"
    rb"[ \t]*" + _IRI + rb"([ \t]*\.[ \t]*(?:#.*)?\r?)$",
    re.MULTILINE,
)
_COMMENT = re.compile(rb"[ \t]*#")
_BLANK = re.compile(rb"^[ \t]*_:|^[ \t]*<[^<>\n]*>[ \t]*<[^<>\n]*>[ \t]*_:", re.MULTILINE)


def without_graphs(lines: bytes) -> bytes:
    """Return whole lines of N-Quads as N-Triples; lines without a graph, and comments, stay."""
    return b"".join([_triple(line) for line in lines.splitlines(keepends=True)])


def _triple(line: bytes) -> bytes:
    """Return one line without its graph; what is not laid out as engines do goes the slow way."""
    start = line.rfind(b" <")
    head = line[:start]
    plain = line[-4:] == b"> .\n" and b'"' not in line[start:] and (b'"' in head or head.count(b" ") == 2)
    if plain and b" #" not in head and b".#" not in head and b"\t" not in head:  # no comment in sight
        return head + b" .\n"
    return _QUAD.sub(rb"\1\2", line)


def with_graph(ntriples: bytes, graph: str) -> bytes:
    """Return canonical N-Triples, as the engine writes them, as N-Quads of ``graph``."""
    return ntriples.replace(b" .\n", b" <" + graph.encode() + b"> .\n")


def has_blank_node(nquads: bytes) -> bool:
    """Whether a subject or object is a blank node, which would keep equal graphs from having equal bytes."""
    return _BLANK.search(nquads) is not None


class MergedReader(io.RawIOBase):
    """A readable file: the N-Triples of a binary N-Quads file, a few megabytes at a time.

    ``graphless`` holds the first line that names no graph, once it has been read: what it states
    would belong to no source.
    """

    def __init__(self, nquads: IO[bytes]) -> None:
        self.graphless = b""
        self._blocks = self._read_blocks(nquads)
        self._ready = b""

    def _read_blocks(self, nquads: IO[bytes]) -> Iterator[bytes]:
        while block := nquads.read(_BLOCK):
            before = (block + nquads.readline()).splitlines(keepends=True)
            after = [_triple(line) for line in before]
            self.graphless = self.graphless or next(
                (
                    a
                    for a, b in zip(after, before, strict=True)
                    if a == b and a.strip() and not _COMMENT.match(a)
                ),
                b"",
            )
            yield b"".join(after)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Return the next ``size`` bytes at most; nothing at the end."""
        if size is None or size < 0:
            whole = self._ready + b"".join(self._blocks)
            self._ready = b""
            return whole
        if not self._ready:
            self._ready = next(self._blocks, b"")
        piece, self._ready = self._ready[:size], self._ready[size:]
        return piece
