"""IRIs of our namespace and the addresses at which this server answers for them."""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote_to_bytes

from coopgraph.namespaces import BASE

if TYPE_CHECKING:
    from fastapi import Request

_FOLLOWED = ("http://", "https://", "mailto:")
_KEPT = "/:@!$&'()*+,;=~-._%?#[]"
_UNRESERVED = string.ascii_letters + string.digits + "-._~"
_ENCODED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")


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
    """Return the path of a request as an IRI has it: what need not be percent-encoded there is not.

    What is reserved stays as it was sent, for decoding it would make another IRI.

    Reference: RFC 3986, section 6.2.2.2; RFC 3987, section 3.2.
    """
    raw: bytes = request.scope.get("raw_path") or b""
    text = raw.partition(b"?")[0].decode("utf-8", "replace")
    return _ENCODED.sub(_decoded, text) if "%" in text else request.url.path


def encoded(iri: str) -> str:
    """Return an IRI as the URI it maps to (RFC 3987, section 3.1), which a graph may hold in its place."""
    return quote(iri, safe=_KEPT)


def _decoded(found: re.Match[str]) -> str:
    try:
        text = unquote_to_bytes(found[0]).decode()
    except UnicodeDecodeError:
        return found[0].upper()
    return "".join(
        c if c in _UNRESERVED or (ord(c) > 0x9F and c.isprintable()) else quote(c, safe="") for c in text
    )
