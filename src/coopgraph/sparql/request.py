"""What a SPARQL text asks for, read off its tokens: its form, its prologue, its dataset.

This is not a parser: a text that passes may still be refused by the engine. What is said here
holds for every text the engine accepts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from coopgraph.errors import QuerySyntaxError
from coopgraph.namespaces import PREFIXES, RDF
from coopgraph.sparql.iris import resolve
from coopgraph.sparql.lexer import Token, place, readings, significant

Form = Literal["select", "ask", "construct", "describe", "update", "nothing"]
"""``nothing`` is a prologue without a request: an update that does nothing (SPARQL 1.1, section 19.8, rule 29)."""

_FORMS: dict[str, Form] = {"SELECT": "select", "ASK": "ask", "CONSTRUCT": "construct", "DESCRIBE": "describe"}
_UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"])
_VOLATILE = frozenset(["RAND", "NOW", "UUID", "STRUUID", "BNODE"])
_LOCAL_ESCAPE = re.compile(r"\\(.)")


@dataclass(frozen=True)
class Request:
    """The outline of a query or update.

    Graph IRIs are absolute where the text says under which base; in an update they are those of
    ``USING`` and ``USING NAMED``. ``prefixes`` are those of the prologue.
    """

    form: Form
    from_graphs: tuple[str, ...] = ()
    from_named_graphs: tuple[str, ...] = ()
    base: str | None = None
    prefixes: Mapping[str, str] = field(default_factory=dict)
    volatile: bool = False
    """Whether it calls a function whose value differs from one evaluation to the next."""

    @property
    def has_dataset_clause(self) -> bool:
        """Whether the text names its own dataset (``FROM``, ``USING``)."""
        return bool(self.from_graphs or self.from_named_graphs)


def inspect(text: str) -> Request:
    """Return the outline of the query or update ``text``.

    Raises:
        QuerySyntaxError: the text does not begin as SPARQL requests begin.
    """
    return outline(significant(next(readings(text))), text)


def outline(found: Sequence[Token], text: str) -> Request:
    """Return the outline of a request given its significant tokens; ``text`` is for error messages."""
    base: str | None = None
    prefixes: dict[str, str] = {}
    form: Form | None = None
    default: list[str] = []
    named: list[str] = []
    depth = 0
    position = 0
    while position < len(found):
        token = found[position]
        position += 1
        if token.kind == "mark":
            depth += {"{": 1, "}": -1}.get(token.text, 0)
        if token.kind != "word" and form is None:
            raise _not_a_request(token, text)
        if token.kind != "word" or depth > 0:
            continue
        keyword = token.text.upper()
        following = found[position : position + 2]
        if keyword == "BASE" and _kinds(following[:1]) == ("iri",):
            base = resolve(_inside(following[0]), base)
            position += 1
        elif keyword == "PREFIX" and _kinds(following) == ("name", "iri") and following[0].text.endswith(":"):
            prefixes[following[0].text[:-1]] = resolve(_inside(following[1]), base)
            position += 2
        elif keyword == "VERSION" and _kinds(following[:1]) == ("string",):
            position += 1
        elif form is None:
            form = _FORMS.get(keyword, "update" if keyword in _UPDATES else None)
            if form is None:
                raise _not_a_request(token, text)
        elif keyword == "FROM" or (keyword == "USING" and form == "update"):
            is_named = following[:1] and following[0].kind == "word" and following[0].text.upper() == "NAMED"
            target = following[1:] if is_named else following[:1]
            if target and target[0].kind in ("iri", "name"):
                known = prefixes if form == "update" else {**PREFIXES, **prefixes}
                (named if is_named else default).append(_iri(target[0], base, known, text))
    volatile = any(
        token.kind == "word" and token.text.upper() in _VOLATILE and after.text == "("
        for token, after in pairwise(found)
    )
    return Request(form or "nothing", tuple(default), tuple(named), base, prefixes, volatile)


def iris_in(text: str) -> frozenset[str]:
    """Return the IRIs that a request names: in full, by prefix, or as ``a``.

    Raises:
        QuerySyntaxError: as ``inspect``, or a prefix is neither declared nor, in a query, one of ``PREFIXES``.
    """
    found = significant(next(readings(text)))
    request = outline(found, text)
    prefixes = {**undeclared(text), **request.prefixes}
    named = (
        {RDF + "type"} if any(token.kind == "word" and token.text == "a" for token in found) else set[str]()
    )
    return frozenset(named) | {
        _iri(token, request.base, prefixes, text)
        for token, before in zip(found, (None, *found), strict=False)
        if token.kind == "iri" or (token.kind == "name" and not _declares(before))
    }


def undeclared(text: str) -> Mapping[str, str]:
    """Return the prefixes of ``PREFIXES`` that a query uses and does not declare: here they need not be.

    An update declares its own, as it may be sent to any store. Raises as ``inspect`` does.
    """
    found = significant(next(readings(text)))
    request = outline(found, text)
    used = {token.text.partition(":")[0] for token in found if token.kind == "name"}
    known = PREFIXES if request.form != "update" else {}
    return {name: known[name] for name in sorted(used - set(request.prefixes)) if name in known}


def _declares(before: Token | None) -> bool:
    return before is not None and before.kind == "word" and before.text.upper() == "PREFIX"


def _kinds(found: Sequence[Token]) -> tuple[str, ...]:
    return tuple(token.kind for token in found)


def _inside(token: Token) -> str:
    return token.text[1:-1]


def _iri(token: Token, base: str | None, prefixes: Mapping[str, str], text: str) -> str:
    return resolve(_inside(token), base) if token.kind == "iri" else expanded(token, prefixes, text)


def expanded(name: Token, prefixes: Mapping[str, str], text: str) -> str:
    """Return the IRI of a prefixed name; ``text`` is for the message.

    Raises:
        QuerySyntaxError: its prefix is not among ``prefixes``.
    """
    prefix, _, local = name.text.partition(":")
    if prefix not in prefixes:
        raise QuerySyntaxError(
            f"{place(text, name.start)}: the prefix {prefix + ':'!r} is not declared; "
            f"begin with PREFIX {prefix}: <{PREFIXES.get(prefix, '…')}>"
        )
    return prefixes[prefix] + _LOCAL_ESCAPE.sub(r"\1", local)


def _not_a_request(token: Token, text: str) -> QuerySyntaxError:
    return QuerySyntaxError(
        f"{place(text, token.start)}: {token.text[:40]!r} where a request begins; write PREFIX or BASE lines, then "
        "SELECT, ASK, CONSTRUCT or DESCRIBE (or an update such as INSERT DATA), each followed by a space"
    )
