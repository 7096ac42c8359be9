"""Each statement as a nanopublication that the nanopub library holds to be valid, honest about what it rests on."""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict

import pytest
from rdflib import DC, DCTERMS, PROV, RDF, XSD, Dataset, Literal, Namespace, URIRef

from coopgraph.errors import ParameterError, QueryRefusedError
from coopgraph.namespaces import CONCEPT, COOP, GRAPH_SOURCE, ID, OA
from coopgraph.queries import Catalogue
from coopgraph.release.profiles import export_profile, named_by_hash
from coopgraph.resources import resource
from coopgraph.store.embedded import EmbeddedStore

# The nanopub library is written for an older rdflib, and rdflib's own readers use its older names.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")

NP = Namespace("http://www.nanopub.org/nschema#")
C = Namespace(COOP)
ABOUT = {
    "creator": "The Ardonian Archive",
    "created": "2026-11-30",
    "licence": "https://creativecommons.org/licenses/by/4.0/",
    "version": named_by_hash("ab" * 32),
}


@pytest.fixture(scope="module")
def catalogue():
    return Catalogue.load([resource("queries")])


@pytest.fixture(scope="module")
def lines(bundled, catalogue):
    return export_profile(bundled, catalogue, "nanopub", "nquads", ABOUT).decode().splitlines()


@pytest.fixture(scope="module")
def published(lines) -> Dataset:
    """Every nanopublication, as rdflib reads them."""
    made = Dataset()
    made.parse(data="\n".join(lines), format="nquads")
    return made


@pytest.fixture(scope="module")
def apart(lines) -> dict[str, str]:
    """The N-Quads of each nanopublication, by its IRI."""
    found = defaultdict(list)
    for line in lines:
        graph = line.rsplit(" ", 2)[1].strip("<>")
        found[graph.rpartition("/")[0]].append(line)
    return {name: "\n".join(its) for name, its in found.items()}


def judged(nquads: str):
    """Return a nanopublication as the nanopub library reads it."""
    from nanopub import Nanopub
    from rdflib import ConjunctiveGraph

    graph = ConjunctiveGraph()
    graph.parse(data=nquads, format="nquads")
    return Nanopub(rdf=graph)


def of(published: Dataset, name: str, part: str):
    return published.graph(URIRef(f"{name}/{part}"))


def nanopub_of(published: Dataset, thing: str) -> str:
    """Return the one nanopublication of a thing, given by the tail of its IRI."""
    (found,) = nanopubs_of(published, ID + thing)
    return str(found)


def nanopubs_of(published: Dataset, thing: str) -> set[URIRef]:
    return {s for s, _, _, _ in published.quads((None, DCTERMS.source, URIRef(thing), None))}


def test_there_is_one_for_each_statement_of_each_document(bundled, apart):
    (row,) = bundled.select(
        f"PREFIX coop: <{COOP}> SELECT (COUNT(*) AS ?n) WHERE {{ SELECT DISTINCT ?thing ?source WHERE {{ "
        "VALUES ?kind { coop:Claim coop:Situation coop:Provision } ?thing a ?kind ; coop:statedIn ?source } }"
    )
    assert len(apart) == int(row["n"]) > 300


def test_the_nanopub_library_finds_every_one_valid(apart):
    for name, nquads in apart.items():
        read = judged(nquads)
        assert read.is_valid, name
        assert str(read.metadata.np_uri) == name


@pytest.mark.parametrize("part", ["head", "assertion", "provenance", "pubinfo"])
def test_the_library_refuses_one_that_lacks_a_graph(apart, part):
    from nanopub.utils import MalformedNanopubError

    name, nquads = next(iter(apart.items()))
    broken = "\n".join(line for line in nquads.splitlines() if f"<{name}/{part}> ." not in line)
    with pytest.raises(MalformedNanopubError):
        assert judged(broken).is_valid


def test_one_can_be_signed_and_then_carries_a_trusty_uri_that_holds(apart, tmp_path):
    from nanopub import Nanopub, NanopubConf, Profile, generate_keyfiles

    keys = tmp_path / "keys"
    keys.mkdir()
    generate_keyfiles(keys)
    profile = Profile(
        orcid_id="https://orcid.org/0000-0002-1825-0097",
        name="Josiah Carberry",
        private_key=keys / "id_rsa",
        public_key=keys / "id_rsa.pub",
    )
    read = judged(next(iter(apart.values())))
    signed = Nanopub(rdf=read.rdf, conf=NanopubConf(profile=profile))
    signed.sign()
    assert signed.has_valid_signature
    assert signed.has_valid_trusty
    assert "/RA" in signed.source_uri


def test_what_it_asserts_is_what_the_graph_says_and_no_more(bundled, published, apart):
    """A triple of a claim, or all of a situation, as it stands in the graph of its document."""
    for name in apart:
        key = name.rpartition("/")[2]
        assertion = of(published, name, "assertion")
        assert len(assertion)
        inferred = (None, C.claimStatus, URIRef(f"{CONCEPT}claim-status/inferred")) in of(
            published, name, "provenance"
        )
        for s, p, o in assertion:
            stated = f"{s.n3()} {p.n3()} {o.n3()}"
            plain = bundled.ask(f"ASK {{ GRAPH <{GRAPH_SOURCE}{key}> {{ {stated} }} }}")
            assert plain != inferred, (name, stated)


def test_its_provenance_names_the_document_the_words_and_where_they_stand(published, apart):
    for name in apart:
        provenance, assertion = of(published, name, "provenance"), URIRef(f"{name}/assertion")
        source = URIRef(f"{ID}source/{name.rpartition('/')[2]}")
        assert (assertion, PROV.wasDerivedFrom, source) in provenance
        assert provenance.value(source, DCTERMS.title)
        status = str(provenance.value(assertion, C.claimStatus)).rpartition("/")[2]
        passages = list(provenance.objects(assertion, C.hasEvidence))
        assert bool(passages) == (status == "asserted"), name
        for passage in passages:
            assert provenance.value(passage, URIRef(OA + "exact"))
            assert provenance.value(passage, C.statedIn) == source
            assert int(provenance.value(passage, URIRef(OA + "start"))) < int(
                provenance.value(passage, URIRef(OA + "end"))
            )


def test_words_that_a_document_reports_are_attributed_to_the_speaker(published, apart):
    cota = URIRef(ID + "person/cota-roberto")
    attributed = {
        name
        for name in apart
        if (URIRef(f"{name}/assertion"), PROV.wasAttributedTo, cota) in of(published, name, "provenance")
    }
    turin = (
        URIRef(ID + "session/tf-it-ru-sme-2013-torino"), C.takesPlaceIn, URIRef(ID + "city/torino"),
    )  # fmt: skip
    assert [name for name in attributed if turin in of(published, name, "assertion")]


def test_what_the_editors_infer_says_so_with_its_grounds_and_reasons(published, apart):
    inferred = [name for name in apart if name.endswith("/editorial-italy-russia")]
    assert len(inferred) > 5
    for name in inferred:
        provenance, assertion = of(published, name, "provenance"), URIRef(f"{name}/assertion")
        assert provenance.value(assertion, C.claimStatus) == URIRef(f"{CONCEPT}claim-status/inferred")
        assert {e.language for e in provenance.objects(assertion, C.explanation)} == {"en", "it"}
        grounds = set(provenance.objects(assertion, PROV.wasDerivedFrom))
        assert len(grounds) > 1
        assert provenance.value(assertion, PROV.wasAttributedTo) == URIRef(
            ID + "organization/coopgraph-editors"
        )


def test_a_statement_that_others_contradict_names_them_and_the_editors_judgement(published):
    figure = "figure/bergamo-tf-2016--tf-it-ru-sme-25--registered-participants"
    provenance = of(published, nanopub_of(published, figure), "provenance")
    (conflict,) = provenance.subjects(RDF.type, C.Discrepancy)
    items = set(provenance.objects(conflict, C.conflictingItem))
    assert URIRef(nanopub_of(published, figure) + "/assertion") in items
    assert URIRef(ID + "figure/mise-tf-it-ru--tf-it-ru-sme-25--registered-participants--ru") in items
    assert provenance.value(conflict, C.explanation)


def test_a_situation_that_two_documents_state_is_two_nanopublications(bundled, catalogue):
    signature = f"{ID}signature/signing-trentino-sviluppo-technopolis-2015--casotto-mauro"
    lines = bundled.dump_nquads().splitlines(keepends=True)
    again = [
        line.replace(b"source/pat-2571-2015>", b"source/mise-tf-it-ru>")
        for line in lines
        if line.startswith(f"<{signature}>".encode()) and b"/graph/source/" in line
    ]
    with EmbeddedStore.in_memory() as both:
        both.load_nquads(b"".join([*lines, *again]))
        text = export_profile(both, catalogue, "nanopub", "nquads").decode()
    heads = [
        line for line in text.splitlines() if line.startswith(f"<{signature}#nanopub/") and "/head> ." in line
    ]
    assert {line.split(">")[0].rpartition("/")[2] for line in heads} == {"pat-2571-2015", "mise-tf-it-ru"}


def test_it_says_who_made_it_when_under_which_licence_and_from_which_graph(published, apart):
    for name in apart:
        about, itself = of(published, name, "pubinfo"), URIRef(name)
        assert about.value(itself, DC.creator) == Literal("The Ardonian Archive")
        assert about.value(itself, DCTERMS.created) == Literal("2026-11-30", datatype=XSD.date)
        assert about.value(itself, DCTERMS.license) == URIRef(ABOUT["licence"])
        assert about.value(itself, PROV.wasDerivedFrom) == URIRef(ABOUT["version"])


def test_an_author_named_by_an_iri_is_linked(bundled, catalogue):
    orcid = "https://orcid.org/0000-0002-1825-0097"
    text = export_profile(bundled, catalogue, "nanopub", "nquads", {"creator": orcid}).decode()
    assert f"<{DCTERMS.creator}> <{orcid}>" in text
    assert str(DCTERMS.created) not in text  # nothing is made up where nothing was said


def test_both_formats_say_the_same_and_always_in_the_same_bytes(bundled, catalogue, published):
    data = export_profile(bundled, catalogue, "nanopub", about=ABOUT)
    read = Dataset()
    read.parse(data=data.decode(), format="trig")
    assert set(read.quads()) == set(published.quads())
    assert export_profile(bundled, catalogue, "nanopub", "trig", ABOUT) == data


def test_what_cannot_hold_named_graphs_or_is_no_day_is_refused(bundled, catalogue):
    with pytest.raises(QueryRefusedError, match="choose one of nquads, trig"):
        export_profile(bundled, catalogue, "nanopub", "turtle")
    with pytest.raises(ParameterError, match="is not a day"):
        export_profile(bundled, catalogue, "nanopub", about={"created": "yesterday"})


def test_the_command_dates_them_by_the_revision_and_the_clock_is_not_asked(bundled_store):
    def run(*arguments: str) -> bytes:
        done = subprocess.run(
            [sys.executable, "-m", "coopgraph", "export", "--store", str(bundled_store), *arguments],
            capture_output=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    first = run("--profile", "nanopub")
    assert first == run("--profile", "nanopub")
    assert b'creator> "coopgraph ' in first
    dated = run("--profile", "nanopub", "--date", "2020-01-01", "--author", "Ada")
    assert b'dct:created "2020-01-01"^^xsd:date' in dated
    assert b'creator> "Ada"' in dated
