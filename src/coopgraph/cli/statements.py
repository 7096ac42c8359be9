"""Statements with their sources and words, as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from coopgraph.cli.render import term_text
from coopgraph.namespaces import COOP, RDF

if TYPE_CHECKING:
    from coopgraph.provenance.testimony import Testimony

# Of a situation these are shown last or not at all: they repeat what the heading says.
_HIDDEN = {RDF + "type", COOP + "involvesAgent"}


def iris_of(found: Iterable[Testimony]) -> set[str]:
    """Return every IRI that ``lines`` will need a label for."""
    terms: set[object] = set()
    for testimony in found:
        terms.update((testimony.source, testimony.status, *testimony.speakers))
        for fact in testimony.facts:
            terms.update(fact)
    return {str(term) for term in terms if type(term).__name__ == "URIRef"}


def lines(testimony: Testimony, labels: Mapping[str, str]) -> Iterator[str]:
    """Yield one statement as lines: what is stated, then who says so and in which words."""
    from coopgraph.provenance.testimony import asserted_class

    kind = asserted_class(testimony)
    if kind == "Claim":
        ((subject, predicate, value),) = testimony.facts
        yield f"{_name(subject, labels)} — {_verb(predicate)} — {_name(value, labels)}{_status(testimony)}"
    else:
        yield kind
        for _, predicate, value in testimony.facts:
            if str(predicate) not in _HIDDEN:
                yield f"    {_verb(predicate)}: {_name(value, labels)}"
    speakers = ", ".join(_name(speaker, labels) for speaker in testimony.speakers)
    yield f"    source: {_name(testimony.source, labels)}{f' (said by {speakers})' if speakers else ''}"
    for passage in testimony.passages:
        place = "" if passage.start is None else f" [{passage.start}–{passage.end}]"
        yield f"    “{passage.quotation}”{place}"
    if not testimony.passages:
        yield "    no passage: the editors' own statement"


def _name(term: object, labels: Mapping[str, str]) -> str:
    return term_text(term, labels)


def _verb(predicate: object) -> str:
    return term_text(predicate).removeprefix("coop:")


def _status(testimony: Testimony) -> str:
    status = str(testimony.status).rsplit("/", 1)[-1]
    return "" if status == "asserted" else f" ({status})"
