"""The catalogue describes the graph that is served, and everything it names is there."""

from __future__ import annotations

import hashlib

import pytest
from rdflib import DCAT, DCTERMS, FOAF, RDF, VOID, XSD, Graph, Literal, Namespace, URIRef

import dcat_ap
from coopgraph.namespaces import BASE
from coopgraph.release.files import GRAPH_FILES
from coopgraph.web.addresses.iris import address
from served import Running

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"


@pytest.fixture(scope="module")
def described(bundled_server) -> Graph:
    return Graph().parse(data=bundled_server.get("/", Accept="text/turtle").body, format="turtle")


@pytest.fixture(scope="module")
def dataset(bundled_server) -> URIRef:
    return URIRef(f"{bundled_server.url}/#dataset")


def path(bundled_server, url: object) -> str:
    """The path on this server of an address in the description, or of an IRI of ours."""
    text = str(url)
    if text.startswith(BASE):
        return address(text)
    assert text.startswith(bundled_server.url + "/"), text
    return text.removeprefix(bundled_server.url)


@pytest.mark.parametrize("where", ["/", "/.well-known/void"])
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib's reader of JSON-LD
def test_the_official_shapes_of_dcat_ap_3_find_nothing(bundled_server, where):
    said = Graph().parse(data=bundled_server.get(where, Accept="text/turtle").body, format="turtle")
    assert dcat_ap.faults(said) == []


FAULTS = {  # what is taken out of the description, and what the shapes then ask for
    "no publisher": ((None, DCTERMS.publisher, None), "publisher"),
    "no title": ((None, DCTERMS.title, None), "title"),
    "a distribution without an address": ((None, DCAT.accessURL, None), "accessURL"),
    "a checksum without an algorithm": ((None, SPDX.algorithm, None), "algorithm"),
    "a service without an endpoint": ((None, DCAT.endpointURL, None), "endpointURL"),
    "a language that is none": ((None, RDF.type, DCTERMS.LinguisticSystem), "language"),
    "a media type that is none": ((None, RDF.type, DCTERMS.MediaType), "mediaType"),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_official_shapes_find_what_is_taken_out(described, fault):
    pattern, asked = FAULTS[fault]
    broken = Graph() + described
    broken.remove(pattern)
    assert [found for found in dcat_ap.faults(broken) if asked in found]


def test_it_has_what_dcat_ap_3_recommends(described):
    for kind, properties in RECOMMENDED.items():
        things = set(described.subjects(RDF.type, kind))
        assert things
        for thing in things:
            for prop in properties:
                assert (thing, prop, None) in described, (thing, prop)


RECOMMENDED = {
    DCAT.Catalog: (FOAF.homepage, DCAT.service),
    DCAT.Dataset: (
        DCAT.distribution, DCAT.keyword, DCAT.theme, DCTERMS.publisher, DCTERMS.spatial, DCTERMS.temporal,
    ),
    DCAT.Distribution: (DCTERMS["format"], DCTERMS.description, URIRef("http://data.europa.eu/r5r/availability")),
    DCAT.DataService: (DCAT.endpointDescription, DCAT.servesDataset),
}  # fmt: skip


def test_every_distribution_is_the_graph_in_the_format_it_says(bundled_server, bundled, described, dataset):
    asked = [one for one in described.objects(dataset, DCAT.distribution) if "#distribution-" in one]
    assert len(asked) == 4
    for one in asked:
        type_ = str(described.value(one, DCAT.mediaType)).removeprefix(MEDIA_TYPES)
        answer = bundled_server.get(path(bundled_server, described.value(one, DCAT.accessURL)), Accept=type_)
        assert answer.type.partition(";")[0] == type_
        if type_ == "application/n-triples":
            assert len(answer.body.splitlines()) == bundled.store.count()


def test_every_file_is_told_with_its_size_and_checksum_and_they_are_those_of_what_comes(
    bundled_server, described, dataset
):
    files = [one for one in described.objects(dataset, DCAT.distribution) if "#file-" in one]
    assert len(files) == len(GRAPH_FILES)
    listed = {
        one["url"]: one for one in bundled_server.get("/exports", Accept="application/json").json["files"]
    }
    for one in files:
        where = path(bundled_server, described.value(one, DCAT.downloadURL))
        answer = bundled_server.get(where)
        assert answer.type.partition(";")[0] == str(described.value(one, DCAT.mediaType)).removeprefix(
            MEDIA_TYPES
        )
        assert described.value(one, DCAT.byteSize) == Literal(
            len(answer.body), datatype=XSD.nonNegativeInteger
        )
        checksum = described.value(one, SPDX.checksum)
        digest = hashlib.sha256(answer.body).hexdigest()
        assert str(described.value(checksum, SPDX.checksumValue)).lower() == digest
        assert described.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
        assert (listed[where]["bytes"], listed[where]["sha256"]) == (len(answer.body), digest)


def test_every_dump_has_the_statements_that_are_counted(bundled_server, described, dataset):
    dumps = {path(bundled_server, dump): None for dump in described.objects(dataset, VOID.dataDump)}
    assert set(dumps) == {
        "/store?default",
        "/exports/graph.nq",
        "/exports/graph.trig",
        "/exports/graph.jsonld",
    }
    total = int(described.value(dataset, VOID.triples))
    assert len(Graph().parse(data=bundled_server.get("/store?default").body, format="turtle")) == total
    quads = bundled_server.get("/exports/graph.nq").text.splitlines()
    assert len({line.rsplit(" ", 2)[0] for line in quads}) == total


def test_every_service_answers_and_its_description_describes_it(bundled_server, described):
    services = {str(s).rpartition("#")[2]: s for s in described.subjects(RDF.type, DCAT.DataService)}
    assert set(services) == {"sparql", "api", "reconciliation"}

    def get(name: str, prop: URIRef, **headers: str):
        return bundled_server.get(path(bundled_server, described.value(services[name], prop)), **headers)

    endpoint = path(bundled_server, described.value(services["sparql"], DCAT.endpointURL))
    assert bundled_server.get(f"{endpoint}?query=ASK%7B%7D").json["boolean"] is True
    said = Graph().parse(
        data=get("sparql", DCAT.endpointDescription, Accept="text/turtle").body, format="turtle"
    )
    assert (None, RDF.type, SD.Service) in said
    assert get("api", DCAT.endpointDescription).json["openapi"].startswith("3.1")
    assert get("api", DCAT.endpointURL).status == 200
    manifest = get("reconciliation", DCAT.endpointURL).json
    assert "0.2" in manifest["versions"]


def test_every_thing_of_ours_that_it_names_answers(bundled_server, described, dataset):
    named = {o for o in described.objects() if isinstance(o, URIRef) and o.startswith(BASE)}
    named -= set(described.objects(None, VOID.vocabulary))  # namespaces; their documents are asked for below
    assert len(named) > 50
    tried = {address(one).partition("#")[0] for one in named}
    for one in tried:
        assert bundled_server.get(one).status == 200, one
    examples = list(described.objects(dataset, VOID.exampleResource))
    assert len(examples) == 6
    formats = {str(f).rpartition("/")[2] for f in described.objects(dataset, VOID.feature)}
    assert formats == {"Turtle", "N-Triples", "JSON-LD", "RDF_XML"}
    (space,) = described.objects(dataset, VOID.uriSpace)
    assert all(str(example).startswith(str(space)) for example in examples)
    assert bundled_server.get("/ontology").status == 200


def test_looking_things_up_by_name_works_as_it_says(bundled_server, described, dataset):
    (endpoint,) = described.objects(dataset, VOID.uriLookupEndpoint)
    assert bundled_server.get(path(bundled_server, endpoint) + "Monti").json["total"] >= 1


def test_every_named_graph_is_told_with_its_size_its_source_and_where_to_get_it(
    bundled_server, bundled, described, dataset
):
    subsets = list(described.objects(dataset, VOID.subset))
    assert {str(described.value(one, SD.name)) for one in subsets} == set(bundled.store.graphs())
    for one in subsets:
        name = str(described.value(one, SD.name))
        assert int(described.value(one, VOID.triples)) == bundled.store.count(name)
        got = bundled_server.get(
            path(bundled_server, described.value(one, VOID.dataDump)), Accept="application/n-triples"
        )
        assert len(got.body.splitlines()) == bundled.store.count(name)
        if "/graph/source/" in name:
            source = described.value(one, DCTERMS.source)
            assert bundled.ask(f"ASK {{ <{name}> <http://www.w3.org/ns/prov#wasDerivedFrom> <{source}> }}")


def test_the_properties_of_each_class_are_counted_as_a_query_counts_them(bundled, described):
    tried = 0
    for node in set(described.objects(None, VOID.classPartition)):
        kind = described.value(node, VOID["class"])
        parts = {
            str(described.value(p, VOID.property)): int(described.value(p, VOID.triples))
            for p in described.objects(node, VOID.propertyPartition)
        }
        rows = bundled.sparql(f"SELECT ?p (COUNT(*) AS ?n) WHERE {{ ?s a <{kind}> ; ?p ?o }} GROUP BY ?p")
        assert parts == {str(row["p"]): int(row["n"]) for row in rows}
        tried += len(parts)
    assert tried > 100


def test_its_period_countries_and_languages_are_those_of_the_graph(bundled, described, dataset):
    period = described.value(dataset, DCTERMS.temporal)
    (row,) = bundled.sparql(
        "PREFIX coop: <https://w3id.org/coopgraph/ontology#> SELECT (MIN(?d) AS ?first) (MAX(?d) AS ?last) "
        "WHERE { ?t coop:earliest|coop:latest ?d ; a ?kind FILTER(?kind IN (coop:Event, coop:Undertaking, coop:Situation)) }"
    )
    assert (described.value(period, DCAT.startDate), described.value(period, DCAT.endDate)) == (
        row["first"], row["last"],
    )  # fmt: skip
    assert {str(c).rpartition("/")[2] for c in described.objects(dataset, DCTERMS.spatial)} == {"it", "ru"}
    assert {str(c).rpartition("/")[2] for c in described.objects(dataset, DCTERMS.language)} == {
        "ENG",
        "ITA",
        "RUS",
    }


def test_the_operator_says_who_publishes_it_and_under_which_licence(serving, toy_folder, described):
    assert (None, DCTERMS.license, None) not in described
    licence = "https://creativecommons.org/licenses/by/4.0/"
    with serving(toy_folder, publisher="Ardonian Archive", licence=licence) as server:
        assert isinstance(server.running, Running)
        found = Graph().parse(data=server.get("/.well-known/void").body, format="turtle")
    assert Literal("Ardonian Archive") in set(found.objects(None, FOAF.name))
    assert set(found.objects(None, DCTERMS.license)) == {URIRef(licence)}


def test_an_editor_is_told_the_prefixes(bundled_server):
    sh = Namespace("http://www.w3.org/ns/shacl#")
    said = Graph().parse(data=bundled_server.get("/sparql", Accept="text/turtle").body, format="turtle")
    declared = {
        str(said.value(node, sh.prefix)): str(said.value(node, sh.namespace))
        for node in said.objects(None, sh.declare)
    }
    assert declared["coop"] == "https://w3id.org/coopgraph/ontology#"
    query = "".join(f"PREFIX {prefix}: <{namespace}> " for prefix, namespace in declared.items())
    assert bundled_server.ask(query + "ASK { ?x a coop:Agreement }").json["boolean"] is True
