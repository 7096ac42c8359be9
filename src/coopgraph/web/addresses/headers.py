"""The headers of a representation: where it is by itself, what else there is, and which page this is.

Reference: RFC 9110 (``Content-Location``, ``Vary``), RFC 8288 (``Link``), RFC 6903 (``about``).
"""

from __future__ import annotations

from coopgraph.store.media import JSONLD, TURTLE, MediaType
from coopgraph.web.addresses.formats import JSON, OFFERS
from coopgraph.web.addresses.iris import encoded

VARY = "Accept, Accept-Encoding, Accept-Language"
CONTEXT = "/context.jsonld"


def representation(
    path: str,
    media: MediaType,
    iri: str = "",
    pages: tuple[int, int] = (1, 1),
    size: str = "",
    revision: str = "",
) -> dict[str, str]:
    """Return the headers of the representation ``media`` of what is at ``path``.

    Args:
        iri: what it is about, where that has a name of its own.
        pages: the number of this page, and of all.
        size: of a page, where it is not the usual.
        revision: the name of the former revision that it is of.
    """
    page, last = pages

    def at(suffix: str, number: int) -> str:
        asked = [f"revision={revision}"] * bool(revision)
        asked += [f"page={number}"] * (number > 1) + [f"size={size}"] * bool(size)
        return f"{path}{suffix}" + ("?" + "&".join(asked) if asked else "")

    others = [offer for offer in OFFERS if offer is not media]
    # PyLD (3.3) reads no document that has two links called "alternate". Names of relations ignore case (RFC 8288).
    names = ["alternate", *["Alternate" if media in (JSON, JSONLD) else "alternate"] * (len(others) - 1)]
    links = [
        f'<{at(offer.suffix, page)}>; rel="{name}"; type="{offer.type}"'
        for offer, name in zip(others, names, strict=True)
    ]
    links.append(f'<{at(TURTLE.suffix, 1)}>; rel="describedby"; type="{TURTLE.type}"')
    if iri:
        links.append(f'<{encoded(iri)}>; rel="about"')
    if media is JSON:
        links.append(f'<{CONTEXT}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"')
    near = {"first": 1, "prev": page - 1, "next": page + 1, "last": last}
    if last > 1:
        links += [f'<{at(media.suffix, n)}>; rel="{name}"' for name, n in near.items() if 1 <= n <= last]
    return {"Content-Location": at(media.suffix, page), "Vary": VARY, "Link": ", ".join(links)}
