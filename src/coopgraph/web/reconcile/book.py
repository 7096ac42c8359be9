"""What the API asks of the graph: values, properties and descriptions of things. Runs inside a worker."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from coopgraph.errors import ParameterError
from coopgraph.namespaces import COOP, ID, SKOS
from coopgraph.provenance.labels import labels
from coopgraph.resolution.directory import Directory, Entity
from coopgraph.resolution.reconciling import Forms
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.web.names import class_label, directory
from coopgraph.web.reconcile.terms import property_iri, term_id, thing_id
from coopgraph.web.resources import catalogue

if TYPE_CHECKING:
    from coopgraph.store.protocol import Term

_VALUES = "pages/reconcile-values"
_OF_CLASS = "pages/reconcile-properties"
_HAVING = "pages/reconcile-having"
_DECLARED = f"""
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?property ?label ?definition ?range WHERE {{
  VALUES ?kind {{ owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty }}
  ?property a ?kind ; rdfs:label ?label .
  FILTER(STRSTARTS(STR(?property), "{COOP}"))
  OPTIONAL {{ ?property rdfs:range ?range }}
  OPTIONAL {{ ?property skos:definition ?definition . FILTER(LANG(?definition) = LANG(?label)) }}
}} ORDER BY ?property ?label"""
_SKOS_LABELS = {
    SKOS + "prefLabel": {"en": "preferred name", "it": "nome preferito", "ru": "предпочтительное имя"},
    SKOS + "altLabel": {"en": "other name", "it": "altro nome", "ru": "другое имя"},
}


@dataclass(frozen=True)
class Property:
    """A property as the ontology declares it: labels and definitions by language, and its range."""

    iri: str
    labels: Mapping[str, str]
    definitions: Mapping[str, str]
    range: str


@lru_cache(maxsize=1)
def _properties(store: EmbeddedStore) -> Mapping[str, Property]:
    found: dict[str, tuple[dict[str, str], dict[str, str], str]] = {}
    for row in store.select(_DECLARED):
        label = row["label"]
        language = getattr(label, "language", None) or ""
        named, defined, _ = found.setdefault(str(row["property"]), ({}, {}, str(row.get("range", ""))))
        named.setdefault(language, str(label))
        if "definition" in row:
            defined.setdefault(language, str(row["definition"]))
    skos = {iri: Property(iri, named, {}, "") for iri, named in _SKOS_LABELS.items()}
    return {**skos, **{iri: Property(iri, *parts) for iri, parts in found.items()}}


def prepare_book(store: EmbeddedStore) -> None:
    """Read the query files and the properties, for every worker forked afterwards."""
    for name in (_VALUES, _OF_CLASS, _HAVING):
        catalogue().get(name).bind({p.name: COOP + "Person" for p in catalogue().get(name).parameters})
    _properties(store)


class Book:
    """The graph as the API sees it, in the languages a client prefers."""

    def __init__(self, store: EmbeddedStore, languages: tuple[str, ...]) -> None:
        self.store = store
        self.languages = languages
        self.directory: Directory = directory(store)
        self.properties = _properties(store)

    def property(self, identifier: str) -> Property:
        """Return the property that an identifier stands for.

        Raises:
            ParameterError: the ontology has none.
        """
        iri = property_iri(identifier)
        if iri not in self.properties:
            raise ParameterError(
                f"there is no property {identifier!r}; /reconcile/propose lists those of a type"
            )
        return self.properties[iri]

    def held(self, iri: str) -> Mapping[str, Mapping[Term, frozenset[str]]]:
        """Return the values of a thing by property, each with the names it goes by, in their order."""
        found: dict[str, dict[Term, set[str]]] = defaultdict(dict)
        for row in self.store.select(catalogue().get(_VALUES).bind({"thing": iri})):
            forms = found[str(row["property"])].setdefault(row["value"], set())
            if "form" in row:
                forms.add(str(row["form"]))
        return {
            name: {value: frozenset(forms) for value, forms in values.items()}
            for name, values in found.items()
        }

    def forms(self, iri: str) -> Mapping[str, tuple[Forms, ...]]:
        """Return the ways in which the values of a thing may be written, by property."""
        return {
            name: tuple(forms | {str(value), thing_id(str(value))} for value, forms in values.items())
            for name, values in self.held(iri).items()
        }

    def having(self, name: str, values: tuple[str, ...]) -> list[str]:
        """Return the things for which a property (IRI) has one of some values: texts, identifiers or names."""
        query = catalogue().get(_HAVING)
        written = [
            form
            for value in values
            for form in ((value,) if "://" in value else (value, ID + value, *self._called(value)))
        ]
        rows = (
            row
            for form in written
            for row in self.store.select(query.bind({"property": name, "value": form}))
        )
        return list(dict.fromkeys(str(row["thing"]) for row in rows))

    def _called(self, name: str) -> list[str]:
        """Return the IRIs of the things that have exactly this name."""
        return [self.directory.entity(m).iri for m in self.directory.find(name) if m.how in ("exact", "key")]

    def of_class(self, iri: str) -> list[Property]:
        """Return the properties that things of a class have, the most frequent first."""
        rows = self.store.select(catalogue().get(_OF_CLASS).bind({"class": iri}))
        return [
            self.properties[str(row["property"])] for row in rows if str(row["property"]) in self.properties
        ]

    def label(self, found: Mapping[str, str]) -> str:
        """Return the one of several labels in the language preferred."""
        return next((found[one] for one in self.languages if one in found), next(iter(found.values())))

    def labels(self, iris: Iterable[str]) -> Mapping[str, str]:
        """Return a label for each IRI."""
        return labels(self.store.select, iris, self.languages)

    def type(self, iri: str) -> dict[str, str]:
        """Return a class as the API shows it."""
        return {"id": term_id(iri), "name": class_label(self.directory, iri, self.languages)}

    def types(self, entity: Entity) -> list[dict[str, str]]:
        """Return the classes of a thing, the most specific first."""
        ordered = sorted(entity.types, key=lambda iri: (iri != entity.type, iri))
        return [self.type(iri) for iri in ordered]

    def description(self, entity: Entity) -> str:
        """Return a few words that tell a thing from its namesakes: what it is, and other names it has."""
        kind = class_label(self.directory, entity.type, self.languages) if entity.type else ""
        shown = entity.label(self.languages)
        others = sorted({label for label in entity.labels.values() if label != shown})
        return "; ".join(part for part in (kind, ", ".join(others)) if part)
