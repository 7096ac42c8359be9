"""The alignments stand apart, speak of terms that exist on both sides, and contradict nothing."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, ORG, PROV, SDO, TIME, DefinedNamespace

from coopgraph.namespaces import CONCEPT, COOP
from coopgraph.resources import resource
from ontology.vocabulary_scan import declared_terms

NAMES = ["ontopia", "org", "owl-time", "prov", "schema-org", "semic", "wikidata"]
ALIGNMENT = "https://w3id.org/coopgraph/alignment/"
LICENCE = URIRef("https://www.apache.org/licenses/LICENSE-2.0")
MATCHES = {SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch}
AXIOMS = {RDFS.subClassOf, RDFS.subPropertyOf}

CLOSED: dict[str, type[DefinedNamespace]] = {"org": ORG, "prov": PROV, "schema-org": SDO, "owl-time": TIME}
"""Vocabularies whose terms rdflib ships."""

# Read in the published files: RO, CPEV, CLV, COV, CPV and TI of OntoPiA; Core Public Organisation 2.1.1
# and Core Public Event 1.1.0 of SEMIC; the pages of Wikidata's properties.
ITALIA = "https://w3id.org/italia/onto/"
CHECKED: dict[str, dict[str, set[str]]] = {
    "ontopia": {
        ITALIA + "RO/": {"TimeIndexedRole", "isRoleInTimeOf", "forEntity", "withRole", "Role"},
        ITALIA + "CPEV/": {"PublicEvent", "subEventOf", "takesPlaceIn", "hasPublicEventTypology", "PublicEventTypology"},
        ITALIA + "CLV/": {"Country", "Region", "City", "Feature", "situatedWithin"},
        ITALIA + "COV/": {"Organization", "PublicOrganization"},
        ITALIA + "CPV/": {"Person"},
        ITALIA + "TI/": {"TimeInterval"},
    },
    "semic": {
        "http://data.europa.eu/m8g/": {
            "PublicOrganisation", "PublicEvent", "Participation", "role", "eventNumber", "eventStatus",
            "expectedNumberOfParticipants",
        },
    },
    "wikidata": {
        "http://www.wikidata.org/entity/": {
            "P1891", "P710", "P664", "P39", "P179", "P1545", "P585", "P276", "P131", "P17", "P300", "P605", "P488", "P749",
            "P190", "P1132", "P1001", "P1810", "P248", "P1480",
        },
    },
}  # fmt: skip


def folder() -> Path:
    return resource("ontology") / "alignments"


def read(name: str) -> Graph:
    return Graph().parse(folder() / f"{name}.ttl")


def mappings(graph: Graph) -> list[tuple[str, URIRef, str]]:
    return [(str(s), p, str(o)) for s, p, o in graph if p in MATCHES | AXIOMS]


def test_there_is_one_file_for_each_vocabulary_that_is_mapped() -> None:
    assert sorted(path.stem for path in folder().glob("*.ttl")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_an_alignment_is_an_ontology_with_title_licence_and_version_that_imports_nothing(name: str) -> None:
    graph = read(name)
    (ontology,) = graph.subjects(RDF.type, OWL.Ontology)
    assert str(ontology) == ALIGNMENT + name
    version = graph.value(ontology, OWL.versionInfo)
    assert graph.value(ontology, OWL.versionIRI) == URIRef(f"{ALIGNMENT}{name}/{version}")
    assert graph.value(ontology, DCTERMS.license) == LICENCE
    titles = [t.language for t in graph.objects(ontology, DCTERMS.title) if isinstance(t, Literal)]
    assert sorted(titles, key=str) == ["en", "it"]
    assert graph.value(ontology, DCTERMS.description)
    assert (None, OWL.imports, None) not in graph


@pytest.mark.parametrize("name", NAMES)
def test_an_alignment_holds_mappings_and_declarations_only(name: str) -> None:
    graph = read(name)
    others = {
        (s, p)
        for s, p, _ in graph
        if p not in MATCHES | AXIOMS and p != RDF.type and str(s) != ALIGNMENT + name
    }
    assert others == set()
    assert len(mappings(graph)) >= 7
    assert (None, OWL.equivalentClass, None) not in graph
    assert (None, OWL.sameAs, None) not in graph


@pytest.mark.parametrize("name", NAMES)
def test_the_left_side_is_a_term_or_a_code_of_ours(name: str, schemes: Graph) -> None:
    for ours, _, _ in mappings(read(name)):
        known = ours.startswith(COOP) and ours.removeprefix(COOP) in declared_terms()
        assert known or (ours.startswith(CONCEPT) and (URIRef(ours), RDF.type, None) in schemes), ours


@pytest.mark.parametrize("name", NAMES)
def test_the_right_side_is_a_term_that_the_other_vocabulary_has(name: str) -> None:
    for _, _, theirs in mappings(read(name)):
        if name in CLOSED:
            assert URIRef(theirs) in CLOSED[name], theirs
        else:
            known = {base + term for base, terms in CHECKED[name].items() for term in terms}
            assert theirs in known, theirs


@pytest.mark.parametrize("name", CHECKED)
def test_every_term_that_was_checked_by_hand_is_used(name: str) -> None:
    used = {theirs for _, _, theirs in mappings(read(name))}
    assert used == {base + term for base, terms in CHECKED[name].items() for term in terms}


@pytest.mark.parametrize("name", NAMES)
def test_an_axiom_joins_terms_of_one_kind_and_declares_the_foreign_one(name: str, ontology: Graph) -> None:
    graph = read(name)
    for predicate, kind in ((RDFS.subClassOf, OWL.Class), (RDFS.subPropertyOf, OWL.ObjectProperty)):
        for ours, theirs in graph.subject_objects(predicate):
            assert (ours, RDF.type, kind) in ontology
            assert (theirs, RDF.type, kind) in graph + ontology, theirs


def test_what_the_ontology_already_says_is_not_said_again(ontology: Graph) -> None:
    for name in NAMES:
        assert not [triple for triple in read(name) if triple in ontology and triple[1] in AXIOMS]


def test_no_alignment_is_loaded_by_default() -> None:
    from coopgraph.ingest.build import load_ontology
    from coopgraph.store.embedded import EmbeddedStore

    with EmbeddedStore.in_memory() as store:
        load_ontology(store)
        assert not store.ask(f'ASK {{ ?s ?p ?o FILTER(STRSTARTS(STR(?s), "{ALIGNMENT}")) }}')


def test_all_alignments_together_leave_no_class_of_ours_empty(ontology: Graph) -> None:
    """By the OWL 2 RL rules, with one thing in every class: nothing is inconsistent."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # owlrl's own deprecations are not ours to mend
        owlrl = pytest.importorskip("owlrl", reason="owlrl comes with pySHACL")
        graph = Graph()
        for part in (ontology, *(read(name) for name in NAMES)):
            graph += part
        for kind in list(graph.subjects(RDF.type, OWL.Class)):
            if str(kind).startswith(COOP):
                graph.add((URIRef(f"urn:x:{kind.rpartition('#')[2]}"), RDF.type, kind))
        owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    assert (None, URIRef("http://www.daml.org/2002/03/agents/agent-ont#error"), None) not in graph
    assert (URIRef("urn:x:Session"), RDF.type, SDO.Event) in graph
    assert (URIRef("urn:x:TerritorialAuthority"), RDF.type, PROV.Organization) in graph
