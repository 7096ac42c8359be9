"""The page of the ontology: every term with its meaning and with an example from the bundled graph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generating.examples import example_of_class, example_of_property
from generating.markdown import NOTICE, PREAMBLE, anchor, table, turtle
from generating.product import Product
from rdflib import OWL, RDF, RDFS, SKOS, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from coopgraph.namespaces import CONCEPT, COOP, shorten

_STATUS = URIRef("http://www.w3.org/2003/06/sw-vocab-status/ns#term_status")
_INCLUDES = {
    RDFS.domain: URIRef("https://schema.org/domainIncludes"),
    RDFS.range: URIRef("https://schema.org/rangeIncludes"),
}
_KINDS = {
    OWL.Class: "class",
    OWL.ObjectProperty: "object property",
    OWL.DatatypeProperty: "datatype property",
    OWL.AnnotationProperty: "annotation property",
}
_SECTION = re.compile(r"^#{20,}\n# (.+)$|^coop:(\w+) a owl:", re.MULTILINE)


def model_page(product: Product) -> str:
    """Return ``docs/model.md``."""
    ontology = URIRef("https://w3id.org/coopgraph/ontology")
    version = product.ontology.value(ontology, OWL.versionInfo)
    sections = list(_sections(product.ontology_text))
    parts = [
        NOTICE,
        "# The model: every term and every code",
        f"The ontology of bilateral cooperation, version {version}: namespace `{COOP}`, prefix `coop:`. It is "
        "[ontology/coopgraph.ttl](../ontology/coopgraph.ttl), read [the rules of the house](../ontology/STYLE.md) "
        "before changing it. What must be present in data is for [the rules](rules.md) to say; the ontology only says "
        "what things mean. A property marked *on* several kinds has no domain, on purpose: a domain infers, "
        "it does not check.",
        "Each term ends with an example from the bundled graph, in Turtle that begins with:",
        f"```turtle\n{PREAMBLE}\n```",
        "\n".join(
            f"- **{title}**: {', '.join(f'[{name}](#{name})' for name in names)}" for title, names in sections
        ),
    ]
    for title, names in sections:
        parts.append(f"## {title}")
        parts += [_entry(product, name) for name in names]
    parts += ["## Code lists", *_schemes(product)]
    return "\n\n".join(parts) + "\n"


def _sections(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the sections of the file with the terms declared in each, in its order."""
    title, names = "", list[str]()
    for match in _SECTION.finditer(text):
        if match[1]:
            if names:
                yield title, names
            title, names = match[1].split(":")[0], []
        else:
            names.append(match[2])
    if names:
        yield title, names


def _entry(product: Product, name: str) -> str:
    graph, term = product.ontology, URIRef(COOP + name)
    kind = next(_KINDS[t] for t in graph.objects(term, RDF.type) if t in _KINDS)
    more = [_local(t) for t in sorted(graph.objects(term, RDF.type)) if t not in _KINDS]
    labels = {t.language: str(t) for t in graph.objects(term, RDFS.label) if isinstance(t, Literal)}
    head = " · ".join([", ".join([kind, *more]), *(f"{k}: {v}" for k, v in sorted(labels.items()))])
    status = graph.value(term, _STATUS)
    facts = list(_class_facts(product, term) if kind == "class" else _property_facts(product, term))
    facts += [f"note: {text}" for text in _texts(product, term, SKOS.note)]
    facts += [f"for example: {text}" for text in _texts(product, term, SKOS.example)]
    parts = [
        f"### {anchor(name)}`coop:{name}`",
        f"*{head} · {status}*",
        " ".join(_texts(product, term, SKOS.definition)),
        "\n".join(f"- {fact}" for fact in facts),
    ]
    query = graph.value(term, URIRef(COOP + "constructQuery"))
    if query:
        parts.append(f"Drawn by:\n\n```sparql\n{str(query).strip()}\n```")
    find = example_of_class if kind == "class" else example_of_property
    example = find(product.store, term)
    parts.append(f"```turtle\n{example}\n```" if example else "The bundled graph has no example.")
    return "\n\n".join(parts)


def _class_facts(product: Product, term: URIRef) -> Iterator[str]:
    graph = product.ontology
    above = sorted(graph.objects(term, RDFS.subClassOf))
    below = sorted(graph.subjects(RDFS.subClassOf, term))
    if above:
        yield f"subclass of {_links(above)}"
    if below:
        yield f"subclasses: {_links(below)}"
    disjoint = set(graph.objects(term, OWL.disjointWith)) | set(graph.subjects(OWL.disjointWith, term))
    for group in graph.subjects(RDF.type, OWL.AllDisjointClasses):
        members = set(Collection(graph, graph.value(group, OWL.members)))
        disjoint |= members - {term} if term in members else set()
    if disjoint:
        yield f"disjoint with {_links(sorted(disjoint))}"
    segment = graph.value(term, URIRef(COOP + "iriSegment"))
    if segment:
        yield f"IRIs: `id/{segment}/…`"
    for predicate, words in ((RDFS.domain, "properties"), (RDFS.range, "values of")):
        used = {p for q in (predicate, _INCLUDES[predicate]) for p in graph.subjects(q, term)}
        if used:
            yield f"{words}: {_links(sorted(used))}"


def _property_facts(product: Product, term: URIRef) -> Iterator[str]:
    graph = product.ontology
    for predicate, word in ((RDFS.domain, "on"), (RDFS.range, "value")):
        found = [*graph.objects(term, predicate), *graph.objects(term, _INCLUDES[predicate])]
        if found:
            yield f"{word}: {_links(sorted(found))}"
    above = sorted(graph.objects(term, RDFS.subPropertyOf))
    below = sorted(graph.subjects(RDFS.subPropertyOf, term))
    if above:
        yield f"subproperty of {_links(above)}"
    if below:
        yield f"subproperties: {_links(below)}"
    chain = graph.value(term, OWL.propertyChainAxiom)
    if chain:
        yield "follows from the chain " + " / ".join(_links([step]) for step in Collection(graph, chain))
    scheme = graph.value(term, URIRef(COOP + "codeList"))
    if scheme:
        slug = str(scheme).removeprefix(CONCEPT)
        yield f"codes: [{slug}](#scheme-{slug})"


def _schemes(product: Product) -> Iterator[str]:
    graph = product.ontology
    for scheme in sorted(graph.subjects(RDF.type, SKOS.ConceptScheme)):
        slug = str(scheme).removeprefix(CONCEPT)
        rows = [
            [
                f"`{graph.value(code, SKOS.notation)}`",
                *(_label(product, code, lang) for lang in ("en", "it", "ru")),
                _meaning(product, code),
            ]
            for code in sorted(graph.subjects(SKOS.inScheme, scheme))
        ]
        yield f"### {anchor('scheme-' + slug)}{_label(product, scheme, 'en')}: `concept/{slug}`"
        meaning = _meaning(product, scheme)
        users = sorted(graph.subjects(URIRef(COOP + "codeList"), scheme))
        yield f"{meaning} Used by {_links(users)}." if users else meaning
        yield table(["code", "en", "it", "ru", "meaning"], rows)


def _meaning(product: Product, node: Node) -> str:
    texts = [*_texts(product, node, SKOS.definition), *_texts(product, node, SKOS.scopeNote)]
    matches = [
        f"{words} <{other}>"
        for words, predicate in (
            ("close to", SKOS.closeMatch),
            ("narrower than", SKOS.broadMatch),
            ("same as", SKOS.exactMatch),
        )
        for other in sorted(product.ontology.objects(node, predicate))
    ]
    broader = [
        f"under `{product.ontology.value(b, SKOS.notation)}`"
        for b in sorted(product.ontology.objects(node, SKOS.broader))
    ]
    return " ".join([*texts, *(f"({note})" for note in [*broader, *matches])])


def _label(product: Product, node: Node, language: str) -> str:
    found = [t for t in product.ontology.objects(node, SKOS.prefLabel) if isinstance(t, Literal)]
    return next((str(text) for text in found if text.language == language), "")


def _texts(product: Product, node: Node, predicate: URIRef) -> list[str]:
    """Return the English texts of a term, on one line each."""
    found = [t for t in product.ontology.objects(node, predicate) if isinstance(t, Literal)]
    return [" ".join(str(t).split()) for t in sorted(found) if t.language in ("en", None)]


def _links(terms: list[Node]) -> str:
    return ", ".join(
        f"[{_local(term)}](#{_local(term)})" if str(term).startswith(COOP) else f"`{turtle(term)}`"
        for term in terms
    )


def _local(term: Node) -> str:
    iri = str(term)
    return iri.removeprefix(COOP) if iri.startswith(COOP) else shorten(iri).rpartition(":")[2]
