"""No conflict is lost for want of a language, and none is told twice."""

from __future__ import annotations

from rdflib import Literal, URIRef

from coopgraph.provenance.conflicts import conflicts_in

KIND = URIRef("http://e/kind")


def row(name: str, explanation: Literal | None = None) -> dict[str, URIRef | Literal]:
    found: dict[str, URIRef | Literal] = {"discrepancy": URIRef(f"http://e/{name}"), "type": KIND}
    return found if explanation is None else {**found, "explanation": explanation}


def test_each_conflict_is_told_once_in_the_first_language_there_is():
    english, italian, russian = (Literal(code, lang=code) for code in ("en", "it", "ru"))
    rows = [row("both", english), row("both", italian), row("russian", russian), row("bare")]
    told = {
        conflict.discrepancy[-4:]: str(conflict.explanation) for conflict in conflicts_in(rows, ("it", "en"))
    }
    assert told == {"both": "it", "sian": "ru", "bare": ""}
    assert [c.explanation for c in conflicts_in(rows)] == [english, russian, Literal("")]
