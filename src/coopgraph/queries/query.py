"""A named question: the file's header and SPARQL, and the text with values in place of parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coopgraph.errors import ParameterError, QueryRefusedError, QuerySyntaxError
from coopgraph.queries.body import check_body
from coopgraph.queries.header import Header, parse_header, split
from coopgraph.queries.parameters import Parameter
from coopgraph.sparql.lexer import tokens

QUESTIONS = ("actors", "agreements", "events", "places", "sources", "quality")
"""The folders of questions for people; those of `MACHINE` are for the product itself."""
MACHINE = ("networks", "shortcuts", "checks", "pages", "mappings")

_COLUMNS = {"networks": ("source", "target", "weight"), "checks": ("focus", "path", "value")}
_CONSTRUCTS = frozenset(("shortcuts", "pages", "mappings"))


@dataclass(frozen=True)
class Query:
    """A query of the catalogue.

    Attributes:
        name: the path in the catalogue, without suffix: ``agreements/signatories``.
        form: ``select``, ``ask`` or ``construct``.
        text: the whole file.
        body: the SPARQL under the header, parameters still in it.
    """

    name: str
    header: Header
    form: str
    text: str
    body: str

    @property
    def title(self) -> str:
        """The title in English."""
        return self.header.title

    @property
    def about(self) -> str:
        """What the query answers, in English."""
        return self.header.about

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        """The parameters by name, in the order of the header."""
        return self.header.parameters

    @property
    def columns(self) -> Mapping[str, str]:
        """What each column holds, in the order of the answer; empty unless the form is ``select``."""
        return self.header.columns

    @property
    def family(self) -> str:
        """The top folder, which says what the query is for."""
        return family(self.name)

    def bind(self, values: Mapping[str, str]) -> str:
        """Return the SPARQL with every parameter replaced by one term.

        Whatever the values hold, every other token stays as it is. A parameter without value takes
        its default; an optional one becomes ``UNDEF``.

        Raises:
            ParameterError: a value is missing, for no parameter, or not of its kind.
        """
        for name in values:
            if name not in self.parameters:
                raise ParameterError(f"query {self.name!r} has no parameter {name!r}; {self._usage()}")
        replacements: dict[str, str] = {}
        for name, parameter in self.parameters.items():
            value = values.get(name, parameter.default)
            if value is None and not parameter.optional:
                raise ParameterError(f"query {self.name!r} needs a value for {name!r}; {self._usage()}")
            try:
                replacements[f"${name}"] = "UNDEF" if value is None else parameter.term(value)
            except ParameterError as error:
                raise ParameterError(f"query {self.name!r}, {error}") from error
        return _replace(self.body, replacements)

    def _usage(self) -> str:
        if not self.parameters:
            return "it takes none"
        return "its parameters are " + ", ".join(
            f"{p.name} ({p.kind}{'' if p.required else ', optional'}, as in {p.sample()!r})"
            for p in self.parameters.values()
        )


def family(name: str) -> str:
    """Return the top folder of a query's name, empty when it has none."""
    return name.partition("/")[0] if "/" in name else ""


def parse(name: str, text: str) -> Query:
    """Return the query written in ``text``.

    Raises:
        QuerySyntaxError: header or body is malformed, they disagree, or the family asks for
            another form or other columns.
    """
    toml, body = split(text)
    try:
        header = parse_header(toml)
        form = check_body(header, body)
        _check_family(name, header, form)
    except (QuerySyntaxError, QueryRefusedError) as error:
        raise QuerySyntaxError(f"query {name!r}: {error}") from error
    return Query(name, header, form, text, body)


def _check_family(name: str, header: Header, form: str) -> None:
    folder = family(name)
    if folder in _CONSTRUCTS and form != "construct":
        raise QuerySyntaxError(f"a query in {folder}/ is a CONSTRUCT, and this is {form.upper()}")
    wanted = _COLUMNS.get(folder, ())
    if folder in _COLUMNS and form != "select":
        raise QuerySyntaxError(f"a query in {folder}/ is a SELECT, and this is {form.upper()}")
    missing = [column for column in wanted if column not in header.columns]
    if missing:
        raise QuerySyntaxError(f"a query in {folder}/ gives {', '.join(wanted)}; missing: {', '.join(missing)}")


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
