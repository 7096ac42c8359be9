"""``EXISTS`` written so that an engine looks things up instead of joining tables for every row.

Oxigraph plans the inside of ``EXISTS`` without knowing what the row outside binds: two patterns in it
are a join of everything, for each row anew. Of one pattern, it looks up the bound side. So ::

    EXISTS { ?role :undertaking ?this ; :side ?value . ?role :party ?party }

becomes, with the same meaning (there is an x with A and B if there is an x with A for which there is B) ::

    EXISTS { ?role :undertaking ?this FILTER EXISTS { ?role :side ?value FILTER EXISTS { … } } }

Steps of a sequence path are patterns too. A group with anything but triples and filters stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, count

from coopgraph.sparql.lexer import Token, significant, tokens
from coopgraph.validation.compiled.patterns import Other, Pattern, triples, variables_of

_VARIABLE = re.compile(r"[?$]\w+")


def chained(text: str) -> str:
    """Return a query in which every ``EXISTS`` of several patterns is a chain of such with one."""
    if "EXISTS" not in text.upper():
        return text
    steps = (f"?step{number}" for number in count(1))
    return _rewritten(list(significant(tokens(text))), set(), steps)


def _rewritten(found: list[Token], bound: set[str], steps: Iterator[str]) -> str:
    """Return the tokens as text with the groups of EXISTS rewritten. ``bound``: variables from further out."""
    parts: list[str] = []
    at = 0
    while at < len(found):
        parts.append(_spaced(found, at))
        at += 1
        if parts[-1].strip().upper() == "EXISTS" and found[at].text == "{":
            end = _closing(found, at)
            outside = bound | variables_of(token.text for token in chain(found[:at], found[end + 1 :]))
            parts += [" { ", _group(found[at + 1 : end], outside, steps), " }"]
            at = end + 1
    return "".join(parts)


def _spaced(found: list[Token], at: int) -> str:
    """Return a token after a space where there was one: Oxigraph reads ``COALESCE(`` and not ``COALESCE (``."""
    gap = at > 0 and found[at].start > found[at - 1].end
    return f" {found[at].text}" if gap else found[at].text


def _group(inside: list[Token], bound: set[str], steps: Iterator[str]) -> str:
    try:
        patterns, filters = _read(inside, bound, steps)
    except Other:
        return _rewritten(inside, bound, steps)
    return _chain(patterns, filters, bound, frozenset())


def _chain(patterns: list[Pattern], filters: list[str], bound: set[str], placed: frozenset[str]) -> str:
    """Return patterns one within the other, the most selective first, each filter as soon as it can be asked.

    Args:
        bound: variables that may have values; a guess is enough to choose an order by.
        placed: variables of the patterns around this one. A filter waits for those of the others.
    """
    if not patterns:
        return " ".join(filters)
    first = max(patterns, key=lambda pattern: pattern.known(bound))  # the first of the best
    rest = [pattern for pattern in patterns if pattern is not first]
    text = f"{first.subject} {first.predicate} {first.object} ."
    if not rest:
        return " ".join([text, *filters])
    placed |= first.variables
    missing = set().union(*(pattern.variables for pattern in rest)) - placed
    late = [one for one in filters if variables_of(_VARIABLE.findall(one)) & missing]
    here = [one for one in filters if one not in late]
    return " ".join([text, *here, f"FILTER EXISTS {{ {_chain(rest, late, bound | placed, placed)} }}"])


def _read(inside: list[Token], bound: set[str], steps: Iterator[str]) -> tuple[list[Pattern], list[str]]:
    """Return the patterns and the filters of a group, the groups of EXISTS in filters rewritten."""
    patterns: list[Pattern] = []
    filters: list[str] = []
    at = 0
    own = variables_of([token.text for token in inside])
    while at < len(inside):
        token = inside[at]
        if token.text == ".":
            at += 1
        elif token.text.upper() == "FILTER":
            end = _filter_end(inside, at + 1)
            filters.append("FILTER " + _rewritten(inside[at + 1 : end], bound | own, steps))
            at = end
        else:
            at = triples(inside, at, patterns, steps)
    return patterns, filters


def _filter_end(inside: list[Token], at: int) -> int:
    while at < len(inside) and inside[at].text not in "({":
        at += 1
    if at >= len(inside):
        raise Other
    return _closing(inside, at) + 1


def _closing(found: list[Token], at: int) -> int:
    """Return where the bracket that opens at ``at`` closes."""
    depth = 0
    for index in range(at, len(found)):
        depth += {"(": 1, "{": 1, ")": -1, "}": -1}.get(found[index].text, 0)
        if depth == 0:
            return index
    raise Other
