"""What the embedded engine's exceptions mean to a user, in words and with the remedy."""

from __future__ import annotations

import re
from typing import NoReturn

from coopgraph.errors import Fault, StoreLockedError, StoreUnavailableError, UnreadableSourceError


def syntax_message(error: SyntaxError) -> str:
    """Return the engine's message with line and column in words, and its long lists of tokens cut off."""
    text = str(error)
    found = re.match(r"error at (\d+):(\d+): (.*)", text, re.DOTALL)
    if not found:
        return f"not valid SPARQL 1.1: {text}"
    line, column, rest = found.groups()
    if len(rest) > 160:
        rest = "this is not what SPARQL allows here"
    return f"not valid SPARQL 1.1 at line {line}, column {column}: {rest}"


def unreadable(error: SyntaxError, name: str) -> UnreadableSourceError:
    """Return the error for an RDF file that does not parse, with its line and column."""
    fault = Fault(name, error.lineno or 0, error.offset or 0, error.msg, "correct the line and load again")
    return UnreadableSourceError([fault])


def unavailable(error: OSError, name: str) -> NoReturn:
    """Raise the store error that an operating system error on ``name`` amounts to.

    Raises:
        StoreLockedError: another process holds the lock.
        StoreUnavailableError: anything else.
    """
    text = str(error)
    if "lock" in text.lower() and ("Resource temporarily" in text or "No locks" in text):
        raise StoreLockedError(
            f"{name} is held by another process that writes to it; wait for it to end, or stop it"
        ) from error
    raise StoreUnavailableError(
        f"{name} cannot be used: {text}; check the path, its permissions and the disk"
    ) from error


def read_only(name: str) -> StoreUnavailableError:
    """Return the error for writing to a store that was opened for reading."""
    return StoreUnavailableError(f"{name} is open for reading only; publish a revision to change it")
