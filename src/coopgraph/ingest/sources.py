"""Source headers to quads.

A header fact for which the curator gives a passage is the source's own and lies in its graph. One
without a passage (a publisher the page never names) is the editors' and lies in the editorial graph.
"""

from __future__ import annotations

import hashlib

from rdflib import Literal, URIRef

from coopgraph.dossier import NOT_STATED, Document, SourceHeader, Word
from coopgraph.ingest.dates import date_facts
from coopgraph.ingest.draft import TYPE, Draft, Value, coop, digest, node_iri
from coopgraph.ingest.evidence import PassageBook
from coopgraph.namespaces import DCT, GRAPH_EDITORIAL, GRAPH_SOURCE, PROV

EDITORIAL = URIRef(GRAPH_EDITORIAL)
_DERIVED = URIRef(PROV + "wasDerivedFrom")


def source_graph(header: SourceHeader) -> URIRef:
    """Return the named graph that a source owns."""
    return URIRef(GRAPH_SOURCE + header.key.text)


def compile_header(draft: Draft, book: PassageBook, document: Document, header: SourceHeader) -> None:
    """Add the description of the source, and say which graph derives from it."""
    editorial = document.kind == "editorial"
    graph = EDITORIAL if editorial else source_graph(header)
    source = node_iri("source", header.key.text)
    draft.origins.setdefault(source, header.at)
    if editorial:
        # An editorial file is a source like any other: pinned to its own bytes.
        digest_of_text = hashlib.sha256(document.path.read_bytes()).hexdigest()
    else:
        digest_of_text = header.sha256.text if header.sha256 else ""
    draft.add(graph, graph, (_DERIVED, source))
    draft.add(
        graph,
        source,
        (TYPE, coop("Source")),
        (URIRef(DCT + "title"), Literal(header.title.text, lang=header.language.text)),
        (URIRef(DCT + "language"), Literal(header.language.text)),
        (coop("sha256"), Literal(digest_of_text) if digest_of_text else None),
    )
    publisher = draft.look_up(header.publisher, "Organization") if header.publisher else None
    facts: dict[str, list[tuple[URIRef, Value]]] = {
        "identifier": [(URIRef(DCT + "identifier"), Literal(header.identifier.text))]
        if header.identifier
        else [],
        "published": date_facts(draft, header.published) if header.published else [],
        "publisher": [(URIRef(DCT + "publisher"), publisher)] if publisher else [],
        "licence": _licence(header.licence),
    }
    for name, pairs in facts.items():
        quote = header.quotes.get(name)
        own = editorial or quote is not None
        draft.add(graph if own else EDITORIAL, source, *pairs)
        if quote is not None and pairs:
            _header_claim(draft, book, document, header, pairs[0], quote)
    if quote := header.quotes.get("title"):
        title = (URIRef(DCT + "title"), Literal(header.title.text, lang=header.language.text))
        _header_claim(draft, book, document, header, title, quote)


def _licence(word: Word | None) -> list[tuple[URIRef, Value]]:
    if word is None:
        return []
    if word.text == NOT_STATED:
        return [(URIRef(DCT + "rights"), Literal(NOT_STATED, lang="en"))]
    return [(URIRef(DCT + "license"), URIRef(word.text))]


def _header_claim(
    draft: Draft,
    book: PassageBook,
    document: Document,
    header: SourceHeader,
    fact: tuple[URIRef, Value],
    quote: Word,
) -> None:
    graph = source_graph(header)
    evidence = book.evidence(draft, graph, header, document.path.parent, quote, None)
    add_claim(draft, graph, header, node_iri("source", header.key.text), fact, evidence)


def add_claim(
    draft: Draft,
    graph: URIRef,
    header: SourceHeader,
    subject: URIRef,
    fact: tuple[URIRef, Value],
    evidence: URIRef | None,
    speaker: URIRef | None = None,
    status: str = "asserted",
) -> URIRef:
    """Add the ``coop:Claim`` that reifies one fact as this source states it, and return its IRI.

    The IRI depends on the source, the fact, the speaker and the status alone, so a fact that a
    source states twice is one claim with two passages.
    """
    predicate, value = fact
    iri = node_iri("claim", header.key.text, digest(subject, predicate, value.n3(), speaker or "", status))
    placed = coop("claimObject") if isinstance(value, URIRef) else coop("claimValue")
    draft.add(
        graph,
        iri,
        (TYPE, coop("Claim")),
        (coop("claimSubject"), subject),
        (coop("claimPredicate"), predicate),
        (placed, value),
        (coop("claimStatus"), URIRef(draft.vocabulary.codes["claim-status"][status])),
        (coop("statedIn"), node_iri("source", header.key.text)),
        (coop("statedBy"), speaker),
        (coop("hasEvidence"), evidence),
    )
    return iri
