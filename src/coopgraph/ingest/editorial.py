"""Editorial notes to quads: recorded discrepancies, and facts the editors infer."""

from __future__ import annotations

from rdflib import Literal, URIRef

from coopgraph.dossier import DiscrepancyNote, Inference, SourceHeader
from coopgraph.ingest.claims import plain_fact
from coopgraph.ingest.draft import TYPE, Draft, coop, node_iri
from coopgraph.ingest.sources import EDITORIAL, add_claim
from coopgraph.namespaces import PROV


def compile_inference(draft: Draft, header: SourceHeader, inference: Inference) -> None:
    """Add an inferred fact as a claim of status *inferred*: never as a plain triple."""
    for word in inference.claim.objects:
        fact = plain_fact(draft, inference.claim, word, header.language.text)
        if fact is None:
            continue
        subject, pairs = fact
        node = add_claim(draft, EDITORIAL, header, subject, pairs[0], None, status="inferred")
        draft.origins.setdefault(node, inference.claim.at)
        if handle := inference.claim.handle:
            draft.file(f"{header.key.text}#{handle.text}", handle, inference.claim.at, node)
        draft.add(
            EDITORIAL,
            node,
            *(
                (URIRef(PROV + "wasDerivedFrom"), g)
                for word in inference.grounds
                for g in draft.statements(word)
            ),
            *((coop("explanation"), Literal(why.text, lang=lang)) for lang, why in inference.why.items()),
        )


def compile_discrepancy(draft: Draft, header: SourceHeader, note: DiscrepancyNote) -> None:
    """Add a recorded conflict between statements."""
    iri = node_iri("discrepancy", note.key.text)
    if iri in draft.origins:
        draft.faults.append(
            note.key.at.fault(f"the discrepancy '{note.key}' is recorded twice", "rename one")
        )
    draft.origins.setdefault(iri, note.at)
    preferred = draft.statements(note.prefer) if note.prefer else ()
    draft.add(
        EDITORIAL,
        iri,
        (TYPE, coop("Discrepancy")),
        (coop("discrepancyType"), draft.code("discrepancy-type", note.kind)),
        (coop("statedIn"), node_iri("source", header.key.text)),
        *((coop("conflictingItem"), item) for word in note.items for item in draft.statements(word)),
        *((coop("preferredItem"), item) for item in preferred),
        *((coop("explanation"), Literal(text.text, lang=lang)) for lang, text in note.explanation.items()),
    )
