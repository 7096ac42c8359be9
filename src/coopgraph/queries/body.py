"""What the SPARQL under a header must keep to, so that header and body cannot say different things."""

from __future__ import annotations

from collections.abc import Sequence

from coopgraph.errors import QuerySyntaxError
from coopgraph.queries.header import Header
from coopgraph.sparql.guard import refuse_remote
from coopgraph.sparql.lexer import Token, ambiguous, brackets, decode_codepoints, place, significant, tokens

_NO_TERM_AFTER = frozenset(("AS", "SELECT", "DISTINCT", "REDUCED", "BY", "VALUES", "LIMIT", "OFFSET"))


def check_body(header: Header, body: str) -> str:
    """Return the form of the query ``body``: ``select``, ``ask`` or ``construct``.

    Raises:
        QuerySyntaxError: names differ between header and body, or a parameter stands where no
            term can.
        QueryRefusedError: the query would leave the store (see `refuse_remote`).
    """
    request = refuse_remote(body)
    if request.has_dataset_clause:
        raise QuerySyntaxError(
            "FROM fixes the dataset in the file; write GRAPH, or leave the dataset to the store"
        )
    if request.form == "describe":
        raise QuerySyntaxError("DESCRIBE answers differ from engine to engine; write a CONSTRUCT")
    found = tokens(body)
    for doubtful in ambiguous(found):
        where = place(body, doubtful.start)
        raise QuerySyntaxError(f"{where}: put a space after <, or {doubtful.text} reads as an IRI")
    if _shape(found) != _shape(tokens(decode_codepoints(body))):
        raise QuerySyntaxError(
            "a \\u escape stands for a quote, a bracket or white space; write the character itself"
        )
    _check_names(header, body, found)
    _check_places(header, body, found)
    if request.form == "select":
        _check_columns(header, body, significant(found))
    elif header.columns:
        raise QuerySyntaxError(f"{request.form.upper()} has no columns; take [columns] out of the header")
    return request.form


def _shape(found: Sequence[Token]) -> list[str]:
    return [token.kind for token in found]


def _check_names(header: Header, body: str, found: Sequence[Token]) -> None:
    used = set()
    for token in found:
        if token.kind != "variable":
            continue
        name, where = token.text[1:], place(body, token.start)
        if token.text[0] == "$":
            used.add(name)
            if name not in header.parameters:
                raise QuerySyntaxError(
                    f"{where}: ${name} is not among [parameters]; declare it, or write ?{name}"
                )
        elif name in header.parameters:
            raise QuerySyntaxError(
                f"{where}: ?{name} is spelt like the parameter ${name}; rename the variable"
            )
    for name in header.parameters:
        if name not in used:
            raise QuerySyntaxError(
                f"[parameters] declares {name!r} and the query never uses ${name}; take one out"
            )


def _check_places(header: Header, body: str, found: Sequence[Token]) -> None:
    last = ""
    names = False  # between VALUES and the brace of its data
    projecting = False
    for token, around in brackets(found):
        keyword = token.text.upper() if token.kind == "word" else ""
        if keyword:
            names = keyword == "VALUES"
            projecting = keyword == "SELECT" or (projecting and keyword in ("DISTINCT", "REDUCED"))
        elif token.text == "{":
            names = projecting = False
        if token.kind == "variable" and token.text[0] == "$":
            where = place(body, token.start)
            if last in _NO_TERM_AFTER or names or (projecting and around[-1:] != ["("]):
                raise QuerySyntaxError(
                    f"{where}: {token.text} stands where SPARQL wants a variable's name or a number"
                )
            parameter = header.parameters[token.text[1:]]
            if parameter.many and around[-1:] != ["values"]:
                raise QuerySyntaxError(
                    f"{where}: {token.text} takes many values, so it may stand only where VALUES lists those of one "
                    f"variable; write VALUES ?v {{ {token.text} }} and use ?v"
                )
            if parameter.optional and "values" not in around:
                raise QuerySyntaxError(
                    f"{where}: {token.text} is optional, so it may stand only in the data of VALUES, where it can be "
                    f"UNDEF; write VALUES ?v {{ {token.text} }} and use ?v"
                )
        last = keyword


def _check_columns(header: Header, body: str, found: Sequence[Token]) -> None:
    projected: list[str] = []
    depth = 0
    start = next(
        n for n, token in enumerate(found) if token.kind == "word" and token.text.upper() == "SELECT"
    )
    for before, token in zip(found[start:], found[start + 1 :], strict=False):
        if token.text in "()":
            depth += 1 if token.text == "(" else -1
        elif depth == 0 and token.text == "*":
            raise QuerySyntaxError(f"{place(body, token.start)}: SELECT * has no fixed columns; name them")
        elif token.kind == "variable" and (depth == 0 or (depth == 1 and before.text.upper() == "AS")):
            projected.append(token.text[1:])
        elif depth == 0 and (token.text == "{" or token.text.upper() == "WHERE"):
            break
    declared = list(header.columns)
    if declared != projected:
        raise QuerySyntaxError(
            f"[columns] says {', '.join(declared) or 'nothing'} and SELECT gives {', '.join(projected)}; "
            "name the same columns in the same order"
        )
