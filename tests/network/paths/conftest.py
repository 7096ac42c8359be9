"""Worlds small enough to draw, made a line at a time."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rdflib import Literal, URIRef

from coopgraph.namespaces import COOP, EDTF, ID, OA, RDF
from coopgraph.network.paths import PathConditions, Paths, find_paths
from coopgraph.queries import Catalogue
from coopgraph.resources import resource
from coopgraph.store.embedded import EmbeddedStore

GRAPH = "https://w3id.org/coopgraph/graph/source/s"


class World:
    """A graph of one source, whose every statement quotes its own name."""

    def __init__(self) -> None:
        self.store = EmbeddedStore.in_memory()
        self._quads: list[tuple[URIRef, URIRef, URIRef | Literal, str]] = []

    def say(self, subject: str, name: str, value: object) -> None:
        predicate = (
            RDF + "type" if name == "a" else OA + name if name in ("exact", "start", "end") else COOP + name
        )
        if isinstance(value, str) and name == "a":
            value = URIRef(COOP + value)
        term = value if isinstance(value, URIRef | Literal) else URIRef(ID + str(value))
        self._quads.append((URIRef(ID + subject), URIRef(predicate), term, GRAPH))

    def situation(self, name: str, **facts: object) -> None:
        self.say(name, "statedIn", "source/s")
        self.say(name, "hasEvidence", f"evidence/{name}")
        self.say(f"evidence/{name}", "exact", Literal(f"words of {name}"))
        self.say(f"evidence/{name}", "statedIn", "source/s")
        for fact, value in facts.items():
            self.say(name, fact, value)

    def event(
        self, name: str, *people: str, date: str = "", part_of: str = "", modality: str = "actual"
    ) -> None:
        self.say(f"event/{name}", "a", "Event")
        if date:
            self.say(f"event/{name}", "date", Literal(date, datatype=URIRef(EDTF + "EDTF")))
        if part_of:
            self.say(f"event/{name}", "partOfEvent", f"event/{part_of}")
        for person in people:
            self.say(f"person/{person}", "a", "Person")
            self.situation(
                f"participation/{name}-{person}",
                inEvent=f"event/{name}",
                participant=f"person/{person}",
                modality=URIRef(f"https://w3id.org/coopgraph/concept/modality/{modality}"),
            )

    def role(self, person: str, organization: str) -> None:
        self.say(f"person/{person}", "a", "Person")
        self.say(f"organization/{organization}", "a", "Organization")
        self.situation(
            f"role-holding/{person}-{organization}",
            holder=f"person/{person}",
            inOrganization=f"organization/{organization}",
        )

    def paths(self, source: str, target: str, **conditions: object) -> Paths:
        if self._quads:
            self.store.add(self._quads)
            self._quads = []
        ends = (iri if "/" in iri else f"person/{iri}" for iri in (source, target))
        catalogue = Catalogue.load([resource("queries")])
        return find_paths(self.store, catalogue, *(ID + end for end in ends), PathConditions(**conditions))  # type: ignore[arg-type]

    def drawn(self, source: str, target: str, **conditions: object) -> list[str]:
        """The paths as text: ``a b c``."""
        found = self.paths(source, target, **conditions)
        return [" ".join(actor.rsplit("/", 1)[1] for actor in path.actors) for path in found.paths]


@pytest.fixture
def world() -> Callable[[], World]:
    return World
