"""The ontology is in OWL 2 DL and OWL 2 RL, consistent with the bundled data, and refuses what it should."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest
from rdflib import OWL, RDF, XSD, Graph, Literal, URIRef

from coopgraph.namespaces import CONCEPT, COOP, EDTF, ID
from coopgraph.store.revisions import StoreFolder

JUDGE = Path(__file__).with_name("owl_judge.py")
HEAD = f"""
@prefix coop: <{COOP}> .
@prefix id: <{ID}> .
@prefix role: <{CONCEPT}role/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

FAULTS = {
    "a person that is also a public authority": "id:x a coop:Person , coop:TerritorialAuthority .",
    "a territory that is also its government": "id:x a coop:Region , coop:TerritorialAuthority .",
    "a region that is also a city": "id:x a coop:Region , coop:City .",
    "an agreement that is also a partnership": "id:x a coop:Agreement , coop:Partnership .",
    "a series that is also one of its events": "id:x a coop:EventSeries , coop:Session .",
    "a party role that is also a participation": "id:x a coop:PartyRole , coop:Signature .",
    "an organization that works for another": "id:x a coop:Organization ; coop:worksFor id:y .",
    "an agreement signed by an organization": "id:x coop:signedBy id:y . id:y a coop:PublicBody .",
    "a claim with a role, which only situations have": "id:x a coop:Claim ; coop:role role:speaker .",
    "a statement in something that is no source": "id:x coop:statedIn id:y . id:y a coop:Event .",
    "a session in a country's place": "id:x coop:inSeries id:y . id:y a coop:Country .",
    "a figure that is no number": 'id:x a coop:ReportedFigure ; coop:value "molti" .',
    "a session that is not of the body its series belongs to": """
        id:x coop:inSeries id:s . id:s coop:seriesOf id:b .
        [] a owl:NegativePropertyAssertion ; owl:sourceIndividual id:x ;
            owl:assertionProperty coop:sessionOf ; owl:targetIndividual id:b .""",
    "a city that is not in the country of its region": """
        id:x coop:within id:r . id:r coop:within id:c .
        [] a owl:NegativePropertyAssertion ; owl:sourceIndividual id:x ;
            owl:assertionProperty coop:within ; owl:targetIndividual id:c .""",
    "a cooperation in one direction": """
        id:x coop:cooperatesWith id:y .
        [] a owl:NegativePropertyAssertion ; owl:sourceIndividual id:y ;
            owl:assertionProperty coop:cooperatesWith ; owl:targetIndividual id:x .""",
}

ALLOWED = {
    "a post that is also an organization": "id:x a coop:Office , coop:PublicBody .",
    "a session at which something is signed": "id:x a coop:Session , coop:Signing .",
    "an event of two statuses": f"id:x coop:eventStatus <{CONCEPT}event-status/planned> , <{CONCEPT}event-status/held> .",
    "a claim about a property": "id:x a coop:Claim ; coop:claimPredicate coop:takesPlaceIn ; coop:claimObject id:y .",
}

OUTSIDE = {
    "RL": "coop:Agreement rdfs:subClassOf [ a owl:Restriction ; owl:onProperty coop:hasProvision ; owl:someValuesFrom coop:Provision ] .",
    "DL": "coop:within a owl:AsymmetricProperty .",
}


def without_what_hermit_refuses(graph: Graph) -> Graph:
    refused = {XSD.date, URIRef(EDTF + "EDTF")}
    kept = Graph()
    for triple in graph:
        if not (isinstance(triple[2], Literal) and triple[2].datatype in refused):
            kept.add(triple)
    return kept


@pytest.fixture(scope="session")
def bundled(bundled_store: Path) -> Graph:
    graph = Graph()
    with StoreFolder(bundled_store).open() as store:
        for triple in store.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"):
            graph.add(triple)
    return graph


@pytest.fixture(scope="session")
def verdicts(
    ontology: Graph, bundled: Graph, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, Any]]:
    """The verdict on everything this file asks about, from one Java process."""
    missing = [name for name in ("jpype", "owlready2") if importlib.util.find_spec(name) is None]
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        missing.append("Java")
    if missing:
        said = f"the OWL proofs need {', '.join(missing)}"
        if os.environ.get("CI"):
            pytest.fail(f"{said}; in CI they are there")
        pytest.skip(said)
    graphs = {"ontology": ontology, "bundled": without_what_hermit_refuses(bundled)}
    for path in sorted((folder / "alignments").glob("*.ttl")):
        graphs[f"with-{path.stem}"] = ontology + Graph().parse(path)
    cases = {**FAULTS, **ALLOWED, **{f"outside {profile}": axiom for profile, axiom in OUTSIDE.items()}}
    for name, turtle in cases.items():
        graphs[name.replace(" ", "-")] = ontology + Graph().parse(data=HEAD + turtle, format="turtle")
    room = tmp_path_factory.mktemp("owl")
    for name, graph in graphs.items():
        without_anonymous_header(graph).serialize(room / f"{name}.rdf", format="xml", encoding="utf-8")
    files = [str(room / f"{name}.rdf") for name in graphs]
    outcome = subprocess.run([sys.executable, str(JUDGE), *files], capture_output=True, text=True)
    assert outcome.returncode == 0, outcome.stderr
    verdict: dict[str, dict[str, Any]] = json.loads(outcome.stdout)
    return verdict


def without_anonymous_header(graph: Graph) -> Graph:
    """Return the graph with one ontology header, ours: two in one file are outside OWL 2 DL by themselves."""
    ours = URIRef("https://w3id.org/coopgraph/ontology")
    others = set(graph.subjects(RDF.type, OWL.Ontology)) - {ours}
    kept = Graph()
    for triple in graph:
        if triple[0] not in others:
            kept.add(triple)
    return kept


@pytest.mark.parametrize("profile", ["DL", "RL"])
@pytest.mark.parametrize("name", ["ontology", "bundled"])
def test_it_is_in_the_profile(verdicts: dict[str, dict[str, Any]], name: str, profile: str) -> None:
    assert verdicts[name][profile] == []


@pytest.mark.parametrize("profile", OUTSIDE)
def test_an_axiom_outside_a_profile_is_noticed(verdicts: dict[str, dict[str, Any]], profile: str) -> None:
    assert verdicts[f"outside-{profile}"][profile]


@pytest.mark.parametrize("name", ["ontology", "bundled"])
def test_it_is_consistent_and_no_class_is_unsatisfiable(
    verdicts: dict[str, dict[str, Any]], name: str
) -> None:
    assert verdicts[name]["consistent"]
    assert verdicts[name]["unsatisfiable"] == []


@pytest.mark.parametrize("name", ["ontopia", "org", "owl-time", "prov", "schema-org", "semic", "wikidata"])
def test_an_alignment_keeps_it_consistent_and_in_both_profiles(
    verdicts: dict[str, dict[str, Any]], name: str
) -> None:
    verdict = verdicts[f"with-{name}"]
    assert verdict["consistent"]
    assert verdict["unsatisfiable"] == []
    assert verdict["DL"] == []
    assert verdict["RL"] == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_contradiction_is_inconsistent(verdicts: dict[str, dict[str, Any]], fault: str) -> None:
    assert not verdicts[fault.replace(" ", "-")]["consistent"]


@pytest.mark.parametrize("case", ALLOWED)
def test_what_is_meant_to_be_possible_is_consistent(verdicts: dict[str, dict[str, Any]], case: str) -> None:
    assert verdicts[case.replace(" ", "-")]["consistent"]


def test_the_closure_of_the_bundled_data_has_no_error_and_draws_what_the_shortcut_says(
    ontology: Graph, bundled: Graph
) -> None:
    """OWL 2 RL by rules, without Java. Evidence and claims stay out: they tie nothing, and double the work."""
    graph = Graph()
    for s, p, o in ontology:
        if not isinstance(o, Literal):
            graph.add((s, p, o))
    left_out = (ID + "evidence/", ID + "claim/")
    session_of = URIRef(COOP + "sessionOf")
    for s, p, o in bundled:
        if (
            str(s).startswith(ID)
            and not str(s).startswith(left_out)
            and not isinstance(o, Literal)
            and p != session_of
        ):
            graph.add((s, p, o))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # owlrl's own deprecations are not ours to mend
        owlrl = pytest.importorskip("owlrl", reason="owlrl comes with pySHACL")
        owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    assert (None, URIRef("http://www.daml.org/2002/03/agents/agent-ont#error"), None) not in graph
    drawn = set(bundled.subject_objects(session_of))
    assert drawn
    assert drawn == set(graph.subject_objects(session_of))
