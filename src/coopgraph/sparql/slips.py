"""What is most likely wrong with a text that an engine refuses: the common slips, with place and remedy.

Engines report where their grammar got stuck, which is often far behind the slip. Nothing here
decides whether a text is SPARQL: it is asked only after an engine has said that it is not.
"""

from __future__ import annotations

from collections.abc import Sequence

from coopgraph.errors import QuerySyntaxError
from coopgraph.sparql.lexer import Token, place, readings, significant, slashed
from coopgraph.sparql.request import iris_in

_AGGREGATES = frozenset(["COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"])
_CLOSES = {")": "(", "]": "[", "}": "{"}
_TERMS = frozenset(["iri", "name", "variable", "string", "number", "blank"])
_TERM_WORDS = frozenset(["a", "true", "false"])
_SEPARATORS = {".": "subject", ";": "predicate", ",": "object"}
_NEXT = {"subject": "predicate", "predicate": "object", "object": "end"}


def slip(text: str) -> str | None:
    """Return the first common slip in a request that an engine refuses; None where none is seen.

    Looked for are: a prefix that is not declared, a slash in a prefixed name, brackets that do not match, a full stop
    missing between two triples, and a variable beside an aggregate or a group that neither holds.
    """
    try:
        iris_in(text)
    except QuerySyntaxError as error:
        return str(error)
    found = significant(next(readings(text)))
    return (
        _slashed(found, text)
        or _unmatched(found, text)
        or _unseparated(found, text)
        or _ungrouped(found, text)
    )


def _slashed(found: Sequence[Token], text: str) -> str | None:
    halves = (slashed(found[at - 2 : at], token, text) for at, token in enumerate(found) if at > 1)
    return next(filter(None, halves), None)


def _unmatched(found: Sequence[Token], text: str) -> str | None:
    opened: list[Token] = []
    for token in found:
        if token.kind != "mark":
            continue
        if token.text in _CLOSES.values():
            opened.append(token)
        elif token.text in _CLOSES:
            if not opened:
                return f"{place(text, token.start)}: this {token.text} closes nothing; take it out, or open it before"
            if opened[-1].text != _CLOSES[token.text]:
                return (
                    f"{place(text, token.start)}: {token.text} where the {opened[-1].text} of "
                    f"{place(text, opened[-1].start)} has to be closed first"
                )
            opened.pop()
    if opened:
        return f"{place(text, opened[-1].start)}: this {opened[-1].text} is not closed"
    return None


def _unseparated(found: Sequence[Token], text: str) -> str | None:
    """Find a term where a triple is complete. What cannot be followed by tokens alone is passed over."""
    expected: list[str] = []  # for each open brace, what the next term is; "" where that is not known
    data = False  # between VALUES and its data, which have no triples
    inside = 0  # round and square brackets, each with its content one term
    for token in found:
        if token.kind == "word":
            data = token.text.upper() == "VALUES"
        if token.kind == "mark" and token.text in "([":
            inside += 1
            if inside > 1 or not expected:
                continue
        elif token.kind == "mark" and token.text in ")]":
            inside -= 1
            continue
        elif inside:
            continue
        elif token.kind == "mark" and token.text == "{":
            expected.append("" if data else "subject")
            data = False
            continue
        elif token.kind == "mark" and token.text == "}":
            expected.pop()
            expected[-1:] = ["subject"] * bool(expected)
            continue
        if not expected:
            continue
        if token.kind in _TERMS or token.text in _TERM_WORDS or token.text in ("(", "["):
            if expected[-1] == "end":
                return (
                    f"{place(text, token.start)}: {token.text[:40]!r} where a triple is complete; put a full stop "
                    "before it to begin another triple, a ; to say more of the same thing, or a , for another value"
                )
            expected[-1] = _NEXT.get(expected[-1], "")
        elif token.kind == "mark":
            expected[-1] = _SEPARATORS[token.text]
        elif token.kind == "operator":
            expected[-1] = _after_operator(token.text, expected[-1])
        elif token.kind == "word":
            expected[-1] = ""
    return None


def _after_operator(operator: str, expected: str) -> str:
    """Return what is expected after an operator of a property path, or between a literal and its type."""
    if operator == "^^" and expected == "end":
        return "object"
    if operator in ("/", "|") and expected == "object":
        return "predicate"
    if operator in ("^", "!") and expected == "predicate":
        return "predicate"
    return expected if operator in ("*", "+", "?") and expected == "object" else ""


def _ungrouped(found: Sequence[Token], text: str) -> str | None:
    """Find a variable that the outermost SELECT names beside an aggregate or a group, and that neither holds."""
    words = [token.text.upper() if token.kind == "word" else "" for token in found]
    if "SELECT" not in words:
        return None
    loose: list[tuple[Token, str]] = []  # each with the expression it is in
    aggregates = False
    made: set[str] = set()  # the names after AS
    opened: list[tuple[int, bool]] = []  # where each bracket stands, and whether an aggregate has it
    for position in range(words.index("SELECT") + 1, len(found)):
        token = found[position]
        if token.text == "{" or words[position] in ("WHERE", "FROM"):
            break
        if token.text == "(":
            opened.append((token.end, words[position - 1] in _AGGREGATES))
        elif token.text == ")" and opened:
            opened.pop()
        aggregates |= words[position] in _AGGREGATES
        if words[position - 1] == "AS":
            made.add(token.text)
        elif token.kind == "variable" and not any(held for _, held in opened):
            loose.append((token, _until_closed(text, found, opened[0][0]) if opened else ""))
    grouped = _grouped(found, words)
    alone = [(token, within) for token, within in loose if token.text not in made | (grouped or set())]
    if not alone or not (aggregates or grouped is not None):
        return None
    token, within = alone[0]
    at = place(text, token.start)
    if grouped is None:
        names = " ".join(dict.fromkeys(one.text for one, _ in alone))
        return f"{at}: {token.text} stands beside an aggregate; add GROUP BY {names} at the end of the query"
    if within:
        return (
            f"{at}: {token.text} is not grouped; group by the value, GROUP BY ({within}), and name only the variable "
            "after AS in the SELECT"
        )
    return (
        f"{at}: {token.text} is neither grouped nor within an aggregate; add it to GROUP BY, or "
        f"take one of its values with (SAMPLE({token.text}) AS ?…)"
    )


def _until_closed(text: str, found: Sequence[Token], start: int) -> str:
    """Return what a pair of brackets holds, given where it begins."""
    depth = 1
    for token in found:
        if token.start >= start:
            depth += {"(": 1, ")": -1}.get(token.text, 0)
            if not depth:
                return " ".join(text[start : token.start].split())
    return ""


def _grouped(found: Sequence[Token], words: Sequence[str]) -> frozenset[str] | None:
    """Return the variables that the outermost query is grouped by; None where it is not."""
    braces = brackets = 0
    names: set[str] | None = None
    for position, token in enumerate(found):
        braces += {"{": 1, "}": -1}.get(token.text, 0)
        brackets += {"(": 1, ")": -1}.get(token.text, 0)
        if braces:
            continue
        if words[position] == "GROUP":
            names = set()
        elif names is not None and words[position] in ("HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"):
            break
        elif names is not None and token.kind == "variable" and (not brackets or words[position - 1] == "AS"):
            names.add(token.text)
    return None if names is None else frozenset(names)
