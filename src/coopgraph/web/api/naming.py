"""From what a client writes to the thing meant: an IRI, the tail of one, a code, or a name in any spelling."""

from __future__ import annotations

from coopgraph.errors import NotFoundError, ParameterError
from coopgraph.namespaces import CONCEPT, COOP, ID, PREFIXES
from coopgraph.sparql import terms
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.web.names import directory

_HELD = "ASK {{ {{ {0} ?p ?o }} UNION {{ ?s ?p {0} }} }}"


def thing(store: EmbeddedStore, text: str) -> str:
    """Return the IRI of the thing that ``text`` means.

    Raises:
        NotFoundError: nothing, or more than one thing, is called that; a guess is offered and not taken.
    """
    for iri in _readings(text):
        try:
            held = store.ask(_HELD.format(terms.iri(iri)))
        except ParameterError as error:
            raise NotFoundError(f"the graph holds nothing called {text!r}: {error}") from error
        if held:
            return iri
    rows = store.select(f"SELECT ?thing WHERE {{ ?thing <{COOP}isoCode> {terms.string(text.upper())} }}")
    found = sorted({str(row["thing"]) for row in rows})
    if not found:
        names = directory(store)
        hits = [names.hit(match, ("en", "it", "ru")) for match in names.find(text)]
        if hits and hits[0].guessed:
            raise NotFoundError(
                f"the graph holds nothing called {text!r}; did you mean {hits[0].label!r} ({hits[0].iri})?"
            )
        found = sorted({hit.iri for hit in hits if hit.score == hits[0].score})
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFoundError(
            f"the graph holds nothing called {text!r}; /api/search finds names in any spelling"
        )
    raise NotFoundError(f"{text!r} may mean any of: {', '.join(found)}; give one of these IRIs")


def term(text: str) -> str:
    """Return the IRI of a term of the ontology given by IRI, prefixed name or local name.

    Raises:
        ParameterError: it is no IRI.
    """
    prefix, colon, local = text.partition(":")
    if colon and not local.startswith("//"):
        if prefix not in PREFIXES:
            raise ParameterError(f"the prefix {prefix!r} is not known; known are {', '.join(PREFIXES)}")
        text = PREFIXES[prefix] + local
    elif not colon:
        text = COOP + text
    terms.iri(text)
    return text


def _readings(text: str) -> list[str]:
    prefix, colon, local = text.partition(":")
    if "://" in text:
        return [text]
    if colon and prefix in PREFIXES:
        return [PREFIXES[prefix] + local]
    return [ID + text, CONCEPT + text] if "/" in text and " " not in text else []
