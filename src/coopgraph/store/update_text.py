"""Updates as text: triples as their data, and how many operations one holds."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from coopgraph.errors import StoreError
from coopgraph.sparql.iris import is_absolute
from coopgraph.sparql.lexer import brackets, readings
from coopgraph.store.results import term_text

if TYPE_CHECKING:
    from coopgraph.store.protocol import Term


def holds_several(update: str) -> bool:
    """Return whether an update holds more than one operation. A closing semicolon begins none."""
    outside = [token.text for token, around in brackets(next(readings(update))) if not around]
    return ";" in outside[:-1]


def writes_default(update: str) -> bool:
    """Return whether an update adds or takes triples that it names no graph for. ``WITH`` names one."""
    named, opening, last = False, list[str](), ""
    for token, around in brackets(next(readings(update))):
        word = token.text.upper()
        if not around:
            named = (named or word == "WITH") and word != ";"
            opening = [] if word in (";", "}") else opening if word == "{" else [*opening, word]
        elif len(around) == 1 and not named and word not in ("GRAPH", "{", "}", ".") and last != "GRAPH":
            written = opening[-1:] in (["INSERT"], ["DELETE"], ["DATA"]) or opening[-2:] == [
                "DELETE",
                "WHERE",
            ]
            if written:
                return True
        last = word
    return False


def clears_all(update: str) -> bool:
    """Return whether an update empties every graph on its way (CLEAR ALL, DROP ALL)."""
    outside = [token.text.upper() for token, around in brackets(next(readings(update))) if not around]
    words = [word for word in outside if word != "SILENT"]
    return any(first in ("CLEAR", "DROP") and then == "ALL" for first, then in pairwise(words))


def only_adds(update: str) -> bool:
    """Return whether an update is of ``INSERT DATA`` alone, once or several times, however it is read."""
    for reading in readings(update):
        outside = [token for token, around in brackets(reading) if not around and token.kind == "word"]
        words = [word for token in outside if (word := token.text.upper()) not in ("PREFIX", "BASE")]
        if not words or words != ["INSERT", "DATA"] * (len(words) // 2):
            return False
    return True


def triple_text(s: Term, p: Term, o: Term) -> str:
    """Return a triple as SPARQL reads it.

    Raises:
        StoreError: a term is a blank node, which has no lasting name, or an IRI that is none.
    """
    from rdflib import Literal, URIRef

    for term in (s, p, o):
        if not isinstance(term, URIRef | Literal):
            raise StoreError(f"{term!r} is a blank node, or no RDF term; give the thing an IRI")
        if isinstance(term, URIRef) and not is_absolute(str(term)):
            raise StoreError(f"{term!r} is no valid RDF term: no absolute IRI; correct it where it is made")
    return f"{term_text(s)} {term_text(p)} {term_text(o)} ."
