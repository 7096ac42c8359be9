"""The exit code of each error: 1 the data or the store is at fault, 2 the request is."""

from __future__ import annotations

from coopgraph import errors

EXIT_CODES: dict[type[errors.CoopgraphError], int] = {
    errors.SettingsError: 2,
    errors.StoreLockedError: 1,
    errors.StoreUnavailableError: 1,
    errors.StoreTimeoutError: 1,
    errors.StoreError: 1,
    errors.QuerySyntaxError: 2,
    errors.ParameterError: 2,
    errors.QueryRefusedError: 2,
    errors.QueryError: 2,
    errors.UnreadableSourceError: 1,
    errors.DossierError: 1,
    errors.IngestError: 1,
    errors.InvalidDataError: 1,
    errors.NetworkError: 1,
    errors.NotFoundError: 1,
    errors.CoopgraphError: 1,
}


def exit_code(error: errors.CoopgraphError) -> int:
    """Return the exit code of the nearest class of ``error`` in the table."""
    return next(EXIT_CODES[kind] for kind in type(error).__mro__ if kind in EXIT_CODES)
