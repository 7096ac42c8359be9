"""Triples as JSON that a programmer reads without knowing RDF, and that is JSON-LD all the same.

The document is a tree that begins with the thing asked for. A property holds a list, a label a text for
each language, and ``inverse`` lists what points to the thing, by property. A node is told in full where it
is first met; after that by its identifier, classes and labels. The names come from ``ontology/context.jsonld``,
of which the document carries the part it uses: it stays readable, and means the same, wherever it is kept.

A general framing library would do the same by expanding and flattening first; since the shape wanted is
one, and every answer takes this road, it is made directly. The tests have two JSON-LD processors read it back.

Reference: JSON-LD 1.1, sections 4.2.1 (type coercion), 4.6.2 (language maps), 4.8 (reverse properties).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rdflib import RDF, BNode, Literal
from rdflib.namespace import DCTERMS, RDFS, SKOS, XSD

from coopgraph.resources import resource

if TYPE_CHECKING:
    from coopgraph.store.protocol import Term, Triple

    Json = dict[str, Any]

_SHORT = (RDF.type, SKOS.prefLabel, DCTERMS.title, RDFS.label)
"""What is repeated of a node each time it is met."""


@lru_cache(maxsize=1)
def context() -> Mapping[str, Any]:
    """Return the JSON-LD context: names to IRIs and kinds of value."""
    text = (resource("ontology") / "context.jsonld").read_text(encoding="utf-8")
    found: Mapping[str, Any] = json.loads(text)["@context"]
    return found


@lru_cache(maxsize=1)
def _prefixes() -> Mapping[str, str]:
    return {
        name: value
        for name, value in context().items()
        if isinstance(value, str) and value.endswith(("/", "#"))
    }


def _expanded(name: str) -> str:
    prefix, colon, local = name.partition(":")
    return _prefixes()[prefix] + local if colon and prefix in _prefixes() else name


@lru_cache(maxsize=1)
def _terms() -> Mapping[str, tuple[str, Mapping[str, Any]]]:
    """Return for each IRI its name in the context, and what the context says of its values."""
    found = {}
    for name, entry in context().items():
        if name.startswith("@") or name in _prefixes() or str(entry).startswith("@"):
            continue
        said = {"@id": entry} if isinstance(entry, str) else entry
        found[_expanded(said["@id"])] = (name, said)
    return found


def framed(root: Term, triples: Iterable[Triple]) -> Json:
    """Return ``triples`` as one document that begins with ``root``, without the context.

    Nodes that do not hang together with the root, such as the classes of what it links to, are ``included``.
    """
    frame = _Frame(triples)
    document = frame.whole(root)
    if inverse := frame.inverse(root):
        document["inverse"] = inverse
    if others := [frame.whole(node) for node in frame.order if node not in frame.told]:
        document["included"] = others
    return document


def with_context(document: Json) -> Json:
    """Return the document with the part of the context that it uses."""
    used = set(_words(document))
    part = {
        name: entry
        for name, entry in context().items()
        if name in used or name in _prefixes() or str(entry).startswith("@") or name.startswith("@")
    }
    return {"@context": part, **document}


def _words(value: object) -> Iterable[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from inner if key == "type" else _words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _words(inner)


class _Frame:
    """The nodes of a set of triples, and which of them have been told."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._about: dict[Term, dict[Term, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self._to: dict[Term, list[tuple[Term, Term]]] = defaultdict(list)
        for s, p, o in sorted(triples, key=lambda triple: tuple(term.n3() for term in triple)):
            self._about[s][p].append(o)
            if not isinstance(o, Literal):
                self._to[o].append((p, s))
        self.order = tuple(self._about)
        self.told: set[Term] = set()

    def whole(self, node: Term) -> Json:
        """Return a node with everything known of it."""
        self.told.add(node)
        return self._node(node, self._about.get(node, {}))

    def inverse(self, node: Term) -> Json:
        """Return what points to a node and has not been told, by property."""
        found: dict[str, list[Json]] = defaultdict(list)
        for predicate, subject in self._to.get(node, ()):
            if subject != node:
                found[self._key(predicate)[0]].append(self._inner(subject))
        return dict(found)

    def _inner(self, node: Term) -> Json:
        about = self._about.get(node, {})
        if node in self.told:
            return self._node(node, {p: about[p] for p in _SHORT if p in about})
        return self.whole(node)

    def _node(self, node: Term, about: Mapping[Term, list[Term]]) -> Json:
        found: Json = {"id": f"_:{node}" if isinstance(node, BNode) else str(node)}
        for predicate in sorted(about, key=lambda p: (p != RDF.type, p not in _SHORT, p)):
            values = about[predicate]
            if predicate == RDF.type:
                found["type"] = [self._class(value) for value in values]
                continue
            name, said = self._key(predicate)
            found[name] = self._values(values, said)
        return found

    def _class(self, value: Term) -> str:
        entry = _terms().get(str(value))
        return entry[0] if entry else f"_:{value}" if isinstance(value, BNode) else str(value)

    def _key(self, predicate: Term) -> tuple[str, Mapping[str, Any]]:
        return _terms().get(str(predicate)) or (str(predicate), {})

    def _values(self, values: list[Term], said: Mapping[str, Any]) -> object:
        containers = said.get("@container", ())
        if "@language" in containers and all(isinstance(v, Literal) and v.language for v in values):
            return _language_map(values, "@set" in containers)
        return [self._value(value, said) for value in values]

    def _value(self, value: Term, said: Mapping[str, Any]) -> object:
        if not isinstance(value, Literal):
            return self._inner(value)
        kind = _expanded(str(said.get("@type", "")))
        if value.language:
            return {"@value": str(value), "@language": value.language}
        if value.datatype is None or value.datatype == XSD.string:
            return {"@value": str(value)} if kind or "@container" in said else str(value)
        if kind == str(value.datatype):
            return int(value) if _is_plain(value) else str(value)
        return {"@value": str(value), "@type": str(value.datatype)}


def _is_plain(value: Literal) -> bool:
    """Whether a JSON number is the same literal: an integer as every JSON-LD processor writes it."""
    return value.datatype == XSD.integer and str(value) == str(int(value)) and abs(int(value)) < 2**53


def _language_map(values: list[Term], always_lists: bool) -> dict[str, Any]:
    found: dict[str, list[str]] = defaultdict(list)
    for value in values:
        found[str(getattr(value, "language", ""))].append(str(value))
    return {
        tag: texts if always_lists or len(texts) > 1 else texts[0] for tag, texts in sorted(found.items())
    }
