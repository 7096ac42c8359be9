"""The documents about the ontology and the rules. Every term and every rule has its address in one of them.

Everything here runs inside a worker.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import lru_cache
from io import StringIO
from typing import TYPE_CHECKING, Any

from rdflib import OWL, RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, RDFS, SKOS

from coopgraph.errors import NotFoundError
from coopgraph.namespaces import CONCEPT, COOP, SHAPES, shorten
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.media import CSV, JSONLD, MediaType
from coopgraph.validation.shapes import SEVERITIES
from coopgraph.web import templating
from coopgraph.web.addresses.description import Description, names
from coopgraph.web.addresses.formats import BY_SUFFIX, JSON, OFFERS, TITLES
from coopgraph.web.addresses.framing import framed, with_context
from coopgraph.web.addresses.headers import VARY, representation
from coopgraph.web.addresses.iris import address
from coopgraph.web.addresses.json_text import as_json
from coopgraph.web.addresses.tabular import in_order, label_of
from coopgraph.web.pages import HTML
from coopgraph.web.place import Place
from coopgraph.web.resources import catalogue, shapes
from coopgraph.web.workers.answering import unchanged
from coopgraph.web.workers.question import Question
from coopgraph.web.workers.reply import Reply

if TYPE_CHECKING:
    from rdflib.term import Node

    View = dict[str, Any]

ONTOLOGY = URIRef(COOP.rstrip("#"))
RULES = URIRef(SHAPES.rstrip("#"))
_COOP = Namespace(COOP)
_RDFLIB_NAMES = {"turtle": "turtle", "ntriples": "nt", "rdfxml": "xml"}
_KINDS = {
    "Classes": OWL.Class,
    "Object properties": OWL.ObjectProperty,
    "Datatype properties": OWL.DatatypeProperty,
    "Annotation properties": OWL.AnnotationProperty,
}


def ontology(store: EmbeddedStore, version: str, question: Question, reply: Reply) -> None:
    """Write the document about the ontology: at its own address, and at that of its present version.

    Raises:
        NotFoundError: the address is that of another version, or the graph holds no ontology.
    """
    triples = set(store.construct(catalogue().get("pages/ontology").bind({})))
    here = URIRef(question.text)
    if here != ONTOLOGY and (ONTOLOGY, OWL.versionIRI, here) not in triples:
        raise NotFoundError(
            f"this server holds no <{here}>; the version it holds is at {address(str(ONTOLOGY))}"
        )
    if not triples:
        raise NotFoundError("the graph holds no ontology; build it with coopgraph build")
    triples |= names(store, catalogue(), triples)
    _write(Description(ONTOLOGY, frozenset(triples)), version, question, reply)


def rules(_: EmbeddedStore, version: str, question: Question, reply: Reply) -> None:
    """Write the document about the rules, as SHACL.

    Raises:
        NotFoundError: the address is under that of the rules, and that of nothing.
    """
    triples = shapes_triples()
    here = URIRef(question.text)
    if not any(subject == here for subject, _, _ in triples):
        raise NotFoundError(f"there is no <{here}>; all rules are at {address(str(RULES))}")
    _write(Description(RULES, triples), version, question, reply)


@lru_cache(maxsize=1)
def shapes_triples() -> frozenset[tuple[Any, Any, Any]]:
    """Return the shapes of all files, as parts of one document.

    Blank nodes have names, except in property paths, where SHACL reads a name as a property.
    """
    graph = Graph()
    graph += shapes().graph
    files = in_order(graph.subjects(RDF.type, OWL.Ontology))
    graph.add((RULES, RDF.type, OWL.Ontology))
    graph.add((RULES, DCTERMS.title, Literal("The rules a coopgraph is checked against", lang="en")))
    for file in files:
        graph.add((RULES, DCTERMS.hasPart, file))
    return frozenset(graph)


def _write(found: Description, version: str, question: Question, reply: Reply) -> None:
    asked = dict(question.arguments)
    media = BY_SUFFIX[asked["suffix"]]
    path = address(str(found.thing))
    place = Place.among(asked, address(question.text))
    if unchanged(version, question, media, reply):
        reply.headers["more"] = {"Content-Location": place.at(path + media.suffix), "Vary": VARY}
        return
    reply.headers["more"] = representation(path, media, str(found.thing), revision=place.revision)
    reply.write(_body(found, media, tuple(asked["languages"].split(",")), place))


def _body(found: Description, media: MediaType, languages: tuple[str, ...], place: Place) -> bytes:
    if media in (JSON, JSONLD):
        document = framed(found.thing, found.triples)
        return as_json(document if media is JSON else with_context(document))
    graph = Graph()
    for triple in found.triples:
        graph.add(triple)
    if media is HTML or media is CSV:
        view = _ontology_view(graph, languages) if found.thing == ONTOLOGY else _rules_view()
        return _page(found, view, place).encode() if media is HTML else _table(view)
    for prefix, namespace in (("coop", COOP), ("shapes", SHAPES), ("concept", CONCEPT), ("skos", str(SKOS))):
        graph.bind(prefix, namespace)
    return graph.serialize(format=_RDFLIB_NAMES[media.name], encoding="utf-8")


def _page(found: Description, view: Iterable[View], place: Place) -> str:
    path = address(str(found.thing))
    offers = [(TITLES[offer.name], path + offer.suffix, offer.type) for offer in OFFERS if offer is not HTML]
    template = "ontology.html" if found.thing == ONTOLOGY else "rules.html"
    values = {"iri": str(found.thing), "offers": offers, "groups": list(view)}
    return templating.page(template, values, place)


def _table(view: Iterable[View]) -> bytes:
    output = StringIO()
    writer = csv.writer(output)
    for number, group in enumerate(view):
        for row in group["entries"]:
            flat = {"group": group["title"], **{k: _flat(v) for k, v in row.items()}}
            if number == 0 and row is group["entries"][0]:
                writer.writerow(flat)
            writer.writerow(flat.values())
    return output.getvalue().encode()


def _flat(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(_flat(inner) for inner in value)
    return str(value["iri"]) if isinstance(value, Mapping) else str(value)


def _ontology_view(graph: Graph, languages: tuple[str, ...]) -> Iterable[View]:
    def link(node: Node) -> View:
        return {"text": label_of(graph, node, languages) or shorten(str(node)), "iri": str(node)}

    def text(term: Node, predicate: Node) -> str:
        values = [v for v in graph.objects(term, predicate) if isinstance(v, Literal)]
        ranked = {v.language or "": str(v) for v in sorted(values, reverse=True)}
        return next((ranked[name] for name in (*languages, "") if name in ranked), "")

    for title, kind in _KINDS.items():
        terms = [t for t in in_order(graph.subjects(RDF.type, kind)) if str(t).startswith(COOP)]
        yield {
            "title": title,
            "entries": [
                {
                    "name": str(term).removeprefix(COOP),
                    "iri": str(term),
                    "label": label_of(graph, term, languages),
                    "definition": text(term, SKOS.definition),
                    "example": text(term, SKOS.example),
                    "note": text(term, SKOS.note),
                    "below": [
                        link(o)
                        for p in (RDFS.subClassOf, RDFS.subPropertyOf)
                        for o in in_order(graph.objects(term, p))
                    ],
                    "domain": [link(o) for o in in_order(graph.objects(term, RDFS.domain))],
                    "range": [link(o) for o in in_order(graph.objects(term, RDFS.range))],
                    "codes": [link(o) for o in in_order(graph.objects(term, _COOP.codeList))],
                    "query": str(graph.value(term, _COOP.constructQuery) or ""),
                    "deprecated": [link(o) for o in in_order(graph.objects(term, DCTERMS.isReplacedBy))],
                }
                for term in terms
            ],
        }


def _rules_view() -> Iterable[View]:
    first = {rule.number: rule for rule in reversed(shapes().rules)}
    for severity in SEVERITIES:
        yield {
            "title": severity,
            "entries": [
                {
                    "number": rule.number,
                    "iri": rule.shape,
                    "anchor": rule.shape.removeprefix(SHAPES),
                    "name": rule.name.get("en", ""),
                    "name_it": rule.name.get("it", ""),
                    "description": rule.description.get("en", ""),
                    "remedy": rule.remedy.get("en", ""),
                    "file": rule.file,
                    "first": first[rule.number] is rule,
                }
                for rule in shapes().rules
                if rule.severity == severity
            ],
        }


def prepare(_: EmbeddedStore) -> None:
    """Read the shapes, and serialise a little in every format, for what that imports."""
    triples = frozenset(list(shapes_triples())[:3])
    for media in OFFERS:
        _body(Description(RULES, triples), media, ("en",), Place("/"))
