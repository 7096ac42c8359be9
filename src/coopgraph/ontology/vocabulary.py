"""The terms and codes that data may use, read from the graph that holds the ontology."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from coopgraph.errors import NotFoundError
from coopgraph.namespaces import COOP
from coopgraph.ontology.reading import CLASSES, CODE_NAMES, CODES, PROPERTIES, local, scheme_slug

if TYPE_CHECKING:
    from rdflib import BNode, URIRef
    from rdflib import Literal as RdfLiteral

    Row = Mapping[str, URIRef | RdfLiteral | BNode]

Kind = Literal["object", "datatype", "annotation"]

_KINDS: Mapping[str, Kind] = {
    "ObjectProperty": "object",
    "DatatypeProperty": "datatype",
    "AnnotationProperty": "annotation",
}


@dataclass(frozen=True)
class Class:
    """A class of the ontology.

    ``superclasses`` holds every class above it: local names for our own (``Organization``), prefixed
    names for others (``foaf:Agent``). ``segment`` is its word in the IRIs of entities, its own or
    inherited; an abstract class has none.
    """

    name: str
    iri: str
    superclasses: frozenset[str]
    segment: str | None
    deprecated: bool = False


@dataclass(frozen=True)
class Property:
    """A property of the ontology.

    ``domain`` and ``range_class`` are names as in :attr:`Class.superclasses`, or None where any
    class will do; ``range`` is the full IRI of the range, class or datatype. ``code_list`` is the
    slug of the scheme that the values come from. A ``shortcut`` is computed, never stated.
    """

    name: str
    iri: str
    kind: Kind
    domain: str | None
    range: str | None
    code_list: str | None
    shortcut: bool = False
    deprecated: bool = False

    @property
    def range_class(self) -> str | None:
        """The class that the values of an object property belong to."""
        return local(self.range) if self.kind == "object" and self.range else None


@dataclass(frozen=True)
class Vocabulary:
    """What the ontology declares: classes and properties by local name, codes by scheme and slug.

    ``code_names`` are the names of the codes in every language, folded, and the slug each means, by scheme.
    """

    classes: Mapping[str, Class]
    properties: Mapping[str, Property]
    codes: Mapping[str, Mapping[str, str]]
    code_names: Mapping[str, Mapping[str, str]]

    @classmethod
    def from_select(cls, select: Callable[[str], Iterable[Row]]) -> Vocabulary:
        """Return the vocabulary of the store or graph that ``select`` asks.

        Raises:
            NotFoundError: it holds no ontology.
        """
        classes = _classes(select(CLASSES))
        if not classes:
            raise NotFoundError(
                "the store holds no coopgraph ontology; build it with 'coopgraph build', "
                "or load ontology/coopgraph.ttl into it"
            )
        return cls(
            MappingProxyType(classes),
            MappingProxyType(_properties(select(PROPERTIES))),
            MappingProxyType(_codes(select(CODES))),
            MappingProxyType(_code_names(select(CODE_NAMES))),
        )

    def is_a(self, name: str, superclass: str) -> bool:
        """Return whether the class ``name`` is ``superclass`` or lies below it."""
        return name == superclass or superclass in self.classes[name].superclasses

    def segment(self, name: str) -> str:
        """Return the word that stands for the class ``name`` in ``id/{word}/{slug}``.

        Raises:
            NotFoundError: no such class, or it is abstract.
        """
        if name not in self.classes:
            close = self.closest(name, self.classes)
            hint = f"did you mean '{close}'?" if close else "the classes are listed in ontology/coopgraph.ttl"
            raise NotFoundError(f"the ontology has no class '{name}'; {hint}")
        if segment := self.classes[name].segment:
            return segment
        below = ", ".join(sorted(c.name for c in self.classes.values() if name in c.superclasses))
        raise NotFoundError(f"the class '{name}' is abstract; use one of {below}")

    def closest(self, name: str, among: Iterable[str] | None = None) -> str | None:
        """Return the known name most like ``name``, or None where nothing is near.

        Args:
            among: the names to choose from; by default those of all classes and properties.
        """
        import difflib

        known = [*self.classes, *self.properties] if among is None else list(among)
        by_folded = {term.casefold(): term for term in sorted(known, reverse=True)}
        found = difflib.get_close_matches(name.casefold(), list(by_folded), n=1)
        return by_folded[found[0]] if found else None


def _classes(rows: Iterable[Row]) -> dict[str, Class]:
    direct: dict[str, set[str]] = defaultdict(set)
    segments: dict[str, str] = {}
    deprecated: set[str] = set()
    for row in rows:
        name = local(str(row["term"]))
        direct[name].update([local(str(row["superclass"]))] if "superclass" in row else [])
        if "segment" in row:
            segments[name] = str(row["segment"])
        if str(row.get("deprecated")) == "true":
            deprecated.add(name)
    return {
        name: Class(
            name=name,
            iri=COOP + name,
            superclasses=frozenset(_above(name, direct)) - {name},
            segment=next((segments[c] for c in _above(name, direct) if c in segments), None),
            deprecated=name in deprecated,
        )
        for name in sorted(direct)
    }


def _above(name: str, direct: Mapping[str, set[str]]) -> list[str]:
    """Return ``name`` and every class above it, the nearest first."""
    found = [name]
    for current in found:  # grows while it is walked: breadth first
        found.extend(sorted(c for c in direct.get(current, ()) if c not in found))
    return found


def _properties(rows: Iterable[Row]) -> dict[str, Property]:
    found = {}
    for row in rows:
        name = local(str(row["term"]))
        found[name] = Property(
            name=name,
            iri=COOP + name,
            kind=_KINDS[str(row["kind"]).rpartition("#")[2]],
            domain=local(str(row["domain"])) if "domain" in row else None,
            range=str(row["range"]) if "range" in row else None,
            code_list=scheme_slug(str(row["codeList"])) if "codeList" in row else None,
            shortcut="query" in row,
            deprecated=str(row.get("deprecated")) == "true",
        )
    return dict(sorted(found.items()))


def _codes(rows: Iterable[Row]) -> dict[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        found[scheme_slug(str(row["scheme"]))][str(row["slug"])] = str(row["code"])
    return {scheme: MappingProxyType(dict(sorted(codes.items()))) for scheme, codes in sorted(found.items())}


def _code_names(rows: Iterable[Row]) -> dict[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in sorted(
        (scheme_slug(str(r["scheme"])), str(r["name"]).casefold(), str(r["slug"])) for r in rows
    ):
        scheme, name, slug = row
        found[scheme].setdefault(name, slug)
    return {scheme: MappingProxyType(names) for scheme, names in found.items()}
