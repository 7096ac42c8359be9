"""The terms a world uses, as N-Quads writes them. Spelt out here so that a world needs no package at all."""

from __future__ import annotations

import hashlib
from functools import cache

BASE = "https://w3id.org/coopgraph/"
ID = BASE + "id/"
CONCEPT = BASE + "concept/"
GRAPH = BASE + "graph/"
XSD = "http://www.w3.org/2001/XMLSchema#"

ENTITIES = f"<{GRAPH}entities>"
EDITORIAL = f"<{GRAPH}editorial>"

TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
PREF = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
ALT = "<http://www.w3.org/2004/02/skos/core#altLabel>"
TITLE = "<http://purl.org/dc/terms/title>"
LANGUAGE = "<http://purl.org/dc/terms/language>"
PUBLISHER = "<http://purl.org/dc/terms/publisher>"
DERIVED = "<http://www.w3.org/ns/prov#wasDerivedFrom>"
EXACT = "<http://www.w3.org/ns/oa#exact>"
START = "<http://www.w3.org/ns/oa#start>"
END = "<http://www.w3.org/ns/oa#end>"


@cache
def coop(name: str) -> str:
    """Return a term of the ontology."""
    return f"<{BASE}ontology#{name}>"


def thing(segment: str, *parts: str) -> str:
    """Return the IRI of an entity or a statement: its parts joined as the dossier compiler joins them."""
    return f"<{ID}{segment}/{'--'.join(parts)}>"


@cache
def code(scheme: str, name: str) -> str:
    """Return a code of a list."""
    return f"<{CONCEPT}{scheme}/{name}>"


@cache
def is_a(name: str) -> str:
    """Return the predicate and object that give a thing its class."""
    return f"{TYPE} {coop(name)}"


def day(iso: str) -> str:
    """Return a day as ``xsd:date``."""
    return f'"{iso}"^^<{XSD}date>'


def edtf(text: str) -> str:
    """Return a date as it is written in EDTF."""
    return f'"{text}"^^<http://id.loc.gov/datatypes/edtf/EDTF>'


def integer(number: int) -> str:
    """Return a whole number."""
    return f'"{number}"^^<{XSD}integer>'


def decimal(text: str | int) -> str:
    """Return a decimal in its canonical form, which the caller gives."""
    return f'"{text}"^^<{XSD}decimal>'


def digest(*parts: str) -> str:
    """Return the twelve hexadecimal digits the dossier compiler would give to ``parts``."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


def claim_iri(key: str, subject: str, predicate: str, value: str, status: str = "asserted") -> str:
    """Return the IRI of the claim by which the source ``key`` states a fact."""
    return thing("claim", key, digest(subject[1:-1], predicate[1:-1], value, "", status))


def slug(iri: str) -> str:
    """Return the last part of an entity's IRI."""
    return iri[iri.rindex("/") + 1 : -1]
