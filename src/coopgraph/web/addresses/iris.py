"""IRIs of our namespace and the addresses at which this server answers for them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from coopgraph.namespaces import BASE

if TYPE_CHECKING:
    from fastapi import Request

_FOLLOWED = ("http://", "https://", "mailto:")
_KEPT = "/:@!$&'()*+,;=~-._%?#[]"


def address(iri: str) -> str:
    """Return where to ask for an IRI: a path on this server for ours, the IRI itself for another's.

    Nothing for one that no browser should follow: ``javascript:`` is an IRI too, and may come from a source.
    """
    if iri.startswith(BASE):
        rest = quote(iri.removeprefix(BASE), safe=_KEPT)
        return "/" + (rest.replace("/", "%2F", 1) if rest.startswith("/") else rest)  # "//" would name a host
    return iri if iri.lower().startswith(_FOLLOWED) else ""


def iri_of(path: str) -> str:
    """Return the IRI that the path of an address stands for."""
    return BASE + path.lstrip("/")


def path_of(request: Request) -> str:
    """Return the path of a request as it was sent, for an IRI may hold what decoding would change."""
    raw: bytes = request.scope.get("raw_path") or b""
    text = raw.partition(b"?")[0].decode("ascii", "replace")
    return text if "%" in text else request.url.path
