"""Identifiers of the API and the IRIs they stand for: short where the manifest's two spaces allow it."""

from __future__ import annotations

from coopgraph.errors import ParameterError
from coopgraph.namespaces import COOP, ID, SKOS

IDENTIFIER_SPACE = ID
SCHEMA_SPACE = COOP

_NAMES = {"prefLabel": SKOS + "prefLabel", "altLabel": SKOS + "altLabel"}


def thing_id(iri: str) -> str:
    """Return the identifier of a thing: the tail of its IRI after the identifier space, else the IRI.

    >>> thing_id("https://w3id.org/coopgraph/id/person/monti-riccardo-maria")
    'person/monti-riccardo-maria'
    """
    return iri.removeprefix(ID)


def thing_iri(identifier: str) -> str:
    """Return the IRI that an identifier stands for.

    Raises:
        ParameterError: it can be no part of an IRI.
    """
    if not identifier or any(c <= " " or c in '<>"{}|^`\\' for c in identifier):
        raise ParameterError(
            f"{identifier!r} is no identifier; those of this service look like person/rossi-maria"
        )
    return identifier if "://" in identifier else ID + identifier


def term_id(iri: str) -> str:
    """Return the identifier of a class or property: its local name in the ontology or SKOS, else the IRI."""
    names = {known: name for name, known in _NAMES.items()}
    return names.get(iri, iri.removeprefix(COOP))


def property_iri(identifier: str) -> str:
    """Return the IRI of the property that an identifier stands for. Raises as ``thing_iri``."""
    if identifier in _NAMES:
        return _NAMES[identifier]
    iri = thing_iri(identifier)
    return iri if "://" in identifier else COOP + identifier
