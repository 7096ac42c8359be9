"""From what a person types to the thing meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopgraph.errors import NotFoundError
from coopgraph.namespaces import CONCEPT, COOP, ID, PREFIXES

if TYPE_CHECKING:
    from rdflib import URIRef

    from coopgraph.graph import KnowledgeGraph


def find_thing(kg: KnowledgeGraph, text: str) -> URIRef:
    """Return the IRI of the thing that ``text`` means.

    ``text`` may be an IRI, the tail of one (``person/monti-riccardo-maria``), a key
    (``monti-riccardo-maria``), a prefixed name, or a name in any spelling.

    Raises:
        NotFoundError: nothing, or more than one thing, is called that.
    """
    from rdflib import URIRef

    for iri in _readings(text):
        if _held(kg, iri):
            return URIRef(iri)
    tail = "/" + text.lower()
    rows = kg.sparql(
        f"SELECT DISTINCT ?thing WHERE {{ ?thing a ?class FILTER(STRENDS(STR(?thing), {_quoted(tail)}) "
        f'&& STRSTARTS(STR(?thing), "{ID}")) }} ORDER BY ?thing'
    )
    found = [str(row["thing"]) for row in rows]
    if not found:
        hits = kg.search(text)
        if hits and hits[0].guessed:  # a guess: people may follow it, a command does not
            raise NotFoundError(f"the graph holds nothing called '{text}'; did you mean '{hits[0].label}'?")
        found = [str(hit.iri) for hit in hits if hit.score == hits[0].score]
    if len(found) == 1:
        return URIRef(found[0])
    if not found:
        raise NotFoundError(f"the graph holds nothing called '{text}'; try: coopgraph search '{text}'")
    raise NotFoundError(f"'{text}' may mean any of: {', '.join(sorted(found))}; name one of them")


def find_property(text: str) -> URIRef:
    """Return the IRI of a property given as an IRI, a prefixed name or a local name of the ontology."""
    from rdflib import URIRef

    if "://" in text:
        return URIRef(text)
    prefix, colon, local = text.partition(":")
    return URIRef(PREFIXES[prefix] + local if colon and prefix in PREFIXES else COOP + text)


def _readings(text: str) -> list[str]:
    if "://" in text:
        return [text.strip("<>")]
    prefix, colon, local = text.partition(":")
    if colon and prefix in PREFIXES:
        return [PREFIXES[prefix] + local]
    return [ID + text, CONCEPT + text] if "/" in text else []


def _held(kg: KnowledgeGraph, iri: str) -> bool:
    if any(c in iri for c in '<>"{}|^`\\ \n'):
        raise NotFoundError(f"'{iri}' is not an IRI; write it without spaces or quotation marks")
    return kg.ask(f"ASK {{ {{ <{iri}> ?p ?o }} UNION {{ ?s ?p <{iri}> }} }}")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
