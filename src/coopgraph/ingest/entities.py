"""Entities to quads: class, names in their languages, structural facts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rdflib import Literal, URIRef

from coopgraph.dossier import Document, Entity, Word
from coopgraph.ingest.draft import TYPE, Draft, coop
from coopgraph.namespaces import DCT, GRAPH_ENTITIES, OWL, SKOS

_GRAPH = URIRef(GRAPH_ENTITIES)
_LANGUAGE = re.compile(r"(?P<text>.+)@(?P<tag>[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)", re.DOTALL)
_MATCHES = {"exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch"}
# Nodes that claim lines make; a curator does not declare them by hand.
_MADE_BY_LINES = {"Situation", "Evidence", "Claim", "Discrepancy", "Source", "Provision"}


def compile_entities(draft: Draft, documents: Iterable[Document]) -> None:
    """Add every entity of ``documents`` to the authority graph.

    All are declared before any fact is read, so the order of files and lines does not matter.
    """
    declared: list[tuple[Entity, URIRef]] = []
    for document in documents:
        for entity in document.entities:
            if _is_entity_class(draft, entity.kind):
                gone = _what_became_of(entity)
                if iri := draft.declare(entity.key, entity.kind.text, *gone):
                    declared.append((entity, iri))
            else:
                draft.misdeclared.add(entity.key.text)
    for entity, iri in declared:
        if entity.merged or entity.withdrawn:
            _tombstone(draft, entity, iri)
            continue
        draft.add(_GRAPH, iri, (TYPE, coop(entity.kind.text)))
        _names(draft, entity, iri)
        for name, values in entity.facts:
            _facts(draft, entity, iri, name, values)


def _what_became_of(entity: Entity) -> tuple[str, str]:
    if entity.merged:
        return f"was merged into '{entity.merged}'", f"write '{entity.merged}'"
    if entity.withdrawn:
        return "was withdrawn", "take the line out, or let the thing stand again"
    return "", ""


def _tombstone(draft: Draft, entity: Entity, iri: URIRef) -> None:
    """Say what became of a thing that was published and no longer stands, and nothing else of it."""
    if entity.merged:
        draft.add(_GRAPH, iri, (URIRef(DCT + "isReplacedBy"), draft.look_up(entity.merged)))
    else:
        reasons = [Literal(text.text, lang=language) for language, text in entity.withdrawn.items()]
        draft.add(_GRAPH, iri, (URIRef(OWL + "deprecated"), Literal(True)))
        draft.add(_GRAPH, iri, *((URIRef(SKOS + "note"), reason) for reason in reasons))


def _is_entity_class(draft: Draft, kind: Word) -> bool:
    vocabulary = draft.vocabulary
    if kind.text not in vocabulary.classes:
        close = vocabulary.closest(kind.text)
        hint = f"did you mean '{close}'?" if close else "the classes are listed in docs/model.md"
        draft.faults.append(kind.at.fault(f"the ontology has no class '{kind}'", hint, "R48"))
        return False
    if vocabulary.classes[kind.text].segment is None and kind.text != "Situation":
        below = sorted(c.name for c in vocabulary.classes.values() if kind.text in c.superclasses)
        remedy = f"choose one of {', '.join(below)}"
        draft.faults.append(kind.at.fault(f"the class '{kind}' is abstract", remedy))
        return False
    if any(vocabulary.is_a(kind.text, made) for made in _MADE_BY_LINES):
        draft.faults.append(
            kind.at.fault(f"a {kind} is made by claim lines, not declared", "state it under 'claims:'")
        )
        return False
    return True


def _names(draft: Draft, entity: Entity, iri: URIRef) -> None:
    if not entity.labels.keys() & {"it", "en"}:
        draft.faults.append(
            entity.key.at.fault(f"'{entity.key}' has no label in it or en", "add 'label: { it: … }'", "R47")
        )
    for language, label in entity.labels.items():
        draft.add(_GRAPH, iri, (URIRef(SKOS + "prefLabel"), Literal(label.text, lang=language)))
    for predicate, words in (("altLabel", entity.also), ("hiddenLabel", entity.hidden)):
        for word in words:
            draft.add(_GRAPH, iri, (URIRef(SKOS + predicate), tagged(word.text)))


def tagged(text: str) -> Literal:
    """Return ``text@tag`` as a language-tagged literal, and a text without a tag as a plain one."""
    match = _LANGUAGE.fullmatch(text)
    return Literal(match["text"], lang=match["tag"]) if match else Literal(text)


def _facts(draft: Draft, entity: Entity, iri: URIRef, name: Word, values: tuple[Word, ...]) -> None:
    if name.text in _MATCHES:
        for value in values:
            draft.add(_GRAPH, iri, (URIRef(SKOS + name.text), URIRef(value.text)))
        return
    prop = draft.property_named(name)
    if prop is None:
        return
    ours = prop.domain in draft.vocabulary.classes
    if prop.domain and ours and not draft.vocabulary.is_a(entity.kind.text, prop.domain):
        draft.faults.append(
            name.at.fault(
                f"'{name}' is a fact of a {prop.domain}; '{entity.key}' is a {entity.kind}", "remove it"
            )
        )
        return
    for value in values:
        if prop.code_list:
            draft.add(_GRAPH, iri, (URIRef(prop.iri), draft.code(prop.code_list, value)))
        elif prop.kind == "object":
            draft.add(_GRAPH, iri, (URIRef(prop.iri), draft.look_up(value, prop.range_class)))
        else:
            draft.add(_GRAPH, iri, (URIRef(prop.iri), draft.literal(prop, value, "en")))
