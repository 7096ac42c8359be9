"""The graph in other vocabularies: no term that the vocabulary lacks, nothing said that the graph does not say."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from rdflib import FOAF, OWL, PROV, RDF, RDFS, SKOS, TIME, Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS, ORG, SDO, XSD

from coopgraph.errors import NotFoundError, QueryRefusedError
from coopgraph.namespaces import COOP
from coopgraph.queries import Catalogue
from coopgraph.release.profiles import export_profile, profiles
from coopgraph.resources import resource

OA = Namespace("http://www.w3.org/ns/oa#")
# The Web Annotation Vocabulary (W3C Recommendation, 23 February 2017), as far as it speaks of passages.
OA_TERMS = set(
    "Annotation SpecificResource TextQuoteSelector TextPositionSelector hasBody hasTarget hasSource "  # noqa: SIM905
    "hasSelector motivatedBy identifying exact start end".split()
)
PUBLISHED = {  # what rdflib has from the vocabularies' own files
    str(space): {str(term) for term in dir(space) if str(term).startswith(str(space))}
    for space in (ORG, SDO, TIME, FOAF, PROV, SKOS, DCTERMS, RDF, RDFS, OWL, XSD)
} | {str(OA): {f"{OA}{term}" for term in OA_TERMS}}


@pytest.fixture(scope="module")
def catalogue():
    return Catalogue.load([resource("queries")])


@pytest.fixture(scope="module")
def said(bundled, catalogue):
    """Give the graph that a profile makes, as rdflib reads its N-Triples."""
    made: dict[str, Graph] = {}

    def graph(name: str) -> Graph:
        if name not in made:
            data = export_profile(bundled, catalogue, name, "ntriples")
            made[name] = Graph().parse(data=data.decode(), format="nt")
        return made[name]

    return graph


def count(store, pattern: str) -> int:
    (row,) = store.select(f"PREFIX coop: <{COOP}> SELECT (COUNT(DISTINCT *) AS ?n) WHERE {{ {pattern} }}")
    return int(row["n"])


def test_there_are_the_profiles_promised(catalogue):
    assert set(profiles(catalogue)) == {"nanopub", "org", "schema-org", "web-annotation", "rdf-1-2"}


@pytest.mark.parametrize("name", ["org", "schema-org", "web-annotation"])
def test_every_class_and_property_is_a_published_term(said, name):
    graph = said(name)
    used = set(graph.predicates()) | set(graph.objects(None, RDF.type))
    unknown = [
        term
        for term in used
        if not any(str(term) in terms for space, terms in PUBLISHED.items() if str(term).startswith(space))
    ]
    assert unknown == []
    assert len(used) > 8


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib's own parsers
@pytest.mark.parametrize("name", ["org", "schema-org", "web-annotation"])
@pytest.mark.parametrize("form", ["turtle", "jsonld", "rdfxml"])
def test_every_format_says_the_same(bundled, catalogue, said, name, form):
    data = export_profile(bundled, catalogue, name, form)
    names = {"turtle": "turtle", "jsonld": "json-ld", "rdfxml": "xml"}
    assert set(Graph().parse(data=data.decode(), format=names[form])) == set(said(name))
    assert data == export_profile(bundled, catalogue, name, form)


# W3C ORG


def test_each_role_holding_of_an_agent_is_a_membership_of_one_member_in_one_organization(bundled, said):
    graph = said("org")
    memberships = set(graph.subjects(RDF.type, ORG.Membership))
    assert (
        len(memberships)
        == count(bundled, "?m a coop:RoleHolding ; coop:holder ?a ; coop:inOrganization ?o")
        > 10
    )
    for membership in memberships:
        assert len(set(graph.objects(membership, ORG.member))) == 1
        assert len(set(graph.objects(membership, ORG.organization))) == 1
        assert set(graph.objects(membership, PROV.wasDerivedFrom))


def test_a_day_on_which_a_role_is_attested_lies_in_its_interval_and_bounds_nothing(bundled, said):
    graph = said("org")
    intervals = set(graph.objects(None, ORG.memberDuring))
    assert intervals == set(graph.subjects(RDF.type, TIME.ProperInterval))
    days = [str(graph.value(day, TIME.inXSDDate)) for i in intervals for day in graph.objects(i, TIME.inside)]
    assert len(days) == count(
        bundled, "?m a coop:RoleHolding ; coop:holder ?a ; coop:inOrganization ?o ; coop:attestedOn ?d"
    )
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in days)
    assert not list(
        graph.subject_objects(TIME.hasBeginning)
    )  # no source of the bundled graph says when one began


# schema.org


def test_events_have_their_days_and_those_who_took_part_and_no_status_that_they_do_not_have(bundled, said):
    graph = said("schema-org")
    events = set(graph.subjects(RDF.type, SDO.Event))
    assert len(events) == count(bundled, "?e a coop:Event")
    assert set(graph.subjects(SDO.startDate)) <= events
    part = set(graph.objects(None, SDO.attendee)) | set(graph.objects(None, SDO.performer))
    assert URIRef("https://w3id.org/coopgraph/id/person/razov-sergey") in part
    statuses = set(graph.objects(None, SDO.eventStatus))
    assert statuses <= {SDO.EventScheduled, SDO.EventPostponed, SDO.EventCancelled}


# Web Annotation


def test_each_passage_is_found_by_its_words_and_its_position(bundled, said):
    graph = said("web-annotation")
    assert set(graph.subjects(RDF.type, OA.Annotation))
    for target in graph.subjects(RDF.type, OA.SpecificResource):
        kinds = [graph.value(one, RDF.type) for one in graph.objects(target, OA.hasSelector)]
        assert sorted(kinds) == [OA.TextPositionSelector, OA.TextQuoteSelector]
        assert len(set(graph.objects(target, OA.hasSource))) == 1
    for one in graph.subjects(RDF.type, OA.TextQuoteSelector):
        assert len(set(graph.objects(one, OA.exact))) == 1
    pairs = count(bundled, "?c a coop:Claim ; coop:hasEvidence ?e")
    assert len(set(graph.subjects(RDF.type, OA.Annotation))) == pairs


# RDF 1.2


def test_each_claim_reifies_the_triple_that_it_states(bundled, catalogue):
    lines = export_profile(bundled, catalogue, "rdf-1-2", "ntriples").decode().splitlines()
    reified = [line for line in lines if f"<{RDF}reifies> <<( " in line]
    assert len(reified) == count(bundled, "?c a coop:Claim") > 200
    text = export_profile(bundled, catalogue, "rdf-1-2").decode()
    assert text.count("rdf:reifies <<( ") == len(reified)


def test_a_format_that_has_no_triple_terms_is_refused(bundled, catalogue):
    with pytest.raises(QueryRefusedError, match="ask for Turtle"):
        export_profile(bundled, catalogue, "rdf-1-2", "jsonld")


# the command


def test_the_command_writes_a_profile_and_names_those_there_are(bundled_store, bundled, catalogue):
    def run(*arguments: str):
        return subprocess.run(
            [sys.executable, "-m", "coopgraph", "export", *arguments, "--store", str(bundled_store)],
            capture_output=True,
        )

    assert run("--profile", "org").stdout == export_profile(bundled, catalogue, "org")
    wrong = run("--profile", "foaf")
    assert (wrong.returncode, wrong.stdout) == (1, b"")
    assert b"there are nanopub, org, rdf-1-2, schema-org, web-annotation" in wrong.stderr
    assert run("--profile", "org", "--format", "trig").returncode == 2
    with pytest.raises(NotFoundError):
        export_profile(bundled, catalogue, "foaf")
