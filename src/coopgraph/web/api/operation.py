"""One operation of the API: its parameters, what checks them, and what a worker does about it.

An operation is declared once. The routes, the checks of what is given, the OpenAPI document and the API page
are made from the declaration, so they cannot disagree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from coopgraph.errors import ParameterError
from coopgraph.store.embedded import EmbeddedStore

Schema = Mapping[str, Any]
Values = Mapping[str, Any]

TEXT: Schema = {"type": "string", "minLength": 1, "maxLength": 500}
FLAG: Schema = {"type": "boolean", "default": False}


@dataclass(frozen=True)
class Parameter:
    """A value that is given in the address.

    Attributes:
        schema: what it may be, in JSON Schema: a string, with its length, pattern or list of values; an integer
            with its bounds; a boolean. With ``default``, the value it has when it is not given.
        many: whether it may be given more than once.
        example: a value that has an answer in the bundled graph.
    """

    name: str
    about: str
    schema: Schema
    required: bool = False
    many: bool = False
    place: str = "query"
    example: str = ""

    def value(self, given: Sequence[str]) -> Any:
        """Return what was given, checked, as a Python value; its default, or None, where nothing was.

        Raises:
            ParameterError: it is missing, given too often, or not of its schema.
        """
        if not given:
            if self.required:
                raise ParameterError(f"{self.name} is missing: {self.about}")
            return [] if self.many else self.schema.get("default")
        if self.many:
            return [self._one(text) for text in given]
        if len(given) > 1:
            raise ParameterError(f"{self.name} is given {len(given)} times; give it once")
        return self._one(given[0])

    def _one(self, text: str) -> Any:
        kind, schema = self.schema["type"], self.schema
        if kind == "boolean" and text in ("true", "false"):
            return text == "true"
        if kind == "integer" and re.fullmatch(r"-?[0-9]{1,12}", text):
            number = int(text)
            if schema.get("minimum", number) <= number <= schema.get("maximum", number):
                return number
        if kind == "string" and self._is_such_text(text):
            return text
        raise ParameterError(f"{self.name} is {text[:100]!r}, which is not {self._wanted()}")

    def _is_such_text(self, text: str) -> bool:
        schema = self.schema
        return (
            schema.get("minLength", 0) <= len(text) <= schema.get("maxLength", len(text))
            and text in schema.get("enum", (text,))
            and re.search(schema.get("pattern", ""), text) is not None
        )

    def _wanted(self) -> str:
        schema = self.schema
        if "enum" in schema:
            return f"one of {', '.join(schema['enum'])}"
        if schema["type"] == "integer":
            return f"a whole number from {schema.get('minimum', 'any')} to {schema.get('maximum', 'any')}"
        if schema["type"] == "boolean":
            return "true or false"
        return f"{self.about} ({schema.get('minLength', 0)} to {schema.get('maxLength', 'any')} characters)"


@dataclass(frozen=True)
class Found:
    """What a worker found: a document for JSON, or bytes in a type of their own; and which page it is."""

    document: object = None
    data: bytes = b""
    type: str = "application/json"
    page: int = 1
    pages: int = 1


Answering = Callable[[EmbeddedStore, str, Values], Found]


@dataclass(frozen=True)
class Operation:
    """Something the API answers.

    Attributes:
        path: of its address, with the names of path parameters between braces.
        response: the schema of its JSON.
        answer: called in a worker with the store, its version and the values of the parameters.
        others: types besides JSON that a parameter asks for.
    """

    name: str
    path: str
    summary: str
    about: str
    parameters: tuple[Parameter, ...]
    response: Schema
    answer: Answering
    others: tuple[str, ...] = field(default=())

    def values(self, given: Sequence[tuple[str, str]]) -> Values:
        """Return the value of every parameter.

        Raises:
            ParameterError: one is unknown, missing or wrong; the message says what there is.
        """
        known = {parameter.name for parameter in self.parameters}
        if unknown := sorted({name for name, _ in given} - known):
            raise ParameterError(
                f"there is no parameter {unknown[0][:100]!r}; "
                + (f"there are: {', '.join(p.name for p in self.parameters)}" if known else "there are none")
            )
        return {p.name: p.value([v for name, v in given if name == p.name]) for p in self.parameters}


def paging() -> tuple[Parameter, Parameter]:
    """Return the parameters of what comes page by page."""
    return (
        Parameter(
            "page", "the page wanted", {"type": "integer", "minimum": 1, "maximum": 10**9, "default": 1}
        ),
        Parameter(
            "size",
            "how many on a page",
            {"type": "integer", "minimum": 1, "maximum": 1000, "default": 50},
        ),
    )


def links(path: str, given: Sequence[tuple[str, str]], found: Found) -> str:
    """Return the value of ``Link``: the first, former, next and last page (RFC 8288); nothing for a single page."""
    if found.pages == 1:
        return ""
    kept = [(name, value) for name, value in given if name != "page"]
    near = {"first": 1, "prev": found.page - 1, "next": found.page + 1, "last": found.pages}
    return ", ".join(
        f'<{path}?{urlencode([*kept, ("page", str(number))])}>; rel="{relation}"'
        for relation, number in near.items()
        if 1 <= number <= found.pages
    )
