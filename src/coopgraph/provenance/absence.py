"""Why a query has no rows: the names, values and combinations in it that the graph does not hold.

To SPARQL a misspelt IRI is no error, and nor is a name without its language or a date of another type: nothing
matches, and nobody says so. Everything told here is true of the graph, and was asked of it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from coopgraph.errors import NotFoundError
from coopgraph.namespaces import BASE, CONCEPT, COOP, DCT, EDTF, ID, PREFIXES, RDF, RDFS, SKOS, XSD, shorten
from coopgraph.ontology import Vocabulary
from coopgraph.sparql import inspect
from coopgraph.sparql.lexer import Token, readings, significant
from coopgraph.sparql.patterns import Pattern, patterns, written

if TYPE_CHECKING:
    from coopgraph.store.protocol import Solutions

Select = Callable[[str], "Solutions"]

_TYPE = f"<{RDF}type>"
_NAMES = {f"<{SKOS}{kind}Label>" for kind in ("pref", "alt", "hidden")} | {f"<{DCT}title>", f"<{RDFS}label>"}
_DATE_LIKE = re.compile(r"""["']\d{4}(-\d\d){0,2}["']""")
_OF_DATES = frozenset(["YEAR", "MONTH", "DAY"])
_TAILS = (
    "@it",
    "@en",
    "@ru",
    "",
    *(f"^^<{kind}>" for kind in (f"{EDTF}EDTF", f"{XSD}date", f"{XSD}integer")),
)
_QUOTED = re.compile(r"""("|').*\1""", re.DOTALL)
_LOCAL_PATH = re.compile(r"[a-z]+://[^/]+/(?:.*?/)?((?:id|concept|graph)/.+)")


def why_nothing(select: Select, text: str, base: str | None = None) -> tuple[str, ...]:
    """Return what of a query without rows is not in the graph, each with the remedy; nothing where all of it is.

    Names and values come first; only where the graph holds all of them is it asked which do not go together.

    Args:
        select: asks the graph.
        text: a query that the graph has answered.
        base: what completes its relative IRIs, unless it says so itself.
    """
    found = significant(next(readings(text)))
    asked = patterns(text, base)
    told = [
        *_unknown_names(select, found, text, base),
        *_unknown_values(select, found, asked),
        *_dates(select, found, asked),
        *_languages(select, found),
    ]
    return tuple(dict.fromkeys(told or _apart(select, asked)))


def _unknown_names(select: Select, found: Sequence[Token], text: str, base: str | None) -> Iterator[str]:
    request = inspect(text)
    request = replace(request, base=request.base or base)
    names: dict[str, str] = {}
    for before, token, after in zip((None, *found), found, (*found[1:], None), strict=False):
        declares = before is not None and (
            before.text.upper() in ("PREFIX", "BASE") or before.text.endswith(":")
        )
        typed = before is not None and before.text == "^^"
        function = after is not None and after.text == "("
        if token.kind in ("iri", "name") and not (declares or typed or function):
            names[written(token, request, text)[1:-1]] = token.text
    known = {
        str(row["name"])
        for row in select(
            f"SELECT ?name {{ VALUES ?name {{ {' '.join(f'<{iri}>' for iri in names)} }} "
            "FILTER(EXISTS { ?name ?p ?o } || EXISTS { ?s ?p ?name } || EXISTS { ?s ?name ?o } "
            "|| EXISTS { GRAPH ?name { ?s ?p ?o } }) }"
        )
    }
    wrong = {
        prefix: namespace
        for prefix, namespace in request.prefixes.items()
        if PREFIXES.get(prefix, namespace) != namespace
    }
    for prefix, namespace in wrong.items():
        yield f"the prefix {prefix}: is declared as <{namespace}>; in this graph it is <{PREFIXES[prefix]}>"
    for iri, name in names.items():
        if iri not in known and not iri.startswith(XSD) and name.partition(":")[0] not in wrong:
            yield f"the graph says nothing of {name}{_remedy(select, iri)}"


def _remedy(select: Select, iri: str) -> str:
    """Return what to write in the place of an IRI that is nowhere in the graph."""
    local = _LOCAL_PATH.match(iri)
    place = BASE + local[1] if local else ID + iri.removeprefix(BASE) if iri.startswith(BASE) else iri
    if place != iri and _holds(select, f"<{place}> ?p ?o"):
        return f"; its name here is <{place}>"
    if close := _closest(select, iri):
        return f"; did you mean {shorten(close)}?"
    if iri.startswith(COOP):
        return "; /ontology lists the terms there are"
    return "; find its name by /search or 'coopgraph search'" if iri.startswith(ID) else ""


def _closest(select: Select, iri: str) -> str | None:
    """Return the term or the code that an IRI of ours was probably meant to be."""
    if not iri.startswith((COOP, CONCEPT)):
        return None
    try:
        vocabulary = Vocabulary.from_select(select)
    except NotFoundError:  # a graph need not hold the ontology
        return None
    if iri.startswith(COOP):
        name = iri.removeprefix(COOP)
        close = vocabulary.closest(name, vocabulary.classes if name[:1].isupper() else vocabulary.properties)
        return COOP + close if close else None
    scheme, _, slug = iri.removeprefix(CONCEPT).rpartition("/")
    codes = vocabulary.codes.get(scheme, {})
    return next((codes[near] for near in difflib.get_close_matches(slug, list(codes), n=1)), None)


def _unknown_values(select: Select, found: Sequence[Token], asked: Sequence[Pattern]) -> Iterator[str]:
    values = [(one.predicate, one.object) for one in asked if one.object[:1] in ('"', "'")]
    values += [
        ("?p", first.text if first.kind == "string" else second.text)
        for first, middle, second in zip(found, found[1:], found[2:], strict=False)
        if middle.text == "=" and {first.kind, second.kind} == {"variable", "string"}
    ]
    for predicate, value in dict.fromkeys(values):
        if _holds(select, f"?s {predicate} {value}"):
            continue
        quoted = _QUOTED.match(value)
        bare = quoted[0] if quoted else value
        other = next((bare + tail for tail in _TAILS if _holds(select, f"?s {predicate} {bare}{tail}")), "")
        named = predicate == "?p" or predicate in _NAMES
        yield (
            f"no {'value' if predicate == '?p' else _short(predicate)} is {_short(value)}"
            + (f"; the graph has {_short(other)}" if other else "")
            + (
                "; find a name in any spelling by /search or 'coopgraph search'"
                if named and not other
                else ""
            )
        )


def _dates(select: Select, found: Sequence[Token], asked: Sequence[Pattern]) -> Iterator[str]:
    """Tell of dates that are compared with what they do not compare with."""
    words = {token.text.upper() for token in found if token.kind == "word"}
    if not words & _OF_DATES and not any(_DATE_LIKE.match(token.text) for token in found):
        return
    for predicate in dict.fromkeys(one.predicate for one in asked if one.predicate.startswith(f"<{COOP}")):
        for row in select(f"SELECT (DATATYPE(?o) AS ?type) {{ ?s {predicate} ?o }} LIMIT 1"):
            if str(row.get("type", "")) == f"{EDTF}EDTF":
                yield (
                    f"{_short(predicate)} is an EDTF date, as imprecise as its source, and compares with no day; "
                    "compare coop:earliest and coop:latest, which are xsd:date"
                )


def _languages(select: Select, found: Sequence[Token]) -> Iterator[str]:
    """Tell of languages asked for by ``LANG(?name) = "…"`` that no name is in."""
    for position, token in enumerate(found):
        asked = [one.text for one in found[position : position + 6]]
        if (
            token.text.upper() != "LANG"
            or len(asked) < 6
            or asked[4] != "="
            or found[position + 5].kind != "string"
        ):
            continue
        has = {
            str(r["is"])
            for r in select(f"SELECT DISTINCT (LANG(?name) AS ?is) {{ ?s <{SKOS}prefLabel> ?name }}")
        }
        if asked[5][1:-1] not in {"", *has}:
            yield f"no name is in the language {asked[5]}; the graph has {', '.join(sorted(has))}"


def _apart(select: Select, asked: Sequence[Pattern]) -> Iterator[str]:
    """Tell of patterns that nothing meets, alone or together with the class that the same thing is to have."""
    alone = [one for one in dict.fromkeys(asked) if not one.predicate.startswith("?")]
    unmet = [one for one in alone if not _holds(select, _about(one))]
    for one in unmet:
        yield f"{_short(one.subject) if one.subject.startswith('<') else 'nothing'} has {_said(one)}"
    if unmet:
        return
    for one in alone:
        kind = _short(one.object)
        for other in alone if one.predicate == _TYPE and one.object.startswith("<") else ():
            if other.subject == one.subject and not _holds(select, f"{_about(one)} . {_about(other)}"):
                yield (
                    f"no {kind} has {_said(other)}; "
                    f"SELECT DISTINCT ?property {{ ?thing a {kind} ; ?property ?value }} lists what they have"
                )


def _about(pattern: Pattern) -> str:
    """Return a pattern about any value, and about any thing unless it is named."""
    thing = pattern.subject if pattern.subject.startswith("<") else "?thing"
    value = "[]" if pattern.object.startswith("?") else pattern.object
    return f"{thing} {pattern.predicate} {value}"


def _said(pattern: Pattern) -> str:
    value = "" if pattern.object[:1] in ("?", "[") else f" {_short(pattern.object)}"
    return f"the class{value}" if pattern.predicate == _TYPE else f"{_short(pattern.predicate)}{value}"


def _holds(select: Select, where: str) -> bool:
    return bool(select(f"SELECT * {{ {where} }} LIMIT 1").rows)


def _short(term: str) -> str:
    """Return a term with the IRIs in it shortened as far as there are prefixes for them."""
    return re.sub(r"<([^<>]*)>", lambda iri: shorten(iri[1]), term)
