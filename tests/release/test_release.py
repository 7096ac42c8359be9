"""A release is the same bytes each time, names every file, and foreign programs read what it says."""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
import sys

import pytest
import yaml
from pyld import jsonld
from rdflib import DCAT, DCTERMS, VOID, XSD, Dataset, Graph, Literal, Namespace, URIRef
from rdflib import RDF as RDF_
from rdflib.compare import isomorphic
from rocrate.rocrate import ROCrate

import dcat_ap
from coopgraph.errors import InvalidDataError, ParameterError, StoreError
from coopgraph.namespaces import RDF
from coopgraph.queries import Catalogue
from coopgraph.release.edition import Edition
from coopgraph.release.files import GRAPH_FILES
from coopgraph.release.manifest import sources
from coopgraph.release.writing import write_release
from coopgraph.resources import resource
from coopgraph.store.embedded import EmbeddedStore

SPDX = Namespace("http://spdx.org/rdf/terms#")


@pytest.fixture(scope="module")
def manifest(released):
    return json.loads((released / "manifest.json").read_text(encoding="utf-8"))


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_same_graph_and_edition_give_the_same_bytes_in_every_file(
    released, bundled, edition, before, tmp_path
):
    again = write_release(tmp_path / "again", edition, bundled, before)
    names = sorted(path.name for path in released.iterdir())
    assert names == sorted(path.name for path in again.iterdir())
    assert [n for n in names if (released / n).read_bytes() != (again / n).read_bytes()] == []


def test_the_manifest_names_every_file_with_its_size_and_checksum(released, manifest):
    listed = {file["path"]: file for file in manifest["files"]}
    assert {path.name for path in released.iterdir()} == {*listed, "manifest.json", "ro-crate-metadata.json"}
    for name, file in listed.items():
        data = (released / name).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())


def test_the_counts_of_the_manifest_are_those_of_the_graph(released, manifest, bundled):
    graph = manifest["graph"]
    assert graph["triples"] == bundled.count()
    assert (
        graph["quads"]
        == sum(graph["graphs"].values())
        == len((released / "graph.nq").read_bytes().splitlines())
    )
    persons = "https://w3id.org/coopgraph/ontology#Person"
    (row,) = bundled.select(f"SELECT (COUNT(?p) AS ?n) WHERE {{ ?p a <{persons}> }}")
    assert graph["classes"][persons] == int(row["n"])
    assert manifest["made_with"]["ontology"] == "0.1.0"
    assert manifest["check"]["Violation"] == 0
    assert len(manifest["sources"]) == len(rows_of(released / "sources.csv"))


def test_each_document_has_its_licence_in_the_manifest_the_table_and_the_crate(released, manifest):
    spdx = "https://spdx.org/licenses/Apache-2.0"
    said = {source["source"].rpartition("/")[2]: source["licence"] for source in manifest["sources"]}
    assert said.pop("editorial-italy-russia") == spdx
    assert len(said) == 5
    assert set(said.values()) == {"not stated"}  # the five pages name none
    table = {row["source"].rpartition("/")[2]: row["licence"] for row in rows_of(released / "sources.csv")}
    assert table == {**said, "editorial-italy-russia": spdx}
    crate = ROCrate(released)
    for source in crate.root_dataset["isBasedOn"]:
        if source.id.endswith("editorial-italy-russia"):
            assert source["license"].id == spdx
        else:
            assert source["conditionsOfAccess"] == "licence not stated"


def test_a_document_whose_licence_nobody_looked_for_is_told_as_unknown(bundled):
    rights = f"<{DCTERMS.rights}>".encode()
    with EmbeddedStore.in_memory() as silent:
        silent.load_nquads(
            b"".join(line for line in bundled.dump_nquads().splitlines(True) if rights not in line)
        )
        catalogue = Catalogue.load([resource("queries")])
        assert {one["licence"] for one in sources(silent, catalogue) if "editorial" not in one["source"]} == {
            "unknown"
        }


def test_pyld_canonicalises_the_graph_to_the_hash_in_the_manifest(released, manifest):
    # PyLD 3 reads N-Quads without undoing \\u escapes; the bundled graph has none.
    text = (released / "graph.nq").read_text(encoding="utf-8")
    canonical = jsonld.normalize(
        text,
        {"inputFormat": "application/n-quads", "format": "application/n-quads", "algorithm": "URDNA2015"},
    )
    assert hashlib.sha256(canonical.encode()).hexdigest() == manifest["graph"]["rdfc10"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib's own parsers
def test_rdflib_reads_the_same_statements_from_each_format(released):
    quads, trig = Dataset(), Dataset()
    quads.parse(data=(released / "graph.nq").read_text(encoding="utf-8"), format="nquads")
    trig.parse(data=(released / "graph.trig").read_text(encoding="utf-8"), format="trig")
    assert set(quads.quads()) == set(trig.quads())
    merged = Graph().parse(data=(released / "graph.jsonld").read_text(encoding="utf-8"), format="json-ld")
    union = Graph()
    for triple in {(s, p, o) for s, p, o, _ in quads.quads()}:
        union.add(triple)
    assert isomorphic(merged, union)


def test_the_tables_hold_every_named_thing_and_every_tie_once(released, bundled):
    nodes = rows_of(released / "nodes.csv")
    ids = [node["id"] for node in nodes]
    assert len(ids) == len(set(ids)) > 150
    person = next(node for node in nodes if node["id"].endswith("person/sobyanin-sergey"))
    assert (person["class"], person["label_ru"]) == ("Person", "Сергей Собянин")
    mise = next(node for node in nodes if node["id"].endswith("/mise"))
    assert mise["class"] == "PublicBody"
    edges = rows_of(released / "edges.csv")
    assert {edge["source"] for edge in edges} | {edge["target"] for edge in edges} <= set(ids)
    rows = [tuple(edge.values()) for edge in edges]
    assert len(rows) == len(set(rows)) > 300
    assert any(edge["property"] == "signedBy" for edge in edges)
    assert all(edge["property"] != RDF + "type" for edge in edges)


def test_ro_crate_py_reads_the_crate_and_finds_every_file(released, manifest):
    crate = ROCrate(released)
    assert crate.root_dataset["version"] == "2026.1"
    assert crate.root_dataset["license"].id == "https://spdx.org/licenses/Apache-2.0"
    found = {entity.id for entity in crate.data_entities}
    assert found == {file["path"] for file in manifest["files"]} | {"manifest.json"}
    assert all((released / name).is_file() for name in found)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib's reader of JSON-LD
def test_the_official_shapes_of_dcat_ap_3_find_nothing_in_its_description(released, manifest, edition):
    said = Graph().parse(
        source=released / "void.ttl", publicID="https://example.org/2026.1/void.ttl", format="turtle"
    )
    assert dcat_ap.faults(said) == []
    dataset = URIRef("https://example.org/2026.1/void.ttl#dataset")
    assert int(said.value(dataset, VOID.triples)) == manifest["graph"]["triples"]
    assert str(said.value(dataset, DCTERMS.identifier)) == edition.version
    assert said.value(dataset, DCTERMS.issued) == Literal("2026-11-30", datatype=XSD.date)
    counted = {
        str(said.value(part, VOID["class"])): int(said.value(part, VOID.entities))
        for part in said.objects(dataset, VOID.classPartition)
    }
    assert (
        counted.items()
        >= {k: n for k, n in manifest["graph"]["classes"].items() if k.endswith("#Person")}.items()
    )
    listed = {file["path"]: file for file in manifest["files"]}
    distributions = list(said.objects(dataset, DCAT.distribution))
    assert len(distributions) == len(GRAPH_FILES)
    for one in distributions:
        file = listed[str(said.value(one, DCAT.downloadURL)).removeprefix("https://example.org/2026.1/")]
        assert int(said.value(one, DCAT.byteSize)) == file["bytes"]
        assert str(said.value(said.value(one, SPDX.checksum), SPDX.checksumValue)).lower() == file["sha256"]
    said.remove((None, RDF_.type, SPDX.Checksum))
    assert dcat_ap.faults(said)


def test_the_citation_says_what_to_cite(released, manifest):
    found = yaml.safe_load((released / "CITATION.cff").read_text(encoding="utf-8"))
    assert found["type"] == "dataset"
    assert found["version"] == "2026.1"
    assert str(found["date-released"]) == "2026-11-30"
    assert found["identifiers"][0]["value"] == f"sha256:{manifest['graph']['version']}"


def test_the_changes_are_told_only_where_there_was_a_release_before(released, bundled, edition, tmp_path):
    assert (released / "CHANGES.md").read_text(encoding="utf-8").startswith("# From before to 2026.1")
    first = write_release(tmp_path / "first", edition, bundled)
    assert not (first / "CHANGES.md").exists()


def test_a_folder_that_holds_something_is_left_alone(released, bundled, edition):
    before = sorted(path.name for path in released.iterdir())
    with pytest.raises(StoreError, match="not an empty folder"):
        write_release(released, edition, bundled)
    assert sorted(path.name for path in released.iterdir()) == before


def test_a_graph_that_breaks_a_rule_is_not_released(bundled, edition, tmp_path):
    broken = EmbeddedStore.in_memory()
    broken.load_nquads(bundled.dump_nquads())
    broken.update(
        "DELETE { GRAPH ?g { ?e <http://www.w3.org/ns/oa#exact> ?w } ?e <http://www.w3.org/ns/oa#exact> ?w } "
        "WHERE { GRAPH ?g { ?e <http://www.w3.org/ns/oa#exact> ?w } }"
    )
    with pytest.raises(InvalidDataError):
        write_release(tmp_path / "broken", edition, broken)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "date"), [("", ""), ("../x", ""), ("a b", ""), ("1", "30/11/2026"), ("1", "2026-13-01")]
)
def test_a_name_or_date_that_cannot_stand_in_a_file_is_refused(name, date):
    with pytest.raises(ParameterError):
        Edition(name, "0" * 64, date)


def test_each_file_of_the_graph_has_its_own_name():
    assert len({content.path for content in GRAPH_FILES}) == len(GRAPH_FILES)


def test_the_command_prints_the_version_and_the_checksums(bundled_store, released, tmp_path):
    run = subprocess.run(
        [sys.executable, "-m", "coopgraph", "release", str(tmp_path / "r"), "--name", "2026.1", "--date", "2026-11-30",
         "--since", str(released), "--store", str(bundled_store)],
        capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    for line in (tmp_path / "r" / "CHANGES.md").read_text(encoding="utf-8").splitlines()[:1]:
        assert line == "# From 2026.1 to 2026.1"
    digest = hashlib.sha256((tmp_path / "r" / "graph.nq").read_bytes()).hexdigest()
    assert f"version   {digest}" in run.stdout
