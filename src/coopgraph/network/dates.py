"""The dates that a graph holds, read."""

from __future__ import annotations

from functools import lru_cache

from coopgraph.edtf import Date, EdtfError, parse
from coopgraph.errors import NetworkError


@lru_cache(maxsize=65_536)  # one day has many events, and one event many ties
def date_of(text: str) -> Date:
    """Return what a date of the graph stands for.

    Raises:
        NetworkError: it is not EDTF, which a check of the graph would have found.
    """
    try:
        return parse(text)
    except EdtfError as error:
        raise NetworkError(
            f"the graph holds a date that cannot be read: {error}; run coopgraph check"
        ) from error
