"""Others judge the profiles: the vocabularies' own files, an OWL reasoner, a validator and a parser of the JavaScript world.

Each judge is shown a fault first, so that its silence says something.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyld import jsonld
from rdflib import RDF, SDO, Graph, Literal, Namespace, URIRef
from rdflib.namespace import ORG, TIME

from coopgraph.queries import Catalogue
from coopgraph.release.profiles import export_profile
from coopgraph.resources import resource
from npm_packages import installed, run_node
from release.vocabularies import contradictions, faults, vocabulary

OA = Namespace("http://www.w3.org/ns/oa#")
VOCABULARIES = {
    "org": (("org", "foaf", "time", "prov", "skos"), (str(ORG), str(TIME))),
    "web-annotation": (("oa",), (str(OA),)),
    "schema-org": (("schema",), (str(SDO),)),
}
CONTEXT = Path(__file__).parents[1] / "data" / "web-annotation" / "anno.jsonld"
ANNO = "http://www.w3.org/ns/anno.jsonld"
THING = "https://w3id.org/coopgraph/id/thing/planted"
PLANTED = {  # in each vocabulary, a statement that its file does not allow
    "org": (URIRef(THING), ORG.memberDuring, URIRef(THING)),
    "web-annotation": (URIRef(THING), OA.start, Literal(-1)),
    "schema-org": (URIRef(THING), SDO.startDate, Literal("next spring", lang="en")),
}


@pytest.fixture(scope="module")
def catalogue():
    return Catalogue.load([resource("queries")])


@pytest.fixture(scope="module")
def said(bundled, catalogue):
    return {
        name: Graph().parse(data=export_profile(bundled, catalogue, name, "ntriples").decode(), format="nt")
        for name in VOCABULARIES
    }


@pytest.mark.parametrize("name", VOCABULARIES)
def test_every_thing_is_of_the_classes_that_the_vocabulary_gives_its_properties(said, name):
    names, spaces = VOCABULARIES[name]
    published = vocabulary(*names)
    broken = Graph() + said[name]
    broken.add(PLANTED[name])
    assert [fault for fault in faults(broken, published, spaces) if THING in fault or fault.startswith("-1")]
    assert faults(said[name], published, spaces) == []


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("org", lambda graph: (next(graph.subjects(RDF.type, ORG.Membership)), RDF.type, ORG.Organization)),
        ("org", lambda graph: (next(graph.objects(None, ORG.memberDuring)), RDF.type, TIME.Instant)),
    ],
    ids=["a membership that is an organization", "an interval that is an instant"],
)  # fmt: skip
def test_an_owl_reasoner_finds_no_contradiction(said, name, fault):
    published = vocabulary(*VOCABULARIES[name][0])
    broken = Graph() + said[name]
    broken.add(fault(said[name]))
    assert contradictions(broken, published)
    assert contradictions(said[name], published) == []


def test_a_unit_is_not_made_a_formal_organization_by_what_org_infers(said):
    """``org:unitOf`` would say so of a council without legal personality; ``org:subOrganizationOf`` does not."""
    assert not list(said["org"].subject_objects(ORG.unitOf))
    council = URIRef("https://w3id.org/coopgraph/id/body/consiglio-cooperazione-it-ru")
    assert (None, ORG.subOrganizationOf, council) in said["org"]


# Web Annotation: the JSON of the Recommendation, judged by validate-web-annotation


@pytest.fixture(scope="module")
def annotations(bundled, catalogue):
    """The annotations as the JSON that the Recommendation describes, framed by PyLD with its own context."""
    context = json.loads(CONTEXT.read_text(encoding="utf-8"))

    def load(url, _):
        assert url == ANNO
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": context,
        }

    said = json.loads(export_profile(bundled, catalogue, "web-annotation", "jsonld"))
    frame = {"@context": ANNO, "type": "Annotation", "target": {"source": {"@embed": "@never"}}}
    framed = jsonld.frame(said, frame, {"documentLoader": load, "embed": "@always", "omitGraph": False})
    return [{"@context": ANNO, **one} for one in framed["@graph"]]


def judged(annotations: list[dict]) -> list[bool]:
    modules = installed("validate-web-annotation@0.3.0")
    script = """
      const valid = require('validate-web-annotation');
      const read = JSON.parse(require('fs').readFileSync(0));
      console.log(JSON.stringify(read.map(one => Boolean(valid(one)))));
    """
    return json.loads(run_node(modules, script, json.dumps(annotations)))


def test_a_validator_of_web_annotations_finds_every_one_valid(annotations, said):
    assert len(annotations) == len(set(said["web-annotation"].subjects(RDF.type, OA.Annotation))) > 200
    assert all(judged(annotations))


@pytest.mark.parametrize("missing", ["id", "type", "target", "@context"])
def test_the_validator_refuses_one_that_lacks_a_part(annotations, missing):
    one = {key: value for key, value in annotations[0].items() if key != missing}
    assert judged([one, annotations[0]]) == [False, True]


def test_the_recommendations_own_names_are_all_it_takes_to_read_one(annotations):
    one = annotations[0]
    assert one["motivation"] == "identifying"
    kinds = {selector["type"]: selector for selector in one["target"]["selector"]}
    assert set(kinds) == {"TextQuoteSelector", "TextPositionSelector"}
    assert kinds["TextQuoteSelector"]["exact"]
    assert one["target"]["source"].startswith("https://w3id.org/coopgraph/id/source/")


# RDF 1.2: read by N3.js, which has nothing in common with the engine that writes it


def parsed(text: str, form: str) -> dict:
    modules = installed("n3@2.13.12")
    script = f"""
      const {{ Parser }} = require('n3');
      let quads;
      try {{ quads = new Parser({{ format: '{form}' }}).parse(require('fs').readFileSync(0, 'utf8')); }}
      catch (error) {{ console.log(JSON.stringify({{ error: error.message }})); process.exit(0); }}
      const term = t => t.termType === 'Quad' ? [term(t.subject), term(t.predicate), term(t.object)] : t.value;
      console.log(JSON.stringify({{ quads: quads.map(q => [term(q.subject), term(q.predicate), term(q.object), q.graph.value]) }}));
    """
    return json.loads(run_node(modules, script, text))


def test_another_implementation_of_rdf_1_2_reads_the_same_claims_from_both_formats(bundled, catalogue):
    claims = {
        (str(row["claim"]), str(row["s"]), str(row["p"]), str(row["o"]))
        for row in bundled.select(
            "PREFIX coop: <https://w3id.org/coopgraph/ontology#> SELECT ?claim ?s ?p ?o WHERE { ?claim a coop:Claim ; "
            "coop:claimSubject ?s ; coop:claimPredicate ?p ; coop:claimObject|coop:claimValue ?o }"
        )
    }
    read = {
        form: parsed(export_profile(bundled, catalogue, "rdf-1-2", form).decode(), media)["quads"]
        for form, media in (("turtle", "text/turtle"), ("ntriples", "application/n-triples"))
    }
    assert sorted(map(json.dumps, read["turtle"])) == sorted(map(json.dumps, read["ntriples"]))
    reified = {(s, *o) for s, p, o, _ in read["turtle"] if p == f"{RDF}reifies"}
    assert reified == claims


def test_the_other_implementation_refuses_a_triple_term_that_is_none(bundled, catalogue):
    text = export_profile(bundled, catalogue, "rdf-1-2", "ntriples").decode()
    broken = text.replace(")>>", ">>", 1)
    assert broken != text
    assert "error" in parsed(broken, "application/n-triples")


# nanopublications: their TriG as well


def test_the_trig_of_nanopublications_is_read_by_another_program(bundled, catalogue):
    trig = parsed(export_profile(bundled, catalogue, "nanopub").decode(), "application/trig")["quads"]
    lines = export_profile(bundled, catalogue, "nanopub", "nquads").decode()
    assert sorted(map(json.dumps, trig)) == sorted(
        map(json.dumps, parsed(lines, "application/n-quads")["quads"])
    )
    assert len(trig) == len(lines.splitlines())
