"""The documents about the ontology and the rules."""

from __future__ import annotations

import re
import warnings

import pytest
from rdflib import OWL, RDF, Graph, URIRef
from rdflib.compare import isomorphic

from coopgraph.namespaces import BASE, COOP
from coopgraph.resources import resource
from coopgraph.validation.shapes import load_shapes
from dereferenced import with_client

TYPES = ("text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml")


def answers(folder, *paths: str, accept: str = "*/*"):
    async def ask(client):
        return [await client.get(path, headers={"Accept": accept}) for path in paths]

    return with_client(folder, ask)


def parsed(answer) -> Graph:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # rdflib's own JSON-LD parser uses what rdflib deprecates
        return Graph().parse(data=answer.content, format=answer.headers["content-type"].partition(";")[0])


@pytest.mark.parametrize("suffix", [".ttl", ".jsonld", ".nt", ".rdf"])
def test_the_rules_come_whole_in_every_format(bundled_store, suffix):
    (answer,) = answers(bundled_store, "/shapes" + suffix)
    found = parsed(answer)
    for triple in list(found.triples((URIRef(BASE + "shapes"), None, None))):
        found.remove(triple)
    assert isomorphic(found, load_shapes([resource("shapes")]).graph)


def test_a_term_is_where_its_iri_leads_and_has_an_entry_on_the_page(bundled_store, bundled):
    data, page = (answers(bundled_store, "/ontology", accept=a)[0] for a in ("text/turtle", "text/html"))
    found = parsed(data)
    terms = {
        str(row["term"])
        for row in bundled.sparql(
            f'SELECT ?term WHERE {{ ?term a ?kind FILTER(STRSTARTS(STR(?term), "{COOP}")) }}'
        )
    }
    assert len(terms) > 100
    for term in terms:
        assert set(found.triples((URIRef(term), None, None))) == set(
            bundled.construct(f"CONSTRUCT WHERE {{ <{term}> ?p ?o }}")
        )
        assert f'id="{term.removeprefix(COOP)}"' in page.text


def test_the_version_iri_answers_with_the_same_document_and_another_version_does_not(bundled_store, bundled):
    (row,) = bundled.sparql(f"SELECT ?v WHERE {{ ?o <{OWL.versionIRI}> ?v }}")
    path = "/" + str(row["v"]).removeprefix(BASE)
    here, there, none = answers(bundled_store, "/ontology", path, "/ontology/99.0.0")
    assert here.content == there.content
    assert none.status_code == 404


def test_every_rule_has_an_entry_and_its_documentation_leads_there(bundled_store):
    page, led = answers(bundled_store, "/shapes.html", "/docs/reference/rules")
    rules = load_shapes([resource("shapes")]).rules
    anchors = set(re.findall(r'id="([^"]*)"', page.text))
    assert {rule.shape.partition("#")[2] for rule in rules} <= anchors
    assert {rule.page.partition("#")[2] for rule in rules} <= anchors
    assert (led.status_code, led.headers["location"]) == (303, "/shapes")


def test_a_part_of_the_shapes_answers_with_the_document_it_is_in(bundled_store):
    (core, none) = answers(bundled_store, "/shapes/core", "/shapes/none")
    assert (URIRef(BASE + "shapes/core"), RDF.type, OWL.Ontology) in parsed(core)
    assert none.status_code == 404
