"""What the answers and silences of an endpoint mean to a user, in words and with the remedy."""

from __future__ import annotations

import http.client
import json
import re
import urllib.error
from collections.abc import Iterator
from contextlib import contextmanager

from coopgraph.errors import (
    CoopgraphError,
    QueryRefusedError,
    QuerySyntaxError,
    StoreError,
    StoreTimeoutError,
    StoreUnavailableError,
)
from coopgraph.store.protocol import Solutions

_READ = 1 << 16
_VIRTUOSO = re.compile(r"Virtuoso (\w{5}) Error (?:(\w+):)? ?(.*)")
_PLACE = re.compile(r"^error at (\d+):\d+: ")
"""How Oxigraph's server begins to say what is wrong with a query."""
_TOO_LONG = re.compile(r"timed out|time.?out|estimated execution time|S1T00", re.IGNORECASE)


@contextmanager
def reached(name: str, seconds: int) -> Iterator[None]:
    """Turn what the block meets on its way to the endpoint ``name``, and the endpoint's refusals, into ours.

    Raises:
        QuerySyntaxError: the endpoint finds that the query is not SPARQL.
        QueryRefusedError: the endpoint does not take such a query.
        StoreTimeoutError: the answer did not come in time.
        StoreUnavailableError: there is no endpoint, it is busy, or it wants to know who asks.
        StoreError: the endpoint failed.
    """
    try:
        yield
    except urllib.error.HTTPError as error:
        with error:
            body = error.read(_READ).decode("utf-8", "replace")
        raise refusal(error.code, body, name, error.headers.get("Retry-After")) from error
    except TimeoutError as error:
        raise _late(name, seconds) from error
    except urllib.error.URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise _late(name, seconds) from error
        raise StoreUnavailableError(
            f"the endpoint {name} cannot be reached: {error.reason}; check its address and that it runs"
        ) from error
    except (http.client.HTTPException, OSError) as error:
        raise StoreUnavailableError(
            f"the answer of {name} broke off ({error!r}); nothing of it was used. Ask again"
        ) from error


def refuse_partial(response: http.client.HTTPResponse, name: str) -> None:
    """Refuse an answer that says it is a part: what Virtuoso found until its time was up.

    Raises:
        StoreTimeoutError: the answer is a part.
    """
    if response.headers.get("X-SQL-State") == "S1TAT":
        response.close()
        raise StoreTimeoutError(
            f"{name} ran out of time and sent a part of the answer, which was not used; ask for less at once"
        )


def uncut(rows: Solutions, response: http.client.HTTPResponse, name: str) -> Solutions:
    """Return the rows of an answer, unless the engine has cut them at a number it is set to.

    Raises:
        StoreError: the answer has as many rows as the engine sends at most. Virtuoso says so in a header.
    """
    limit = response.headers.get("X-SPARQL-MaxRows") or ""
    if limit.isdecimal() and len(rows) >= int(limit):
        raise StoreError(
            f"{name} cuts answers at {limit} rows, so this one may not be whole, and was not used; raise the limit "
            "there (ResultSetMaxRows in virtuoso.ini), or ask for fewer with LIMIT and OFFSET"
        )
    return rows


def refusal(status: int, body: str, name: str, retry_after: str | None = None) -> CoopgraphError:
    """Return the error that an HTTP status and body of the endpoint ``name`` stand for."""
    detail = _detail(body)
    virtuoso = _VIRTUOSO.match(detail)
    if virtuoso:
        detail = virtuoso[3].strip()
        if _TOO_LONG.search(virtuoso[0]):
            return StoreTimeoutError(f"{name} gave up the query: {detail}; ask for less at once")
        if virtuoso[2] == "SP030":
            return QuerySyntaxError(f"not valid SPARQL 1.1{_place(detail)}: {_without_place(detail)}")
        if virtuoso[1] not in ("42000", "28000"):
            return StoreError(f"{name} cannot do this: {detail}; reword the query")
    if status in (401, 403) or (virtuoso and virtuoso[1] in ("42000", "28000")):
        return StoreUnavailableError(
            f"{name} does not allow this ({status}: {detail}); give a user it lets in with --store-user and the "
            "password in COOPGRAPH_STORE_PASSWORD, and for updates their own address with --store-update"
        )
    if status == 400:
        refused = "query-refused" in body and "problem/" in body
        if refused:
            return QueryRefusedError(detail)
        place = _PLACE.search(detail)
        said = f"not valid SPARQL 1.1 at line {place[1]}: {detail}" if place else detail
        return QuerySyntaxError(said)
    if status in (404, 405, 410):
        return StoreUnavailableError(
            f"there is no such SPARQL endpoint at {name} ({status}); check its address, as in https://example.org/sparql"
        )
    if status in (408, 504):
        return StoreTimeoutError(f"{name} gave up the query: {detail}; ask for less at once")
    if status in (413, 414):
        return QueryRefusedError(f"the query is too long for {name} ({status}); ask in several queries")
    if status in (429, 502, 503):
        when = f"in {retry_after} seconds" if retry_after and retry_after.isdecimal() else "later"
        return StoreUnavailableError(f"{name} is busy or down ({status}: {detail}); ask again {when}")
    return StoreError(f"{name} failed ({status}: {detail}); its own log says more")


def _detail(body: str) -> str:
    try:
        document = json.loads(body)
    except ValueError:
        document = None
    if isinstance(document, dict) and isinstance(document.get("detail"), str):
        return str(document["detail"])
    said = " ".join(body.partition("\n\nSPARQL query:")[0].split())  # Virtuoso repeats the query
    return said[:300] or "no reason given"


def _place(detail: str) -> str:
    found = re.search(r"line (\d+)", detail)
    return f" at line {found[1]}" if found else ""


def _without_place(detail: str) -> str:
    return re.sub(r"^SPARQL compiler, line \d+: ", "", detail)


def _late(name: str, seconds: int) -> StoreTimeoutError:
    return StoreTimeoutError(
        f"{name} gave no answer within {seconds} seconds; ask for less at once, or raise COOPGRAPH_STORE_SECONDS"
    )
