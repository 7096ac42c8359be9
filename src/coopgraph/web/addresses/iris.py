"""IRIs of our namespace and the addresses at which this server answers for them."""

from __future__ import annotations

from urllib.parse import quote

from coopgraph.namespaces import BASE

_KEPT = "/:@!$&'()*+,;=~-._%?#[]"


def address(iri: str) -> str:
    """Return where to ask for an IRI: a path on this server for ours, the IRI itself for another's."""
    return "/" + quote(iri.removeprefix(BASE), safe=_KEPT) if iri.startswith(BASE) else iri


def iri_of(path: str) -> str:
    """Return the IRI that the path of an address stands for."""
    return BASE + path.lstrip("/")
