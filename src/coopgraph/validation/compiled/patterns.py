"""The triple patterns of a group of SPARQL, read from its tokens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coopgraph.sparql.lexer import Token

_ENDS = frozenset(".;,}")


class Other(Exception):  # noqa: N818
    """The group holds more than triples and filters."""


@dataclass(frozen=True)
class Pattern:
    """A triple pattern; the predicate may be a property path."""

    subject: str
    predicate: str
    object: str

    @property
    def variables(self) -> set[str]:
        """The names of its variables."""
        return variables_of([self.subject, self.predicate, self.object])

    def known(self, bound: set[str]) -> int:
        """Return how selective the pattern is where ``bound`` variables have values: 0 to 2 fixed ends."""
        ends = (self.subject, self.object)
        return sum(
            2 if _name(end) in bound else 1 for end in ends if _name(end) in bound or end[0] not in "?$"
        )


def triples(inside: list[Token], at: int, patterns: list[Pattern], names: Iterator[str]) -> int:
    """Read the triples of one subject into ``patterns``; return where they end."""
    subject, at = _term(inside, at)
    while True:
        predicate, at = _predicate(inside, at)
        while True:
            value, at = _term(inside, at)
            steps = _steps(predicate)
            ends = [subject, *(next(names) for _ in steps[1:]), value]
            patterns += [Pattern(ends[i], step, ends[i + 1]) for i, step in enumerate(steps)]
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
        raise Other
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
    raise Other


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
            raise Other
        at += 1
    raise Other


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


def variables_of(texts: Iterable[str]) -> set[str]:
    """Return the names of the variables among some tokens."""
    return {text[1:] for text in texts if text[:1] in ("?", "$") and len(text) > 1}


def _name(end: str) -> str:
    return end[1:] if end[0] in "?$" else ""
