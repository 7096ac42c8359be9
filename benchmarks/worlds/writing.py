"""The graph of one source in the making: facts, each with its claim, its passage and its place in the text."""

from __future__ import annotations

from hashlib import sha256

from worlds.terms import (
    DERIVED,
    END,
    EXACT,
    GRAPH,
    ID,
    START,
    claim_iri,
    code,
    coop,
    digest,
    integer,
    is_a,
    slug,
    thing,
)

_EVIDENCE = is_a("Evidence")
_CLAIM = f"{is_a('Claim')}"
_STATED, _HAS_EVIDENCE = coop("statedIn"), coop("hasEvidence")
_SUBJECT, _PREDICATE = coop("claimSubject"), coop("claimPredicate")
_OBJECT, _VALUE = coop("claimObject"), coop("claimValue")
_ASSERTED = f"{coop('claimStatus')} {code('claim-status', 'asserted')}"


class SourceGraph:
    """Collects the lines of a source's graph. ``facts`` are ``predicate object`` pairs as one string each."""

    def __init__(self, key: str, language: str) -> None:
        self.key = key
        self.language = language
        self.source = f"<{ID}source/{key}>"
        self.graph = f"<{GRAPH}source/{key}>"
        self.pieces: list[str] = []
        self._end = f" {self.graph} .\n"
        self._stated = f"{_STATED} {self.source}"
        self._cursor = 40
        self._passages: dict[str, str] = {}
        self._told: set[str] = set()
        self.add(self.graph, [f"{DERIVED} {self.source}"])

    def add(self, subject: str, facts: list[str]) -> None:
        """Add facts of one subject."""
        self.pieces.append(f"{subject} " + f"{self._end}{subject} ".join(facts) + self._end)

    def passage(self, quote: str) -> str:
        """Return the evidence for a quotation, adding it when it is new; offsets follow one another."""
        known = self._passages.get(quote)
        if known is None:
            known = self._passages[quote] = thing("evidence", self.key, digest(self.key, quote))
            start, self._cursor = self._cursor, self._cursor + len(quote) + 12
            self.add(
                known,
                [
                    _EVIDENCE,
                    f'{EXACT} "{quote}"',
                    f"{START} {integer(start)}",
                    f"{END} {integer(start + len(quote))}",
                    self._stated,
                ],
            )
        return known

    def claim(self, subject: str, predicate: str, value: str, quote: str) -> str:
        """Add a plain fact and the claim that reifies it; return the claim."""
        iri = claim_iri(self.key, subject, predicate, value)
        self.add(subject, [f"{predicate} {value}"])
        self.add(
            iri,
            [
                _CLAIM,
                f"{_SUBJECT} {subject}",
                f"{_PREDICATE} {predicate}",
                f"{_OBJECT if value[0] == '<' else _VALUE} {value}",
                _ASSERTED,
                self._stated,
                f"{_HAS_EVIDENCE} {self.passage(quote)}",
            ],
        )
        return iri

    def situation(self, iri: str, facts: list[str], quote: str) -> None:
        """Add a situation with its source and passage, unless this graph has it already."""
        if iri not in self._told:
            self._told.add(iri)
            self.add(iri, [*facts, self._stated, f"{_HAS_EVIDENCE} {self.passage(quote)}"])

    def text(self) -> str:
        """Return the lines."""
        return "".join(self.pieces)


def header(
    graph: SourceGraph, title: str, published: str, publisher: str, facts: tuple[str, str, str]
) -> None:
    """Add the description of the source: ``facts`` are its dates as date, earliest and latest."""
    from worlds.terms import LANGUAGE, PUBLISHER, TITLE

    graph.add(
        graph.source,
        [
            is_a("Source"),
            f'{TITLE} "{title}"@{graph.language}',
            f'{LANGUAGE} "{graph.language}"',
            f"{PUBLISHER} {publisher}",
            f'{coop("sha256")} "{sha256(graph.key.encode()).hexdigest()}"',
            *facts[1:],
        ],
    )
    predicate, value = facts[0].split(" ", 1)
    graph.claim(graph.source, predicate, value, published)


__all__ = ["SourceGraph", "header", "slug"]
