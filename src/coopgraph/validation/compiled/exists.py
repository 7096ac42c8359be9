"""``EXISTS`` written so that an engine looks things up instead of joining tables for every row.

Oxigraph plans the inside of ``EXISTS`` without knowing what the row outside binds: two patterns in it
are a join of everything, for each row anew. Of one pattern, it looks up the bound side. So ::

    EXISTS { ?role :undertaking ?this ; :side ?value . ?role :party ?party }

becomes, with the same meaning (there is an x with A and B if there is an x with A for which there is B) ::

    EXISTS { ?role :undertaking ?this FILTER EXISTS { ?role :side ?value FILTER EXISTS { … } } }

Steps of a sequence path are patterns too. A group with anything but triples and filters stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from coopgraph.sparql.lexer import Token, significant, tokens

_ENDS = frozenset(".;,}")


class _Other(Exception):  # noqa: N818
    """The group holds more than triples and filters."""


@dataclass(frozen=True)
class _Pattern:
    subject: str
    predicate: str
    object: str

    @property
    def variables(self) -> set[str]:
        return _variables([self.subject, self.predicate, self.object])

    def known(self, bound: set[str]) -> int:
        """Return how selective the pattern is where ``bound`` variables have values: 0 to 2 fixed ends."""
        ends = (self.subject, self.object)
        return sum(2 if _name(end) in bound else 1 for end in ends if _name(end) in bound or end[0] not in "?$")


def chained(text: str) -> str:
    """Return a query in which every ``EXISTS`` of several patterns is a chain of such with one."""
    return _rewritten(list(significant(tokens(text))), set()) if "EXISTS" in text.upper() else text


def _rewritten(found: list[Token], bound: set[str]) -> str:
    """Return the tokens as text with the groups of EXISTS rewritten. ``bound``: variables from further out."""
    parts: list[str] = []
    at = 0
    while at < len(found):
        parts.append(_spaced(found, at))
        at += 1
        if parts[-1].strip().upper() == "EXISTS" and found[at].text == "{":
            end = _closing(found, at)
            outside = bound | _variables(token.text for token in chain(found[:at], found[end + 1 :]))
            parts += [" { ", _group(found[at + 1 : end], outside), " }"]
            at = end + 1
    return "".join(parts)


def _spaced(found: list[Token], at: int) -> str:
    """Return a token after a space where there was one: Oxigraph reads ``COALESCE(`` and not ``COALESCE (``."""
    gap = at > 0 and found[at].start > found[at - 1].end
    return f" {found[at].text}" if gap else found[at].text


def _group(inside: list[Token], bound: set[str]) -> str:
    try:
        patterns, filters = _read(inside, bound)
    except _Other:
        return _rewritten(inside, bound)
    return _chain(patterns, filters, bound)


def _chain(patterns: list[_Pattern], filters: list[str], bound: set[str]) -> str:
    if not patterns:
        return " ".join(filters)
    first = max(patterns, key=lambda pattern: pattern.known(bound))  # the first of the best
    rest = [pattern for pattern in patterns if pattern is not first]
    known = bound | first.variables
    here = [one for one in filters if not rest or _variables(one.split()) <= known]
    there = [one for one in filters if one not in here]
    text = " ".join([f"{first.subject} {first.predicate} {first.object} .", *here])
    return f"{text} FILTER EXISTS {{ {_chain(rest, there, known)} }}" if rest else text


def _read(inside: list[Token], bound: set[str]) -> tuple[list[_Pattern], list[str]]:
    patterns: list[_Pattern] = []
    filters: list[str] = []
    names = (f"?step{len(bound)}_{number}" for number in range(1000))
    at = 0
    own = _variables([token.text for token in inside])
    while at < len(inside):
        token = inside[at]
        if token.text == ".":
            at += 1
        elif token.text.upper() == "FILTER":
            end = _filter_end(inside, at + 1)
            filters.append("FILTER " + _rewritten(inside[at + 1 : end], bound | own))
            at = end
        else:
            at = _triples(inside, at, patterns, names)
    return patterns, filters


def _triples(inside: list[Token], at: int, patterns: list[_Pattern], names: Iterator[str]) -> int:
    """Read the triples of one subject into ``patterns``; return where they end."""
    subject, at = _term(inside, at)
    while True:
        predicate, at = _predicate(inside, at)
        while True:
            value, at = _term(inside, at)
            steps = _steps(predicate)
            ends = [subject, *(next(names) for _ in steps[1:]), value]
            patterns += [_Pattern(ends[i], step, ends[i + 1]) for i, step in enumerate(steps)]
            if at >= len(inside) or inside[at].text != ",":
                break
            at += 1
        if at >= len(inside) or inside[at].text != ";":
            return at
        while at < len(inside) and inside[at].text == ";":
            at += 1
        if at >= len(inside) or inside[at].text in _ENDS or inside[at].text.upper() == "FILTER":
            return at


def _term(inside: list[Token], at: int) -> tuple[str, int]:
    if at >= len(inside):
        raise _Other
    token = inside[at]
    if token.kind in ("variable", "iri", "number") or token.text in ("true", "false"):
        return token.text, at + 1
    if token.kind == "string":
        following = inside[at + 1] if at + 1 < len(inside) else None
        if following is not None and following.kind == "language":
            return token.text + following.text, at + 2
        if following is not None and following.text == "^^":
            return f"{token.text}^^{inside[at + 2].text}", at + 3
        return token.text, at + 1
    raise _Other


def _predicate(inside: list[Token], at: int) -> tuple[list[Token], int]:
    """Return the tokens of a verb or path: they alternate between names and operators until a name follows a name."""
    start, depth, complete = at, 0, False
    while at < len(inside):
        token = inside[at]
        name = token.kind in ("iri", "variable") or token.text == "a"
        if complete and depth == 0 and token.text not in ("/", "|", "*", "+", "?"):
            return inside[start:at], at
        if token.text == "(":
            depth, complete = depth + 1, False
        elif token.text == ")":
            depth, complete = depth - 1, True
        elif name:
            complete = True
        elif token.text in ("/", "|", "^", "!"):
            complete = False
        elif token.text not in ("*", "+", "?"):
            raise _Other
        at += 1
    raise _Other


def _steps(predicate: list[Token]) -> list[str]:
    """Return the steps of a sequence path; any other path is one step."""
    steps: list[list[str]] = [[]]
    depth = 0
    for token in predicate:
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if token.text == "|" and depth == 0:
            return ["".join(one.text for one in predicate)]
        if token.text == "/" and depth == 0:
            steps.append([])
        else:
            steps[-1].append(token.text)
    return ["".join(step) for step in steps]


def _filter_end(inside: list[Token], at: int) -> int:
    while at < len(inside) and inside[at].text not in "({":
        at += 1
    if at >= len(inside):
        raise _Other
    return _closing(inside, at) + 1


def _closing(found: list[Token], at: int) -> int:
    """Return where the bracket that opens at ``at`` closes."""
    depth = 0
    for index in range(at, len(found)):
        depth += {"(": 1, "{": 1, ")": -1, "}": -1}.get(found[index].text, 0)
        if depth == 0:
            return index
    raise _Other


def _variables(texts: Iterable[str]) -> set[str]:
    return {text[1:] for text in texts if text[:1] in ("?", "$") and len(text) > 1}


def _name(end: str) -> str:
    return end[1:] if end[0] in "?$" else ""
