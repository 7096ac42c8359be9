"""What compiling the lines of one dossier needs at hand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rdflib import Literal, URIRef

from coopgraph.dossier import Claim, SourceHeader
from coopgraph.ingest.draft import TYPE, Draft, Value, coop, node_iri
from coopgraph.ingest.evidence import PassageBook


@dataclass(frozen=True)
class Desk:
    """The draft, the passages and the source that the lines of one dossier are compiled with."""

    draft: Draft
    book: PassageBook
    header: SourceHeader
    graph: URIRef
    folder: Path

    def evidence(self, claim: Claim) -> URIRef | None:
        """Return the evidence node of a line, adding it; None when the line has no quotation."""
        if claim.quote is None:
            return None
        return self.book.evidence(self.draft, self.graph, self.header, self.folder, claim.quote, claim.nth)

    def thing(self, claim: Claim, name: str, wanted: str | None = None) -> URIRef | None:
        """Return the declared thing under an optional key of the line."""
        word = claim.word(name)
        return self.draft.look_up(word, wanted) if word else None

    def code(self, claim: Claim, name: str, scheme: str) -> URIRef | None:
        """Return the code under an optional key of the line."""
        word = claim.word(name)
        return self.draft.code(scheme, word) if word else None

    def words(self, claim: Claim) -> Literal | None:
        """Return the words of the source that the line gives under ``as``."""
        word = claim.word("as")
        return Literal(word.text, lang=self.header.language.text) if word else None

    def situation(self, claim: Claim, iri: URIRef, kind: str, *facts: tuple[URIRef, Value | None]) -> None:
        """Add a situation with its source, speaker, side, words and passage, and file its handle."""
        self.draft.origins.setdefault(iri, claim.at)
        self.draft.add(
            self.graph,
            iri,
            (TYPE, coop(kind)),
            *facts,
            (coop("side"), self.thing(claim, "side", "Country")),
            (coop("asWritten"), self.words(claim)),
            *self.attribution(claim),
        )
        self.file(claim, iri)

    def attribution(self, claim: Claim) -> tuple[tuple[URIRef, Value | None], ...]:
        """Return the facts that say which source, which speaker and which passage a line has."""
        return (
            (coop("statedIn"), node_iri("source", self.header.key.text)),
            (coop("statedBy"), self.thing(claim, "by")),
            (coop("hasEvidence"), self.evidence(claim)),
        )

    def file(self, claim: Claim, iri: URIRef) -> None:
        """Remember the node a line made under its handle, for editorial files."""
        if claim.handle:
            name = f"{self.header.key.text}#{claim.handle.text}"
            self.draft.file(name, claim.handle, claim.at, iri)
