"""Every error coopgraph raises on purpose.

    CoopgraphError
    ├── SettingsError
    ├── StoreError
    │   ├── StoreLockedError
    │   ├── StoreUnavailableError
    │   └── StoreTimeoutError
    ├── QueryError
    │   ├── QuerySyntaxError
    │   ├── ParameterError
    │   └── QueryRefusedError
    ├── IngestError                 carries every fault, not the first only
    │   ├── UnreadableSourceError
    │   └── DossierError
    ├── InvalidDataError            carries the validation report
    ├── NetworkError
    └── NotFoundError

A message names the thing, the fault and the remedy. Exceptions of other libraries stop at
the module that imports the library (``raise … from``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coopgraph.validation.report import Report


class CoopgraphError(Exception):
    """Anything coopgraph refuses to do, with the remedy in its message."""


class SettingsError(CoopgraphError):
    """A setting has a value that cannot be used."""


class StoreError(CoopgraphError):
    """The store cannot do what was asked."""


class StoreLockedError(StoreError):
    """Another process is writing to the store."""


class StoreUnavailableError(StoreError):
    """There is no store at the location, or it cannot be read or written."""


class StoreTimeoutError(StoreError):
    """The store did not answer within the time allowed."""


class QueryError(CoopgraphError):
    """A query cannot be answered."""


class QuerySyntaxError(QueryError):
    """A query is not valid SPARQL 1.1, or a query file is malformed."""


class ParameterError(QueryError):
    """A query parameter is missing, unknown, or of the wrong kind."""


class QueryRefusedError(QueryError):
    """A query asks for something this store never does, such as reaching the network."""


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong in an input file.

    ``line`` and ``column`` count from 1; 0 means the file as a whole. ``rule`` is the rule of
    the ontology's rule book (``R20``) that the fault breaks, where there is one.
    """

    file: str
    line: int
    column: int
    message: str
    remedy: str = ""
    rule: str = ""

    def __str__(self) -> str:
        place = self.file if not self.line else f"{self.file}:{self.line}:{self.column}"
        rule = f" [{self.rule}]" if self.rule else ""
        remedy = f"\n    {self.remedy}" if self.remedy else ""
        return f"{place}: {self.message}{rule}{remedy}"


class IngestError(CoopgraphError):
    """Input files cannot become a graph. ``faults`` lists everything found, in file order."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        count = len(self.faults)
        heading = "1 fault" if count == 1 else f"{count} faults"
        super().__init__("\n".join([f"{heading} in the input:", *map(str, self.faults)]))


class UnreadableSourceError(IngestError):
    """A source file is missing, is not UTF-8, or is not the text its SHA-256 names."""


class DossierError(IngestError):
    """A dossier, entities or editorial file breaks the rules of its format."""


class InvalidDataError(CoopgraphError):
    """A graph breaks a rule of severity Violation. ``report`` holds the whole outcome."""

    def __init__(self, message: str, report: Report) -> None:
        super().__init__(message)
        self.report = report


class NetworkError(CoopgraphError):
    """A network cannot be projected, measured or written."""


class NotFoundError(CoopgraphError):
    """The graph holds nothing under that name or IRI."""
