"""Codes of one's own to concepts of the code lists, before any line names them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rdflib import Literal, URIRef

from coopgraph.dossier import Code, Document
from coopgraph.ingest.draft import TYPE, Draft
from coopgraph.ingest.entities import tagged
from coopgraph.namespaces import CONCEPT, GRAPH_ONTOLOGY, SKOS

_GRAPH = URIRef(GRAPH_ONTOLOGY)
# Rules, queries and the builder itself know what each code of these means.
_CLOSED = {"claim-status", "discrepancy-type", "event-status", "modality", "qualifier"}


def compile_codes(draft: Draft, documents: Iterable[Document]) -> None:
    """Add every code that ``documents`` declare to its list in the graph of the ontology, and let lines name it."""
    added: list[Code] = []
    codes = {scheme: dict(known) for scheme, known in draft.vocabulary.codes.items()}
    names = {scheme: dict(known) for scheme, known in draft.vocabulary.code_names.items()}
    for code in (code for document in documents for code in document.codes):
        fault = _fault(code, codes)
        if fault:
            draft.faults.append(code.key.at.fault(*fault))
            continue
        added.append(code)
        codes[code.scheme.text][code.key.text] = f"{CONCEPT}{code.scheme}/{code.key}"
        for name in code.labels.values():
            names[code.scheme.text].setdefault(name.text.casefold(), code.key.text)
    draft.vocabulary = replace(draft.vocabulary, codes=codes, code_names=names)
    for code in added:
        _add(draft, code)


def _fault(code: Code, known: dict[str, dict[str, str]]) -> tuple[str, str] | None:
    scheme, key = code.scheme.text, code.key.text
    if scheme not in known or scheme in _CLOSED:
        lists = ", ".join(sorted(known.keys() - _CLOSED))
        return f"codes cannot be added to '{scheme}'", f"the lists that take codes are: {lists}"
    if key in known[scheme]:
        return f"'{key}' is a code of the list '{scheme}' already", "take it out, or choose another key"
    if key != key.lower():
        return f"the code '{key}' has capital letters", f"write '{key.lower()}'"
    if not code.labels.keys() & {"it", "en"}:
        return f"the code '{key}' has no label in it or en", "add 'label: { en: …, it: … }'"
    return None


def _add(draft: Draft, code: Code) -> None:
    scheme, texts = code.scheme.text, (("prefLabel", code.labels), ("definition", code.about))
    iri, whole = URIRef(f"{CONCEPT}{scheme}/{code.key}"), URIRef(CONCEPT + scheme)
    draft.add(
        _GRAPH,
        iri,
        (TYPE, URIRef(SKOS + "Concept")),
        (URIRef(SKOS + "inScheme"), whole),
        (URIRef(SKOS + "notation"), Literal(code.key.text)),
        *((URIRef(SKOS + p), Literal(t.text, lang=tag)) for p, by_tag in texts for tag, t in by_tag.items()),
        *((URIRef(SKOS + "altLabel"), tagged(word.text)) for word in code.also),
        (URIRef(SKOS + "broader"), draft.code(scheme, code.broader))
        if code.broader
        else (URIRef(SKOS + "topConceptOf"), whole),
    )
