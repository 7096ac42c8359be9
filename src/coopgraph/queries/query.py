"""A named question: the file's header and SPARQL, and the text with values in place of parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from coopgraph.errors import ParameterError, QueryRefusedError, QuerySyntaxError
from coopgraph.queries.body import check_body
from coopgraph.queries.header import Header, parse_header, split
from coopgraph.queries.parameters import Parameter
from coopgraph.sparql.lexer import tokens

QUESTIONS = ("actors", "agreements", "events", "places", "sources", "quality")
"""The folders of questions for people; those of `MACHINE` are for the product itself."""
MACHINE = ("networks", "shortcuts", "pages", "exports", "profiles")

_COLUMNS = {"networks": ("source", "target")}
_FORMS = {"networks": "select", "shortcuts": "construct"}
_QUADS = ("graph", "subject", "predicate", "object")
_MORE_KEYS = {"networks": ("directed", "mode", "nodes", "tie")}


@dataclass(frozen=True)
class Query:
    """A query of the catalogue.

    A query knows its header as soon as it is read; its body is checked when it is first bound or
    its form is asked for, so that listing a catalogue is quick.

    Attributes:
        name: the path in the catalogue, without suffix: ``agreements/signatories``.
        declaration: what the header says, by meaning.
        source: the whole file.
        body: the SPARQL under the header, parameters still in it.
    """

    name: str
    declaration: Header
    source: str
    body: str

    @property
    def title(self) -> str:
        """The title in English."""
        return self.declaration.title

    @property
    def about(self) -> str:
        """What the query answers, in English."""
        return self.declaration.about

    @property
    def header(self) -> Mapping[str, object]:
        """The header as it stands in the file, keys of the family included."""
        return self.declaration.data

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """The parameters, in the order of the header."""
        return tuple(self.declaration.parameters.values())

    @property
    def columns(self) -> Mapping[str, str]:
        """What each column holds, in the order of the answer; empty unless the form is ``select``."""
        return self.declaration.columns

    @property
    def family(self) -> str:
        """The top folder, which says what the query is for."""
        return family(self.name)

    @cached_property
    def form(self) -> str:
        """``select``, ``ask`` or ``construct``.

        Raises:
            QuerySyntaxError: the body is malformed, header and body disagree, or the family asks
                for another form.
        """
        try:
            form = check_body(self.declaration, self.body)
        except (QuerySyntaxError, QueryRefusedError) as error:
            raise QuerySyntaxError(f"query {self.name!r}: {error}") from error
        wanted = _FORMS.get(self.family, form)
        if form != wanted:
            raise QuerySyntaxError(
                f"query {self.name!r}: a query in {self.family}/ is a {wanted.upper()}, and this is {form.upper()}"
            )
        if self.family == "profiles" and form == "select" and tuple(self.columns) != _QUADS:
            raise QuerySyntaxError(
                f"query {self.name!r}: a profile is a CONSTRUCT, or a SELECT with the columns {', '.join(_QUADS)}"
            )
        return form

    def bind(self, values: Mapping[str, str | Sequence[str]]) -> str:
        """Return the SPARQL with every parameter replaced by one term, or by a list of terms if it takes many.

        Whatever the values hold, every other token stays as it is. A parameter without value takes
        its default; an optional one becomes ``UNDEF``.

        Raises:
            ParameterError: a value is missing, for no parameter, or not of its kind.
            QuerySyntaxError: the file is malformed (see `form`).
        """
        assert self.form  # the body is checked before anything is bound
        for name in values:
            if name not in self.declaration.parameters:
                raise ParameterError(f"query {self.name!r} has no parameter {name!r}; {self._usage()}")
        replacements: dict[str, str] = {}
        for parameter in self.parameters:
            value = values.get(parameter.name, parameter.default)
            if value is None and not parameter.optional:
                raise ParameterError(
                    f"query {self.name!r} needs a value for {parameter.name!r}; {self._usage()}"
                )
            try:
                replacements[f"${parameter.name}"] = "UNDEF" if value is None else _terms(parameter, value)
            except ParameterError as error:
                raise ParameterError(f"query {self.name!r}, {error}") from error
        return _replace(self.body, replacements)

    def _usage(self) -> str:
        if not self.parameters:
            return "it takes none"
        return "its parameters are " + ", ".join(
            f"{p.name} ({p.kind}{'' if p.required else ', optional'}, as in {p.sample()!r})"
            for p in self.parameters
        )


def family(name: str) -> str:
    """Return the top folder of a query's name, empty when it has none."""
    return name.partition("/")[0] if "/" in name else ""


def read(name: str, source: str) -> Query:
    """Return the query written in ``source``, its header checked, its body not yet.

    Raises:
        QuerySyntaxError: the header is malformed, or lacks a column its family asks for.
    """
    toml, body = split(source)
    folder = family(name)
    try:
        declaration = parse_header(toml, _MORE_KEYS.get(folder, ()))
    except QuerySyntaxError as error:
        raise QuerySyntaxError(f"query {name!r}: {error}") from error
    wanted = _COLUMNS.get(folder, ())
    missing = [column for column in wanted if column not in declaration.columns]
    if missing:
        raise QuerySyntaxError(
            f"query {name!r}: a query in {folder}/ has the columns {', '.join(wanted)}; missing: {', '.join(missing)}"
        )
    return Query(name, declaration, source, body)


def parse(name: str, source: str) -> Query:
    """Return the query written in ``source``, all of it checked.

    Raises:
        QuerySyntaxError: header or body is malformed, they disagree, or the family asks for
            another form or other columns.
    """
    query = read(name, source)
    assert query.form  # asking for the form checks the body
    return query


def _terms(parameter: Parameter, value: str | Sequence[str]) -> str:
    if parameter.many:
        return " ".join(parameter.term(one) for one in ([value] if isinstance(value, str) else value))
    if not isinstance(value, str):
        raise ParameterError(
            f"parameter {parameter.name!r} ({parameter.about}) takes one value, written as text"
        )
    return parameter.term(value)


def _replace(body: str, replacements: Mapping[str, str]) -> str:
    parts: list[str] = []
    blank, term = True, False  # what the token before was
    for token in tokens(body):
        replacement = replacements.get(token.text) if token.kind == "variable" else None
        apart = token.kind in ("space", "comment")
        if (replacement is not None or term) and not blank and not apart:
            parts.append(" ")  # else "ex:a" before "5" would read as one name
        parts.append(token.text if replacement is None else replacement)
        blank, term = apart, replacement is not None
    return "".join(parts)
