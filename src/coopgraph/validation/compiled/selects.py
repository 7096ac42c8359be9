"""SPARQL of the shapes graph: made to stand anywhere, and asked for all focus nodes at once.

SHACL runs a query once per focus node with ``$this`` replaced by the node (section 5.3.2). The same
rows come from one query that has the focus nodes as a table, if the table stands in every group that
uses ``$this`` before binding it itself: groups are evaluated from the inside, and do not see what the
group around them binds. Where that is not sure to be the same, the query is ``Unsupported``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from coopgraph.errors import QuerySyntaxError
from coopgraph.sparql.lexer import Token, tokens
from coopgraph.validation.compiled.model import Unsupported

_ESCAPED = re.compile(r"\\(.)")
FOCUS = "<urn:focus>"
"""Stands in a query for a few nodes where these go."""

_FORBIDDEN = frozenset(["MINUS", "VALUES", "SERVICE", "BASE", "FROM", "LIMIT", "OFFSET"])


def table(nodes: Iterable[str]) -> str:
    """Return the pattern that binds ``?this`` to each of some terms."""
    return f"VALUES ?this {{ {' '.join(nodes)} }}"


def without_prefixes(text: str, names: Mapping[str, str]) -> str:
    """Return a query with full IRIs in place of prefixed names, without comments.

    Args:
        names: prefix → namespace; a ``PREFIX`` of the text itself comes before these.

    Raises:
        Unsupported: a prefix is not declared, or the text is not SPARQL.
    """
    try:
        found = [token for token in tokens(text) if token.kind != "comment"]
    except QuerySyntaxError as error:
        raise Unsupported(f"a query is not SPARQL 1.1: {error}") from error
    known = dict(names)
    parts: list[str] = []
    while found:
        token = found.pop(0)
        if token.kind == "word" and token.text.upper() == "PREFIX":
            name, space = [found.pop(0) for _ in range(_declaration(found))][1::2]
            known[name.text.removesuffix(":")] = space.text[1:-1]
        elif token.kind == "name":
            prefix, _, local = token.text.partition(":")
            if prefix not in known:
                raise Unsupported(f"the prefix {prefix}: is not declared for a query")
            parts.append(f"<{known[prefix]}{_ESCAPED.sub(_unescaped, local)}>")
        else:
            parts.append(" " if token.kind == "space" else token.text)
    return "".join(parts).strip()


def _unescaped(match: re.Match[str]) -> str:
    return match[1]


def _declaration(found: list[Token]) -> int:
    kinds = [token.kind for token in found[:4]]
    if kinds != ["space", "name", "space", "iri"]:
        raise Unsupported("a PREFIX of a query is written in a way that is not understood")
    return 4


def for_few(text: str, focus: str) -> str | None:
    """Return the query of a target for the nodes of a table only; None where that may give others.

    Where ``$this`` is first used in OPTIONAL, the table would bind what the query leaves unbound.
    """
    found = [token for token in tokens(text) if token.kind != "space"]
    if any(token.text.upper() == "OPTIONAL" for token in found):
        start = next(at for at, token in enumerate(found) if token.text == "{")
        if _first_use(found, start) != "triple":
            return None
    try:
        return ask_for_all(text, focus, everywhere=True)
    except Unsupported:
        return None


def ask_for_all(text: str, focus: str, everywhere: bool = False) -> str:
    """Return a SELECT that gives, for the focus nodes of a table, what it gives for each by itself.

    Args:
        text: a query without prefixes that projects ``$this``.
        focus: a pattern that binds ``?this`` to the focus nodes.
        everywhere: put the table in every group that uses ``$this``, also where it is not needed, so
            that a short table keeps each part of the query short.

    Raises:
        Unsupported: the query is not sure to mean the same for all nodes at once.
    """
    pieces = tokens(text)
    found = [token for token in pieces if token.kind != "space"]
    _refuse(found)
    significant = iter(range(len(found)))
    parts: list[str] = []
    groups: list[str] = []  # the kind of each open group
    outermost = True
    for token in pieces:
        parts.append(token.text)
        index = -1 if token.kind == "space" else next(significant)
        if token.text == "{":
            kind = _kind(found, index, groups)
            groups.append(kind)
            if kind != "exists":
                use = _first_use(found, index)
                needed = outermost or use == "unbound" or (everywhere and use != "none")
                if needed and kind == "graph" and use == "unbound":
                    raise Unsupported("a query uses $this in GRAPH before it binds it")
                if needed and kind == "group" and not _is_select(found, index):
                    parts.append(f" {focus} ")
                outermost = False
        elif token.text == "}":
            groups.pop()
    return "".join(parts)


def _kind(found: list[Token], index: int, groups: list[str]) -> str:
    """Return what the group that opens at ``index`` is; all within EXISTS is ``exists``, within GRAPH ``graph``."""
    around = groups[-1] if groups else "group"
    if around != "group":
        return around
    before = found[index - 1].text.upper()
    if before == "EXISTS":
        return "exists"
    return "graph" if index > 1 and found[index - 2].text.upper() == "GRAPH" else "group"


def _is_select(found: list[Token], index: int) -> bool:
    return found[index + 1].text.upper() == "SELECT"


def _first_use(found: list[Token], index: int) -> str:
    """Return how the group that opens at ``index`` first uses ``$this``: in a triple of its own, or ``unbound``."""
    braces = parentheses = 0
    for token in found[index:]:
        if token.text in "{}":
            braces += 1 if token.text == "{" else -1
            if braces == 0:
                break
        elif token.text in "()":
            parentheses += 1 if token.text == "(" else -1
        elif token.text in ("$this", "?this"):
            return "unbound" if braces > 1 or parentheses else "triple"
    return "none"


def _refuse(found: list[Token]) -> None:
    words = [token.text.upper() for token in found]
    if forbidden := _FORBIDDEN.intersection(words):
        raise Unsupported(f"a query uses {min(forbidden)}")
    if words[0] != "SELECT":
        raise Unsupported("a query is no SELECT")
    for start in (at for at, word in enumerate(words) if word == "SELECT"):
        _refuse_select(words, start)
    for at, word in enumerate(words):
        if word == "AS" and words[at + 1] in ("$THIS", "?THIS", "?FAILURE", "$FAILURE"):
            raise Unsupported("a query binds ?failure, or $this anew")
        if word in ("$SHAPESGRAPH", "?SHAPESGRAPH", "$CURRENTSHAPE", "?CURRENTSHAPE"):
            raise Unsupported("a query uses $shapesGraph or $currentShape")


def _refuse_select(words: list[str], start: int) -> None:
    """Refuse a SELECT that does not give ``$this`` with every row, or counts the rows of all nodes together."""
    brace = words.index("{", start)
    head = words[start:brace]
    if not {"$THIS", "?THIS"} & set(_outside_parentheses(head)):
        raise Unsupported("a query, or a query within it, does not select $this")
    depth, at = 0, brace
    while at < len(words):
        depth += {"{": 1, "}": -1}.get(words[at], 0)
        at += 1
        if depth == 0:
            break
    tail = words[at : words.index("}", at) if "}" in words[at:] else len(words)]
    grouped = "GROUP" in tail
    aggregates = {"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"} & set(head + tail)
    if (grouped or aggregates) and not (grouped and {"$THIS", "?THIS"} & set(tail)):
        raise Unsupported("a query counts without GROUP BY $this")


def _outside_parentheses(words: list[str]) -> list[str]:
    depth, found = 0, []
    for word in words:
        depth += {"(": 1, ")": -1}.get(word, 0)
        if depth == 0:
            found.append(word)
    return found


def with_path(text: str, path: str | None) -> str:
    """Return a query with a property shape's path in place of ``$PATH`` (section 5.3.1)."""
    found = tokens(text)
    if path is None and any(token.text[1:] == "PATH" for token in found if token.kind == "variable"):
        raise Unsupported("a query uses $PATH in a shape without a path")
    return "".join(
        f"({path})" if token.kind == "variable" and token.text[1:] == "PATH" else token.text
        for token in found
    )
