"""Errors that only a server meets, and how any error of ours travels from a worker to the server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from coopgraph import errors
from coopgraph.store.revisions import Revision


class NotAcceptableError(errors.QueryRefusedError):
    """The answer has none of the formats the request accepts."""


class MemoryLimitError(errors.QueryRefusedError):
    """The query needs more memory than one query may take."""


class OverloadedError(errors.StoreUnavailableError):
    """More queries are waiting than the server lets wait."""

    headers: Mapping[str, str] = {"Retry-After": "5"}  # read only, and never changed


class TooManyQueriesError(errors.StoreUnavailableError):
    """One client asks more queries at once than the server lets it."""

    headers: Mapping[str, str] = {"Retry-After": "1"}


class TooManyRequestsError(errors.StoreUnavailableError):
    """One address sends more requests a minute than the server lets it."""


class GoneError(errors.NotFoundError):
    """What was called so has been withdrawn, and the graph says why."""


class UnknownRevisionError(errors.NotFoundError):
    """The store keeps no revision that is called so, or several.

    ``revisions`` are those it keeps, the newest first, as JSON values.
    """

    def __init__(self, name: str, kept: Sequence[Revision]) -> None:
        self.revisions = [
            {"revision": one.path.name, "version": one.version, "published": one.published.isoformat()}
            for one in reversed(kept)
        ]
        known = ", ".join(str(one["revision"]) for one in self.revisions)
        several = sum(one.version.startswith(name) for one in kept) > 1 and bool(name)
        fault = "several revisions begin with" if several else "this server keeps no revision"
        super().__init__(f"{fault} {name!r}; it keeps {known}")


class UnknownThingError(errors.NotFoundError):
    """The graph says nothing of what was asked for.

    ``near`` are things whose names are like its address, the nearest first, as JSON values.
    """

    def __init__(self, message: str, near: Sequence[Mapping[str, str]]) -> None:
        super().__init__(message)
        self.near = near


class MalformedGraphError(errors.QueryRefusedError):
    """The body of a request is not the RDF it is said to be."""


class ChangeRefusedError(errors.CoopgraphError):
    """A change breaks a rule of severity Violation.

    ``report`` holds what the check found that is new, as JSON values.
    """

    def __init__(self, message: str, report: Mapping[str, object]) -> None:
        super().__init__(message)
        self.report = report


class AnswerCutError(errors.StoreError):
    """An answer broke off after part of it had been sent."""


OUT_OF_MEMORY = (
    "the query needs more memory than one query may take here; ask for less at once: "
    "fewer rows, a narrower pattern, aggregates over smaller groups"
)
"""What a ``MemoryLimitError`` says."""

_TRAVELLING: dict[str, type[errors.CoopgraphError]] = {
    kind.__name__: kind
    for kind in (
        errors.QuerySyntaxError,
        errors.QueryRefusedError,
        errors.QueryError,
        errors.NotFoundError,
        errors.StoreLockedError,
        errors.StoreUnavailableError,
        errors.StoreError,
        errors.ParameterError,
        errors.NetworkError,
        NotAcceptableError,
        MemoryLimitError,
        GoneError,
        MalformedGraphError,
        ChangeRefusedError,
        UnknownThingError,
    )
}


def packed(error: errors.CoopgraphError) -> dict[str, object]:
    """Return an error as JSON values."""
    kind = next((k.__name__ for k in type(error).__mro__ if k.__name__ in _TRAVELLING), "StoreError")
    more: dict[str, object] = {}
    if isinstance(error, ChangeRefusedError):
        more = {"report": error.report}
    if isinstance(error, UnknownThingError):
        more = {"near": list(error.near)}
    return {"kind": kind, "message": str(error), **more}


def unpacked(values: Mapping[str, object]) -> errors.CoopgraphError:
    """Return the error that ``packed`` wrote down."""
    kind, message = _TRAVELLING[str(values["kind"])], str(values["message"])
    if kind is ChangeRefusedError:
        return ChangeRefusedError(message, cast(Mapping[str, object], values["report"]))
    if kind is UnknownThingError:
        return UnknownThingError(message, cast(Sequence[Mapping[str, str]], values["near"]))
    return kind(message)
