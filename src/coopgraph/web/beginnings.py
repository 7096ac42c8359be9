"""Where to begin on the query page: the questions of the catalogue, and every class with what its members have."""

from __future__ import annotations

from urllib.parse import urlencode

from coopgraph.namespaces import COOP, DCT, PREFIXES, RDF, SKOS, shorten
from coopgraph.queries.query import QUESTIONS
from coopgraph.release.overview import Overview
from coopgraph.web.examples import runnable
from coopgraph.web.resources import catalogue

_NAMES = (SKOS + "prefLabel", DCT + "title")


def beginnings(overview: Overview | None) -> dict[str, object]:
    """Return the links of the page: questions by family, and classes with how many members they have, once counted.

    Raises:
        QuerySyntaxError: a query file is malformed.
    """
    families = ((family, catalogue().family(family)) for family in QUESTIONS)
    classes = overview.own_classes if overview else ()
    return {
        "questions": [
            (family, [(one.title, asking(runnable(one))) for one in found]) for family, found in families
        ],
        "classes": [
            (name, number, asking(about_class(name, overview))) for name, number in classes if overview
        ],
        "counted": overview is not None,
    }


def asking(text: str) -> str:
    """Return the address at which the query page answers ``text``."""
    return f"/sparql?{urlencode({'query': text})}"


def about_class(name: str, overview: Overview) -> str:
    """Return a query for the members of a class, with a line for every property they have, ready to be taken in."""
    thing = f"?{name[:1].lower()}{name[1:]}"
    uses = sorted((-number, prop) for kind, prop, number in overview.uses if kind == COOP + name)
    has = {prop: -number for number, prop in uses if prop != RDF + "type"}
    named = [
        f'  OPTIONAL {{ {thing} {shorten(prop)} ?name FILTER(LANG(?name) = "en") }}'
        for prop in _NAMES
        if prop in has
    ]
    rest = [
        f"  # {thing} {shorten(prop)} {_variable(prop, thing)} .  # {number}"
        for prop, number in has.items()
        if prop not in _NAMES
    ]
    text = "\n".join(
        [
            f"# Take out a # before {thing} to ask for more. The figures say how often a property is used.",
            "SELECT * WHERE {",
            f"  {thing} a coop:{name} .",
            *named[:1],
            *rest,
            "}",
            "LIMIT 100",
        ]
    )
    declared = [f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items() if f" {prefix}:" in text]
    return "\n".join([*declared, text])


def _variable(prop: str, thing: str) -> str:
    local = prop.replace("#", "/").rpartition("/")[2].replace("-", "_")
    return f"?{local}" if f"?{local}" not in (thing, "?name") else f"?its{local[:1].upper()}{local[1:]}"
