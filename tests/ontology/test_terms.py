"""Every term of the ontology is named, explained and modelled by the rules of ontology/STYLE.md."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef
from rdflib.collection import Collection

from coopgraph.namespaces import CONCEPT, COOP, EDTF
from ontology.vocabulary_scan import declared_terms

ONTOLOGY = URIRef("https://w3id.org/coopgraph/ontology")
VERSION = "0.1.0"
STATUS = URIRef("http://www.w3.org/2003/06/sw-vocab-status/ns#term_status")
ABSTRACT = {"Undertaking", "Situation"}


def coop(name: str) -> URIRef:
    return URIRef(COOP + name)


def of_type(graph: Graph, kind: URIRef) -> set[str]:
    return {t.removeprefix(COOP) for t in map(str, graph.subjects(RDF.type, kind)) if t.startswith(COOP)}


def languages(graph: Graph, term: URIRef, predicate: URIRef) -> list[str | None]:
    return [o.language for o in graph.objects(term, predicate) if isinstance(o, Literal)]


@pytest.mark.parametrize("name", sorted(declared_terms()))
def test_a_term_has_labels_definitions_example_home_and_status(ontology: Graph, name: str) -> None:
    term = coop(name)
    labels = languages(ontology, term, RDFS.label)
    assert {"en", "it"} <= set(labels)
    assert len(labels) == len(set(labels)), "one label a language"
    assert {"en", "it"} <= set(languages(ontology, term, SKOS.definition))
    assert languages(ontology, term, SKOS.example) == ["en"]
    assert list(ontology.objects(term, RDFS.isDefinedBy)) == [ONTOLOGY]
    assert [str(o) for o in ontology.objects(term, STATUS)] in (["testing"], ["stable"])
    texts = [str(o) for p in (RDFS.label, SKOS.definition, SKOS.example) for o in ontology.objects(term, p)]
    assert all(text == text.strip() for text in texts)


@pytest.mark.parametrize("kind", [OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty])
def test_no_two_terms_of_a_kind_share_a_label_in_one_language(ontology: Graph, kind: URIRef) -> None:
    seen: dict[Literal, str] = {}
    for name in sorted(of_type(ontology, kind)):
        for label in ontology.objects(coop(name), RDFS.label):
            assert seen.setdefault(label, name) == name, f"{label.n3()} labels {seen[label]} and {name}"


def test_the_scan_of_the_text_and_the_parser_find_the_same_terms(ontology: Graph) -> None:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    parsed = set().union(*(of_type(ontology, kind) for kind in kinds))
    assert parsed == declared_terms()
    assert {str(s) for s in ontology.subjects() if str(s).startswith(COOP)} == {
        COOP + name for name in parsed
    }


def test_names_follow_the_rules(ontology: Graph) -> None:
    assert all(re.fullmatch(r"[A-Z][A-Za-z]+", name) for name in of_type(ontology, OWL.Class))
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty):
        assert all(re.fullmatch(r"[a-z][A-Za-z0-9]+", name) for name in of_type(ontology, kind))
    assert not list(ontology.subjects(OWL.inverseOf))


def test_the_header_is_one_and_carries_its_version(ontology: Graph) -> None:
    assert list(ontology.subjects(RDF.type, OWL.Ontology)) == [ONTOLOGY]
    assert list(ontology.objects(ONTOLOGY, OWL.versionIRI)) == [URIRef(f"{ONTOLOGY}/{VERSION}")]
    assert list(ontology.objects(ONTOLOGY, OWL.versionInfo)) == [Literal(VERSION)]
    assert not list(ontology.objects(ONTOLOGY, OWL.imports))
    dct = "http://purl.org/dc/terms/"
    for name in ("title", "description", "creator", "publisher", "license", "created", "issued", "modified"):
        assert list(ontology.objects(ONTOLOGY, URIRef(dct + name))), name
    vann = "http://purl.org/vocab/vann/"
    assert list(ontology.objects(ONTOLOGY, URIRef(vann + "preferredNamespaceUri"))) == [Literal(COOP)]


def test_both_parsers_read_the_same_number_of_triples(ontology: Graph, folder: object) -> None:
    text = (folder / "coopgraph.ttl").read_bytes()  # type: ignore[operator]
    assert len(list(ox.parse(text, ox.RdfFormat.TURTLE))) == len(ontology)


def test_no_range_or_literal_is_a_date(ontology: Graph) -> None:
    dates = {XSD.date, URIRef(EDTF + "EDTF")}
    assert not [o for o in ontology.objects() if o in dates]
    assert not [o for o in ontology.objects() if isinstance(o, Literal) and o.datatype in dates]


def test_a_property_has_at_most_one_domain_and_one_range(ontology: Graph) -> None:
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for name in of_type(ontology, kind):
            assert len(list(ontology.objects(coop(name), RDFS.domain))) <= 1, name
            assert len(list(ontology.objects(coop(name), RDFS.range))) <= 1, name


def test_a_property_without_domain_says_where_it_may_be_used(ontology: Graph) -> None:
    includes = URIRef("https://schema.org/domainIncludes")
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for name in of_type(ontology, kind):
            has_domain = bool(list(ontology.objects(coop(name), RDFS.domain)))
            assert has_domain != bool(list(ontology.objects(coop(name), includes))), name


def test_the_kinds_of_thing_are_disjoint(ontology: Graph) -> None:
    sets = [
        {str(c).removeprefix(COOP) for c in Collection(ontology, members)}
        for members in ontology.objects(None, OWL.members)
    ]
    assert {"Country", "Region", "City", "Venue"} in sets
    assert {"Participation", "PartyRole", "RoleHolding", "ReportedFigure"} in sets
    (top,) = [s for s in sets if "Person" in s]
    assert len(top) == 13
    assert not top & {"Office", "Country", "Agreement"}
    assert (coop("Agreement"), OWL.disjointWith, coop("Partnership")) in ontology


def test_containment_is_transitive_and_cooperation_symmetric(ontology: Graph) -> None:
    assert (coop("within"), RDF.type, OWL.TransitiveProperty) in ontology
    assert (coop("cooperatesWith"), RDF.type, OWL.SymmetricProperty) in ontology


def test_a_session_of_a_series_of_a_body_is_a_property_chain(ontology: Graph) -> None:
    (chain,) = ontology.objects(coop("sessionOf"), OWL.propertyChainAxiom)
    assert list(Collection(ontology, chain)) == [coop("inSeries"), coop("seriesOf")]


def test_every_coded_property_names_its_list_and_no_other_does(ontology: Graph) -> None:
    coded = set(ontology.subjects(RDFS.range, SKOS.Concept))
    assert coded == set(ontology.subjects(coop("codeList")))
    assert all(str(o).startswith(CONCEPT) for o in ontology.objects(None, coop("codeList")))


def test_every_foreign_term_used_is_declared(ontology: Graph) -> None:
    built_in = (str(RDF), str(RDFS), str(OWL), str(XSD))
    used = set(ontology.predicates()) | set(ontology.objects(None, RDFS.subPropertyOf))
    used |= set(ontology.objects(None, RDFS.subClassOf)) | set(ontology.objects(None, RDFS.range))
    foreign = {t for t in used if not str(t).startswith((COOP, *built_in))}
    assert foreign <= set(ontology.subjects(RDF.type))


def test_only_abstract_classes_are_without_a_word_for_their_iris(ontology: Graph) -> None:
    rooted = {c for c in map(coop, of_type(ontology, OWL.Class)) if (c, coop("iriSegment"), None) in ontology}
    for name in of_type(ontology, OWL.Class) - ABSTRACT:
        assert rooted & set(ontology.transitive_objects(coop(name), RDFS.subClassOf)), name
    assert not rooted & set(map(coop, ABSTRACT))
