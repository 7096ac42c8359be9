"""A small page about one thing, to be shown inside the page of a client."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from html import escape

from coopgraph.errors import NotFoundError
from coopgraph.namespaces import SKOS
from coopgraph.web.reconcile.book import Book
from coopgraph.web.reconcile.terms import thing_iri

_STYLE = """
body { font: .85rem/1.4 system-ui, sans-serif; margin: .6rem; color: #222; background: #fff }
h1 { font-size: 1.05rem; margin: 0 } p { margin: .1rem 0; color: #555 }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 .6rem; margin: .4rem 0 }
dt { color: #555 } dd { margin: 0 }
"""
_HASH = b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

HEADERS = {
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
"""Other than the pages of the server, this one may stand in a frame of any page."""

_PROPERTIES = 8
_VALUES = 4


def preview(book: Book, identifier: str) -> str:
    """Return the page of a thing: its name, what it is, and what the graph says of it.

    Raises:
        NotFoundError: the graph names no such thing.
    """
    iri = thing_iri(identifier)
    entity = book.directory.entities.get(iri)
    if entity is None:
        raise NotFoundError(f"the graph names nothing {identifier!r}")
    held = book.held(iri)
    named = [name for name in held if name in book.properties and not name.startswith(SKOS)][:_PROPERTIES]
    labels = book.labels(str(v) for name in named for v in held[name] if type(v).__name__ == "URIRef")
    rows = ""
    for name in named:
        values = [labels.get(str(value), str(value)) for value in held[name]]
        more = f" … ({len(values)})" if len(values) > _VALUES else ""
        label = book.label(book.properties[name].labels)
        rows += f"<dt>{escape(label)}</dt><dd>{escape('; '.join(values[:_VALUES]) + more)}</dd>"
    return f"""<!doctype html>
<html lang="{book.languages[0]}"><head><meta charset="utf-8"><title>{escape(entity.label(book.languages))}</title>
<style>{_STYLE}</style></head>
<body><h1>{escape(entity.label(book.languages))}</h1><p>{escape(book.description(entity))}</p><dl>{rows}</dl></body></html>
"""
