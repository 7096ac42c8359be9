"""The parameters of a query: what kind of value each takes, and the SPARQL term a value becomes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from coopgraph.errors import ParameterError
from coopgraph.namespaces import CONCEPT, ID, PREFIXES
from coopgraph.sparql import terms

_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_COMPACT = re.compile(r"(?:id/)?([a-z][a-z-]*/[^/\s:?#]+)")


@dataclass(frozen=True)
class Parameter:
    """A value the reader of a query chooses.

    Attributes:
        default: the value used when none is given.
        optional: without a value the parameter restricts nothing (``UNDEF``).
        many: takes a list of values.
        scheme: of a code, the code list it is in.
        example: a value to show to people who ask how to write one.
    """

    name: str
    kind: str
    about: str
    default: str | None = None
    optional: bool = False
    many: bool = False
    scheme: str | None = None
    example: str = ""

    @property
    def required(self) -> bool:
        """Whether the query cannot be bound without a value for this parameter."""
        return self.default is None and not self.optional

    def term(self, value: str) -> str:
        """Return ``value`` as one SPARQL term of this parameter's kind.

        Raises:
            ParameterError: the value is not of the kind.
        """
        try:
            return KINDS[self.kind](self, value)
        except ParameterError as error:
            raise ParameterError(f"parameter {self.name!r} ({self.about}): {error}") from error

    def sample(self) -> str:
        """Return a value this parameter takes, for error messages and forms."""
        return self.example or self.default or _SAMPLES[self.kind]


def _iri(_: Parameter, value: str) -> str:
    if compact := _COMPACT.fullmatch(value):
        return terms.iri(ID + compact.group(1))
    prefix, colon, local = value.partition(":")
    if colon and prefix in PREFIXES and not local.startswith("//"):
        return terms.iri(PREFIXES[prefix] + local)
    try:
        return terms.iri(value)
    except ParameterError as error:
        raise ParameterError(
            f"{error}; things of this graph can be written short, as in person/monti-riccardo-maria"
        ) from error


def _code(parameter: Parameter, value: str) -> str:
    scheme = f"{CONCEPT}{parameter.scheme}/"
    slug = value.removeprefix(scheme)
    if not _SLUG.fullmatch(slug):
        raise ParameterError(
            f"{value!r} is not a code of the list {parameter.scheme!r}; write its slug, lower-case with hyphens"
        )
    return terms.iri(scheme + slug)


KINDS: Mapping[str, Callable[[Parameter, str], str]] = {
    "iri": _iri,
    "code": _code,
    "string": lambda _, value: terms.string(value),
    "integer": lambda _, value: terms.integer(value),
    "decimal": lambda _, value: terms.decimal(value),
    "boolean": lambda _, value: terms.boolean(value),
    "date": lambda _, value: terms.date(value),
}
"""What a value of each kind becomes."""

_SAMPLES = {
    "iri": "person/monti-riccardo-maria",
    "code": "signatory",
    "string": "Trentino Sviluppo",
    "integer": "25",
    "decimal": "0.5",
    "boolean": "true",
    "date": "2016-12-01",
}
