"""What a release says of itself, apart from its graph."""

from __future__ import annotations

import re
from dataclasses import dataclass

from coopgraph.errors import ParameterError

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,99}")
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


@dataclass(frozen=True)
class Edition:
    """A release of a graph.

    Attributes:
        name: what it is called, such as ``2026.1``.
        version: the SHA-256 of its graph.
        date: when it is released (YYYY-MM-DD), if that is to be said. It is never taken from the clock, so that
            the same graph under the same name and date gives the same bytes.
        licence: SPDX identifier of the licence of the data; what a source's own text is under is said source by source.
    """

    name: str
    version: str
    date: str = ""
    title: str = "coopgraph: a knowledge graph of bilateral cooperation"
    authors: tuple[str, ...] = ("The coopgraph developers",)
    licence: str = "Apache-2.0"

    def __post_init__(self) -> None:
        """Refuse a name or a date that cannot stand in every file.

        Raises:
            ParameterError: the name or the date is malformed.
        """
        if not _NAME.fullmatch(self.name):
            raise ParameterError(
                f"a release cannot be called {self.name!r}; use letters, digits and . _ + - such as 2026.1"
            )
        if self.date and not _DATE.fullmatch(self.date):
            raise ParameterError(f"the date of a release is {self.date!r}; write it as YYYY-MM-DD")
