"""From what people write to what is meant: a thing, a property, a value, by IRI, key, code or name in any spelling.

The command line, the HTTP API and ``KnowledgeGraph`` all read names here, so a text means the same in each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from coopgraph.errors import NotFoundError, ParameterError
from coopgraph.namespaces import CONCEPT, COOP, ID, PREFIXES
from coopgraph.resolution.directory import LANGUAGES, Directory
from coopgraph.sparql import terms

if TYPE_CHECKING:
    from coopgraph.queries import Query
    from coopgraph.store.protocol import Store, Term

Names = Callable[[], Directory]
"""Gives the directory of the graph that is asked. Reading one takes time, so it is called where only a name is left."""

_KEY = re.compile(r"[^\s/:?#<>\"{}|\\^`]+")


def thing(store: Store, text: str, names: Names) -> str:
    """Return the IRI of the thing that ``text`` means.

    Tried in this order: an IRI, a prefixed name or the tail of an IRI (``person/monti-riccardo-maria``) that the graph
    holds; a code (``IT``, ``IT-TN``); a key (``monti-riccardo-maria``); a name in any spelling or script.

    Raises:
        NotFoundError: nothing, or more than one thing, is called that; a guess is offered and not taken.
    """
    for iri in _readings(text):
        if _held(store, iri, text):
            return iri
    found = _of_code(store, text) or _of_key(store, text) or _of_name(text, names())
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFoundError(
            f"the graph holds nothing called {text!r}; coopgraph search and /api/search find names in any spelling"
        )
    raise NotFoundError(f"{text!r} may mean any of: {', '.join(found)}; name one of them")


def value(store: Store, text: str, names: Names) -> Term:
    """Return the literal of a claim that reads ``text``, else the thing that it means. Raises as ``thing`` does."""
    from rdflib import Literal, URIRef

    rows = store.select(
        f"SELECT DISTINCT ?value WHERE {{ ?claim <{COOP}claimValue> ?value "
        f"FILTER(STR(?value) = {terms.string(text)}) }} ORDER BY ?value LIMIT 1"
    )
    for row in rows:
        if isinstance(row["value"], Literal):
            return row["value"]
    return URIRef(thing(store, text, names))


def term(text: str) -> str:
    """Return the IRI of a term of the ontology given by IRI, prefixed name or local name.

    Raises:
        ParameterError: it is no IRI, or its prefix is not known.
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


def with_things(
    question: Query, values: Mapping[str, str | Sequence[str]], find: Callable[[str], str]
) -> dict[str, str | Sequence[str]]:
    """Return the values of a question with the IRI of each thing that is given by a key, a code or a name.

    Args:
        question: knows which of its parameters are things.
        values: by parameter.
        find: returns the IRI of the thing that a text means.

    Raises:
        NotFoundError: as ``thing`` does.
    """
    things = {parameter.name for parameter in question.parameters if parameter.kind == "iri"}

    def meant(given: str | Sequence[str]) -> str | Sequence[str]:
        if isinstance(given, str):
            return given if "://" in given else find(given)
        return [one if "://" in one else find(one) for one in given]

    return {name: meant(given) if name in things else given for name, given in values.items()}


def _readings(text: str) -> list[str]:
    prefix, colon, local = text.partition(":")
    if "://" in text:
        return [text.strip("<>")]
    if colon and prefix in PREFIXES:
        return [PREFIXES[prefix] + local]
    return [ID + text, CONCEPT + text] if "/" in text and " " not in text else []


def _held(store: Store, iri: str, text: str) -> bool:
    try:
        node = terms.iri(iri)
    except ParameterError as error:
        raise NotFoundError(f"the graph holds nothing called {text!r}: {error}") from error
    return store.ask(f"ASK {{ {{ {node} ?p ?o }} UNION {{ ?s ?p {node} }} }}")


def _of_code(store: Store, text: str) -> list[str]:
    rows = store.select(f"SELECT ?thing WHERE {{ ?thing <{COOP}isoCode> {terms.string(text.upper())} }}")
    return sorted({str(row["thing"]) for row in rows})


def _of_key(store: Store, text: str) -> list[str]:
    """Return the things whose IRI ends with a key: under which words there may be one, the ontology says."""
    if not _KEY.fullmatch(text):
        return []
    key = terms.string(f"/{text.lower()}")
    rows = store.select(
        f"SELECT DISTINCT ?thing WHERE {{ ?class <{COOP}iriSegment> ?word "
        f'BIND(IRI(CONCAT("{ID}", ?word, {key})) AS ?thing) FILTER EXISTS {{ ?thing a ?any }} }}'
    )
    return sorted(str(row["thing"]) for row in rows)


def _of_name(text: str, names: Directory) -> list[str]:
    hits = [names.hit(match, LANGUAGES) for match in names.find(text)]
    if hits and hits[0].guessed:  # people may follow a guess, a program does not
        raise NotFoundError(
            f"the graph holds nothing called {text!r}; did you mean {hits[0].label!r} ({hits[0].iri})?"
        )
    return sorted({hit.iri for hit in hits if hit.score == hits[0].score})
