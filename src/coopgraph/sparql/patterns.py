"""The triple patterns of a query, as far as its tokens tell: for explanations, never for evaluation.

What tokens alone cannot follow (collections, paths beyond their first step, what stands within square brackets) is
passed over. What may be absent (``OPTIONAL``, ``MINUS``, ``NOT EXISTS``) is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from coopgraph.namespaces import PREFIXES, RDF
from coopgraph.sparql.iris import resolve
from coopgraph.sparql.lexer import Token, readings, significant
from coopgraph.sparql.request import Request, expanded, outline

_TERMS = frozenset(["iri", "name", "variable", "string", "number", "blank"])
_NEEDLESS = frozenset(["OPTIONAL", "MINUS", "NOT"])
_ANYTHING = "[]"


class Pattern(NamedTuple):
    """A triple pattern, each part as SPARQL text in which IRIs stand in full; ``[]`` is anything at all."""

    subject: str
    predicate: str
    object: str


def patterns(text: str, base: str | None = None) -> list[Pattern]:
    """Return the patterns that every solution of the query ``text`` has to meet.

    ``base`` completes its relative IRIs, unless it says so itself.

    Raises:
        QuerySyntaxError: as ``inspect``, or a prefix is neither declared nor known.
    """
    found = significant(next(readings(text)))
    request = outline(found, text)
    reader = _Reader(replace(request, base=request.base or base), text)
    for position, token in enumerate(found):
        reader.read(token, found[:position][-2:])
    return reader.found


def written(token: Token, request: Request, text: str) -> str:
    """Return a term as SPARQL text, its IRI in full."""
    if token.kind == "iri":
        return f"<{resolve(token.text[1:-1], request.base)}>"
    if token.kind == "name":
        return f"<{expanded(token, {**PREFIXES, **request.prefixes}, text)}>"
    return f"?{token.text[1:]}" if token.kind == "variable" else token.text


class _Reader:
    """Where in a triple the reading stands: ``due`` is the part that comes next, or nothing that can be followed."""

    def __init__(self, request: Request, text: str) -> None:
        self.found: list[Pattern] = []
        self._request, self._text = request, text
        self._due = ""
        self._subject = self._predicate = self._object = ""
        self._path = False
        self._typed = False  # after ^^
        self._needed: list[bool] = []  # for each open brace
        self._brackets: list[str] = []  # what is due after each open bracket
        self._data = False  # between VALUES or CONSTRUCT and its braces

    def read(self, token: Token, before: Sequence[Token]) -> None:
        if token.text in ("(", "["):
            self._open(before)
        elif token.text in (")", "]") and self._brackets:
            self._due = self._brackets.pop()
        elif self._brackets:
            return
        elif token.text == "{":
            words = {one.text.upper() for one in before if one.kind == "word"}
            needed = not (self._data or words & _NEEDLESS) and all(self._needed[-1:])
            self._needed.append(needed)
            self._data, self._due = False, "subject"
        elif token.text == "}":
            self._end("subject")
            del self._needed[-1:]
        elif token.kind == "word" and token.text not in ("a", "true", "false"):
            self._end("")
            self._data = token.text.upper() in ("VALUES", "CONSTRUCT") or (
                self._data and token.text.upper() != "WHERE"
            )
        elif token.text in (".", ";", ","):
            self._end({".": "subject", ";": "predicate", ",": "object"}[token.text])
        elif token.kind == "language":
            self._object += token.text
        elif token.kind == "operator":
            self._operator(token.text)
        elif token.kind in _TERMS or token.kind == "word":
            self._term(token)

    def _open(self, before: Sequence[Token]) -> None:
        """Enter brackets: a condition or a function, a path, or a thing without a name."""
        if before and before[-1].kind == "word" and before[-1].text != "a":
            after = "subject"
        elif self._due == "predicate":
            self._path, after = True, "object"
        elif self._due == "subject":
            self._subject, after = "", "predicate"
        else:
            self._object, after = _ANYTHING, "end" if self._due == "object" else ""
        self._brackets.append(self._brackets[-1] if self._brackets else after)

    def _operator(self, text: str) -> None:
        if text == "^^":
            self._typed = True
        elif self._due == "object" and text == "/" and not self._path and self._subject and self._predicate:
            self._keep(_ANYTHING)
            self._path = True
            self._due = "predicate"
        else:
            self._path = True
            if text in "/|" and self._due == "object":
                self._due = "predicate"

    def _term(self, token: Token) -> None:
        term = f"<{RDF}type>" if token.text == "a" else written(token, self._request, self._text)
        if self._typed:
            self._object, self._typed = f"{self._object}^^{term}", False
        elif self._due == "subject":
            self._subject, self._due, self._path = term, "predicate", False
        elif self._due == "predicate":
            self._predicate, self._due = term, "object"
        elif self._due == "object":
            self._object, self._due = term, "end"
        else:
            self._due = ""

    def _end(self, due: str) -> None:
        if self._due == "end" and not self._path:
            self._keep(self._object)
        if due != "object":
            self._path = False
        self._due = due

    def _keep(self, value: str) -> None:
        if self._subject and all(self._needed):
            self.found.append(Pattern(self._subject, self._predicate, value))
