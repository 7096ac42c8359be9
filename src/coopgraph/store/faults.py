"""What the embedded engine's exceptions mean to a user, in words and with the remedy."""

from __future__ import annotations

import re
from types import TracebackType

from coopgraph.errors import (
    Fault,
    QueryRefusedError,
    QuerySyntaxError,
    StoreError,
    StoreLockedError,
    StoreUnavailableError,
    UnreadableSourceError,
)
from coopgraph.sparql.slips import slip


class translated:  # noqa: N801 - it is read as a statement; a class, because the quickest query is asked in two
    """Turn the engine's exceptions in the block into ours.

    Raises:
        QuerySyntaxError: the query does not parse.
        QueryRefusedError: the answer cannot be written in the format asked for.
        UnreadableSourceError: the file does not parse.
        StoreLockedError: another process holds the lock of the store.
        StoreUnavailableError: the store or file cannot be read or written.
        StoreError: an update asks for what cannot be done, such as creating a graph that exists.
    """

    def __init__(self, name: str, query: str | None = None) -> None:
        """Begin.

        Args:
            name: what the block uses, for the message: a store or a file.
            query: the query, where a syntax error is in one, and not in a file of RDF.
        """
        self._name = name
        self._query = query

    def __enter__(self) -> None:
        """Enter the block."""

    def __exit__(
        self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None
    ) -> None:
        """Raise what ``error`` means, if the engine has raised one."""
        if error is None:
            return
        name = self._name
        if isinstance(error, SyntaxError):
            if self._query is not None:
                raise QuerySyntaxError(slip(self._query) or _syntax_message(error)) from error
            fault = Fault(
                name, error.lineno or 0, error.offset or 0, error.msg, "correct the line and load again"
            )
            raise UnreadableSourceError([fault]) from error
        if isinstance(error, RuntimeError) and "orruption" in str(error):
            raise StoreUnavailableError(
                f"{name} is damaged ({error}); make it again with coopgraph build, or with coopgraph restore from "
                "a backup or from the graph.nq that lies beside it"
            ) from error
        if isinstance(error, RuntimeError):
            if "read-write" not in str(error):
                raise StoreError(f"{name} refused: {error}; nothing was changed") from error
            raise StoreUnavailableError(
                f"{name} is open for reading only; publish a revision to change it"
            ) from error
        if isinstance(error, OSError):
            raise _unavailable(error, name) from error


def _syntax_message(error: SyntaxError) -> str:
    """Return the engine's message with line and column in words, and its long lists of tokens cut off."""
    text = str(error)
    found = re.match(r"error at (\d+):(\d+): (.*)", text, re.DOTALL)
    if not found:
        return f"not valid SPARQL 1.1: {text}"
    line, column, rest = found.groups()
    if len(rest) > 160:
        rest = "this is not what SPARQL allows here"
    return f"not valid SPARQL 1.1 at line {line}, column {column}: {rest}"


def _unavailable(error: OSError, name: str) -> StoreError | QueryRefusedError:
    text = str(error)
    if "RDF 1.2" in text:
        return QueryRefusedError(f"{text}, and the answer holds triple terms; ask for Turtle or N-Triples")
    if "lock" in text.lower() and ("Resource temporarily" in text or "No locks" in text):
        return StoreLockedError(
            f"{name} is held by another process that writes to it; wait for it to end, or stop it"
        )
    return StoreUnavailableError(
        f"{name} cannot be used: {text}; check the path, its permissions and the disk"
    )
