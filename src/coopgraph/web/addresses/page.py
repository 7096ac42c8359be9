"""A description as a page for people: facts with their evidence, then what points to the thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDFS, SKOS

from coopgraph.namespaces import BASE, COOP, GRAPH_SOURCE, ID, shorten
from coopgraph.provenance.conflicts import conflicts_in
from coopgraph.provenance.labels import labels
from coopgraph.queries import Catalogue
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.media import MediaType
from coopgraph.web import templating
from coopgraph.web.addresses.description import SIZE, Description
from coopgraph.web.addresses.formats import TITLES
from coopgraph.web.addresses.iris import address
from coopgraph.web.addresses.tabular import claims_of, in_order, sources_of
from coopgraph.web.place import Place

if TYPE_CHECKING:
    from rdflib.term import Node

    View = dict[str, Any]

_NAMES = {
    SKOS.prefLabel: "name",
    SKOS.altLabel: "also",
    SKOS.hiddenLabel: "misprinted",
    DCTERMS.title: "title",
    RDFS.label: "label",
}
_ASIDE = {COOP + name for name in ("statedIn", "statedBy", "hasEvidence", "involvesAgent")}
_GENERAL = {COOP + name for name in ("Situation", "Participation", "Event", "Organization", "Place")}
_GRAPHS = {"entities": "the authority file", "editorial": "the editors", "shortcuts": "a shortcut, computed"}


class ThingPage:
    """The page about one thing."""

    def __init__(
        self, store: EmbeddedStore, catalogue: Catalogue, found: Description, languages: tuple[str, ...]
    ) -> None:
        self._found = found
        self._graph = Graph()
        for triple in found.triples:
            self._graph.add(triple)
        iris = {str(term) for triple in found.triples for term in triple if isinstance(term, URIRef)}
        against = store.select(catalogue.get("pages/conflicts").bind({"thing": str(found.thing)}))
        self._conflicts = conflicts_in(against, (*languages, "en"))
        iris |= {conflict.type for conflict in self._conflicts}
        self._labels = labels(store.select, iris | {p for p, _ in found.counts}, languages)
        rows = store.select(catalogue.get("pages/fact-graphs").bind({"thing": str(found.thing)}))
        self._graphs: dict[tuple[Node, Node], list[str]] = defaultdict(list)
        for row in rows:
            self._graphs[row["predicate"], row["value"]].append(str(row["graph"]))

    def html(self, offers: Sequence[MediaType], place: Place) -> str:
        """Return the page, to stand at ``place``; ``offers`` are the representations it links to."""
        found = self._found
        path = address(str(found.thing))
        return templating.page(
            "thing.html",
            {
                "title": self._named(str(found.thing)),
                "iri": str(found.thing),
                "path": path,
                "offers": [(TITLES[offer.name], path + offer.suffix, offer.type) for offer in offers],
                "classes": [self._link(value) for value in self._values(RDF.type)],
                "names": [
                    {
                        "kind": _NAMES[p],
                        "text": str(v),
                        "language": getattr(v, "language", "") or "",
                    }
                    for p in _NAMES
                    for v in self._values(p)
                ],
                "facts": self._facts(),
                "conflicts": [
                    {
                        "type": self._labels[conflict.type],
                        "href": address(conflict.discrepancy),
                        "explanation": self._link(conflict.explanation),
                    }
                    for conflict in self._conflicts
                ],
                "beside": sum(n for p, n in found.counts if p == COOP + "claimSubject"),
                "counts": [(self._link(URIRef(p)), n) for p, n in found.counts],
                "links": self._links(),
                "total": found.total,
                "page": found.page,
                "pages": found.pages,
                "size": "" if found.size == SIZE else str(found.size),
                "graph": self._graph_size(),
            },
            place,
        )

    def _values(self, predicate: Node) -> list[Node]:
        return in_order(self._graph.objects(self._found.thing, predicate))

    def _facts(self) -> list[View]:
        claims = claims_of(self._graph, self._found.thing)
        facts: dict[Node, list[View]] = defaultdict(list)
        for predicate, value in in_order(self._graph.predicate_objects(self._found.thing)):
            if predicate in _NAMES or predicate == RDF.type:
                continue
            statements = claims.pop((predicate, value), [])
            graphs = [self._graph_link(g) for g in self._graphs[predicate, value]]
            facts[predicate].append(self._fact(value, statements, graphs))
        for (predicate, value), statements in claims.items():  # claimed, and not taken for a fact
            facts[predicate].append({**self._fact(value, statements, []), "only_claimed": True})
        return [
            {"property": self._link(p), "values": values}
            for p, values in sorted(facts.items(), key=lambda item: self._labels[str(item[0])])
        ]

    def _fact(self, value: Node, statements: Iterable[Node], graphs: list[View]) -> View:
        evidence = self._evidence(statements)
        return {"value": self._link(value), "evidence": evidence, "graphs": graphs, "only_claimed": False}

    def _evidence(self, statements: Iterable[Node]) -> list[View]:
        found: dict[tuple[Node, Node], list[str]] = defaultdict(list)
        for statement in statements:
            for _, source, quotation in sources_of(self._graph, statement):
                found[statement, source] += [quotation] if quotation else []
        return [
            {
                "statement": str(statement),
                "source": self._link(source),
                "speakers": [
                    self._link(s) for s in in_order(self._graph.objects(statement, URIRef(COOP + "statedBy")))
                ],
                "status": self._status(statement),
                "quotations": quotations,
            }
            for (statement, source), quotations in found.items()
        ]

    def _status(self, statement: Node) -> str:
        status = self._graph.value(statement, URIRef(COOP + "claimStatus"))
        return "" if status is None or str(status).endswith("/asserted") else self._labels[str(status)]

    def _links(self) -> list[View]:
        found = []
        for predicate, subject in self._found.links:
            if predicate == COOP + "claimSubject":
                continue  # stands beside the fact it claims
            node = URIRef(subject)
            stated = (node, URIRef(COOP + "statedIn"), None) in self._graph
            said = [
                {"property": self._link(p), "value": self._link(o)}
                for p, o in in_order(self._graph.predicate_objects(node))
                if stated and str(p) not in _ASIDE and p != RDF.type and o != self._found.thing
            ]
            found.append(
                {
                    "property": self._link(URIRef(predicate)),
                    "subject": self._link(node),
                    "said": said,
                    "evidence": self._evidence([node]) if stated else [],
                }
            )
        return found

    def _named(self, iri: str) -> str:
        """Return the label of a node; for one without, its class and the end of its identifier."""
        text = self._labels.get(iri) or shorten(iri)
        classes = [str(c) for c in self._graph.objects(URIRef(iri), RDF.type)]
        if text != shorten(iri) or not classes or not iri.startswith(BASE):
            return text  # a term of another vocabulary, such as dct:publisher, is known by its short name
        kind = self._labels[min(classes, key=lambda c: (c in _GENERAL, c))]
        return f"{kind} {iri.rpartition('/')[2].rpartition('--')[2]}"

    def _link(self, term: Node) -> View:
        if isinstance(term, Literal):
            kind = shorten(str(term.datatype)) if term.datatype and not term.language else ""
            return {"text": str(term), "href": "", "language": term.language or "", "kind": kind}
        return {"text": self._named(str(term)), "href": address(str(term)), "language": "", "kind": ""}

    def _graph_link(self, graph: str) -> View:
        key = graph.removeprefix(BASE + "graph/")
        if graph.startswith(GRAPH_SOURCE):
            source = f"{ID}source/{graph.removeprefix(GRAPH_SOURCE)}"
            return {"text": self._labels.get(source, shorten(source)), "href": address(source)}
        return {"text": _GRAPHS.get(key, key), "href": address(graph)}

    def _graph_size(self) -> str:
        size = self._graph.value(self._found.thing, URIRef("http://rdfs.org/ns/void#triples"))
        return "" if size is None else str(size)
