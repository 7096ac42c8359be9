"""What the ontology lets a reasoner conclude, and what its shortcut queries construct."""

from __future__ import annotations

import warnings

import pyoxigraph as ox
import pytest
from rdflib import RDF, Graph, URIRef

from coopgraph.namespaces import CONCEPT, COOP, ID
from coopgraph.resources import resource

SHORTCUTS = {
    "hasParty", "cooperatesWith", "signedBy", "participatedIn", "worksFor", "sessionOf", "hostRegion", "latestStatus",
}  # fmt: skip

DATA = f"""
@prefix coop: <{COOP}> .
@prefix id: <{ID}> .
@prefix role: <{CONCEPT}role/> .
@prefix modality: <{CONCEPT}modality/> .
@prefix status: <{CONCEPT}event-status/> .
id:s a coop:Session ; coop:inSeries id:series ; coop:takesPlaceIn id:city ;
    coop:eventStatus status:planned , status:held .
id:later a coop:Session ; coop:eventStatus status:announced .
id:series a coop:EventSeries ; coop:seriesOf id:body .
id:body a coop:CooperationBody .
id:city a coop:City ; coop:within id:region .
id:region a coop:Region ; coop:within id:country .
id:country a coop:Country .
id:ann a coop:Person . id:bob a coop:Person . id:firm a coop:Organization . id:park a coop:Organization .
id:agreement a coop:Agreement .
id:p1 a coop:PartyRole ; coop:undertaking id:agreement ; coop:party id:firm .
id:p2 a coop:PartyRole ; coop:undertaking id:agreement ; coop:party id:park .
id:signing a coop:Signing ; coop:signs id:agreement .
id:x1 a coop:Signature ; coop:inEvent id:signing ; coop:participant id:ann ; coop:onBehalfOf id:firm ;
    coop:role role:signatory ; coop:modality modality:actual .
id:x2 a coop:Participation ; coop:inEvent id:signing ; coop:participant id:bob ;
    coop:role role:witness ; coop:modality modality:actual .
id:x3 a coop:Participation ; coop:inEvent id:s ; coop:participant id:bob ;
    coop:role role:speaker ; coop:modality modality:planned .
id:h a coop:RoleHolding ; coop:holder id:ann ; coop:inOrganization id:firm ; coop:role role:director .
id:h2 a coop:RoleHolding ; coop:holder id:park ; coop:inOrganization id:body ; coop:role role:organiser .
"""

EXPECTED = {
    "hasParty": {("agreement", "firm"), ("agreement", "park")},
    "cooperatesWith": {("firm", "park"), ("park", "firm")},
    "signedBy": {("agreement", "ann")},
    "participatedIn": {("ann", "signing"), ("firm", "signing"), ("bob", "signing")},
    "worksFor": {("ann", "firm")},
    "sessionOf": {("s", "body")},
    "hostRegion": {("s", "region")},
    "latestStatus": {("s", "held"), ("later", "announced")},
}


def queries(ontology: Graph) -> dict[str, str]:
    found = ontology.subject_objects(URIRef(COOP + "constructQuery"))
    return {str(term).removeprefix(COOP): str(query) for term, query in found}


def test_the_eight_shortcuts_and_no_others_carry_a_query(ontology: Graph) -> None:
    assert set(queries(ontology)) == SHORTCUTS == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(SHORTCUTS))
def test_a_shortcut_query_constructs_its_own_triples_on_both_engines(ontology: Graph, name: str) -> None:
    query = queries(ontology)[name]
    graph = Graph().parse(data=DATA, format="turtle")
    store = ox.Store()
    store.load(DATA.encode(), format=ox.RdfFormat.TURTLE)
    by_rdflib = {(str(s), str(p), str(o)) for s, p, o in graph.query(query)}
    by_oxigraph = {(t.subject.value, t.predicate.value, t.object.value) for t in store.query(query)}
    assert by_rdflib == by_oxigraph
    assert {p for _, p, _ in by_rdflib} == {COOP + name}
    pairs = {(s.rpartition("/")[2], o.rpartition("/")[2]) for s, _, o in by_rdflib}
    assert pairs == EXPECTED[name]


def test_the_closure_finds_the_body_of_a_session_and_nothing_inconsistent(ontology: Graph) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # owlrl's own deprecations are not ours to mend
        owlrl = pytest.importorskip("owlrl", reason="owlrl comes with pySHACL")
        graph = ontology + Graph().parse(data=DATA, format="turtle")
        owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    session, body, region = (URIRef(ID + name) for name in ("s", "body", "region"))
    assert (session, URIRef(COOP + "sessionOf"), body) in graph
    assert (session, RDF.type, URIRef(COOP + "Event")) in graph
    assert (URIRef(ID + "city"), URIRef(COOP + "within"), URIRef(ID + "country")) in graph
    assert (region, RDF.type, URIRef("http://www.opengis.net/ont/geosparql#Feature")) in graph
    errors = list(graph.subject_objects(URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")))
    assert not errors


def test_a_person_that_is_also_an_organization_is_found_inconsistent(ontology: Graph) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        owlrl = pytest.importorskip("owlrl", reason="owlrl comes with pySHACL")
        bad = f"<{ID}x> a <{COOP}Person> , <{COOP}TerritorialAuthority> ."
        graph = ontology + Graph().parse(data=bad, format="turtle")
        owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    assert (None, URIRef("http://www.daml.org/2002/03/agents/agent-ont#error"), None) in graph


@pytest.mark.parametrize("name", sorted(SHORTCUTS))
def test_the_query_the_loader_runs_says_the_same_as_the_one_on_the_term(ontology: Graph, name: str) -> None:
    kebab = "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name)
    run_by_loader = (resource("queries") / "shortcuts" / f"{kebab}.rq").read_text(encoding="utf-8")
    store = ox.Store()
    store.load(DATA.encode(), format=ox.RdfFormat.TURTLE)
    assert set(store.query(run_by_loader)) == set(store.query(queries(ontology)[name]))
