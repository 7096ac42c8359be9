"""The pitfalls of ontologies that can be seen in the file: after OOPS!, which is a web service, as queries.

Each query finds the terms that fall into one pitfall; each is tried on a small ontology that does, so
that it can be trusted when it finds nothing. Left out on purpose: P13, missing inverses (there are none:
use ``^``), and P11 where a property is meant for several kinds of thing.

Reference: M. Poveda-Villalón, A. Gómez-Pérez and M. C. Suárez-Figueroa, "OOPS! (OntOlogy Pitfall Scanner!)",
Int. J. Semantic Web and Information Systems 10 (2014) 7–34.
"""

from __future__ import annotations

import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.collection import Collection

from coopgraph.namespaces import COOP

PREFIXES = f"""
PREFIX coop: <{COOP}>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
TURTLE = PREFIXES.replace("PREFIX", "@prefix").replace(">\n", "> .\n")
OURS = "FILTER(STRSTARTS(STR(?term), STR(coop:)))"
PROPERTY = "VALUES ?kind { owl:ObjectProperty owl:DatatypeProperty } ?term a ?kind ."
TERM = "VALUES ?kind { owl:Class owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty } ?term a ?kind ."

# name → (query for ?term, an ontology that falls into the pitfall, and the term that does)
PITFALLS: dict[str, tuple[str, str, str]] = {
    "P04 a term is connected to nothing": (
        f"""SELECT DISTINCT ?term WHERE {{ {TERM} {OURS}
          FILTER(?kind != owl:AnnotationProperty)
          FILTER NOT EXISTS {{ ?term rdfs:subClassOf|rdfs:subPropertyOf|rdfs:domain|rdfs:range ?above }}
          FILTER NOT EXISTS {{ ?term schema:domainIncludes|schema:rangeIncludes ?kind1 }}
          FILTER NOT EXISTS {{
            ?other rdfs:subClassOf|rdfs:subPropertyOf|rdfs:domain|rdfs:range|schema:domainIncludes|schema:rangeIncludes ?term
          }} }}""",
        "coop:Lonely a owl:Class .",
        "Lonely",
    ),
    "P06 a hierarchy has a cycle": (
        f"""SELECT DISTINCT ?term WHERE {{ {{ ?term rdfs:subClassOf+ ?term }} UNION {{ ?term rdfs:subPropertyOf+ ?term }} {OURS} }}""",
        "coop:A a owl:Class ; rdfs:subClassOf coop:B . coop:B a owl:Class ; rdfs:subClassOf coop:A .",
        "A",
    ),
    "P08 a term has no label or no definition in English or Italian": (
        f"""SELECT DISTINCT ?term WHERE {{ {TERM} {OURS}
          VALUES (?needed ?language) {{
            (rdfs:label "en") (rdfs:label "it") (skos:definition "en") (skos:definition "it")
          }}
          FILTER NOT EXISTS {{ ?term ?needed ?text FILTER(LANG(?text) = ?language) }} }}""",
        'coop:Named a owl:Class ; rdfs:label "named"@en , "nominato"@it ; skos:definition "With a name."@en .',
        "Named",
    ),
    "P11 an own property has neither domain nor list of what it is for": (
        f"""SELECT DISTINCT ?term WHERE {{ {PROPERTY} {OURS}
          FILTER NOT EXISTS {{ ?term rdfs:domain|schema:domainIncludes ?class }} }}""",
        "coop:loose a owl:ObjectProperty ; rdfs:range coop:Agreement .",
        "loose",
    ),
    "P11 an own property has neither range nor list of its values": (
        f"""SELECT DISTINCT ?term WHERE {{ {PROPERTY} {OURS}
          FILTER NOT EXISTS {{ ?term rdfs:range|schema:rangeIncludes ?class }} }}""",
        "coop:loose a owl:ObjectProperty ; rdfs:domain coop:Agreement .",
        "loose",
    ),
    "P19 a property has two domains or two ranges, which is their intersection": (
        f"""SELECT DISTINCT ?term WHERE {{ {PROPERTY} {OURS} VALUES ?p {{ rdfs:domain rdfs:range }}
          ?term ?p ?one , ?other FILTER(?one != ?other) }}""",
        "coop:torn a owl:ObjectProperty ; rdfs:domain coop:Agreement , coop:Event .",
        "torn",
    ),
    "P20 a label is a sentence, or a definition is shorter than the label or repeats it": (
        f"""SELECT DISTINCT ?term WHERE {{ {TERM} {OURS}
          ?term rdfs:label ?label ; skos:definition ?definition FILTER(LANG(?label) = LANG(?definition))
          FILTER(STRLEN(?label) >= STRLEN(?definition) || REGEX(?label, "[.;:]|^(A|An|The|Un|Una) ")
            || STRLEN(?label) > 40 || LCASE(STR(?label)) = LCASE(REPLACE(STR(?definition), "[.]$", ""))) }}""",
        'coop:Swapped a owl:Class ; rdfs:label "A thing that one person gives another."@en ; skos:definition "gift"@en .',
        "Swapped",
    ),
    "P22 a class is not UpperCamel, or a property not lowerCamel": (
        f"""SELECT DISTINCT ?term WHERE {{ {TERM} {OURS} BIND(STRAFTER(STR(?term), STR(coop:)) AS ?name)
          FILTER(IF(?kind = owl:Class, !REGEX(?name, "^([A-Z][a-z]+)+$"), !REGEX(?name, "^[a-z]+([A-Z][a-z]+|[0-9]+)*$"))) }}""",
        "coop:party_role a owl:Class .",
        "party_role",
    ),
    "P40 something is said of a term of somebody else, beyond what kind of term it is": (
        """SELECT DISTINCT ?term WHERE { ?term ?p ?o
          FILTER(ISIRI(?term) && !STRSTARTS(STR(?term), "https://w3id.org/coopgraph/"))
          FILTER(?p != rdf:type || ?o NOT IN (owl:Class, owl:ObjectProperty, owl:DatatypeProperty, owl:AnnotationProperty)) }""",
        "skos:Concept a owl:Class ; rdfs:subClassOf coop:Organization .",
        "http://www.w3.org/2004/02/skos/core#Concept",
    ),
    "P41 the ontology has no licence": (
        """SELECT DISTINCT ?term WHERE { ?term a owl:Ontology FILTER NOT EXISTS { ?term dct:license ?licence FILTER(ISIRI(?licence)) } }""",
        "<https://w3id.org/coopgraph/ontology> a owl:Ontology .",
        "https://w3id.org/coopgraph/ontology",
    ),
}

ON_PURPOSE = {
    "P11 an own property has neither domain nor list of what it is for": set[str](),
    "P11 an own property has neither range nor list of its values": {
        "claimSubject",
        "claimPredicate",
        "claimObject",
    },
}
"""A claim may be about anything and say anything of it."""


def found(graph: Graph, query: str) -> set[str]:
    return {str(row[0]).removeprefix(COOP) for row in graph.query(PREFIXES + query)}


@pytest.mark.parametrize("pitfall", PITFALLS)
def test_the_ontology_avoids_it(pitfall: str, ontology: Graph) -> None:
    assert found(ontology, PITFALLS[pitfall][0]) == ON_PURPOSE.get(pitfall, set())


@pytest.mark.parametrize("pitfall", PITFALLS)
def test_an_ontology_that_falls_into_it_is_caught(pitfall: str) -> None:
    query, fallen, term = PITFALLS[pitfall]
    assert term in found(Graph().parse(data=TURTLE + fallen, format="turtle"), query)


def disjoint_pairs(graph: Graph) -> set[frozenset[URIRef]]:
    """Return the pairs of classes stated disjoint."""
    pairs = {frozenset(pair) for pair in graph.subject_objects(OWL.disjointWith)}
    for axiom in graph.subjects(RDF.type, OWL.AllDisjointClasses):
        members = list(Collection(graph, graph.value(axiom, OWL.members)))
        pairs |= {frozenset((one, other)) for one in members for other in members if one != other}
    return pairs


def above(graph: Graph, kind: URIRef) -> set[URIRef]:
    return {c for c in graph.transitive_objects(kind, RDFS.subClassOf) if str(c).startswith(COOP)}


COMPATIBLE = {
    frozenset(("PublicBody", "CooperationBody")): "an intergovernmental commission may be both",
    frozenset(("TerritorialAuthority", "CooperationBody")): "the same, one class below",
    frozenset(("Session", "ThematicTable")): "one meeting may be several kinds of event",
    frozenset(("Session", "Signing")): "the same",
    frozenset(("ThematicTable", "Signing")): "the same",
}
"""And coop:Office with anything: ORG lets a post be treated as an organization in its own right."""


def test_p10_any_two_classes_are_disjoint_or_one_is_above_the_other_or_they_are_compatible_on_purpose(
    ontology: Graph,
) -> None:
    ours = sorted(c for c in ontology.subjects(RDF.type, OWL.Class) if str(c).startswith(COOP))
    stated = disjoint_pairs(ontology)
    open_pairs = set()
    for number, one in enumerate(ours):
        for other in ours[number + 1 :]:
            ones, others = above(ontology, one), above(ontology, other)
            if (
                one in others
                or other in ones
                or any(frozenset((a, b)) in stated for a in ones for b in others)
            ):
                continue
            open_pairs.add(frozenset((one.removeprefix(COOP), other.removeprefix(COOP))))
    assert {pair for pair in open_pairs if "Office" not in pair} == set(COMPATIBLE)
    assert frozenset(("Office", "Organization")) in open_pairs


def test_p10_a_missing_disjointness_would_be_seen(ontology: Graph) -> None:
    graph = Graph()
    for triple in ontology:
        if triple[1] != OWL.disjointWith:
            graph.add(triple)
    pair = frozenset((URIRef(COOP + "Agreement"), URIRef(COOP + "Partnership")))
    assert pair in disjoint_pairs(ontology)
    assert pair not in disjoint_pairs(graph)
