"""N-Quads as text: the lines without their graph names, as the merged default graph needs them.

Rewriting lines is several times quicker than parsing terms, and it is safe because a line of
N-Quads never contains a raw newline and an IRI never contains ``<`` or ``>``: the graph's name is
always the last IRI of the line, whatever the literal before it holds.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
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
    plain = (
        start > 0
        and line[-4:] == b"> .\n"
        and b'"' not in line[start:]
        and (b'"' in head or head.count(b" ") == 2)
    )
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
    """A readable file: the N-Triples of a binary N-Quads file, a few megabytes at a time, repetitions left out.

    The quick way takes each line to be laid out as engines write them, and cuts it before its last ``<``.
    Cutting any other line of N-Quads that names a graph leaves too few terms, too many, or a literal
    without an end: the engine's parser refuses it, and the file is read again with care.
    """

    def __init__(self, nquads: IO[bytes], careful: bool = False) -> None:
        self._blocks = _read_blocks(nquads, without_graphs if careful else _cut)
        self._ready = io.BytesIO()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Return the next ``size`` bytes at most; nothing at the end."""
        if size is None or size < 0:
            return self._ready.read() + b"".join(self._blocks)
        piece = self._ready.read(size)
        while not piece and (block := next(self._blocks, None)) is not None:
            self._ready = io.BytesIO(block)
            piece = self._ready.read(size)
        return piece


def first_without_graph(nquads: IO[bytes]) -> bytes:
    """Return the first line of a binary N-Quads file that names no graph; nothing when all do."""
    for line in nquads:
        if line.strip() and not _COMMENT.match(line) and _triple(line) == line:
            return line
    return b""


def _read_blocks(nquads: IO[bytes], rewrite: Callable[[bytes], bytes]) -> Iterator[bytes]:
    while block := nquads.read(_BLOCK):
        yield rewrite(block + nquads.readline())


def _cut(lines: bytes) -> bytes:
    # A fact that several documents state comes once for each, mostly close together.
    return b" .\n".join(dict.fromkeys([line.rsplit(b" <", 1)[0] for line in lines.split(b" .\n")]))
