"""Finding what is named in the graph, whatever the spelling: Собянин, Sobjanin and sobianin alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from coopgraph.namespaces import COOP, DCT, ID, RDFS, SKOS
from coopgraph.resolution.index import Hit, Name, NameIndex

if TYPE_CHECKING:
    from rdflib import BNode, Literal, URIRef

    Select: TypeAlias = Callable[[str], Iterable[Mapping[str, URIRef | Literal | BNode]]]

__all__ = ["Hit", "Name", "NameIndex", "load_index", "load_names", "search"]

_NAMES = f"""
SELECT ?iri ?property ?form (LANG(?form) AS ?language) WHERE {{
  VALUES ?property {{ <{SKOS}prefLabel> <{SKOS}altLabel> <{SKOS}hiddenLabel> <{DCT}title> }}
  ?iri ?property ?form .
  FILTER(STRSTARTS(STR(?iri), "{ID}"))
}}"""
_TYPES = f"""
SELECT ?iri ?type WHERE {{
  ?iri a ?type .
  FILTER(STRSTARTS(STR(?iri), "{ID}") && STRSTARTS(STR(?type), "{COOP}"))
}}"""
_SUPERCLASSES = f"SELECT ?class ?superclass WHERE {{ ?class <{RDFS}subClassOf> ?superclass }}"

_PREFERRED = (SKOS + "prefLabel", DCT + "title")
_LANGUAGES = ("en", "it")


def search(
    select: Select, text: str, limit: int | None = None, languages: tuple[str, ...] = _LANGUAGES
) -> tuple[Hit, ...]:
    """Return everything whose name matches ``text``, the best first; all of it unless ``limit`` says else.

    Order: equal names, then equal keys, then names that hold all the words asked for (or their
    beginnings), then names all of whose words were asked for, then names a letter or two away. Within
    each, persons and organisations come before bodies, these before the rest. Nothing is ever merged.

    Args:
        select: Asks the store; names, types and subclasses are read from its default graph.
        text: A name or the beginning of one, in Latin or Cyrillic letters.
        limit: The most hits wanted, 1 or more; None for all.
        languages: Which language of a label to show, by preference.
    """
    return load_index(select, languages).find(text, limit)


def load_index(select: Select, languages: tuple[str, ...] = _LANGUAGES) -> NameIndex:
    """Return an index of every name in the store's default graph, for many searches."""
    return NameIndex.build(load_names(select, languages))


def load_names(select: Select, languages: tuple[str, ...] = _LANGUAGES) -> tuple[Name, ...]:
    """Return every name of every entity in the store's default graph, with its label and type."""
    types = _most_specific_types(select)
    forms: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for row in select(_NAMES):
        language = str(row["language"]) if "language" in row else ""
        forms[str(row["iri"])].append((str(row["form"]), str(row["property"]), language))
    names = []
    for iri in sorted(forms):
        label = _label(forms[iri], languages)
        names += [
            Name(iri, form, label, types.get(iri, "")) for form in sorted({f for f, _, _ in forms[iri]})
        ]
    return tuple(names)


def _label(forms: list[tuple[str, str, str]], languages: tuple[str, ...]) -> str:
    """Return the preferred label in the first language that has one; any other name when there is none."""

    def rank(item: tuple[str, str, str]) -> tuple[bool, int, str, str]:
        form, name_property, language = item
        order = languages.index(language) if language in languages else len(languages)
        return name_property not in _PREFERRED, order, language, form

    return min(forms, key=rank)[0]


def _most_specific_types(select: Select) -> dict[str, str]:
    """Return one type for each entity. Superclasses lie in the default graph too, and say less."""
    above: dict[str, set[str]] = defaultdict(set)
    for row in select(_SUPERCLASSES):
        above[str(row["class"])].add(str(row["superclass"]))
    types: dict[str, set[str]] = defaultdict(set)
    for row in select(_TYPES):
        types[str(row["iri"])].add(str(row["type"]))
    ancestors = {name: _ancestors(name, above) for found in types.values() for name in found}
    return {
        iri: min(found - set().union(*(ancestors[name] for name in found)) or found)
        for iri, found in types.items()
    }


def _ancestors(name: str, above: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(above.get(name, ()))
    while waiting:
        ancestor = waiting.pop()
        if ancestor != name and ancestor not in found:
            found.add(ancestor)
            waiting += above.get(ancestor, ())
    return found
