"""IRIs of our namespace and the addresses at which this server answers for them."""

from __future__ import annotations

from urllib.parse import quote

from coopgraph.namespaces import BASE

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
