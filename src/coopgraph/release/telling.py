"""What changed, in words: by document, one line for each fact that came or went.

Facts are told with the names of things. What carries a fact (claims, passages) and what is computed from
others (shortcuts) is counted and not told: it would say the same again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from coopgraph.namespaces import (
    COOP,
    DCT,
    GRAPH_EDITORIAL,
    GRAPH_ENTITIES,
    GRAPH_ONTOLOGY,
    GRAPH_SHORTCUTS,
    OA,
    OWL,
    PROV,
    RDF,
    RDFS,
    SKOS,
    shorten,
)
from coopgraph.provenance.labels import labels
from coopgraph.release.diff import Difference, State
from coopgraph.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from coopgraph.store.protocol import Term

    Fact = tuple[str, str, Term]

_QUADS = "SELECT ?graph ?s ?p ?o WHERE { GRAPH ?graph { ?s ?p ?o } } ORDER BY ?graph ?s ?p ?o"
_TYPES = f"SELECT ?thing ?type WHERE {{ ?thing a ?type . FILTER(STRSTARTS(STR(?type), '{COOP}')) }}"
_ABOVE = f"SELECT ?class ?above WHERE {{ ?class <{RDFS}subClassOf>+ ?above }}"
_TITLES = f"""
SELECT ?graph ?title WHERE {{
  ?graph <{PROV}wasDerivedFrom> ?source . ?source <http://purl.org/dc/terms/title> ?title
}} ORDER BY ?graph ?title"""
_AGENTS = f"""
SELECT ?name WHERE {{
  <%s> <{COOP}participant>|<{COOP}holder>|<{COOP}party> ?agent . ?agent <{SKOS}prefLabel> ?name
  FILTER(LANG(?name) = "en")
}} ORDER BY ?name"""
_WITHDRAWN = OWL + "deprecated"
_OWN_NAMES = {
    SKOS + "prefLabel": {"en": "name", "it": "nome"},
    SKOS + "altLabel": {"en": "other name", "it": "altro nome"},
    SKOS + "hiddenLabel": {"en": "misprint", "it": "refuso"},
    SKOS + "note": {"en": "because", "it": "perché"},
    DCT + "license": {"en": "licence", "it": "licenza"},
    DCT + "rights": {"en": "licence", "it": "licenza"},
    DCT + "isReplacedBy": {"en": "merged into", "it": "confluito in"},
    _WITHDRAWN: {"en": "withdrawn", "it": "ritirato"},
}
_PARTS = {
    GRAPH_ENTITIES: {"en": "Names and codes of things", "it": "Nomi e codici delle cose"},
    GRAPH_EDITORIAL: {"en": "What the editors add", "it": "Quanto aggiungono i curatori"},
    GRAPH_SHORTCUTS: {"en": "Computed from the rest", "it": "Calcolato dal resto"},
    GRAPH_ONTOLOGY: {"en": "The ontology and the code lists", "it": "L'ontologia e le liste di codici"},
}
_CARRIERS = {COOP + name for name in ("Claim", "Evidence")}
_OF_CARRIERS = {COOP + name for name in ("hasEvidence", "statedIn", "statedBy")}
_COUNTED = {GRAPH_SHORTCUTS, GRAPH_ONTOLOGY}


@dataclass(frozen=True)
class Part:
    """What changed in one named graph: facts in words, and how many other statements came and went."""

    graph: str
    title: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    other_added: int
    other_removed: int


@dataclass(frozen=True)
class Changes:
    """What changed between two states, graph by graph."""

    old: str
    new: str
    added: int
    removed: int
    parts: tuple[Part, ...]

    def as_dict(self) -> dict[str, object]:
        """Return the changes as JSON values."""
        return asdict(self)


def tell(old: State, new: State, found: Difference, language: str = "en") -> Changes:
    """Return the difference of two states in words, in ``language`` (``en`` or ``it``)."""
    with old.store() as before, new.store() as after:
        speaker = _Speaker((after, before), language)
        came, went = (_by_graph(lines) for lines in (found.added, found.removed))
        parts = tuple(
            speaker.part(graph, came.get(graph, []), went.get(graph, []))
            for graph in sorted({*came, *went}, key=lambda graph: (graph in _PARTS, graph))
        )
    return Changes(old.name, new.name, len(found.added), len(found.removed), parts)


def _by_graph(lines: Iterable[bytes]) -> Mapping[str, list[Fact]]:
    facts: dict[str, list[Fact]] = defaultdict(list)
    with EmbeddedStore.in_memory() as store:
        store.load_nquads(b"".join(lines))
        for row in store.select(_QUADS):
            facts[str(row["graph"])].append((str(row["s"]), str(row["p"]), row["o"]))
    return facts


class _Speaker:
    """Knows what things are called and what they are, in the new state first and else in the old."""

    def __init__(self, stores: tuple[EmbeddedStore, EmbeddedStore], language: str) -> None:
        self._stores = stores
        self._language = language
        self._names = {iri: names.get(language, names["en"]) for iri, names in _OWN_NAMES.items()}
        self._types: dict[str, set[str]] = defaultdict(set)
        self._above: dict[str, set[str]] = defaultdict(set)
        self._titles: dict[str, str] = {}
        for store in stores:
            for row in store.select(_TYPES):
                self._types[str(row["thing"])].add(str(row["type"]))
            for row in store.select(_ABOVE):
                self._above[str(row["class"])].add(str(row["above"]))
            for row in store.select(_TITLES):
                self._titles.setdefault(str(row["graph"]), str(row["title"]))

    def part(self, graph: str, came: list[Fact], went: list[Fact]) -> Part:
        """Return what changed in a graph."""
        title = _PARTS.get(graph, {}).get(self._language) or self._titles.get(graph) or shorten(graph)
        if graph in _COUNTED:
            return Part(graph, title, (), (), len(came), len(went))
        told_added, told_removed = self._told(came), self._told(went)
        return Part(
            graph,
            title,
            told_added[0],
            told_removed[0],
            len(came) - told_added[1],
            len(went) - told_removed[1],
        )

    def _told(self, facts: list[Fact]) -> tuple[tuple[str, ...], int]:
        """Return facts in words, and how many statements they tell. A situation is one line."""
        plain, situations = [], defaultdict(list)
        for fact in facts:
            subject, predicate, _ = fact
            types = self._types[subject]
            if types & _CARRIERS or predicate in _OF_CARRIERS or predicate.startswith((OA, PROV)):
                continue
            if COOP + "Situation" in types:
                situations[subject].append(fact)
            elif predicate != RDF + "type":
                plain.append(fact)
        self._learn(fact for group in (plain, *situations.values()) for fact in group)
        self._learn((kind, kind, kind) for subject in situations for kind in self._types[subject])
        lines = [f"{self._name(s)}: {self._said(p, o)}" for s, p, o in plain]
        lines += [self._situation(subject, group) for subject, group in situations.items()]
        return tuple(sorted(lines)), len(plain) + sum(map(len, situations.values()))

    def _said(self, predicate: str, value: Term) -> str:
        name = self._name(predicate)
        return name if predicate == _WITHDRAWN else f"{name} {self._value(value)}"

    def _situation(self, subject: str, facts: list[Fact]) -> str:
        types = self._types[subject]
        kind = min(types.difference(*(self._above[one] for one in types)), default=subject)
        rest = "; ".join(f"{self._name(p)} {self._value(o)}" for _, p, o in facts if p != RDF + "type")
        whole = any(p == RDF + "type" for _, p, _ in facts)
        about = "" if whole else f" of {', '.join(self._agents(subject))}"
        return f"{self._name(kind)}{about}: {rest}"

    def _agents(self, situation: str) -> list[str]:
        """Return the names of those a situation is about."""
        for store in self._stores:
            if names := sorted({str(row["name"]) for row in store.select(_AGENTS % situation)}):
                return names
        return [shorten(situation)]

    def _learn(self, facts: Iterable[tuple[str, str, object]]) -> None:
        wanted = {term for s, p, o in facts for term in (s, p, str(o)) if "://" in term} - set(self._names)
        languages = (self._language, "en")
        for store in self._stores:
            found = labels(store.select, wanted, languages)
            known = {iri: name for iri, name in found.items() if name != shorten(iri)}
            self._names |= known
            wanted -= set(known)

    def _name(self, iri: str) -> str:
        return self._names.get(iri, shorten(iri))

    def _value(self, value: Term) -> str:
        return self._name(str(value)) if type(value).__name__ == "URIRef" else f"“{value}”"


def as_markdown(changes: Changes) -> str:
    """Return changes as Markdown: a heading for each document, a line for each fact."""
    lines = [
        f"# From {changes.old} to {changes.new}",
        "",
        f"{_statements(changes.added, changes.removed)}.",
        "",
    ]
    for part in changes.parts:
        lines += [f"## {part.title}", ""]
        lines += [f"- added: {line}" for line in part.added]
        lines += [f"- removed: {line}" for line in part.removed]
        if part.other_added or part.other_removed:
            others = _statements(part.other_added, part.other_removed)
            lines.append(f"- not told here (claims, passages, what is computed): {others}")
        lines.append("")
    return "\n".join(lines)


def _statements(added: int, removed: int) -> str:
    counts = Counter(added=added, removed=removed)
    return " and ".join(f"{n} statement{'' if n == 1 else 's'} {how}" for how, n in counts.items() if n) or (
        "No statement changed"
    )
