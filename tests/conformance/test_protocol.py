"""The W3C's tests of SPARQL over HTTP, driven against a running server; outcomes are in ``docs/conformance.md``.

To write the outcomes anew: ``COOPGRAPH_WRITE_CONFORMANCE=1 python -m pytest tests/conformance/test_protocol.py``.
"""

from __future__ import annotations

import os
import tarfile

import pytest
from rdflib import RDF, Graph

from conformance.over_http import FAULTY, MERGED, TOKEN, run
from conftest import ROOT, SHARED
from coopgraph.settings import Settings
from coopgraph.store.revisions import StoreFolder
from served import Running

ARCHIVE = SHARED / "suites" / "w3c-sparql-tests" / "sparql.tar.gz"
PAGE = ROOT / "docs" / "conformance.md"
EARL = ROOT / "docs" / "conformance-http.ttl"
START, END = "<!-- http outcomes -->\n", "<!-- end of http outcomes -->"
DATA = "http://kasei.us/2009/09/sparql/data/"

SUITES = {
    "protocol": "sparql11/protocol/manifest.ttl",
    "service description": "sparql11/service-description/manifest.ttl",
    "graph store, direct": "sparql11/graph-store-protocol/manifest-direct.ttl",
    "graph store, indirect": "sparql11/graph-store-protocol/manifest-indirect.ttl",
    "graph store, older": "sparql11/http-rdf-update/manifest.ttl",
}


@pytest.fixture(scope="module")
def suite():
    """Give the files of the suite by their path."""
    if not ARCHIVE.is_file():
        pytest.skip("the W3C's tests (../shared/suites/w3c-sparql-tests) are not here")
    with tarfile.open(ARCHIVE) as archive:
        names = [n for n in archive.getnames() if any(n.endswith(path) for path in SUITES.values())]
        names += [n for n in archive.getnames() if n.startswith("sparql/sparql11/protocol/data")]
        return {name.removeprefix("sparql/"): archive.extractfile(name).read().decode() for name in names}


@pytest.fixture(scope="module")
def endpoint(suite, tmp_path_factory):
    """A server that holds the graphs the protocol tests name, data0 to data3, and may be written to."""
    lines = [f"<{DATA}data0.rdf> <{RDF.type}> <http://xmlns.com/foaf/0.1/Document> <{DATA}data0.rdf> ."]
    for number in (1, 2, 3):
        graph = Graph().parse(data=suite[f"sparql11/protocol/data{number}.nt"], format="nt")
        lines += [f"{s.n3()} {p.n3()} {o.n3()} <{DATA}data{number}.rdf> ." for s, p, o in graph]
    folder = StoreFolder(tmp_path_factory.mktemp("conformance") / "store")
    folder.publish(("\n".join(lines) + "\n").encode(), {})
    with Running(folder, Settings(workers=1, writes=True, write_token=TOKEN)) as server:
        yield server


@pytest.fixture(scope="module")
def outcomes(suite, endpoint):
    return tuple(
        outcome
        for name, path in SUITES.items()
        for outcome in run(
            endpoint,
            name,
            Graph().parse(data=suite[path], format="turtle", publicID=f"http://w3c.test/{path}"),
        )
    )


def table(outcomes) -> str:
    lines = ["| suite | tests | passed | rightly refused | failed |", "|---|---|---|---|---|"]
    for suite in SUITES:
        earl = [o.earl for o in outcomes if o.suite == suite]
        counts = [earl.count(kind) for kind in ("passed", "inapplicable", "failed")]
        lines.append(f"| {suite} | {len(earl)} | " + " | ".join(map(str, counts)) + " |")
    lines += ["", "| test | outcome |", "|---|---|"]
    lines += [
        f"| {o.suite}: {' '.join(o.name.split()).replace('|', '&#124;')} | {o.said} |" for o in outcomes
    ]
    return "\n".join(lines) + "\n"


def earl(outcomes) -> str:
    lines = [
        "@prefix earl: <http://www.w3.org/ns/earl#> .",
        "@prefix doap: <http://usefulinc.com/ns/doap#> .",
        "",
        '<https://w3id.org/coopgraph/> a doap:Project , earl:TestSubject ; doap:name "coopgraph" .',
    ]
    lines += [
        f"\n[] a earl:Assertion ; earl:assertedBy <https://w3id.org/coopgraph/> ; earl:mode earl:automatic ;\n"
        f"  earl:subject <https://w3id.org/coopgraph/> ; earl:test <{o.test}> ;\n"
        f"  earl:result [ a earl:TestResult ; earl:outcome earl:{o.earl} ] ."
        for o in outcomes
    ]
    return "\n".join(lines) + "\n"


def test_every_test_passes_or_is_rightly_refused(outcomes):
    assert [o for o in outcomes if o.earl == "failed"] == []
    assert {o.suite: sum(1 for one in outcomes if one.suite == o.suite) for o in outcomes} == {
        "protocol": 34, "service description": 3, "graph store, direct": 4, "graph store, indirect": 9,
        "graph store, older": 18,
    }  # fmt: skip
    refused = {o.test.rsplit("#", 1)[1]: o.said for o in outcomes if o.earl == "inapplicable"}
    assert refused == {
        "put_get_default": MERGED, "put__default_graph": MERGED,
        "post__existing_graph": FAULTY, "post__multipart_formdata": FAULTY,
    }  # fmt: skip


def test_the_outcomes_in_the_documentation_are_those_that_came_out(outcomes):
    if os.environ.get("COOPGRAPH_WRITE_CONFORMANCE"):
        before, _, after = PAGE.read_text(encoding="utf-8").partition(START)
        PAGE.write_text(before + START + table(outcomes) + END + after.partition(END)[2], encoding="utf-8")
        EARL.write_text(earl(outcomes), encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    assert page.partition(START)[2].partition(END)[0] == table(outcomes)
    assert EARL.read_text(encoding="utf-8") == earl(outcomes)
    assert len(Graph().parse(data=EARL.read_text(encoding="utf-8"), format="turtle")) > 7 * len(outcomes)
