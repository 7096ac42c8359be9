"""Building: one revision or none, the same bytes for the same input."""

import hashlib
import subprocess
import sys

import pytest

from coopgraph.errors import DossierError, InvalidDataError, StoreLockedError, StoreUnavailableError
from coopgraph.ingest.build import build
from coopgraph.store.revisions import StoreFolder


def publish(world, store, **options):
    return build([world.folder], store, **options)


def test_two_builds_of_the_same_input_have_the_same_bytes(world, tmp_path):
    first = publish(world, tmp_path / "one", texts=world.texts)
    second = publish(world, tmp_path / "two", texts=world.texts)
    assert first.revision.nquads.read_bytes() == second.revision.nquads.read_bytes()
    assert first.revision.version == hashlib.sha256(first.revision.nquads.read_bytes()).hexdigest()


def test_the_store_holds_a_graph_for_each_kind_and_the_merged_default_graph_once(world, tmp_path):
    publish(world, tmp_path / "kg")
    with StoreFolder(tmp_path / "kg").open() as store:
        names = [g.removeprefix("https://w3id.org/coopgraph/graph/") for g in store.graphs()]
        assert names == ["editorial", "entities", "ontology", "shortcuts", "source/doc-1"]
        merged = store.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").rows[0]["n"]
        distinct = store.select(
            "SELECT (COUNT(*) AS ?n) WHERE { SELECT DISTINCT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } } }"
        ).rows[0]["n"]
        assert merged == distinct


def test_shortcuts_follow_from_situations_and_classes_from_subclasses(world, tmp_path):
    publish(world, tmp_path / "kg")
    with StoreFolder(tmp_path / "kg").open() as store:
        assert store.ask(
            """PREFIX coop: <https://w3id.org/coopgraph/ontology#>
            PREFIX id: <https://w3id.org/coopgraph/id/>
            ASK { GRAPH <https://w3id.org/coopgraph/graph/shortcuts> {
              <https://w3id.org/coopgraph/id/agreement/accordo> coop:signedBy <https://w3id.org/coopgraph/id/person/neri-ada> ;
                coop:hasParty <https://w3id.org/coopgraph/id/organization/alfa> ; a coop:Undertaking .
              <https://w3id.org/coopgraph/id/organization/alfa> coop:cooperatesWith <https://w3id.org/coopgraph/id/organization/beta> .
              <https://w3id.org/coopgraph/id/signing/firma> coop:hostRegion <https://w3id.org/coopgraph/id/region/it-21> } }"""
        )


@pytest.mark.parametrize("fault", ["a faulty line", "a violation"])
def test_a_failed_build_leaves_the_store_as_it_was(world, tmp_path, fault):
    store = tmp_path / "kg"
    before = publish(world, store).revision.version
    if fault == "a faulty line":
        world.add("{ s: accordo, p: party, o: nobody, q: Alfa }")
        expected = DossierError
    else:
        # One party only, on one side only: rules R01 and R02.
        world.change(
            "doc-1.yaml",
            '  - { s: accordo, p: party, o: beta, side: RU, q: "accordo tra Alfa e Beta" }\n',
            "",
        )
        expected = InvalidDataError
    with pytest.raises(expected):
        publish(world, store)
    assert StoreFolder(store).current().version == before


def test_a_refused_build_carries_the_report(world, tmp_path):
    world.change(
        "doc-1.yaml", '  - { s: accordo, p: party, o: beta, side: RU, q: "accordo tra Alfa e Beta" }\n', ""
    )
    with pytest.raises(InvalidDataError) as refused:
        publish(world, tmp_path / "kg")
    assert {"R01", "R02"} <= {result.rule for result in refused.value.report.violations}
    assert not (tmp_path / "kg").exists()


def test_a_folder_that_is_no_store_is_left_alone(world, tmp_path):
    folder = tmp_path / "precious"
    folder.mkdir()
    (folder / "letter.txt").write_text("Dear …")
    with pytest.raises(StoreUnavailableError, match="no coopgraph store"):
        publish(world, folder)
    assert [p.name for p in folder.iterdir()] == ["letter.txt"]


def test_a_store_held_by_another_process_is_refused_with_its_pid(world, tmp_path):
    store = tmp_path / "kg"
    before = publish(world, store).revision.version
    code = (
        "import sys, time\nfrom coopgraph.store.revisions import StoreFolder\n"
        f"with StoreFolder({str(store)!r})._locked():\n    print('held', flush=True)\n    time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as holder:
        try:
            assert holder.stdout is not None
            assert holder.stdout.readline().strip() == "held"
            with pytest.raises(StoreLockedError, match=str(holder.pid)):
                publish(world, store)
        finally:
            holder.kill()
    assert StoreFolder(store).current().version == before
