"""Everything a graph names, read once: who is found under which name, what it is called and what it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from coopgraph.errors import ParameterError
from coopgraph.namespaces import COOP, DCT, ID, RDF, RDFS, SKOS
from coopgraph.resolution.index import Hit, Match, Name, NameIndex

if TYPE_CHECKING:
    from rdflib import BNode, Literal, URIRef

    Select: TypeAlias = Callable[[str], Iterable[Mapping[str, URIRef | Literal | BNode]]]

LANGUAGES = ("en", "it", "ru")

_NAMING = (SKOS + "prefLabel", SKOS + "altLabel", SKOS + "hiddenLabel", DCT + "title")

OF_THINGS = frozenset((*_NAMING, RDF + "type"))
"""The properties by which a directory knows a thing."""

OF_CLASSES = frozenset((RDFS + "subClassOf", RDFS + "label"))
"""The properties by which it knows the classes that things are in."""

_NAMES = f"""
SELECT ?iri ?property ?form (LANG(?form) AS ?language) WHERE {{
  VALUES ?property {{ {" ".join(f"<{one}>" for one in _NAMING)} }}
  ?iri ?property ?form .
  FILTER(STRSTARTS(STR(?iri), "{ID}"))
}}"""
_TYPES = f"""
SELECT ?iri ?type WHERE {{
  ?iri a ?type .
  FILTER(STRSTARTS(STR(?iri), "{ID}") && STRSTARTS(STR(?type), "{COOP}"))
}}"""
_KNOWN = f"""
SELECT ?property ?form (LANG(?form) AS ?language) WHERE {{
  <%s> ?property ?form .
  FILTER(?property IN ({", ".join(f"<{one}>" for one in sorted(OF_THINGS))}))
}}"""
_SUPERCLASSES = f"SELECT ?class ?superclass WHERE {{ ?class <{RDFS}subClassOf> ?superclass }}"
_CLASS_LABELS = f"""
SELECT ?class ?label (LANG(?label) AS ?language) WHERE {{
  ?class a <http://www.w3.org/2002/07/owl#Class> ; <{RDFS}label> ?label .
}}"""
Form: TypeAlias = tuple[str, str, str]
"""A form of a name, the property that gives it, and its language, empty where it has none."""

_PREFERRED = (SKOS + "prefLabel", DCT + "title")


@dataclass(frozen=True)
class Entity:
    """What a graph calls one thing, and what it is.

    ``labels`` holds the preferred label of each language. ``type`` is its most specific class, ``types`` every class.
    """

    iri: str
    labels: Mapping[str, str]
    type: str
    types: frozenset[str]

    def label(self, languages: Iterable[str]) -> str:
        """Return the label in the first of ``languages`` that has one, else the first there is."""
        return next(
            (self.labels[one] for one in languages if one in self.labels), next(iter(self.labels.values()))
        )


@dataclass(frozen=True)
class Directory:
    """The named things of one revision of a graph. ``load_directory`` makes one.

    Attributes:
        entities: by IRI, in the order of their IRIs.
        names: every form of every name.
        classes: the labels of each class that a named thing is in, by language.
        above: the classes above each class.
        filed: the index of the names, where there is one already.
    """

    entities: Mapping[str, Entity]
    names: tuple[Name, ...] = field(repr=False)
    classes: Mapping[str, Mapping[str, str]]
    above: Mapping[str, frozenset[str]]
    filed: NameIndex | None = field(default=None, repr=False)

    @cached_property
    def index(self) -> NameIndex:
        """The index of the names, built when it is first asked for."""
        return self.filed or NameIndex.build(self.names)

    @cached_property
    def forms(self) -> Mapping[str, tuple[str, ...]]:
        """Every form of the names of each thing, by IRI."""
        found: dict[str, list[str]] = defaultdict(list)
        for name in self.names:
            found[name.iri].append(name.form)
        return {iri: tuple(forms) for iri, forms in found.items()}

    def find(self, text: str, types: Collection[str] = ()) -> list[Match]:
        """Return the match of everything whose name matches ``text`` and that is in one of ``types``, best first."""
        return self.of_types(self.index.matches(text), types)

    def of_types(self, matches: list[Match], types: Collection[str]) -> list[Match]:
        """Return those of ``matches`` whose thing is in one of the classes ``types``; all where none is given."""
        wanted = frozenset(types)
        return [match for match in matches if wanted & self.entity(match).types] if wanted else matches

    def entity(self, match: Match) -> Entity:
        """Return the thing that was matched."""
        return self.entities[self.names[match.number].iri]

    def hit(self, match: Match, languages: Iterable[str]) -> Hit:
        """Return a match as what is shown of it, its label in the first of ``languages`` that has one."""
        return replace(self.index.hit(match), label=self.entity(match).label(languages))

    def class_named(self, name: str) -> str:
        """Return the IRI of the class that ``name`` means: its IRI, or its local name in the ontology.

        Raises:
            ParameterError: no named thing of the graph is in such a class; the message lists those there are.
        """
        iri = name if "://" in name else COOP + name.removeprefix("coop:")
        if iri in self.classes:
            return iri
        known = ", ".join(sorted(one.removeprefix(COOP) for one in self.classes))
        raise ParameterError(f"nothing in the graph is a {name!r}; the types of named things are: {known}")

    def counts(self, matches: Iterable[Match]) -> dict[str, int]:
        """Return how many things of ``matches`` are in each class, the most frequent class first."""
        found = Counter(kind for match in matches for kind in self.entity(match).types)
        return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def load_directory(select: Select, languages: tuple[str, ...] = LANGUAGES) -> Directory:
    """Return the directory of the store that ``select`` asks: of what its default graph names.

    Args:
        languages: by preference, for the one label that hits are sorted by.
    """
    above = _classes_above(select)
    types = _types(select)
    forms: dict[str, list[Form]] = defaultdict(list)
    for row in select(_NAMES):
        forms[str(row["iri"])].append(_form(row))
    entities, names = {}, []
    for iri in sorted(forms):
        entities[iri], named = _entity(iri, forms[iri], types.get(iri, frozenset()), above, languages)
        names += named
    return Directory(entities, tuple(names), _class_labels(select, _used(entities)), above)


def following(
    former: Directory, select: Select, changed: Iterable[str], languages: tuple[str, ...] = LANGUAGES
) -> Directory:
    """Return what ``load_directory`` would, at the cost of what has changed.

    Args:
        former: the directory of the store as it was.
        select: asks the store as it is.
        changed: the IRIs of the things of which it says another value in ``OF_THINGS``. Where it differs in
            ``OF_CLASSES`` or in what is a class, the directory has to be loaded anew.
        languages: as for ``load_directory``, the same as then.
    """
    entities, fresh = dict(former.entities), dict[str, list[Name]]()
    for iri in sorted({iri for iri in changed if iri.startswith(ID)}):
        entities.pop(iri, None)
        rows = list(select(_KNOWN % iri))
        types = frozenset(str(row["form"]) for row in rows if str(row["property"]) == RDF + "type")
        forms = [_form(row) for row in rows if str(row["property"]) in _NAMING]
        if forms:
            ours = frozenset(one for one in types if one.startswith(COOP))
            entities[iri], fresh[iri] = _entity(iri, forms, ours, former.above, languages)
    kept: dict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(former.names):
        kept[name.iri].append(number)
    ordered = {iri: entities[iri] for iri in sorted(entities)}
    names: list[Name] = []
    moved = [-1] * len(former.names)
    for iri in ordered:
        if iri in fresh:
            names += fresh[iri]
            continue
        for number in kept[iri]:
            moved[number] = len(names)
            names.append(former.names[number])
    index = former.index.following(tuple(names), moved)
    return Directory(ordered, index.names, _class_labels(select, _used(ordered)), former.above, index)


def _form(row: Mapping[str, URIRef | Literal | BNode]) -> Form:
    return str(row["form"]), str(row["property"]), str(row.get("language", ""))


def _entity(
    iri: str,
    forms: list[Form],
    types: frozenset[str],
    above: Mapping[str, frozenset[str]],
    languages: tuple[str, ...],
) -> tuple[Entity, list[Name]]:
    """Return a thing that has names, and these."""
    entity = Entity(iri, _labels(forms, languages), _most_specific(types, above), types)
    label = entity.label(languages)
    return entity, [Name(iri, form, label, entity.type) for form in sorted({form for form, _, _ in forms})]


def _used(entities: Mapping[str, Entity]) -> frozenset[str]:
    return frozenset().union(*(entity.types for entity in entities.values()))


def _labels(forms: list[Form], languages: tuple[str, ...]) -> dict[str, str]:
    """Return one label for each language: a preferred one, else any, in order of preference of the languages."""

    def rank(item: Form) -> tuple[bool, int, str, str]:
        form, name_property, language = item
        order = languages.index(language) if language in languages else len(languages)
        return name_property not in _PREFERRED, order, language, form

    ordered = sorted(forms, key=rank)
    preferred = [item for item in ordered if item[1] in _PREFERRED] or ordered[:1]
    labels: dict[str, str] = {}
    for form, _, language in preferred:
        labels.setdefault(language, form)
    return labels


def _types(select: Select) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in select(_TYPES):
        found[str(row["iri"])].add(str(row["type"]))
    return {iri: frozenset(types) for iri, types in found.items()}


def _most_specific(types: frozenset[str], above: Mapping[str, frozenset[str]]) -> str:
    """Return one type. Superclasses lie in the default graph too, and say less."""
    least = types.difference(*(above.get(one, frozenset()) for one in types))
    return min(least or types, default="")


def _classes_above(select: Select) -> dict[str, frozenset[str]]:
    direct: dict[str, set[str]] = defaultdict(set)
    for row in select(_SUPERCLASSES):
        direct[str(row["class"])].add(str(row["superclass"]))
    return {name: frozenset(_ancestors(name, direct)) for name in direct}


def _ancestors(name: str, direct: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(direct.get(name, ()))
    while waiting:
        ancestor = waiting.pop()
        if ancestor != name and ancestor not in found:
            found.add(ancestor)
            waiting += direct.get(ancestor, ())
    return found


def _class_labels(select: Select, used: Collection[str]) -> dict[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = {name: {} for name in sorted(used)}
    for row in select(_CLASS_LABELS):
        if str(row["class"]) in found:
            found[str(row["class"])][str(row.get("language", ""))] = str(row["label"])
    return {name: labels or {"": name.removeprefix(COOP)} for name, labels in found.items()}
